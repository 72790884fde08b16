package sys

import (
	"time"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// settingFuncs read and change settings of the interpreter.
func settingFuncs() []object.Def {
	text := func(sig, doc, value string) object.Def {
		v := object.NewStr(value)
		return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return v }}
	}
	missing := func(sig, why string) object.Def {
		d := object.Def{Sig: sig, Doc: "Not there."}
		name := d.Name()
		d.Fn = func(t *object.Thread, a []object.Value) object.Value {
			return t.NotImplementedf("sys.%s: %s", name, why)
		}
		return d
	}
	return []object.Def{
		text("getdefaultencoding()", "Return the current default encoding used by the Unicode implementation.", "utf-8"),
		text("getfilesystemencoding()", "Return the encoding used to convert Unicode filenames to OS filenames.", "utf-8"),
		text("getfilesystemencodeerrors()", "Return the error mode used for Unicode to OS filename conversion.", "surrogateescape"),
		{Sig: "getrecursionlimit()", Doc: "Return the current value of the recursion limit.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Int(int64(vm.Of(t).Machine().RecursionLimit))
		}},
		{Sig: "setrecursionlimit(limit, /)", Doc: "Set the maximum depth of the Python interpreter stack to n.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			n, ok := t.IntArg(a[0])
			if !ok {
				return object.Value{}
			}
			if n < 1 {
				return t.ValueErrorf("recursion limit must be greater or equal than 1")
			}
			th := vm.Of(t)
			if !th.SetRecursionLimit(n) {
				return t.Raise(object.ShapeRecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, th.Depth())
			}
			return object.None
		}},
		{Sig: "get_int_max_str_digits()", Doc: "Return the maximum string digits limit for non-binary int<->str conversions.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Int(int64(t.M.IntMaxStrDigits))
		}},
		{Sig: "set_int_max_str_digits(maxdigits)", Doc: "Set the maximum string digits limit for non-binary int<->str conversions.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			n, ok := t.IntArg(a[0])
			if !ok {
				return object.Value{}
			}
			if n != 0 && n < 640 {
				return t.ValueErrorf("maxdigits must be 0 or larger than 640")
			}
			t.M.IntMaxStrDigits = n
			return object.None
		}},
		{Sig: "getswitchinterval()", Doc: "Return the current thread switch interval.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Float(vm.Of(t).Machine().SwitchInterval().Seconds())
		}},
		{Sig: "setswitchinterval(interval, /)", Doc: "Set the ideal thread switching delay inside the interpreter, in seconds.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f, ok := t.FloatOf(a[0])
			if !ok {
				return object.Value{}
			}
			if !(f > 0) {
				return t.ValueErrorf("switch interval must be strictly positive")
			}
			vm.Of(t).Machine().SetSwitchInterval(time.Duration(f * float64(time.Second)))
			return object.None
		}},
		{Sig: "get_coroutine_origin_tracking_depth()", Doc: "Check status of origin tracking for coroutine objects in this thread.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Int(0)
		}},
		{Sig: "set_coroutine_origin_tracking_depth(depth)", Doc: "Enable or disable origin tracking for coroutine objects in this thread.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			n, ok := t.IntArg(a[0])
			switch {
			case !ok:
				return object.Value{}
			case n < 0:
				return t.ValueErrorf("depth must be >= 0")
			case n > 0:
				return t.NotImplementedf("sys.set_coroutine_origin_tracking_depth")
			}
			return object.None
		}},
		{Sig: "_is_gil_enabled()", Doc: "Return True if the GIL is currently enabled.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.True }},
		{Sig: "_is_interned(string, /)", Doc: "Return True if the given string is interned.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s, ok := t.StrArg("_is_interned", "", a[0])
			if !ok {
				return object.Value{}
			}
			return object.Bool(s.Flags&object.FlagInterned != 0)
		}},
		{Sig: "_clear_internal_caches()", Doc: "Clear all internal performance-related caches.", Fn: none},
		{Sig: "_clear_type_cache()", Doc: "Clear the internal type lookup cache.", Fn: none},
		missing("getrefcount(object, /)", "objects are not counted"),
		missing("getallocatedblocks()", "memory is Go's"),
		missing("getunicodeinternedsize()", "memory is Go's"),
		missing("_current_frames()", "frames of other threads cannot be seen"),
		missing("_current_exceptions()", "frames of other threads cannot be seen"),
		missing("_debugmallocstats()", "memory is Go's"),
		missing("getdlopenflags()", "there are no shared libraries"),
		missing("setdlopenflags(flags, /)", "there are no shared libraries"),
		missing("activate_stack_trampoline(backend, /)", "there is no machine code to profile"),
		missing("deactivate_stack_trampoline()", "there is no machine code to profile"),
		{Sig: "is_stack_trampoline_active()", Doc: "Return True if a stack profiler trampoline is active.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.False }},
	}
}

// getSizeOf is what the object's __sizeof__ says, and 16 more for what
// CPython's collector puts before the objects it tracks.
func getSizeOf(t *object.Thread, a []object.Value) object.Value {
	r, found := t.CallSpecial(a[0], t.M.Intern("__sizeof__"))
	if !found || r.P == nil {
		if a[1].P != nil && (!found || t.Catch(object.ShapeTypeError) != nil) {
			return a[1]
		}
		if !found {
			return t.TypeErrorf("Type %s doesn't define __sizeof__", t.TypeName(a[0]))
		}
		return r
	}
	n, ok := t.SizeArg(r)
	if !ok {
		return object.Value{}
	}
	if n < 0 {
		return t.ValueErrorf("__sizeof__() should return >= 0")
	}
	switch a[0].Kind() {
	case object.KindList, object.KindTuple, object.KindDict, object.KindSet, object.KindFunction, object.KindInstance, object.KindModule, object.KindType:
		n += 16
	}
	return object.Int(int64(n))
}
