package json

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// encoder is the settings of a JSONEncoder.
type encoder struct {
	object.Opaque
	circular         bool // look for circular references
	fallback         value
	quote            value // makes strings; nil where append does
	append           func([]byte, string) []byte
	indent           string
	pretty           bool // whether there is an indent, which may be empty
	keySep, itemSep  string
	sort, skip, nans bool
}

var encoderDecl = typeDecl{
	Name: "_json.Encoder", Kind: object.KindOpaque,
	Doc: "Writes values as JSON: encoder(value, level) returns a tuple of strings.",
	New: &def{
		Sig: "__new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
		Doc: "Create an encoder.", Fn: newEncoder,
	},
	Methods: []def{
		{Sig: "__call__(self, obj, _current_indent_level)", Doc: "Encode obj.", Fn: encode},
		{Sig: "pieces(self, obj, /)", Doc: "Return the pieces of obj's text; None where that would run code of the program, or fail.", Fn: encodePieces},
	},
}

func newEncoder(t *thread, a []value) value {
	e := &encoder{circular: !a[1].IsNone(), fallback: a[2], quote: a[3]}
	if e.circular && object.AsDict(a[1]) == nil {
		return t.TypeErrorf("make_encoder() argument 1 must be dict or None, not %s", t.TypeName(a[1]))
	}
	if fn := object.AsNative(a[3]); fn != nil && fn.Module != nil && fn.Module.S == "_json" {
		e.quote, e.append = value{}, appendString
		if fn.Def.Name() == "encode_basestring_ascii" {
			e.append = appendASCII
		}
	}
	for i, sep := range []*string{&e.keySep, &e.itemSep} {
		s := object.AsStr(a[5+i])
		if s == nil {
			return t.BadArgument("make_encoder", strconv.Itoa(5+i), "str", a[5+i])
		}
		*sep = s.S
	}
	if !a[4].IsNone() {
		s := object.AsStr(a[4])
		if s == nil {
			return t.BadArgument("make_encoder", "4", "str", a[4])
		}
		e.indent, e.pretty = s.S, true
	}
	for i, flag := range []*bool{&e.sort, &e.skip, &e.nans} {
		var ok bool
		if *flag, ok = t.Truth(a[7+i]); !ok {
			return value{}
		}
	}
	return object.InitOpaque(&e.Opaque, object.AsType(a[0]))
}

func encode(t *thread, a []value) value {
	level, ok := t.SizeArg(a[2])
	if !ok {
		return value{}
	}
	w := writer{t: t, e: (*encoder)(a[0].P), level: level}
	if !w.value(a[1]) {
		return value{}
	}
	return object.TupleOf(object.NewStr(string(w.b)))
}

// encodePieces encodes plain data piece by piece. The pieces are those that
// the generator in encoder.aio makes of other data.
func encodePieces(t *thread, a []value) value {
	w := writer{t: t, e: (*encoder)(a[0].P), cutting: true}
	if !w.value(a[1]) { // the generator fails in the same way, at its time
		t.Clear()
		return object.None
	}
	w.cut()
	text := object.AsStr(object.NewStr(string(w.b)))
	out := make([]value, len(w.cuts))
	from := 0
	for i, to := range w.cuts {
		out[i] = text.Piece(text.S[from:to])
		from = to
	}
	return object.NewList(out)
}

// writer writes one text. False from its methods means that an exception is
// pending.
type writer struct {
	t     *thread
	e     *encoder
	b     []byte
	level int
	// open holds the objects being written, innermost last; inside has them
	// too once they are many
	open   []unsafe.Pointer
	inside map[unsafe.Pointer]bool
	// cutting: note in cuts where pieces end, and give up on anything but
	// plain data
	cutting bool
	cuts    []int
}

// cut ends a piece, if anything has been written since the last one.
func (w *writer) cut() {
	if w.cutting && (len(w.cuts) == 0 || w.cuts[len(w.cuts)-1] < len(w.b)) {
		w.cuts = append(w.cuts, len(w.b))
	}
}

// fewOpen is how many open objects a search looks through one by one.
const fewOpen = 16

