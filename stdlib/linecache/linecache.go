// Package linecache is module linecache: lines of source files, read once.
package linecache

import (
	_ "embed"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed linecache.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "linecache", Doc: "Cache lines from source files, for those who show tracebacks.",
		Funcs: []object.Def{
			{Sig: "_stat(filename, /)", Doc: "(size, mtime) of a file, None where there is none.", Fn: stat},
			{Sig: "_read(filename, /)", Doc: "The lines of a source file with their ends; None where it cannot be read.", Fn: read},
		},
		Source: source,
	}
}

func stat(t *object.Thread, a []object.Value) object.Value {
	if !a[0].IsStr() {
		return object.None
	}
	st, err := os.Stat(a[0].Text())
	if err != nil || st.IsDir() {
		return object.None
	}
	return object.TupleOf(object.Int(st.Size()), object.Float(float64(st.ModTime().UnixNano())/1e9))
}

func read(t *object.Thread, a []object.Value) object.Value {
	data, err := os.ReadFile(a[0].Text())
	if err != nil || !utf8.Valid(data) {
		return object.None
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	var lines []object.Value
	for _, l := range strings.SplitAfter(text, "\n") {
		if l != "" {
			lines = append(lines, object.NewStr(l))
		}
	}
	return object.NewList(lines)
}
