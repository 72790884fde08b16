package object

import "unsafe"

// Dict is an insertion-ordered hash table: entries in order, and an open
// addressing index of entry numbers over them, as CPython's compact dict.
//
// A Dict with FlagNamespace is a module's namespace: the values of its
// entries are *Cell that never move, so that code links to them. There an
// unbound cell is an absent key, and removed keys keep their entry.
type Dict struct {
	Header
	index   []int32 // power of two; 0 empty, -1 deleted, else entry number + 1
	entries []dictEntry
	used    int // live entries (not kept for a namespace)
	// changes counts insertions and removals, so that iterators notice.
	changes uint32
}

type dictEntry struct {
	hash uint64
	key  Value // nil: removed
	val  Value
}

// FlagNamespace marks a Dict whose entries hold cells.
const FlagNamespace uint16 = 1

// NewDict makes an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{Shape: ShapeDict, Kind: KindDict}} }

// NewNamespace makes an empty namespace of a module.
func NewNamespace() *Dict {
	return &Dict{Header: Header{Shape: ShapeDict, Kind: KindDict, Flags: FlagNamespace}}
}

// NewDictSize makes an empty dict with room for n entries.
func NewDictSize(n int) *Dict {
	d := NewDict()
	if n > 0 {
		d.resize(n)
		d.entries = make([]dictEntry, 0, n)
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
	return d.used
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

func (d *Dict) setEntry(i int, v Value) {
	e := &d.entries[i]
	if d.isNamespace() {
		(*Cell)(e.val.P).V = v
		return
	}
	e.val = v
}

// resize rebuilds the index for at least n entries, dropping dead ones.
func (d *Dict) resize(n int) {
	size := 8
	for size*2 < n*3 {
		size *= 2
	}
	d.index = make([]int32, size)
	if d.used < len(d.entries) && !d.isNamespace() {
		live := d.entries[:0]
		for _, e := range d.entries {
			if e.key.P != nil {
				live = append(live, e)
			}
		}
		clear(d.entries[len(live):])
		d.entries = live
		d.changes++
	}
	mask := uint64(size - 1)
	for i := range d.entries {
		h := d.entries[i].hash
		j, perturb := h&mask, h
		for d.index[j] != 0 {
			perturb >>= 5
			j = (j*5 + perturb + 1) & mask
		}
		d.index[j] = int32(i + 1)
	}
}

// find returns the entry of an exact str key, or -1. It never calls back.
func (d *Dict) findStr(k *Str, h uint64) int {
	if len(d.index) == 0 {
		return -1
	}
	mask := uint64(len(d.index) - 1)
	j, perturb := h&mask, h
	for {
		i := d.index[j]
		if i == 0 {
			return -1
		}
		if i > 0 {
			e := &d.entries[i-1]
			if e.key.P == unsafe.Pointer(k) {
				return int(i - 1)
			}
			if e.hash == h && e.key.P != nil && e.key.Head().Kind == KindStr {
				o := (*Str)(e.key.P)
				if o.Flags&k.Flags&FlagInterned == 0 && o.S == k.S {
					return int(i - 1)
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
	if key.Shape() == ShapeStr {
		if i := d.findStr((*Str)(key.P), h); i >= 0 || !d.hasOddKeys() {
			return i, true
		}
	}
restart:
	if len(d.index) == 0 {
		return -1, true
	}
	mask := uint64(len(d.index) - 1)
	j, perturb := h&mask, h
	for {
		n := d.index[j]
		if n == 0 {
			return -1, true
		}
		if n > 0 {
			e := &d.entries[n-1]
			if e.key == key {
				return int(n - 1), true
			}
			if e.hash == h && e.key.P != nil {
				if key.IsInt() && e.key.IsInt() {
					goto next
				}
				changes := d.changes
				eq, ok := t.Equal(e.key, key)
				if !ok {
					return -1, false
				}
				if d.changes != changes {
					goto restart
				}
				if eq {
					return int(n - 1), true
				}
			}
		}
	next:
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
}

// flagOddKeys: some key is not exactly a str, so that a str lookup may have to
// call its __eq__.
const flagOddKeys uint16 = 2

func (d *Dict) hasOddKeys() bool { return d.Flags&flagOddKeys != 0 }

// insert appends an entry for a key known to be absent.
func (d *Dict) insert(key, val Value, h uint64) {
	if (len(d.entries)+1)*3 > len(d.index)*2 {
		if d.isNamespace() {
			d.resize((len(d.entries) + 1) * 2)
		} else {
			d.resize((d.used + 1) * 2)
		}
	}
	if key.Shape() != ShapeStr {
		d.Flags |= flagOddKeys
	}
	mask := uint64(len(d.index) - 1)
	j, perturb := h&mask, h
	for d.index[j] > 0 {
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
	if d.isNamespace() {
		val = NewCell(val).Value()
	}
	d.entries = append(d.entries, dictEntry{h, key, val})
	d.index[j] = int32(len(d.entries))
	d.used++
	d.changes++
}

// removeAt deletes entry i.
func (d *Dict) removeAt(i int) {
	d.changes++
	if d.isNamespace() {
		(*Cell)(d.entries[i].val.P).V = Value{}
		return
	}
	e := &d.entries[i]
	mask := uint64(len(d.index) - 1)
	j, perturb := e.hash&mask, e.hash
	for d.index[j] != int32(i+1) {
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
	d.index[j] = -1
	e.key, e.val = Value{}, Value{}
	d.used--
	if i == len(d.entries)-1 { // keep popitem and LIFO use linear
		n := i
		for n > 0 && d.entries[n-1].key.P == nil {
			n--
		}
		d.entries = d.entries[:n]
	}
	if d.used == 0 {
		clear(d.index)
		d.entries = d.entries[:0]
	}
}

// Cell returns the cell behind a namespace's name, made unbound if need be.
func (d *Dict) Cell(m *Machine, name *Str) *Cell {
	h := name.Hash(m)
	i := d.findStr(name, h)
	if i < 0 {
		d.insert(name.Value(), Value{}, h)
		i = len(d.entries) - 1
	}
	return (*Cell)(d.entries[i].val.P)
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
		if d.isNamespace() && d.entryValue(i).P == nil {
			d.changes++
		}
		d.setEntry(i, v)
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
		d.setEntry(i, v)
		return true
	}
	d.insert(key, v, h)
	return true
}

// Del removes key. found is false when absent; ok is false when the key could
// not be hashed or compared.
func (d *Dict) Del(t *Thread, key Value) (old Value, ok bool) {
	h, ok := t.Hash(key)
	if !ok {
		return Value{}, false
	}
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
	if d.isNamespace() {
		for i := range d.entries {
			(*Cell)(d.entries[i].val.P).V = Value{}
		}
		d.changes++
		return
	}
	d.index, d.entries, d.used = nil, nil, 0
	d.Flags &^= flagOddKeys
	d.changes++
}

// Each calls f for each item in order, until f returns false. f must not
// change the dict's size.
func (d *Dict) Each(f func(k, v Value) bool) {
	for i := 0; i < len(d.entries); i++ {
		if v := d.entryValue(i); v.P != nil && !f(d.entries[i].key, v) {
			return
		}
	}
}

// At returns item i in entry order and the number of the next entry to ask
// for; key is nil at the end. Together with Changes it is how iterators step.
func (d *Dict) At(i int) (key, val Value, next int) {
	for ; i < len(d.entries); i++ {
		if v := d.entryValue(i); v.P != nil {
			return d.entries[i].key, v, i + 1
		}
	}
	return Value{}, Value{}, i
}

// Probe is the dispatch loop's fast path: the place of the value of an inline
// int or interned str key that sits at its first position; nil otherwise.
func (d *Dict) Probe(key Value, h uint64) *Value {
	if n := len(d.index); n > 0 {
		if i := d.index[h&uint64(n-1)] - 1; i >= 0 && d.Flags&FlagNamespace == 0 {
			if e := &d.entries[i]; e.key == key {
				return &e.val
			}
		}
	}
	return nil
}