// enter notes that v is being written, and refuses it where it is already.
func (w *writer) enter(v value) bool {
	if !w.e.circular {
		return true
	}
	if len(w.open) < fewOpen && slices.Contains(w.open, v.P) || w.inside[v.P] {
		w.t.ValueErrorf("Circular reference detected")
		return false
	}
	w.open = append(w.open, v.P)
	if len(w.open) == fewOpen {
		w.inside = make(map[unsafe.Pointer]bool)
		for _, p := range w.open {
			w.inside[p] = true
		}
	} else if len(w.open) > fewOpen {
		w.inside[v.P] = true
	}
	return true
}

func (w *writer) leave() {
	if !w.e.circular {
		return
	}
	n := len(w.open) - 1
	delete(w.inside, w.open[n])
	w.open = w.open[:n]
}

func (w *writer) value(v value) bool {
	switch v.Kind() {
	case object.KindNone:
		w.b = append(w.b, "null"...)
	case object.KindBool:
		if v.IsTrue() {
			w.b = append(w.b, "true"...)
		} else {
			w.b = append(w.b, "false"...)
		}
	case object.KindStr:
		return w.text(v)
	case object.KindList:
		if v.Shape() == object.ShapeList {
			l := object.AsList(v)
			return w.array(v, func(i int) value {
				if i < len(l.Items) {
					return l.Items[i]
				}
				return value{}
			})
		}
		return w.sequence(v)
	case object.KindTuple:
		if v.Shape() == object.ShapeTuple {
			return w.array(v, itemsOf(object.AsTuple(v).Items))
		}
		return w.sequence(v)
	case object.KindDict:
		return w.dict(v)
	default:
		if v.IsInt() {
			w.b = strconv.AppendInt(w.b, v.AsInt(), 10)
			return true
		}
		ty := w.t.M.TypeOf(v)
		switch {
		case ty.IsSubtypeOf(w.t.M.Type(object.ShapeInt)):
			s, ok := w.t.IntText(object.PlainInt(v))
			w.b = append(w.b, s...)
			return ok
		case ty.IsSubtypeOf(w.t.M.Type(object.ShapeFloat)):
			s, ok := w.float(v)
			w.b = append(w.b, s...)
			return ok
		}
		return w.other(v)
	}
	return true
}

func (w *writer) text(v value) bool {
	if w.cutting && w.e.append == nil {
		return false
	}
	if w.e.append != nil {
		w.b = w.e.append(w.b, v.Text())
		return true
	}
	s := w.t.Call(w.e.quote, v)
	switch {
	case s.P == nil:
		return false
	case !s.IsStr():
		w.t.TypeErrorf("encoder() must return a string, not %s", w.t.TypeName(s))
		return false
	}
	w.b = append(w.b, s.Text()...)
	return true
}

func (w *writer) float(v value) (string, bool) {
	f, _ := object.Float64(v)
	if !math.IsNaN(f) && !math.IsInf(f, 0) {
		return object.FloatRepr(f), true
	}
	if !w.e.nans {
		w.t.ValueErrorf("Out of range float values are not JSON compliant: %s", object.FloatRepr(f))
		return "", false
	}
	switch {
	case f > 0:
		return "Infinity", true
	case f < 0:
		return "-Infinity", true
	}
	return "NaN", true
}

// other writes what default returns for v.
func (w *writer) other(v value) bool {
	if w.cutting {
		return false
	}
	if !w.enter(v) {
		return false
	}
	if !w.t.Enter(" while encoding a JSON object") {
		return false
	}
	r := w.t.Call(w.e.fallback, v)
	ok := r.P != nil && w.value(r)
	w.t.Leave()
	if ok {
		w.leave()
	}
	return ok
}

// line begins a new line at the level, where there is an indent.
func (w *writer) line() {
	if !w.e.pretty {
		return
	}
	w.b = append(w.b, '\n')
	for range w.level {
		w.b = append(w.b, w.e.indent...)
	}
}

func itemsOf(items []value) func(int) value {
	return func(i int) value {
		if i < len(items) {
			return items[i]
		}
		return value{}
	}
}

// sequence writes an instance of a subclass of list or tuple, which may
// iterate in a way of its own.
func (w *writer) sequence(v value) bool {
	if w.cutting {
		return false
	}
	items, ok := w.t.Collect(v)
	return ok && w.array(v, itemsOf(items))
}

