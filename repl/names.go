package repl

import (
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/stdlib/keyword"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// completer finds completions in a machine. It looks at live objects and runs
// nothing of theirs: no property, no __getattr__, no __dir__. It is called with
// the baton.
type completer struct {
	t    *vm.Thread
	main *object.Dict
}

// place is what stands before the cursor.
type place struct {
	kind   placeKind
	object []string // the names before the last dot
	word   string
	callee []string // the function whose arguments are being written; nil: none
}

type placeKind uint8

const (
	placeNothing placeKind = iota
	placeName
	placeModule     // after import or from
	placeImport     // after from …: the keyword
	placeFromModule // after from … import
	placeFile       // inside a string
	placeCommand
)

// locate reads the text before the cursor.
func locate(before string) place {
	runes := []rune(before)
	if strings.HasPrefix(before, ":") && !strings.ContainsAny(before, " \t") {
		return place{kind: placeCommand, word: before}
	}
	var calls []int // open brackets
	for i := 0; i < len(runes); {
		switch r := runes[i]; {
		case r == '#':
			for i < len(runes) && runes[i] != '\n' {
				i++
			}
			if i == len(runes) {
				return place{}
			}
		case r == '\'' || r == '"':
			end := stringEnd(runes, i)
			if end == len(runes) && (end == i+1 || runes[end-1] != r) {
				return place{kind: placeFile, word: strings.TrimLeft(string(runes[i:]), string(r))}
			}
			i = end
		case strings.ContainsRune("([{", r):
			calls = append(calls, i)
			i++
		case strings.ContainsRune(")]}", r):
			if len(calls) > 0 {
				calls = calls[:len(calls)-1]
			}
			i++
		default:
			i++
		}
	}
	line := before[strings.LastIndexAny(before, "\n;")+1:]
	words := strings.Fields(line)
	chain := lastChain(before)
	last := chain[len(chain)-1]
	if len(words) > 0 && (words[0] == "import" || words[0] == "from") && line != words[0] {
		full := strings.Join(chain, ".")
		named := len(words)
		if !strings.HasSuffix(line, " ") {
			named-- // the last word is being typed
		}
		if words[0] == "from" && named == 2 {
			return place{kind: placeImport, word: full}
		}
		for i, w := range words[1:] {
			if words[0] == "from" && w == "import" && i > 0 && !strings.HasSuffix(line, "import") {
				return place{kind: placeFromModule, object: []string{words[1]}, word: last}
			}
		}
		return place{kind: placeModule, word: full}
	}
	p := place{kind: placeName, object: chain[:len(chain)-1], word: last}
	if n := len(calls); n > 0 && runes[calls[n-1]] == '(' && len(p.object) == 0 {
		if c := lastChain(string(runes[:calls[n-1]])); c[len(c)-1] != "" {
			p.callee = c
		}
	}
	return p
}

// lastChain is the dotted names that text ends with; the last may be empty.
// A chain that hangs on something else, as f().x does, begins with "".
func lastChain(text string) []string {
	runes := []rune(text)
	i := len(runes)
	for i > 0 && (isWordRune(runes[i-1]) || runes[i-1] == '.') {
		i--
	}
	return strings.Split(string(runes[i:]), ".")
}

// complete finds what may stand at the end of before.
func (c *completer) complete(before string) completion {
	p := locate(before)
	found := map[string]bool{}
	add := func(name string) {
		if strings.HasPrefix(name, p.word) && (!strings.HasPrefix(name, "_") || strings.HasPrefix(p.word, "_")) {
			found[name] = true
		}
	}
	switch p.kind {
	case placeFile:
		return files(p.word)
	case placeCommand:
		for _, cmd := range commands() {
			add(":" + cmd.name)
		}
	case placeImport:
		add("import")
	case placeModule:
		for _, name := range stdlib.Public() {
			add(name)
		}
		c.moduleFiles(add)
	case placeFromModule:
		mod := c.t.M.Modules.GetStr(c.t.M.Intern(p.object[0]))
		if mod.P == nil && len(stdlib.Find(p.object[0])) > 0 {
			if mod = c.t.Machine().Import(&c.t.Thread, p.object[0]); mod.P == nil {
				c.t.Clear()
			}
		}
		c.attributes(mod, add)
	case placeName:
		if len(p.object) > 0 {
			c.attributes(c.resolve(p.object), add)
			break
		}
		for _, d := range []*object.Dict{c.main, c.t.M.Builtins} {
			eachName(d, add)
		}
		for _, w := range strings.Fields(keyword.Reserved) {
			add(w)
		}
		if p.callee != nil {
			for _, name := range c.parameters(c.resolve(p.callee)) {
				add(name + "=")
			}
		}
	}
	out := completion{prefix: p.word}
	for name := range found {
		out.words = append(out.words, name)
	}
	sort.Strings(out.words)
	return out
}

func eachName(d *object.Dict, f func(string)) {
	d.Each(func(k, v object.Value) bool {
		if k.IsStr() {
			f(k.Text())
		}
		return true
	})
}

// resolve is the object of a dotted name, nil where finding it would run code.
func (c *completer) resolve(chain []string) object.Value {
	m := c.t.M
	name := m.Intern(chain[0])
	v := c.main.GetStr(name)
	if v.P == nil {
		v = m.Builtins.GetStr(name)
	}
	for _, attr := range chain[1:] {
		if v.P == nil {
			return v
		}
		v = c.attribute(v, m.Intern(attr))
	}
	return v
}

// attribute is an attribute that is simply there.
func (c *completer) attribute(v object.Value, name *object.Str) object.Value {
	m := c.t.M
	if v.Kind() == object.KindModule {
		return (*object.Module)(v.P).Dict.GetStr(name)
	}
	if ty := object.AsType(v); ty != nil {
		return m.Lookup(ty, name)
	}
	if own := m.OwnAttr(v, name); own.P != nil {
		return own
	}
	found := m.Lookup(m.TypeOf(v), name)
	switch {
	case found.P == nil:
	case found.Kind() == object.KindFunction, found.Kind() == object.KindNative, found.Kind() == object.KindType:
		return found
	case found.Kind() == object.KindMember:
		if r := c.t.GetAttr(v, name); r.P != nil {
			return r
		}
		c.t.Clear()
	}
	return object.Value{}
}

// attributes tells the names of an object's attributes.
func (c *completer) attributes(v object.Value, add func(string)) {
	if v.P == nil {
		return
	}
	m := c.t.M
	if v.Kind() == object.KindModule {
		eachName((*object.Module)(v.P).Dict, add)
		return
	}
	ofType := func(ty *object.Type) {
		for _, b := range ty.MRO {
			eachName(m.Names(b), add)
		}
	}
	if ty := object.AsType(v); ty != nil {
		ofType(ty)
		return
	}
	m.OwnAttrs(v, func(name *object.Str, _ object.Value) { add(name.S) })
	ofType(m.TypeOf(v))
}

// parameters are the names that a call may give as keywords.
func (c *completer) parameters(f object.Value) []string {
	if f.P == nil {
		return nil
	}
	m := c.t.M
	if ty := object.AsType(f); ty != nil {
		for _, name := range []string{"__init__", "__new__"} {
			init := m.Lookup(ty, m.Intern(name))
			if init.P == nil {
				continue
			}
			if names := c.parameters(init); len(names) > 0 {
				return names
			}
		}
		return nil
	}
	if n := object.AsNative(f); n != nil {
		var out []string
		for _, p := range n.Signature(&c.t.Thread).Params {
			if p.Kind == object.PositionalOrKeyword && p.Name != "self" && p.Name != "cls" || p.Kind == object.KeywordOnly {
				out = append(out, p.Name)
			}
		}
		return out
	}
	if f.Kind() != object.KindFunction {
		return nil
	}
	v := c.t.GetAttr(f, m.Intern("__code__"))
	co := vm.AsCode(v)
	if co == nil {
		c.t.Clear()
		return nil
	}
	names := co.Locals[co.PosOnly : co.Args+co.KwOnly]
	if len(names) > 0 && names[0] == "self" && co.Flags&code.Method != 0 {
		names = names[1:]
	}
	return names
}

// moduleFiles tells the modules that files on sys.path make.
func (c *completer) moduleFiles(add func(string)) {
	for _, dir := range c.t.Machine().Path {
		if dir == "" {
			dir = "."
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			name := e.Name()
			ext := filepath.Ext(name)
			if stem := strings.TrimSuffix(name, ext); (ext == ".aio" || ext == ".py") && isIdentifier(stem) {
				add(stem)
			}
		}
	}
}

func isIdentifier(s string) bool {
	for i, r := range s {
		if !isNameStart(r) && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// files completes the name of a file.
func files(word string) completion {
	dir, base := filepath.Split(word)
	from := dir
	switch {
	case from == "":
		from = "."
	case strings.HasPrefix(from, "~/"):
		home, _ := os.UserHomeDir()
		from = filepath.Join(home, from[1:])
	}
	entries, err := os.ReadDir(from)
	out := completion{prefix: base}
	if err != nil {
		return out
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || strings.HasPrefix(name, ".") && base == "" {
			continue
		}
		if st, err := os.Stat(filepath.Join(from, name)); err == nil && st.IsDir() {
			name += "/"
		}
		out.words = append(out.words, name)
	}
	return out
}
