package object

import (
	"math"
	"unsafe"
)

// Dict is an insertion-ordered hash table: entries in order, and over them an
// index with open addressing, as CPython's compact dict.
//
//	index[j] = upper bits of the hash | entry number + 1      0: free
//
// A word of the index has the entry number in its low bits, as many as the
// index needs, and the bits of the hash above these as a tag; so nearly every
// entry that is not the one looked for is told by its word alone. A removed
// entry stays as a tombstone (its key is nil) and so does its word, until the
// next resize. Words may outlive their entry and may then lead beyond the
// entries or to another key: whoever follows one compares the key.
//
// A Dict with FlagNamespace is a module's namespace: the values of its
// entries are *Cell that never move, so that code links to them. There an
// unbound cell is an absent key.
type Dict struct {
	Header
	index   []uint32 // power of two
	entries []dictEntry
	used    int32 // live entries (not kept for a namespace)
	room    int32 // free words that may still be taken before the next resize
	first   int32 // all entries before it are dead
	// changes counts insertions and removals, so that a lookup notices that
	// the comparison of two keys has changed the table under it.
	changes uint32
	small   [8]uint32 // the first index
}

type dictEntry struct {
	hash uint64
	key  Value // nil: removed
	val  Value
}

const (
	// FlagNamespace marks a Dict whose entries hold cells.
	FlagNamespace uint16 = 1
	// flagOddKeys: some key is not exactly a str, so that a str lookup may
	// have to call its __eq__.
	flagOddKeys uint16 = 2
)

// NewDict makes an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{Shape: ShapeDict, Kind: KindDict}} }

// NewDictSize makes an empty dict with room for n entries, and little more
// before it has to allocate again.
func NewDictSize(n int) *Dict {
	d := NewDict()
	if n > 0 {
		d.entries = make([]dictEntry, 0, n)
		d.rebuild(n, 0)
	}
	return d
}

// AsDict returns the dict v is, subclasses included, or nil.
func AsDict(v Value) *Dict {
	if v.P != nil && v.Kind() == KindDict {
		return (*Dict)(v.P)
	}
	return nil
}

// Value returns d as a Value.
func (d *Dict) Value() Value { return Value{P: unsafe.Pointer(d)} }

func (d *Dict) isNamespace() bool { return d.Flags&FlagNamespace != 0 }

// Len is the number of items.
func (d *Dict) Len() int {
	if d.isNamespace() {
		n := 0
		for i := range d.entries {
			if d.entryValue(i).P != nil {
				n++
			}
		}
		return n
	}
	return int(d.used)
}

// entryValue is the value of entry i; nil when the entry is dead or unbound.
func (d *Dict) entryValue(i int) Value {
	e := &d.entries[i]
	if e.key.P == nil {
		return Value{}
	}
	if d.isNamespace() {
		return (*Cell)(e.val.P).V
	}
	return e.val
}

// usableWords is how many words of an index may be taken: two thirds.
func usableWords(size int) int { return size << 1 / 3 }

// resize drops the tombstones and makes room for n entries in all.
func (d *Dict) resize(n int) { d.rebuild(n, 0) }

// rebuild is resize with gap tombstones put before the first entry.
func (d *Dict) rebuild(n, gap int) {
	size := 8
	for usableWords(size) < n+gap {
		size *= 2
	}
	usable := usableWords(size)
	old, inPlace := d.entries, true
	if cap(old) < n || cap(old) > 4*usable || gap > 0 {
		d.entries, inPlace = make([]dictEntry, gap, usable), false
	} else {
		d.entries = old[:0]
	}
	if size == len(d.small) {
		d.index = d.small[:]
		clear(d.index)
	} else {
		d.index = make([]uint32, size)
	}
	mask := uint64(size - 1)
	for i := range old {
		e := &old[i]
		if e.key.P == nil {
			continue
		}
		d.entries = append(d.entries, *e)
		d.linkEntry(e.hash, mask, uint32(len(d.entries)))
	}
	if inPlace {
		clear(old[len(d.entries):])
	}
	d.room = int32(usable - len(d.entries))
	d.first = int32(gap)
	d.changes++
}

