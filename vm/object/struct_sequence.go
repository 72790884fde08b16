package object

import (
	"strings"
	"sync"
)

// StructSequence declares a type like time.struct_time: a tuple whose items
// have names, with further attributes that are not items.
type StructSequence struct {
	Name    string // dotted: "time.struct_time"
	Doc     string
	Fields  []string // the items, then the hidden ones; "" for an item without a name
	Visible int      // number of items
	// Flags beyond TypeNoSubclass; TypeNoNew where scripts make none.
	Flags TypeFlags

	once sync.Once
	decl *TypeDecl
}

// structSequence is an instance: the items, then the hidden values.
type structSequence struct {
	Tuple
	hidden []Value
}

// Decl is the type's declaration, made when it is first asked for.
func (s *StructSequence) Decl() *TypeDecl {
	s.once.Do(func() { s.decl = s.makeDecl() })
	return s.decl
}

func (s *StructSequence) makeDecl() *TypeDecl {
	d := &TypeDecl{Name: s.Name, Base: ShapeTuple, Doc: s.Doc, Kind: KindTuple, Flags: TypeNoSubclass | TypeSequence | s.Flags}
	for i, name := range s.Fields {
		if name == "" {
			continue
		}
		d.Members = append(d.Members, GetSetDef{Name: name, Get: func(t *Thread, v Value) Value { return structField(v, i) }})
	}
	visible := 0
	for _, n := range s.Fields[:s.Visible] {
		if n != "" {
			visible++
		}
	}
	d.Attrs = []Attr{
		{"n_fields", Int(int64(len(s.Fields)))},
		{"n_sequence_fields", Int(int64(s.Visible))},
		{"n_unnamed_fields", Int(int64(s.Visible - visible))},
	}
	args := make([]Value, 0, visible)
	for _, n := range s.Fields[:s.Visible] {
		if n != "" {
			args = append(args, NewStr(n))
		}
	}
	d.Attrs = append(d.Attrs, Attr{"__match_args__", NewTuple(args)})
	d.Methods = []Def{
		{"__repr__(self, /)", "Return repr(self).", s.repr},
		{"__reduce__(self, /)", "Helper for pickle.", func(t *Thread, a []Value) Value {
			return TupleOf(t.M.TypeOf(a[0]).Value(), TupleOf(NewTuple(append([]Value(nil), AsTuple(a[0]).Items...)), s.hiddenDict(t, a[0]).Value()))
		}},
		{"__replace__(self, /, **changes)", "Return a copy with new values for some of the fields.", s.replace},
	}
	if s.Flags&TypeNoNew == 0 {
		d.New = &Def{"__new__(cls, sequence, dict=<unset>)", s.Doc, s.new}
	}
	return d
}

func structField(v Value, i int) Value {
	s := (*structSequence)(v.P)
	if i < len(s.Items) {
		return s.Items[i]
	}
	if i -= len(s.Items); i < len(s.hidden) && s.hidden[i].P != nil {
		return s.hidden[i]
	}
	return None
}

// NewStructSequence makes an instance; values are the items, then the hidden
// ones as far as they are known.
func NewStructSequence(ty *Type, visible int, values []Value) Value {
	s := &structSequence{hidden: values[visible:]}
	s.Items = values[:visible:visible]
	s.Shape, s.Kind = ty.Shape0.ID, KindTuple
	return FromHeader(&s.Header)
}

func (s *StructSequence) new(t *Thread, a []Value) Value {
	items, ok := t.Collect(a[1])
	if !ok {
		if t.Catch(ShapeTypeError) != nil {
			t.TypeErrorf("constructor requires a sequence")
		}
		return Value{}
	}
	if n := len(items); n < s.Visible || n > len(s.Fields) {
		switch {
		case s.Visible == len(s.Fields):
			return t.TypeErrorf("%s() takes a %d-sequence (%d-sequence given)", s.Name, s.Visible, n)
		case n < s.Visible:
			return t.TypeErrorf("%s() takes an at least %d-sequence (%d-sequence given)", s.Name, s.Visible, n)
		}
		return t.TypeErrorf("%s() takes an at most %d-sequence (%d-sequence given)", s.Name, len(s.Fields), n)
	}
	var named *Dict
	if a[2].P != nil {
		if named = AsDict(a[2]); named == nil {
			return t.TypeErrorf("%s() takes a dict as second arg, if any", s.Name)
		}
	}
	used := 0
	for i := len(items); named != nil && i < len(s.Fields); i++ {
		v := named.GetStr(t.M.Intern(s.Fields[i]))
		if v.P != nil {
			used++
		} else {
			v = None
		}
		items = append(items, v)
	}
	if named != nil && named.Len() > used {
		return t.TypeErrorf("%s() got duplicate or unexpected field name(s)", s.Name)
	}
	return NewStructSequence(AsType(a[0]), s.Visible, items)
}

// hiddenDict is what an instance has beyond its items, by name.
func (s *StructSequence) hiddenDict(t *Thread, v Value) *Dict {
	d := NewDict()
	for i := s.Visible; i < len(s.Fields); i++ {
		if s.Fields[i] != "" {
			d.SetStr(t.M.Intern(s.Fields[i]), structField(v, i))
		}
	}
	return d
}

func (s *StructSequence) replace(t *Thread, a []Value) Value {
	for _, name := range s.Fields {
		if name == "" {
			return t.TypeErrorf("__replace__() is not supported for %s because it has unnamed field(s)", s.Name)
		}
	}
	changes := NewDict()
	if a[1].P != nil {
		changes = AsDict(a[1]).Clone()
	}
	values := make([]Value, len(s.Fields))
	for i, name := range s.Fields {
		key := t.M.Intern(name)
		if values[i] = changes.GetStr(key); values[i].P != nil {
			changes.DelStr(key)
		} else {
			values[i] = structField(a[0], i)
		}
	}
	if changes.Len() > 0 {
		names, ok := t.Repr(NewList(dictKeys(changes)))
		if !ok {
			return Value{}
		}
		return t.TypeErrorf("Got unexpected field name(s): %s", names)
	}
	return NewStructSequence(t.M.TypeOf(a[0]), s.Visible, values)
}

func (s *StructSequence) repr(t *Thread, a []Value) Value {
	var b strings.Builder
	b.WriteString(s.Name + "(")
	for i, v := range AsTuple(a[0]).Items {
		if i > 0 {
			b.WriteString(", ")
		}
		r, ok := t.Repr(v)
		if !ok {
			return Value{}
		}
		b.WriteString(s.Fields[i] + "=" + r)
	}
	return NewStr(b.String() + ")")
}