// array writes the items of v; at gives them by index, nil beyond the last.
func (w *writer) array(v value, at func(int) value) bool {
	x := at(0)
	if x.P == nil {
		w.b = append(w.b, "[]"...)
		return true
	}
	if !w.enter(v) {
		return false
	}
	if !w.t.Enter(" while encoding a JSON object") {
		return false
	}
	defer w.t.Leave()
	w.b = append(w.b, '[')
	w.level++
	w.line()
	for i := 0; ; {
		switch x.Kind() { // a scalar is one piece with what leads to it
		case object.KindList, object.KindTuple, object.KindDict:
			w.cut()
		}
		if !w.value(x) {
			return false
		}
		w.cut()
		i++
		if x = at(i); x.P == nil {
			break
		}
		w.b = append(w.b, w.e.itemSep...)
		w.line()
	}
	w.level--
	w.line()
	w.cut()
	w.b = append(w.b, ']')
	w.leave()
	return true
}

// pair is one item of a dict, in the order of writing.
type pair struct{ key, val value }

func (w *writer) dict(v value) bool {
	d := object.AsDict(v)
	if w.cutting && v.Shape() != object.ShapeDict {
		return false
	}
	if d.Len() == 0 {
		w.b = append(w.b, "{}"...)
		return true
	}
	if !w.enter(v) {
		return false
	}
	if !w.t.Enter(" while encoding a JSON object") {
		return false
	}
	defer w.t.Leave()
	w.b = append(w.b, '{')
	w.cut()
	w.level++
	first := true
	if v.Shape() == object.ShapeDict && !w.e.sort {
		for i, end := 0, d.Ends(); i < end; {
			key, val, next := d.At(i)
			if key.P == nil {
				break
			}
			i = next
			if !w.item(&first, key, val) {
				return false
			}
		}
	} else {
		pairs, ok := w.pairs(v)
		if !ok {
			return false
		}
		for _, p := range pairs {
			if !w.item(&first, p.key, p.val) {
				return false
			}
		}
	}
	w.level--
	if !first {
		w.line()
	}
	w.cut()
	w.b = append(w.b, '}')
	w.leave()
	return true
}

// pairs returns the items of a mapping that is not written in its own order,
// or that has items of its own.
func (w *writer) pairs(v value) ([]pair, bool) {
	t := w.t
	var list value
	var out []pair
	if v.Shape() == object.ShapeDict {
		texts := true
		object.AsDict(v).Each(func(k, x value) bool {
			texts = texts && k.Shape() == object.ShapeStr
			out = append(out, pair{k, x})
			return true
		})
		if texts {
			slices.SortFunc(out, func(a, b pair) int { return strings.Compare(a.key.Text(), b.key.Text()) })
			return out, true
		}
	}
	if w.cutting {
		return nil, false
	}
	if list = t.CallMethod(v, t.M.Intern("items")); list.P == nil {
		return nil, false
	}
	if w.e.sort {
		if list = t.Sorted(list, object.None, false); list.P == nil {
			return nil, false
		}
	}
	items, ok := t.Collect(list)
	if !ok {
		return nil, false
	}
	out = out[:0]
	for _, x := range items {
		p := object.AsTuple(x)
		if p == nil || len(p.Items) != 2 {
			t.ValueErrorf("items must return 2-tuples")
			return nil, false
		}
		out = append(out, pair{p.Items[0], p.Items[1]})
	}
	return out, true
}

// item writes one key and its value.
func (w *writer) item(first *bool, key, val value) bool {
	name := ""
	var ok bool
	switch {
	case key.IsStr():
	case key.IsNone():
		name = "null"
	case key == object.True:
		name = "true"
	case key == object.False:
		name = "false"
	case w.t.M.TypeOf(key).IsSubtypeOf(w.t.M.Type(object.ShapeFloat)):
		if name, ok = w.float(key); !ok {
			return false
		}
	case object.IsIntLike(key):
		if name, ok = w.t.IntText(object.PlainInt(key)); !ok {
			return false
		}
	case w.e.skip:
		return true
	default:
		w.t.TypeErrorf("keys must be str, int, float, bool or None, not %s", w.t.TypeName(key))
		return false
	}
	if !*first {
		w.b = append(w.b, w.e.itemSep...)
	}
	*first = false
	w.line()
	w.cut()
	if !key.IsStr() {
		key = object.NewStr(name)
	}
	if !w.text(key) {
		return false
	}
	w.cut()
	w.b = append(w.b, w.e.keySep...)
	w.cut()
	if !w.value(val) {
		return false
	}
	w.cut()
	return true
}
