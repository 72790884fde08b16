package sys

import (
	"math"
	"runtime"

	"github.com/aio-lang/aio/vm/object"
)

// Release is aio's own version.
const Release = "0.1.0"

// Version is sys.version: the language's, then aio's.
const Version = "3.13.0 (aio " + Release + ") [" + runtime.Compiler + "]"

const hexVersion = 0x030d00f0

// The structures that describe the interpreter.
var (
	versionInfo = object.StructSequence{Name: "sys.version_info", Doc: "Version information as a named tuple.", Flags: object.TypeNoNew,
		Fields: []string{"major", "minor", "micro", "releaselevel", "serial"}, Visible: 5}
	floatInfo = object.StructSequence{Name: "sys.float_info", Doc: "A named tuple holding information about the float type.", Flags: object.TypeNoNew,
		Fields: []string{"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"}, Visible: 11}
	intInfo = object.StructSequence{Name: "sys.int_info", Doc: "A named tuple that holds information about the internal representation of integers.", Flags: object.TypeNoNew,
		Fields: []string{"bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"}, Visible: 4}
	hashInfo = object.StructSequence{Name: "sys.hash_info", Doc: "A named tuple providing parameters used for computing hashes.", Flags: object.TypeNoNew,
		Fields: []string{"width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"}, Visible: 9}
	threadInfo = object.StructSequence{Name: "sys.thread_info", Doc: "A named tuple holding information about the thread implementation.", Flags: object.TypeNoNew,
		Fields: []string{"name", "lock", "version"}, Visible: 3}
	flagsInfo = object.StructSequence{Name: "sys.flags", Doc: "Flags provided through command line arguments or environment vars.", Flags: object.TypeNoNew,
		Fields: []string{"debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment",
			"verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding",
			"safe_path", "int_max_str_digits"}, Visible: 18}
	hooksInfo = object.StructSequence{Name: "asyncgen_hooks", Doc: "The hooks of asynchronous generators.", Flags: object.TypeNoNew,
		Fields: []string{"firstiter", "finalizer"}, Visible: 2}
	unraisableInfo = object.StructSequence{Name: "UnraisableHookArgs", Doc: "Type used to pass arguments to sys.unraisablehook.",
		Fields: []string{"exc_type", "exc_value", "exc_traceback", "err_msg", "object"}, Visible: 5}
)

func initInfo(t *object.Thread, mod *object.Module, c *Config) {
	num := func(i int64) object.Value { return object.Int(i) }
	set := func(name string, d *object.TypeDecl, values ...object.Value) object.Value {
		v := object.NewStructSequence(t.M.TypeFor(d), len(values), values)
		mod.Set(t.M, name, v)
		return v
	}
	version := set("version_info", versionInfo.Decl(), num(3), num(13), num(0), object.NewStr("final"), num(0))
	set("float_info", floatInfo.Decl(), object.Float(math.MaxFloat64), num(1024), num(308), object.Float(0x1p-1022), num(-1021), num(-307),
		num(15), num(53), object.Float(0x1p-52), num(2), num(1))
	set("int_info", intInfo.Decl(), num(30), num(4), num(4300), num(640))
	set("hash_info", hashInfo.Decl(), num(64), num(1<<61-1), num(314159), num(0), num(1000003), object.NewStr("siphash13"), num(64), num(128), num(0))
	set("thread_info", threadInfo.Decl(), object.NewStr("goroutine"), object.None, object.NewStr(runtime.Version()))
	zero := num(0)
	set("flags", flagsInfo.Decl(), zero, zero, zero, num(int64(c.Optimize)), num(1), zero, zero, zero, zero, zero, zero, num(1), zero,
		object.False, num(1), zero, object.False, num(int64(t.M.IntMaxStrDigits)))

	ns := object.NewDict()
	for _, f := range []struct {
		name string
		v    object.Value
	}{{"name", object.NewStr("aio")}, {"cache_tag", object.None}, {"version", version}, {"hexversion", num(hexVersion)},
		{"_multiarch", object.NewStr(runtime.GOARCH + "-" + runtime.GOOS)}} {
		ns.SetStr(t.M.Intern(f.name), f.v)
	}
	mod.Set(t.M, "implementation", newNamespace(t, ns))
	mod.Set(t.M, "stdlib_module_names", nameSet(t, stdlibNames))
}

// namespaceDecl is the class of sys.implementation, types.SimpleNamespace
// without its methods for changing it.
var namespaceDecl = object.TypeDecl{
	Name: "types.SimpleNamespace", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeNoNew,
	Methods: []object.Def{{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s, ok := "", true
		t.M.OwnAttrs(a[0], func(name *object.Str, v object.Value) {
			if r, rok := t.Repr(v); rok && ok {
				if s != "" {
					s += ", "
				}
				s += name.S + "=" + r
			} else {
				ok = false
			}
		})
		if !ok {
			return object.Value{}
		}
		return object.NewStr("namespace(" + s + ")")
	}}},
	GetSets: []object.GetSetDef{object.DictGetSet},
}

func newNamespace(t *object.Thread, attrs *object.Dict) object.Value {
	v := object.NewOpaque(t.M.TypeFor(&namespaceDecl), nil)
	attrs.Each(func(k, x object.Value) bool { return t.SetAttr(v, object.AsStr(k), x) })
	return v
}

// nameSet is a frozenset of words separated by blanks.
func nameSet(t *object.Thread, words []string) object.Value {
	items := make([]object.Value, len(words))
	for i, w := range words {
		items[i] = object.NewStr(w)
	}
	return t.Call(t.M.Type(object.ShapeFrozenSet).Value(), object.NewList(items))
}