// linkEntry enters an entry into the index: n is its number plus one.
func (d *Dict) linkEntry(h, mask uint64, n uint32) {
	index := d.index
	j, perturb := h&mask, h
	for index[j] != 0 {
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
	index[j] = uint32(h)&^uint32(mask) | n
}

// findStr returns the entry of an exact str key, or -1, among keys of kind
// str. It never calls back.
func (d *Dict) findStr(k *Str, h uint64) int {
	index, entries := d.index, d.entries
	if len(index) == 0 {
		return -1
	}
	mask := uint64(len(index) - 1)
	j, perturb := h&mask, h
	for {
		w := index[j]
		if w == 0 {
			return -1
		}
		if w^uint32(h) <= uint32(mask) {
			if i := uint64(w)&mask - 1; i < uint64(len(entries)) {
				e := &entries[i]
				if e.key.P == unsafe.Pointer(k) {
					return int(i)
				}
				if e.hash == h && e.key.P != nil && e.key.Head().Kind == KindStr {
					o := (*Str)(e.key.P)
					if o.Flags&k.Flags&FlagInterned == 0 && o.S == k.S {
						return int(i)
					}
				}
			}
		}
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
}

// find returns the entry of key, or -1; ok is false when comparing keys
// raised. Keys that are identical, or both exact str or int, never call back.
func (d *Dict) find(t *Thread, key Value, h uint64) (i int, ok bool) {
	if d.Flags&flagOddKeys == 0 && key.Shape() == ShapeStr {
		return d.findStr((*Str)(key.P), h), true
	}
restart:
	index, entries := d.index, d.entries
	if len(index) == 0 {
		return -1, true
	}
	mask := uint64(len(index) - 1)
	j, perturb := h&mask, h
	for {
		w := index[j]
		if w == 0 {
			return -1, true
		}
		if w^uint32(h) <= uint32(mask) {
			if i := uint64(w)&mask - 1; i < uint64(len(entries)) {
				e := &entries[i]
				if e.key == key {
					return int(i), true
				}
				if e.hash == h && e.key.P != nil && !(key.IsInt() && e.key.IsInt()) {
					changes := d.changes
					eq, ok := t.Equal(e.key, key)
					switch {
					case !ok:
						return -1, false
					case d.changes != changes:
						goto restart
					case eq:
						return int(i), true
					}
				}
			}
		}
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
}

// insert appends an entry for a key known to be absent.
func (d *Dict) insert(key, val Value, h uint64) {
	if d.isNamespace() {
		val = NewCell(val).Value()
	}
	d.append(key, val, h)
	d.used++
}

// append adds an entry, which in a namespace holds a cell.
func (d *Dict) append(key, val Value, h uint64) {
	if d.room <= 0 {
		d.resize(max(2*d.live(), 1)) // twice the live ones, so that resizing is rare
	}
	if key.Shape() != ShapeStr {
		d.Flags |= flagOddKeys
	}
	d.entries = append(d.entries, dictEntry{h, key, val})
	d.linkEntry(h, uint64(len(d.index)-1), uint32(len(d.entries)))
	d.room--
	d.changes++
}

// live counts the entries that a resize keeps.
func (d *Dict) live() int {
	if !d.isNamespace() {
		return int(d.used)
	}
	n := 0
	for i := range d.entries {
		if d.entries[i].key.P != nil {
			n++
		}
	}
	return n
}

// bury turns entry i into a tombstone.
func (d *Dict) bury(i int) {
	d.changes++
	e := &d.entries[i]
	e.key, e.val = Value{}, Value{}
	if first := int(d.first); i == first { // keep removing the oldest item linear
		for first < len(d.entries) && d.entries[first].key.P == nil {
			first++
		}
		d.first = int32(min(first, len(d.entries)))
	}
}

// dropDead forgets the tombstones at the end, which keeps popitem linear. Other
// removals leave them, so that an iterator notices what is put in their place.
func (d *Dict) dropDead() {
	n := len(d.entries)
	for n > 0 && d.entries[n-1].key.P == nil {
		n--
	}
	d.entries = d.entries[:n]
	d.first = min(d.first, int32(n))
}

// removeAt deletes the key of entry i.
func (d *Dict) removeAt(i int) {
	if d.isNamespace() {
		(*Cell)(d.entries[i].val.P).V = Value{}
		d.changes++
		return
	}
	d.used--
	d.bury(i)
}

// setAt binds the key of entry i, which in a namespace may be unbound: then it
// goes to the end, as a new key does.
func (d *Dict) setAt(i int, v Value) {
	e := &d.entries[i]
	if !d.isNamespace() {
		e.val = v
		return
	}
	c := (*Cell)(e.val.P)
	if c.V.P == nil && i < len(d.entries)-1 {
		moved := *e
		d.bury(i)
		d.append(moved.key, moved.val, moved.hash)
	}
	c.V = v
}

// GetStr returns the value of an exact str key, or nil.
func (d *Dict) GetStr(name *Str) Value {
	if len(d.index) == 0 {
		return Value{}
	}
	i := d.findStr(name, name.hashed())
	if i < 0 {
		return Value{}
	}
	return d.entryValue(i)
}

// GetStrOK is GetStr with a second result that tells whether it is there.
func (d *Dict) GetStrOK(name *Str) (Value, bool) {
	v := d.GetStr(name)
	return v, v.P != nil
}

// SetStr binds an exact str key.
func (d *Dict) SetStr(name *Str, v Value) {
	h := name.hashed()
	if i := d.findStr(name, h); i >= 0 {
		d.setAt(i, v)
		return
	}
	d.insert(name.Value(), v, h)
}

// DelStr removes an exact str key; false when absent.
func (d *Dict) DelStr(name *Str) bool {
	i := d.findStr(name, name.hashed())
	if i < 0 || d.entryValue(i).P == nil {
		return false
	}
	d.removeAt(i)
	return true
}

// Get returns the value of key; nil with nothing pending when absent, nil with
// an exception pending when key cannot be hashed or compared.
func (d *Dict) Get(t *Thread, key Value) Value {
	h, ok := t.Hash(key)
	if !ok {
		return Value{}
	}
	return d.GetHashed(t, key, h)
}

// GetHashed is Get with the key's hash known.
func (d *Dict) GetHashed(t *Thread, key Value, h uint64) Value {
	i, ok := d.find(t, key, h)
	if !ok || i < 0 {
		return Value{}
	}
	return d.entryValue(i)
}

// Set binds key; false with an exception pending when it cannot.
func (d *Dict) Set(t *Thread, key, v Value) bool {
	h, ok := t.Hash(key)
	if !ok {
		return false
	}
	return d.SetHashed(t, key, v, h)
}

// SetHashed is Set with the key's hash known.
func (d *Dict) SetHashed(t *Thread, key, v Value, h uint64) bool {
	i, ok := d.find(t, key, h)
	if !ok {
		return false
	}
	if i >= 0 {
		d.setAt(i, v)
		return true
	}
	if len(d.entries) >= math.MaxInt32/2 {
		t.Raise(ShapeMemoryError, "")
		return false
	}
	d.insert(key, v, h)
	return true
}

// Del removes key and returns its value, nil when absent. ok is false when
// the key could not be hashed or compared.
func (d *Dict) Del(t *Thread, key Value) (old Value, ok bool) {
	h, ok := t.Hash(key)
	if !ok {
		return Value{}, false
	}
	return d.DelHashed(t, key, h)
}

// DelHashed is Del with the key's hash known.
func (d *Dict) DelHashed(t *Thread, key Value, h uint64) (old Value, ok bool) {
	i, ok := d.find(t, key, h)
	if !ok || i < 0 {
		return Value{}, ok
	}
	old = d.entryValue(i)
	if old.P != nil {
		d.removeAt(i)
	}
	return old, true
}

// Clear removes every item.
func (d *Dict) Clear() {
	d.changes++
	if d.isNamespace() {
		for i := range d.entries {
			if d.entries[i].key.P != nil {
				(*Cell)(d.entries[i].val.P).V = Value{}
			}
		}
		return
	}
	d.index, d.entries, d.used, d.room, d.first = nil, nil, 0, 0, 0
	d.Flags &^= flagOddKeys
}

// Clone returns an exact dict with the same items.
func (d *Dict) Clone() *Dict {
	c := NewDict()
	if d.isNamespace() || int(d.used) < len(d.entries)*2/3 { // drop the tombstones
		if n := d.Len(); n > 0 {
			c.resize(n)
		}
		for i := range d.entries {
			if v := d.entryValue(i); v.P != nil {
				c.insert(d.entries[i].key, v, d.entries[i].hash)
			}
		}
		return c
	}
	c.Flags |= d.Flags & flagOddKeys
	c.used, c.room, c.first = d.used, d.room, d.first
	if len(d.index) == len(c.small) {
		c.small = d.small
		c.index = c.small[:]
	} else if d.index != nil {
		c.index = append([]uint32(nil), d.index...)
	}
	if d.index != nil {
		c.entries = append(make([]dictEntry, 0, usableWords(len(d.index))), d.entries...)
	}
	return c
}

// Each calls f for each item in order, until f returns false. f must not
// change the dict's size.
func (d *Dict) Each(f func(k, v Value) bool) {
	for i := int(d.first); i < len(d.entries); i++ {
		if v := d.entryValue(i); v.P != nil && !f(d.entries[i].key, v) {
			return
		}
	}
}

// keys returns the keys in order.
func (d *Dict) keys() []Value {
	out := make([]Value, 0, d.used)
	d.Each(func(k, v Value) bool { out = append(out, k); return true })
	return out
}

// At returns the first item from entry i on and the number of the entry to
// ask for next; key is nil at the end.
func (d *Dict) At(i int) (key, val Value, next int) {
	for i = max(i, int(d.first)); i < len(d.entries); i++ {
		if v := d.entryValue(i); v.P != nil {
			return d.entries[i].key, v, i + 1
		}
	}
	return Value{}, Value{}, i
}

// before is At backwards: the last item before entry i, and its entry.
func (d *Dict) before(i int) (key, val Value, at int) {
	for i = min(i, len(d.entries)) - 1; i >= int(d.first); i-- {
		if v := d.entryValue(i); v.P != nil {
			return d.entries[i].key, v, i
		}
	}
	return Value{}, Value{}, 0
}

// Probe is the dispatch loop's fast path: the place of the value of an inline
// int or interned str key that sits at its first position; nil otherwise.
func (d *Dict) Probe(key Value, h uint64) *Value {
	if n := len(d.index); n > 0 {
		i := uint64(d.index[h&uint64(n-1)])&uint64(n-1) - 1
		if i < uint64(len(d.entries)) && d.Flags&FlagNamespace == 0 {
			if e := &d.entries[i]; e.key == key {
				return &e.val
			}
		}
	}
	return nil
}
