package object

import (
	"strings"
	"unsafe"
)

// NativeFn is the body of a native. args holds exactly one Value per
// parameter of its signature, in order; one that was not given and has no
// default is nil, *args is a tuple, **kwargs a dict (nil when empty).
//
// The result is nil if and only if an exception is pending on t. args is a
// window of the caller's registers: a native must not keep it.
type NativeFn func(t *Thread, args []Value) Value

// Def declares a native beside its function: the signature as its user writes
// it, one sentence, the function. Arity errors, help(), inspect.signature and
// completion all derive from it.
//
//	Def{"split(self, /, sep=None, maxsplit=-1)", "Split at sep.", strSplit}
//
// "def " before the name marks a function that CPython has written in Python.
// A default is None, True, False, a number, a string in quotes, (), or <…> for
// one that cannot be written: then the argument is nil when not given.
type Def struct {
	Sig string
	Doc string
	Fn  NativeFn
}

// Name is the name in the signature.
func (d *Def) Name() string {
	sig := strings.TrimPrefix(d.Sig, functionPrefix)
	if i := strings.IndexByte(sig, '('); i >= 0 {
		return sig[:i]
	}
	return sig
}

// Native is a function, method or class method written in Go. Its shape says
// which: ShapeBuiltinFunction, ShapeMethodDescriptor, ShapeWrapperDescriptor,
// ShapeClassMethodDesc.
type Native struct {
	Header
	Exact  int16 // number of arguments when it is fixed and all positional, else -1
	Fn     NativeFn
	Def    *Def
	Owner  *Type // the type whose method this is; nil for a function
	Module *Str  // of a function; may be nil
	Self   Value // bound first argument: of a bound builtin method, or nil
	// Quick, if set, is tried first in calls with positional arguments alone,
	// which it gets as they are, the receiver checked. Nil with nothing
	// pending means that Fn is to be called as usual.
	Quick NativeFn
	sig   *Signature
}

// Flags of a Native.
const (
	// nativeNew: a __new__; its first argument is checked to be a class that
	// it can lay out.
	nativeNew uint16 = 1 << iota
	// nativeStatic: a static method; Owner takes no part in the call.
	nativeStatic
)

// AsNative returns the native v is, or nil.
func AsNative(v Value) *Native {
	if v.P != nil && v.Kind() == KindNative {
		return (*Native)(v.P)
	}
	return nil
}

// isOf reports whether n is a method of the core type itself. n may be nil.
func (n *Native) isOf(shape uint32) bool {
	return n != nil && n.Owner != nil && n.Owner.Shape0.ID == shape
}

// Value returns n as a Value.
func (n *Native) Value() Value { return Value{P: unsafe.Pointer(n)} }

// NewFunction makes a builtin function of the module.
func NewFunction(d *Def, module *Str) *Native {
	n := &Native{Header: Header{Shape: ShapeBuiltinFunction, Kind: KindNative}, Fn: d.Fn, Def: d, Module: module}
	n.Exact = exactArity(d.Sig)
	return n
}

// NewBoundNative makes a builtin method of self, or a function with its first
// argument given where owner is nil.
func NewBoundNative(d *Def, owner *Type, self Value) *Native {
	n := &Native{Header: Header{Shape: ShapeBuiltinFunction, Kind: KindNative}, Fn: d.Fn, Def: d, Owner: owner, Self: self}
	n.Exact = exactArity(d.Sig)
	return n
}

// newMethod makes a method of owner, of the given descriptor shape.
func newMethod(d *Def, owner *Type, shape uint32) *Native {
	n := &Native{Header: Header{Shape: shape, Kind: KindNative}, Fn: d.Fn, Def: d, Owner: owner}
	n.Exact = exactArity(d.Sig)
	return n
}

