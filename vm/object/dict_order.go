package object

// What ordered dicts need beyond insertion order.

// Find returns the entry number of a key, or -1; ok is false with an exception
// pending. It holds until the dict changes.
func (d *Dict) Find(t *Thread, key Value) (entry int, ok bool) {
	h, ok := t.Hash(key)
	if !ok {
		return -1, false
	}
	entry, ok = d.find(t, key, h)
	if entry >= 0 && d.entryValue(entry).P == nil {
		entry = -1
	}
	return entry, ok
}

// First and Last return the oldest and the newest item; key is nil where the
// dict is empty.
func (d *Dict) First() (key, val Value) {
	key, val, _ = d.At(0)
	return
}

func (d *Dict) Last() (key, val Value) {
	key, val, _ = d.before(len(d.entries))
	return
}

// Before returns the last item before an entry and its entry; key is nil where
// there is none. Before(Ends()) is the last item.
func (d *Dict) Before(entry int) (key, val Value, at int) { return d.before(entry) }

// Ends is the number of the entry after the last.
func (d *Dict) Ends() int { return len(d.entries) }

// Changes is a number that differs after each insertion, removal or move of a
// key.
func (d *Dict) Changes() uint32 { return d.changes }

// MoveToEnd makes the item at an entry the newest.
func (d *Dict) MoveToEnd(entry int) {
	if entry == len(d.entries)-1 {
		return
	}
	e := d.entries[entry]
	d.bury(entry)
	d.append(e.key, e.val, e.hash)
}

// MoveToStart makes the item at an entry the oldest. Tombstones before the
// first item make room for it; where there are none, a rebuilding of the dict
// puts some there, as many as there are items, so that moves are cheap on
// average.
func (d *Dict) MoveToStart(entry int) {
	if entry == int(d.first) {
		return
	}
	e := d.entries[entry]
	d.bury(entry)
	if d.first == 0 || d.room <= 0 {
		gap := max(d.live(), 4)
		d.rebuild(2*d.live()+1, gap)
	}
	d.first--
	d.entries[d.first] = e
	d.linkEntry(e.hash, uint64(len(d.index)-1), uint32(d.first+1))
	d.room--
	d.changes++
}
