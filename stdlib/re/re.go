// Package re is module re. Package regex compiles and matches; here are the
// types Pattern and Match around it, the functions, and the cache of what has
// been compiled.
package re

import (
	_ "embed"
	"errors"
	"strconv"
	"strings"

	"github.com/aio-lang/aio/stdlib/regex"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
)

//go:embed re.aio
var source string

const searchArgs = "(pattern, string, flags=0)"

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "re", Source: source,
		Doc: "Regular expressions: find, take apart and replace what a pattern matches, in str or in bytes.",
		Funcs: []def{
			{Sig: "def compile(pattern, flags=0)", Doc: "Compile a pattern; one that is compiled already is returned as it is.", Fn: compile},
			{Sig: "def match" + searchArgs, Doc: "Match at the beginning of string; return a Match or None.", Fn: matching(regex.AtStart)},
			{Sig: "def fullmatch" + searchArgs, Doc: "Match all of string; return a Match or None.", Fn: matching(regex.Whole)},
			{Sig: "def search" + searchArgs, Doc: "Find the first match in string; return a Match or None.", Fn: matching(regex.Anywhere)},
			{Sig: "def findall" + searchArgs, Doc: "Return a list of what the pattern, or its groups, match in string.", Fn: on(patternFindall, 2)},
			{Sig: "def finditer" + searchArgs, Doc: "Return an iterator over the matches in string.", Fn: on(patternFinditer, 2)},
			{Sig: "def split(pattern, string, *args, maxsplit=<0>, flags=<0>)", Doc: "Split string at every match.", Fn: split},
			{Sig: "def sub(pattern, repl, string, *args, count=<0>, flags=<0>)", Doc: "Return string with matches replaced: by a template, or what a function returns for the Match.", Fn: substitute("sub", patternSub)},
			{Sig: "def subn(pattern, repl, string, *args, count=<0>, flags=<0>)", Doc: "Do as sub, and return the number of replacements too.", Fn: substitute("subn", patternSubn)},
			{Sig: "def purge()", Doc: "Forget the compiled patterns.", Fn: purge},
			{Sig: "def escape(pattern)", Doc: "Return pattern with a backslash before every special character.", Fn: escape},
			{Sig: "def _compile(pattern, flags)", Doc: "Compile a pattern: what a pickled Pattern is made by.", Fn: compile},
		},
		Types: []*typeDecl{&patternDecl, &matchDecl},
	}
}

// compiled is the machine's cache of patterns.
type compiled struct{ patterns map[cacheKey]*pattern }

type cacheKey struct {
	text  string
	bytes bool
	flags regex.Flags
}

// cacheSize is how many patterns the cache holds; once full it begins anew.
const cacheSize = 512

func cacheOf(t *thread) *compiled {
	return t.M.State((*compiled)(nil), func() any { return &compiled{map[cacheKey]*pattern{}} }).(*compiled)
}

func purge(t *thread, a []value) value {
	clear(cacheOf(t).patterns)
	return object.None
}

func compile(t *thread, a []value) value {
	p := patternOf(t, a[0], a[1])
	if p == nil {
		return value{}
	}
	return object.FromHeader(&p.Header)
}

// patternOf compiles a pattern, or takes it from the cache; nil on error.
func patternOf(t *thread, v, flagArg value) *pattern {
	flags := int64(0)
	if flagArg.P != nil {
		var ok bool
		if flags, ok = flagBits(t, flagArg); !ok {
			return nil
		}
	}
	if p := asPattern(t, v); p != nil {
		if flags != 0 {
			t.ValueErrorf("cannot process flags argument with a compiled pattern")
			return nil
		}
		return p
	}
	s, b := object.AsStr(v), object.AsBytes(v)
	key := cacheKey{flags: regex.Flags(flags)}
	switch {
	case s != nil:
		key.text = s.S
	case b != nil:
		key.text, key.bytes = b.B, true
	default:
		if _, ok := t.Hash(v); ok {
			t.TypeErrorf("first argument must be string or compiled pattern")
		}
		return nil
	}
	cache := cacheOf(t)
	if p := cache.patterns[key]; p != nil {
		return p
	}
	p, quiet := compileNew(t, v, key)
	if p != nil && quiet {
		if len(cache.patterns) >= cacheSize {
			clear(cache.patterns)
		}
		cache.patterns[key] = p
	}
	return p
}

