package object

import "reflect"

// names holds the interned Str of every name that Go code asks for by itself.
// They are shared by all machines: a Str never changes once it is interned.
var names = newNames()

type nameTable struct {
	Add, RAdd, IAdd, Sub, RSub, ISub, Mul, RMul, IMul, MatMul, RMatMul, IMatMul              *Str
	TrueDiv, RTrueDiv, ITrueDiv, FloorDiv, RFloorDiv, IFloorDiv, Mod, RMod, IMod             *Str
	Pow, RPow, IPow, LShift, RLShift, ILShift, RShift, RRShift, IRShift                      *Str
	And, RAnd, IAnd, Or, ROr, IOr, Xor, RXor, IXor, DivMod, RDivMod                          *Str
	Neg, Pos, Abs, Invert, Eq, Ne, Lt, Le, Gt, Ge                                            *Str
	Bool, Int, Float, Complex, Index, Hash, Repr, Str, Format, Bytes, Round, Trunc           *Str
	Floor, Ceil                                                                              *Str
	Len, GetItem, SetItem, DelItem, Contains, Iter, Next, Reversed, LengthHint, Missing      *Str
	Call, New, Init, InitSubclass, SetName, ClassGetItem, Prepare, Del, MroEntries           *Str
	GetAttr, GetAttribute, SetAttr, DelAttr, Dir, Get, Set, Delete, Objclass                 *Str
	Enter, Exit, AEnter, AExit, Await, AIter, ANext                                          *Str
	Class, Dict, Doc, Module, Name, QualName, Annotations, Slots, MatchArgs, TypeParams      *Str
	Bases, MRO, Wrapped, ClassCell, StaticAttributes, FirstLineNo, OrigBases                 *Str
	InstanceCheck, SubclassCheck, SubclassHook, AbstractMethods, IsAbstractMethod            *Str
	File, Path, Package, Spec, Loader, Cached, All, Builtins, Main                           *Str
	Reduce, ReduceEx, GetState, SetState, Copy, DeepCopy, GetNewArgs, GetNewArgsEx           *Str
	Notes, Fspath, Buffer, ReleaseBuffer, TypeCheckOnly, Self, Func, OrigClass, Origin, Args *Str
	Parameters, PatternFlags, Weakref, ThisClass, SelfClass, TextSignature                   *Str
	SubstArgs, PrepareSubst, UnpackedTuple                                                   *Str
	MROMethod                                                                                *Str `name:"mro"`
	Send                                                                                     *Str `name:"send"`
	Throw                                                                                    *Str `name:"throw"`
	Close                                                                                    *Str `name:"close"`
	Keys                                                                                     *Str `name:"keys"`
	Items                                                                                    *Str `name:"items"`
	Values                                                                                   *Str `name:"values"`
	Append                                                                                   *Str `name:"append"`
	Update                                                                                   *Str `name:"update"`
	Join                                                                                     *Str `name:"join"`
	Write                                                                                    *Str `name:"write"`
	Flush                                                                                    *Str `name:"flush"`
	Read                                                                                     *Str `name:"read"`
	ReadLine                                                                                 *Str `name:"readline"`
	FileArg                                                                                  *Str `name:"file"`
	Key                                                                                      *Str `name:"key"`
	Start                                                                                    *Str `name:"start"`
	Stop                                                                                     *Str `name:"stop"`
	Step                                                                                     *Str `name:"step"`
}

// special spellings where lower-casing the field does not give the dunder
var nameSpelling = map[string]string{
	"GetAttr": "__getattr__", "MRO": "__mro__", "ClassCell": "__classcell__", "StaticAttributes": "__static_attributes__",
	"FirstLineNo": "__firstlineno__", "OrigBases": "__orig_bases__", "AbstractMethods": "__abstractmethods__",
	"IsAbstractMethod": "__isabstractmethod__", "MatchArgs": "__match_args__", "TypeParams": "__type_params__",
	"SetName": "__set_name__", "InitSubclass": "__init_subclass__", "ClassGetItem": "__class_getitem__",
	"LengthHint": "__length_hint__", "MroEntries": "__mro_entries__", "ReduceEx": "__reduce_ex__",
	"ReleaseBuffer": "__release_buffer__", "GetNewArgsEx": "__getnewargs_ex__", "TypeCheckOnly": "__type_check_only__", "OrigClass": "__orig_class__",
	"PatternFlags": "__abc_tpflags__", "SelfClass": "__self_class__", "TextSignature": "__text_signature__",
	"SubstArgs": "__typing_subst__", "PrepareSubst": "__typing_prepare_subst__",
	"UnpackedTuple": "__typing_unpacked_tuple_args__",
}

func newNames() *nameTable {
	t := &nameTable{}
	v := reflect.ValueOf(t).Elem()
	for i := 0; i < v.NumField(); i++ {
		f := v.Type().Field(i)
		s, ok := f.Tag.Lookup("name")
		if !ok {
			if s, ok = nameSpelling[f.Name]; !ok {
				s = "__" + asciiLower(f.Name) + "__"
			}
		}
		str := newStr(s)
		str.Flags |= FlagInterned
		v.Field(i).Set(reflect.ValueOf(str))
	}
	return t
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

func (t *nameTable) all() []*Str {
	v := reflect.ValueOf(t).Elem()
	out := make([]*Str, v.NumField())
	for i := range out {
		out[i] = v.Field(i).Interface().(*Str)
	}
	return out
}

// Names gives other packages the table.
func Names() *nameTable { return names }
