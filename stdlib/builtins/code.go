package builtins

import (
	"strings"

	"github.com/aio-lang/aio/stdlib/asts"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Builtins that run code, and the namespaces it runs in.

var codeFuncs = []object.Def{
	{Sig: "__import__(name, globals=None, locals=None, fromlist=(), level=0)", Doc: "Import a module. The import statement calls it; importlib.import_module() is for programs.", Fn: importFunc},
	{Sig: "breakpoint(*args, **kws)", Doc: "Call sys.breakpointhook(*args, **kws).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return t.NotImplementedf("breakpoint(): aio has no debugger")
	}},
	{Sig: "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", Doc: "Compile source into a code object that can be executed by exec() or eval().", Fn: compileFunc},
	{Sig: "eval(source, /, globals=None, locals=None)", Doc: "Evaluate the given source in the context of globals and locals.", Fn: eval},
	{Sig: "exec(source, /, globals=None, locals=None, *, closure=None)", Doc: "Execute the given source in the context of globals and locals.", Fn: exec},
	{Sig: "globals()", Doc: "Return the dictionary containing the current scope's global variables.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if g := t.Exec.Globals(t); g != nil {
			return g.Value()
		}
		return object.None
	}},
	{Sig: "locals()", Doc: "Return a dictionary containing the current scope's local variables.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return vm.Of(t).Locals()
	}},
}

func importFunc(t *object.Thread, a []object.Value) object.Value {
	if !a[0].IsStr() {
		return t.TypeErrorf("module name must be a string")
	}
	level, ok := t.IndexInt(a[4])
	if !ok {
		return object.Value{}
	}
	if level < 0 {
		return t.ValueErrorf("level must be >= 0")
	}
	globals := object.AsDict(a[1])
	if globals == nil {
		if level > 0 {
			if !a[1].IsNone() {
				return t.TypeErrorf("globals must be a dict")
			}
			return t.Raise(object.ShapeKeyError, "'__name__' not in globals")
		}
		globals = object.NewDict()
	}
	th := vm.Of(t)
	return th.Machine().ImportFor(th, a[0].Text(), globals, a[3], level)
}

// Flags of compile().
const (
	flagOnlyAST             = 0x400
	flagDontImplyDedent     = 0x200
	flagTypeComments        = 0x1000
	flagTopLevelAwait       = 0x2000
	flagIncompleteInput     = 0x4000
	flagOptimizedAST        = 0x8000
	flagFutureAnnotations   = 0x1000000
	flagsOfFuturesLongSince = 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000
	flagNested              = 0x10
)