// exactArity counts the parameters of a signature that has positional-only
// parameters without defaults and nothing else, else it is -1.
func exactArity(sig string) int16 {
	i := strings.IndexByte(sig, '(')
	p := sig[i+1 : len(sig)-1]
	if p == "" {
		return 0
	}
	if !strings.HasSuffix(p, "/") || strings.ContainsAny(p, "=*") {
		return -1
	}
	return int16(strings.Count(p, ","))
}

// ParamKind is the kind of a formal parameter, in inspect's order.
type ParamKind uint8

const (
	PositionalOnly ParamKind = iota
	PositionalOrKeyword
	VarPositional
	KeywordOnly
	VarKeyword
)

// NativeParam is one parameter of a native's signature.
type NativeParam struct {
	Name    string
	Kind    ParamKind
	Default Value  // nil: required, unless Text is set
	Text    string // the default as written; "" for none
}

// Signature is the parsed form of Def.Sig.
type Signature struct {
	Params   []NativeParam
	Required int // positional parameters without default
	Maximum  int // positional parameters; -1 with *args
	nPos     int // positional parameters, *args not counted
	posOnly  int
	varargs  int // index of *args, or -1
	varkw    int // index of **kwargs, or -1
	// defaults of the positional parameters after the required ones; nil for
	// a signature that has others too
	defaults []Value
	// rest are the values of the parameters from *args on in a call with
	// positional arguments alone, the tuple excepted; nil where there is no
	// *args, or a keyword-only one is required
	rest []Value
}

// Signature returns the parsed signature, self included for methods.
func (n *Native) Signature(t *Thread) *Signature {
	if n.sig == nil {
		n.sig = parseSignature(n.Def.Sig)
	}
	return n.sig
}

func parseSignature(text string) *Signature {
	s := &Signature{varargs: -1, varkw: -1}
	body := text[strings.IndexByte(text, '(')+1 : len(text)-1]
	kind := PositionalOrKeyword
	for _, p := range splitParams(body) {
		switch {
		case p == "/":
			for i := range s.Params {
				s.Params[i].Kind = PositionalOnly
			}
			continue
		case p == "*":
			kind = KeywordOnly
			continue
		case strings.HasPrefix(p, "**"):
			s.varkw = len(s.Params)
			s.Params = append(s.Params, NativeParam{Name: p[2:], Kind: VarKeyword})
			continue
		case strings.HasPrefix(p, "*"):
			s.varargs = len(s.Params)
			s.Params = append(s.Params, NativeParam{Name: p[1:], Kind: VarPositional})
			kind = KeywordOnly
			continue
		}
		name, def, hasDef := strings.Cut(p, "=")
		np := NativeParam{Name: strings.TrimSpace(name), Kind: kind}
		if hasDef {
			np.Text = strings.TrimSpace(def)
			np.Default = parseDefault(np.Text)
		}
		s.Params = append(s.Params, np)
	}
	for _, p := range s.Params {
		if p.Kind <= PositionalOrKeyword {
			s.nPos++
			if p.Kind == PositionalOnly {
				s.posOnly++
			}
			if p.Text == "" {
				s.Required++
			}
		}
	}
	if s.nPos == len(s.Params) && s.nPos > s.Required {
		for _, p := range s.Params[s.Required:] {
			s.defaults = append(s.defaults, p.Default)
		}
	}
	s.Maximum = s.nPos
	if s.varargs >= 0 {
		s.Maximum = -1
		for _, p := range s.Params[s.nPos:] {
			if p.Kind == KeywordOnly && p.Text == "" {
				s.rest = nil
				break
			}
			s.rest = append(s.rest, p.Default)
		}
	}
	return s
}