func flagBits(t *thread, v value) (int64, bool) {
	if !object.IsIntLike(v) {
		t.Binary(object.OpAnd, v, object.Int(int64(regex.Debug)))
		if t.Exc.P == nil {
			t.TypeErrorf("flags must be an integer, not %s", t.TypeName(v))
		}
		return 0, false
	}
	return object.Int64(v)
}

// compileNew compiles what is not in the cache. quiet: there was no warning,
// which would have to come again the next time.
func compileNew(t *thread, v value, key cacheKey) (p *pattern, quiet bool) {
	if key.flags&regex.Debug != 0 {
		t.NotImplementedf("re.DEBUG is not supported")
		return nil, false
	}
	quiet = true
	prog, err := regex.Compile(runesOf(key.text, key.bytes), key.bytes, key.flags, func(text string) bool {
		quiet = false
		return t.Warn(object.ShapeFutureWarning, 1, "%s", text)
	})
	if err != nil {
		raise(t, err, v)
		return nil, false
	}
	if prog == nil || !checkFlags(t, prog.Flags, key.bytes) {
		return nil, false
	}
	p = &pattern{prog: prog, source: v, text: key.text, bytes: key.bytes}
	object.InitOpaque(&p.Opaque, t.M.TypeFor(&patternDecl))
	return p, quiet
}

func checkFlags(t *thread, f regex.Flags, isBytes bool) bool {
	what := ""
	switch {
	case !isBytes && f&regex.Locale != 0:
		what = "cannot use LOCALE flag with a str pattern"
	case !isBytes && f&regex.ASCII != 0 && f&regex.Unicode != 0:
		what = "ASCII and UNICODE flags are incompatible"
	case isBytes && f&regex.Unicode != 0:
		what = "cannot use UNICODE flag with a bytes pattern"
	case isBytes && f&regex.Locale != 0 && f&regex.ASCII != 0:
		what = "ASCII and LOCALE flags are incompatible"
	default:
		return true
	}
	t.ValueErrorf("%s", what)
	return false
}

// raise turns an error of package regex into an exception.
func raise(t *thread, err error, source value) value {
	var wrong *regex.Error
	switch {
	case errors.As(err, &wrong):
		mod := t.Exec.Import(t, "re")
		if mod.P == nil {
			return mod
		}
		class := t.GetAttr(mod, t.M.Intern("PatternError"))
		if class.P == nil {
			return class
		}
		pos := object.None
		if wrong.Pos >= 0 {
			pos = object.Int(int64(wrong.Pos))
		}
		e := t.Call(class, object.NewStr(wrong.Msg), source, pos)
		if exc := object.AsException(e); e.P != nil && exc != nil {
			return t.RaiseException(exc)
		}
		return value{}
	case errors.As(err, new(regex.OverflowError)):
		return t.OverflowErrorf("%s", err)
	case errors.As(err, new(regex.DepthError)):
		return t.Raise(object.ShapeRecursionError, "%s", err)
	case errors.As(err, new(regex.NameError)):
		return t.IndexErrorf("%s", err)
	case errors.Is(err, regex.ErrMemory):
		return t.MemoryError()
	}
	return value{} // stopped: the exception is pending
}

// runesOf is a pattern's text as code points; bytes are one each.
func runesOf(text string, isBytes bool) []rune {
	if isBytes {
		out := make([]rune, len(text))
		for i := range out {
			out[i] = rune(text[i])
		}
		return out
	}
	return object.AsStr(object.NewStr(text)).Runes()
}