func compileFunc(t *object.Thread, a []object.Value) object.Value {
	filename, ok := fileName(t, a[1])
	if !ok {
		return object.Value{}
	}
	if !a[2].IsStr() {
		return t.TypeErrorf("compile() argument 'mode' must be str, not %s", t.TypeName(a[2]))
	}
	flags, ok := t.IndexInt(a[3])
	if !ok {
		return object.Value{}
	}
	inherit, ok := t.Truth(a[4])
	if !ok {
		return object.Value{}
	}
	optimize, ok := t.IndexInt(a[5])
	if !ok {
		return object.Value{}
	}
	const known = flagOnlyAST | flagDontImplyDedent | flagTypeComments | flagTopLevelAwait | flagIncompleteInput | flagOptimizedAST |
		flagFutureAnnotations | flagsOfFuturesLongSince | flagNested
	switch {
	case flags&^known != 0:
		return t.ValueErrorf("compile(): unrecognised flags")
	case optimize < -1 || optimize > 2:
		return t.ValueErrorf("compile(): invalid optimize value")
	}
	opts := vm.CompileOptions{Optimize: max(optimize, 0), TopLevelAwait: flags&flagTopLevelAwait != 0, FutureAnnotations: flags&flagFutureAnnotations != 0}
	switch a[2].Text() {
	case "exec":
		opts.Mode = vm.ModeExec
	case "eval":
		opts.Mode = vm.ModeEval
	case "single":
		opts.Mode = vm.ModeSingle
	case "func_type":
		if flags&flagOnlyAST == 0 {
			return t.ValueErrorf("compile() mode 'func_type' requires flag PyCF_ONLY_AST")
		}
		return t.NotImplementedf("compile() with mode 'func_type'")
	default:
		if flags&flagOnlyAST != 0 {
			return t.ValueErrorf("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
		}
		return t.ValueErrorf("compile() mode must be 'exec', 'eval' or 'single'")
	}
	for _, f := range []struct {
		bit  int
		name string
	}{{flagDontImplyDedent, "PyCF_DONT_IMPLY_DEDENT"}, {flagTypeComments, "PyCF_TYPE_COMMENTS"},
		{flagIncompleteInput, "PyCF_ALLOW_INCOMPLETE_INPUT"}} {
		if flags&f.bit != 0 {
			return t.NotImplementedf("compile() with flag %s", f.name)
		}
	}
	if !inherit {
		opts.FutureAnnotations = opts.FutureAnnotations || inheritsAnnotations(t)
	}
	opts.ByName = true
	onlyTree := flags&flagOnlyAST != 0
	if asts.IsNode(t, a[0]) {
		if onlyTree {
			return a[0]
		}
		c := asts.Compile(t, a[0], filename, opts)
		if c == nil {
			return object.Value{}
		}
		return vm.NewCodeObject(c)
	}
	if onlyTree {
		if flags&flagOptimizedAST != 0 {
			return t.NotImplementedf("compile() with flag PyCF_OPTIMIZED_AST")
		}
		text := ""
		if a[0].IsStr() {
			text = a[0].Text()
		} else {
			b, ok := t.BytesLike(a[0])
			if !ok {
				if t.Exc.P == nil || t.Catch(object.ShapeTypeError) != nil {
					t.TypeErrorf("compile() arg 1 must be a string, bytes or AST object")
				}
				return object.Value{}
			}
			text = b
		}
		return asts.Parse(t, filename, text, a[0].IsStr(), opts.Mode)
	}
	c := compileText(t, "compile", "string, bytes or AST object", a[0], filename, opts)
	if c == nil {
		return object.Value{}
	}
	return vm.NewCodeObject(c)
}

// inheritsAnnotations reports whether the calling code stands under
// `from __future__ import annotations`.
func inheritsAnnotations(t *object.Thread) bool {
	c := vm.Of(t).RunningCode()
	return c != nil && c.Flags&code.FutureAnnotations != 0
}

// fileName is a file name argument as text: str, bytes or os.PathLike.
func fileName(t *object.Thread, v object.Value) (string, bool) {
	p := t.Fspath(v)
	if p.P == nil {
		return "", false
	}
	if p.IsStr() {
		return p.Text(), true
	}
	return object.FileNameStr((*object.Bytes)(p.P).B), true
}

// compileText compiles a str or bytes-like source for function fn; accepts
// ends the TypeError for anything else.
func compileText(t *object.Thread, fn, accepts string, src object.Value, filename string, opts vm.CompileOptions) *code.Code {
	var text string
	switch src.Kind() {
	case object.KindStr:
		text, opts.FromText = src.Text(), true
	default:
		b, ok := t.BytesLike(src)
		if !ok {
			if t.Exc.P == nil || t.Catch(object.ShapeTypeError) != nil {
				t.TypeErrorf("%s() arg 1 must be a %s", fn, accepts)
			}
			return nil
		}
		text = b
	}
	if opts.Mode == vm.ModeEval && fn == "eval" {
		text = strings.TrimLeft(text, " \t")
	}
	return source.ForMachine(t, filename, text, opts)
}

// scopes are the globals and locals that eval and exec were given, or those of
// the caller.
func scopes(t *object.Thread, globals, locals object.Value) (*object.Dict, object.Value, bool) {
	if globals.IsNone() {
		g := t.Exec.Globals(t)
		if g == nil {
			g = object.NewNamespace()
		}
		if locals.IsNone() {
			locals = vm.Of(t).Locals()
		}
		return g, locals, locals.P != nil
	}
	g := object.AsDict(globals)
	if locals.IsNone() {
		locals = globals
	}
	nm := object.Names()
	if g.GetStr(nm.Builtins).P == nil {
		g.SetStr(nm.Builtins, t.M.Builtins.Value())
	}
	return g, locals, vm.CheckBuiltins(t, g)
}

func isMapping(t *object.Thread, v object.Value) bool {
	return t.M.Lookup(t.M.TypeOf(v), object.Names().GetItem).P != nil
}

func eval(t *object.Thread, a []object.Value) object.Value {
	if !a[2].IsNone() && !isMapping(t, a[2]) {
		return t.TypeErrorf("locals must be a mapping")
	}
	if !a[1].IsNone() && object.AsDict(a[1]) == nil {
		if isMapping(t, a[1]) {
			return t.TypeErrorf("globals must be a real dict; try eval(expr, {}, mapping)")
		}
		return t.TypeErrorf("globals must be a dict")
	}
	c := vm.AsCode(a[0])
	if c == nil {
		opts := vm.CompileOptions{Mode: vm.ModeEval, ByName: true, FutureAnnotations: inheritsAnnotations(t)}
		if c = compileText(t, "eval", "string, bytes or code object", a[0], "<string>", opts); c == nil {
			return object.Value{}
		}
	}
	if len(c.Free) > 0 {
		return t.TypeErrorf("code object passed to eval() may not contain free variables")
	}
	g, l, ok := scopes(t, a[1], a[2])
	if !ok {
		return object.Value{}
	}
	return vm.Of(t).RunIn(c, g, l)
}

func exec(t *object.Thread, a []object.Value) object.Value {
	if !a[1].IsNone() && object.AsDict(a[1]) == nil {
		return t.TypeErrorf("exec() globals must be a dict, not %s", t.TypeName(a[1]))
	}
	if !a[2].IsNone() && !isMapping(t, a[2]) {
		return t.TypeErrorf("locals must be a mapping or None, not %s", t.TypeName(a[2]))
	}
	c := vm.AsCode(a[0])
	switch {
	case c == nil && !a[3].IsNone():
		return t.TypeErrorf("closure can only be used when source is a code object")
	case c == nil:
		opts := vm.CompileOptions{Mode: vm.ModeExec, ByName: true, FutureAnnotations: inheritsAnnotations(t)}
		if c = compileText(t, "exec", "string, bytes or code object", a[0], "<string>", opts); c == nil {
			return object.Value{}
		}
	case len(c.Free) == 0 && !a[3].IsNone():
		return t.TypeErrorf("cannot use a closure with this code object")
	}
	cells, ok := closureOf(a[3], len(c.Free))
	if !ok {
		return t.TypeErrorf("code object requires a closure of exactly length %d", len(c.Free))
	}
	g, l, ok := scopes(t, a[1], a[2])
	if !ok {
		return object.Value{}
	}
	return noneIf(vm.Of(t).RunClosure(c, g, l, cells).P != nil)
}

// closureOf returns the cells of a tuple, or none for None; ok is false unless
// there are n.
func closureOf(v object.Value, n int) (cells []*object.Cell, ok bool) {
	if u := object.AsTuple(v); u != nil {
		for _, c := range u.Items {
			if c.Kind() != object.KindCell {
				return nil, false
			}
			cells = append(cells, (*object.Cell)(c.P))
		}
	} else if !v.IsNone() {
		return nil, false
	}
	return cells, len(cells) == n
}