// splitParams cuts at commas outside quotes and brackets.
func splitParams(s string) []string {
	var out []string
	depth, start := 0, 0
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(' || c == '<' || c == '[':
			depth++
		case c == ')' || c == '>' || c == ']':
			depth--
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(s[start:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

func parseDefault(text string) Value {
	switch text {
	case "None":
		return None
	case "True":
		return True
	case "False":
		return False
	case "()":
		return EmptyTuple
	}
	switch c := text[0]; {
	case c == '<':
		return Value{}
	case c == '\'' || c == '"':
		r := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r", `\\`, `\`)
		return NewStr(r.Replace(text[1 : len(text)-1]))
	}
	return parseNumberDefault(text)
}

// checkSelf raises TypeError unless the first argument is an instance of the
// method's owner, as `str.upper(1)` must.
func (n *Native) checkSelf(t *Thread, args []Value) bool {
	if n.Flags&nativeNew != 0 {
		return n.checkNew(t, args)
	}
	switch n.Shape {
	case ShapeBuiltinFunction, ShapeMethodWrapper:
		return true
	case ShapeClassMethodDesc:
		if len(args) == 0 {
			t.TypeErrorf("descriptor '%s' of '%s' object needs an argument", n.Def.Name(), n.Owner.Label())
			return false
		}
		return n.checkClassArg(t, args[0])
	}
	if len(args) == 0 {
		if n.Shape == ShapeWrapperDescriptor {
			t.TypeErrorf("descriptor '%s' of '%s' object needs an argument", n.Def.Name(), n.Owner.Label())
		} else {
			t.TypeErrorf("unbound method %s.%s() needs an argument", n.Owner.Name, n.Def.Name())
		}
		return false
	}
	ty := t.M.TypeOf(args[0])
	if ty == n.Owner || ty.IsSubtypeOf(n.Owner) {
		return true
	}
	if n.Shape == ShapeWrapperDescriptor {
		t.TypeErrorf("descriptor '%s' requires a '%s' object but received a '%s'", n.Def.Name(), n.Owner.Label(), ty.Label())
	} else {
		t.TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", n.Def.Name(), n.Owner.Label(), ty.Label())
	}
	return false
}

// Bind matches args (the last len(names) of them keyword arguments) with the
// parameters and appends one Value per parameter to dst.
func (n *Native) Bind(t *Thread, dst, args []Value, names []*Str) ([]Value, bool) {
	s := n.Signature(t)
	npos := len(args) - len(names)
	if s.defaults != nil && len(names) == 0 && npos >= s.Required && npos <= s.nPos {
		if n.Owner != nil && !n.checkSelf(t, args) {
			return nil, false
		}
		return append(append(dst, args...), s.defaults[npos-s.Required:]...), true
	}
	if s.rest != nil && len(names) == 0 && npos >= s.nPos && !n.Def.IsFunction() {
		if n.Owner != nil && !n.checkSelf(t, args) {
			return nil, false
		}
		dst = append(append(dst, args[:s.nPos]...), s.rest...)
		dst[len(dst)-len(s.rest)] = TupleOf(args[s.nPos:]...)
		return dst, true
	}
	if n.Def.IsFunction() && !n.checkFunctionCall(t, s, npos, names) {
		return nil, false
	}
	if n.Owner != nil && !n.checkSelf(t, args[:npos]) {
		return nil, false
	}
	tooMany := npos > s.nPos || len(args) > len(s.Params) && s.varkw < 0
	if tooMany && s.varargs < 0 || len(names) > 0 && s.varkw < 0 && s.nPos == s.posOnly && !s.keywordOnly() {
		return nil, n.arityError(t, s, npos, names)
	}
	for i := range s.Params {
		p := &s.Params[i]
		switch {
		case p.Kind <= PositionalOrKeyword && i < npos:
			dst = append(dst, args[i])
		case p.Kind == VarPositional:
			if npos > s.nPos {
				dst = append(dst, TupleOf(args[s.nPos:npos]...))
			} else {
				dst = append(dst, EmptyTuple)
			}
		default:
			dst = append(dst, p.Default)
		}
	}
	var kwargs *Dict
	given := uint64(0)
	for i, name := range names {
		v := args[npos+i]
		j := s.find(name.S)
		if j < 0 {
			if s.varkw < 0 {
				if s.positionalOnly(name.S) && npos < s.requiredPosOnly() {
					return nil, n.arityError(t, s, npos, nil)
				}
				// print, in CPython, has its arguments parsed in another way than zip, max and min
				if kw := len(s.Params) - s.nPos - 1; s.varargs >= 0 && len(names) > kw && n.Def.Name() != "print" {
					return nil, tooManyKeywords(t, n.shortName(), kw, len(names))
				}
				called := n.shortName()
				if n.isSorted() {
					called = "sort"
				}
				t.TypeErrorf("%s() got an unexpected keyword argument '%s'", called, name.S)
				return nil, false
			}
			if kwargs == nil {
				kwargs = NewDict()
			}
			kwargs.SetStr(name, v)
			continue
		}
		if j < npos && s.Params[j].Kind == PositionalOrKeyword || given&(1<<uint(j)) != 0 {
			t.TypeErrorf("argument for %s() given by name ('%s') and position (%d)", n.shortName(), name.S, j+1-n.selfCount())
			return nil, false
		}
		given |= 1 << uint(j)
		dst[len(dst)-len(s.Params)+j] = v
	}
	base := len(dst) - len(s.Params)
	if kwargs != nil {
		dst[base+s.varkw] = kwargs.Value()
	}
	for i := range s.Params {
		p := &s.Params[i]
		if p.Text == "" && p.Kind != VarPositional && p.Kind != VarKeyword && dst[base+i].P == nil {
			if p.Kind == KeywordOnly {
				t.TypeErrorf("%s() missing required keyword-only argument: '%s'", n.shortName(), p.Name)
				return nil, false
			}
			if p.Kind == PositionalOnly {
				return nil, n.arityError(t, s, npos, nil)
			}
			off := n.selfCount()
			t.TypeErrorf("%s() missing required argument '%s' (pos %d)", n.shortName(), p.Name, i+1-off)
			return nil, false
		}
	}
	return dst, true
}

func (s *Signature) find(name string) int {
	for i := range s.Params {
		if p := &s.Params[i]; p.Name == name && (p.Kind == PositionalOrKeyword || p.Kind == KeywordOnly) {
			return i
		}
	}
	return -1
}

func (s *Signature) keywordOnly() bool {
	n := len(s.Params)
	return n > 0 && s.Params[n-1].Kind == KeywordOnly
}

// requiredPosOnly counts positional-only parameters without default.
func (s *Signature) requiredPosOnly() int { return min(s.Required, s.posOnly) }

func (s *Signature) positionalOnly(name string) bool {
	for i := range s.Params {
		if s.Params[i].Name == name && s.Params[i].Kind == PositionalOnly {
			return true
		}
	}
	return false
}

// selfCount is 1 where the first parameter is the object or class the method
// is called on, which error messages do not count.
func (n *Native) selfCount() int {
	if (n.Owner != nil || n.Self.P != nil) && n.Flags&nativeStatic == 0 {
		return 1
	}
	return 0
}

// shortName is the name in messages; construction is known by the type's.
func (n *Native) shortName() string {
	name := n.Def.Name()
	if n.Owner != nil && (name == "__new__" || name == "__init__") {
		if d := n.Owner.decl; d != nil && d.Called != "" {
			return d.Called
		}
		return n.Owner.Name
	}
	return name
}

// qualName is the name CPython's fixed-arity errors use: "list.append".
func (n *Native) qualName() string {
	if n.Owner != nil && n.shortName() == n.Def.Name() && n.Shape != ShapeWrapperDescriptor && n.Shape != ShapeMethodWrapper {
		if ty := AsType(n.Self); ty != nil && n.Owner.Layout != KindType {
			return ty.Name + "." + n.Def.Name() // a class method
		}
		return n.Owner.Name + "." + n.Def.Name()
	}
	if n.Owner == nil && n.Module != nil && n.Module.S != "builtins" {
		return n.Module.S + "." + n.Def.Name()
	}
	return n.shortName()
}

// arityError raises the TypeError for a wrong number of arguments, in the
// wording of the calling convention CPython would use for such a signature.
func (n *Native) arityError(t *Thread, s *Signature, npos int, names []*Str) bool {
	self := n.selfCount()
	given, lo, hi := npos-self, s.Required-self, s.Maximum-self
	total := given + len(names)
	kw, posOnly := 0, -self // keyword-only ones; positional-only ones without default
	for _, p := range s.Params {
		switch {
		case p.Kind == KeywordOnly:
			kw++
		case p.Kind == PositionalOnly && p.Text == "":
			posOnly++
		}
	}
	alone := n.isSorted()
	if alone && given == hi && len(names) > kw {
		return tooManyKeywords(t, "sort", kw, len(names))
	}
	if alone {
		kw = 0
	}
	switch {
	case len(names) > 0 && s.nPos == s.posOnly && !alone && kw == 0:
		t.TypeErrorf("%s() takes no keyword arguments", n.qualName())
	case (n.Shape == ShapeWrapperDescriptor || n.Shape == ShapeMethodWrapper) && lo == hi && n.shortName() == n.Def.Name():
		if hi == 1 {
			t.TypeErrorf("expected 1 argument, got %d", given)
		} else {
			t.TypeErrorf("expected %d arguments, got %d", hi, given)
		}
	case hi == 0 && len(s.Params) > s.nPos && given > 0:
		t.TypeErrorf("%s() takes no positional arguments", n.shortName())
	case s.varargs < 0 && lo == 0 && hi == 0 && kw == 0:
		t.TypeErrorf("%s() takes no arguments (%d given)", n.qualName(), total)
	case s.varargs < 0 && lo == 1 && hi == 1 && s.posOnly == s.nPos && kw == 0 && !alone && n.shortName() == n.Def.Name():
		t.TypeErrorf("%s() takes exactly one argument (%d given)", n.qualName(), total)
	case s.posOnly == s.nPos && kw == 0: // positional only: PyArg_UnpackTuple's wording
		bound, want := "at least", lo
		if given > lo {
			bound, want = "at most", hi
		}
		if lo == hi && s.varargs < 0 {
			t.TypeErrorf("%s expected %d argument%s, got %d", n.shortName(), want, plural(want), given)
		} else {
			t.TypeErrorf("%s expected %s %d argument%s, got %d", n.shortName(), bound, want, plural(want), given)
		}
	case given < posOnly && total <= hi+kw:
		word := "exactly"
		if posOnly < hi {
			word = "at least"
		}
		t.TypeErrorf("%s() takes %s %d positional argument%s (%d given)", n.shortName(), word, posOnly, plural(posOnly), given)
	default:
		word := "at most"
		if kw > 0 && total <= hi+kw {
			want := hi
			if lo == hi {
				word = "exactly"
			}
			if given < lo && word != "exactly" {
				word, want = "at least", lo
			}
			t.TypeErrorf("%s() takes %s %d positional argument%s (%d given)", n.shortName(), word, want, plural(want), given)
		} else if given == 0 {
			return tooManyKeywords(t, n.shortName(), hi+kw, total)
		} else {
			t.TypeErrorf("%s() takes %s %d argument%s (%d given)", n.shortName(), word, hi+kw, plural(hi+kw), total)
		}
	}
	return false
}

// isSorted: the builtin sorted, which in CPython looks at its positional
// arguments by themselves and gives the keywords to list.sort.
func (n *Native) isSorted() bool { return n.Owner == nil && n.Def.Name() == "sorted" }

// tooManyKeywords raises the TypeError for more keywords than there are
// parameters, where nothing was given by position.
func tooManyKeywords(t *Thread, name string, want, given int) bool {
	t.TypeErrorf("%s() takes at most %d keyword argument%s (%d given)", name, want, plural(want), given)
	return false
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// NewMethod makes a method of owner's instances that a class of the language
// takes into its body.
func NewMethod(d *Def, owner *Type) *Native { return newMethod(d, owner, ShapeMethodDescriptor) }
