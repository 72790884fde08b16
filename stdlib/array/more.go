package array

import (
	"math"
	"slices"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// moreMethods are the methods with names of their own.
var moreMethods = []def{
	{Sig: "append(self, v, /)", Doc: "Append an item.", Fn: func(t *thread, a []value) value { return done(arrayOf(a[0]).append(t, a[1])) }},
	{Sig: "buffer_info(self, /)", Doc: "Return the address of the memory and the number of items.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		return object.TupleOf(object.Int(int64(uintptr(unsafe.Pointer(unsafe.SliceData(x.data))))), object.Int(int64(x.len())))
	}},
	{Sig: "byteswap(self, /)", Doc: "Reverse the order of the bytes of each item.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		for i := 0; i < len(x.data); i += x.kind.size {
			slices.Reverse(x.data[i : i+x.kind.size])
		}
		return object.None
	}},
	{Sig: "clear(self, /)", Doc: "Remove all items.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		return done(x.replace(t, 0, x.len(), nil))
	}},
	{Sig: "count(self, v, /)", Doc: "Return how many items equal v.", Fn: func(t *thread, a []value) value {
		n := 0
		for i := 0; i < arrayOf(a[0]).len(); i++ {
			eq, ok := t.Equal(arrayOf(a[0]).at(i), a[1])
			if !ok {
				return value{}
			}
			if eq {
				n++
			}
		}
		return object.Int(int64(n))
	}},
	{Sig: "extend(self, bb, /)", Doc: "Append the items of an array or iterable.", Fn: func(t *thread, a []value) value { return done(arrayOf(a[0]).extend(t, a[1])) }},
	{Sig: "frombytes(self, buffer, /)", Doc: "Append items given as the bytes of the machine.", Fn: func(t *thread, a []value) value {
		return done(arrayOf(a[0]).addBytes(t, a[1]))
	}},
	{Sig: "fromfile(self, f, n, /)", Doc: "Read n items from a binary file and append them.", Fn: fromFile},
	{Sig: "fromlist(self, list, /)", Doc: "Append the items of a list.", Fn: fromList},
	{Sig: "fromunicode(self, ustr, /)", Doc: "Append the characters of a string.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		if !a[1].IsStr() {
			return t.TypeErrorf("fromunicode() argument must be str, not %s", t.TypeName(a[1]))
		}
		if !x.kind.isText() {
			return t.ValueErrorf("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
		}
		if object.AsStr(a[1]).Len() > 0 && !x.resizable(t) {
			return value{}
		}
		return done(x.init(t, a[1]))
	}},
	{Sig: "index(self, v, start=0, stop=9223372036854775807, /)", Doc: "Return the index of the first item that equals v.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		from, to, ok := t.SearchBounds(a[2], a[3], x.len())
		if !ok {
			return value{}
		}
		i, ok := x.find(t, a[1], from, to)
		if ok && i < 0 {
			return t.ValueErrorf("array.index(x): x not in array")
		}
		return keep(object.Int(int64(i)), ok)
	}},
	{Sig: "insert(self, i, v, /)", Doc: "Insert an item before position i.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		i, ok := t.IndexInt(a[1])
		if !ok {
			return value{}
		}
		bits, ok := x.kind.pack(t, a[2])
		if !ok {
			return value{}
		}
		if i < 0 {
			i = max(i+x.len(), 0)
		}
		i = min(i, x.len())
		var b [8]byte
		x.kind.put(b[:], bits)
		return done(x.replace(t, i, i, b[:x.kind.size]))
	}},
	{Sig: "pop(self, i=-1, /)", Doc: "Remove the item at position i and return it.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		if _, ok := t.IndexInt(a[1]); !ok {
			return value{}
		}
		if x.len() == 0 {
			return t.IndexErrorf("pop from empty array")
		}
		i, ok := x.index(t, a[1], "pop index out of range")
		if !ok {
			return value{}
		}
		v := x.at(i)
		return keep(v, x.replace(t, i, i+1, nil))
	}},
	{Sig: "remove(self, v, /)", Doc: "Remove the first item that equals v.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		i, ok := x.find(t, a[1], 0, math.MaxInt)
		if ok && i < 0 {
			return t.ValueErrorf("array.remove(x): x not in array")
		}
		return done(ok && i < x.len() && x.replace(t, i, i+1, nil))
	}},
	{Sig: "reverse(self, /)", Doc: "Reverse the order of the items.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		size := x.kind.size
		slices.Reverse(x.data)
		for i := 0; i < len(x.data); i += size {
			slices.Reverse(x.data[i : i+size])
		}
		return object.None
	}},
	{Sig: "tobytes(self, /)", Doc: "Return the items as bytes of the machine.", Fn: func(t *thread, a []value) value {
		return object.NewBytes(string(arrayOf(a[0]).data))
	}},
	{Sig: "tofile(self, f, /)", Doc: "Write the items to a binary file.", Fn: func(t *thread, a []value) value {
		// in pieces, as large files want it
		const piece = 64 << 10
		data := string(arrayOf(a[0]).data)
		for at := 0; at < len(data) || at == 0 && len(data) == 0; at += piece {
			if len(data) == 0 {
				return keep(object.None, t.GetAttr(a[1], t.M.Intern("write")).P != nil)
			}
			if t.CallMethod(a[1], t.M.Intern("write"), object.NewBytes(data[at:min(at+piece, len(data))])).P == nil {
				return value{}
			}
		}
		return object.None
	}},
	{Sig: "tolist(self, /)", Doc: "Return the items in a list.", Fn: func(t *thread, a []value) value { return arrayOf(a[0]).list() }},
	{Sig: "tounicode(self, /)", Doc: "Return the characters as a string.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		if !x.kind.isText() {
			return t.ValueErrorf("tounicode() may only be called on unicode type arrays ('u' or 'w')")
		}
		return object.NewStr(textOf(x.data))
	}},
}

func fromFile(t *thread, a []value) value {
	x := arrayOf(a[0])
	n, ok := t.IndexInt(a[2])
	if !ok {
		return value{}
	}
	if n < 0 {
		return t.ValueErrorf("negative count")
	}
	if !t.Reserve(n, x.kind.size) {
		return value{}
	}
	got := t.CallMethod(a[1], t.M.Intern("read"), object.Int(int64(n*x.kind.size)))
	if got.P == nil {
		return got
	}
	b := object.AsBytes(got)
	if b == nil {
		return t.TypeErrorf("read() didn't return bytes")
	}
	if !x.addBytes(t, got) {
		return value{}
	}
	if len(b.B) != n*x.kind.size {
		return t.Raise(object.ShapeEOFError, "read() didn't return enough bytes")
	}
	return object.None
}

func fromList(t *thread, a []value) value {
	x := arrayOf(a[0])
	list := object.AsList(a[1])
	if list == nil {
		return t.TypeErrorf("arg must be list")
	}
	var data []byte
	n := len(list.Items)
	for i := range n {
		bits, ok := x.kind.pack(t, list.Items[i])
		if !ok {
			return value{}
		}
		if len(list.Items) != n {
			return t.RuntimeErrorf("list changed size during iteration")
		}
		var b [8]byte
		x.kind.put(b[:], bits)
		data = append(data, b[:x.kind.size]...)
	}
	if n > 0 && !x.resizable(t) {
		return value{}
	}
	x.data = append(x.data, data...)
	return object.None
}