// on makes a function of the module from a method of Pattern. flags is the
// index of the flags, before which the method's arguments stand.
func on(method object.NativeFn, flags int) object.NativeFn {
	return func(t *thread, a []value) value {
		p := patternOf(t, a[0], a[flags])
		if p == nil {
			return value{}
		}
		args := append([]value{object.FromHeader(&p.Header)}, a[1:flags]...)
		return method(t, append(args, object.Int(0), object.Int(maxPos)))
	}
}

func matching(kind regex.Kind) object.NativeFn { return on(patternMatch(kind), 2) }

// countAndFlags sorts out the arguments of sub, subn and split that may be
// given by position, though they should not be.
func countAndFlags(t *thread, fn, name string, before int, rest, count, flags value) (c, f value, ok bool) {
	args := object.AsTuple(rest).Items
	if len(args) == 0 {
		if count.P == nil {
			count = object.Int(0)
		}
		return count, flags, true
	}
	switch {
	case count.P != nil:
		t.TypeErrorf("%s() got multiple values for argument '%s'", fn, name)
		return
	case len(args) > 1 && flags.P != nil:
		t.TypeErrorf("%s() got multiple values for argument 'flags'", fn)
		return
	case len(args) > 2:
		t.TypeErrorf("%s() takes from %d to %d positional arguments but %d were given", fn, before, before+2, before+len(args))
		return
	case len(args) > 1:
		flags = args[1]
	}
	ok = t.Warn(object.ShapeDeprecationWarning, 1, "'%s' is passed as positional argument", name)
	return args[0], flags, ok
}

func split(t *thread, a []value) value {
	limit, flags, ok := countAndFlags(t, "split", "maxsplit", 2, a[2], a[3], a[4])
	if !ok {
		return value{}
	}
	p := patternOf(t, a[0], flags)
	if p == nil {
		return value{}
	}
	return patternSplit(t, []value{object.FromHeader(&p.Header), a[1], limit})
}

func substitute(fn string, method object.NativeFn) object.NativeFn {
	return func(t *thread, a []value) value {
		count, flags, ok := countAndFlags(t, fn, "count", 3, a[3], a[4], a[5])
		if !ok {
			return value{}
		}
		p := patternOf(t, a[0], flags)
		if p == nil {
			return value{}
		}
		return method(t, []value{object.FromHeader(&p.Header), a[1], a[2], count})
	}
}

// special are the characters that escape puts a backslash before.
const special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"

func escape(t *thread, a []value) value {
	s := object.AsStr(a[0])
	text := ""
	switch {
	case s != nil:
		text = s.S
	case t.IsBytesLike(a[0]):
		var ok bool
		if text, ok = t.BytesLike(a[0]); !ok {
			return value{}
		}
	default:
		return t.TypeErrorf("decoding to str: need a bytes-like object, %s found", t.TypeName(a[0]))
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(special, text[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	if s == nil {
		return object.NewBytes(b.String())
	}
	return object.NewStr(b.String())
}

// flagText is the flags part of a Pattern's repr; "" for none.
func flagText(f regex.Flags, isBytes bool) string {
	if !isBytes && f&(regex.Locale|regex.Unicode|regex.ASCII) == regex.Unicode {
		f &^= regex.Unicode
	}
	var names []string
	for _, x := range []struct {
		flag regex.Flags
		name string
	}{
		{regex.IgnoreCase, "IGNORECASE"}, {regex.Locale, "LOCALE"}, {regex.Multiline, "MULTILINE"}, {regex.DotAll, "DOTALL"},
		{regex.Unicode, "UNICODE"}, {regex.Verbose, "VERBOSE"}, {regex.Debug, "DEBUG"}, {regex.ASCII, "ASCII"},
	} {
		if f&x.flag != 0 {
			names = append(names, "re."+x.name)
			f &^= x.flag
		}
	}
	if f != 0 {
		names = append(names, "0x"+strconv.FormatUint(uint64(f), 16))
	}
	return strings.Join(names, "|")
}
