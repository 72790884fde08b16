package compile

import (
	"strings"

	"github.com/aio-lang/aio/ast"
)

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	classScope
	functionScope
	lambdaScope
	comprehensionScope
	generatorScope  // of a generator expression
	annotationScope // an annotation that is kept as text: names in it are no uses
	typeParamsScope // PEP 695: the scope of [T, …]
	typeAliasScope
	typeVarScope // a bound or a default
)

// scope is a block in which names are bound.
type scope struct {
	kind   scopeKind
	node   ast.Node
	name   string
	parent *scope
	class  string // the innermost class's name: what private names are mangled with
	what   string // a typeVarScope: what it is, for errors

	symbols  map[string]*symbol
	order    []*symbol // as they were met
	children []*scope

	async     bool // async def
	generator bool // holds a yield
	coroutine bool // holds an await, or is async def
	inlined   bool // a comprehension that becomes part of its parent's code

	// A method's own class: needsClass when something in it says __class__ or
	// super; needsDict when an annotation scope in it looks names up in it.
	needsClass, needsDict bool
	// seesClass is the class whose namespace an annotation scope looks in.
	seesClass *scope

	free       []string // free variables, sorted by resolve
	freeSet    map[string]bool
	hasWalrus  bool // some local is bound by :=
	annotates  bool // a module or class body has annotations
	iterTarget bool // while scanning the target of a comprehension's for
	iterExpr   int  // while scanning its iterable
}

// flags of a symbol.
type symbolFlags uint16

const (
	declaredGlobal symbolFlags = 1 << iota
	declaredNonlocal
	isLocal // assigned, deleted, defined
	isImport
	isParam
	isUsed
	isAnnotated
	isIteration // target of a comprehension's for
	isTypeParam
	isDeleted // by del or the end of an except clause

	isBound = isLocal | isImport | isParam | isTypeParam
)

// access is what a name is in the end.
type access uint8

const (
	unresolved access = iota
	local             // a register, or a name in a class or module body
	cell              // a register that holds a cell
	free
	globalExplicit
	globalImplicit
)

type symbol struct {
	name      string
	flags     symbolFlags
	access    access
	spilled   bool
	reg       int32    // register of a local or cell; number of a spilled one
	directive ast.Span // the global or nonlocal statement
}

// isFunction: locals are registers.
func (s *scope) isFunction() bool { return s.kind >= functionScope }

func (s *scope) isComprehension() bool {
	return s.kind == comprehensionScope || s.kind == generatorScope
}

// unit is the scope whose code holds s's code.
func (s *scope) unit() *scope {
	for s.inlined {
		s = s.parent
	}
	return s
}

func (s *scope) lookup(name string) *symbol { return s.symbols[name] }

// symbol returns the entry for a mangled name, made if missing.
func (s *scope) symbol(name string) *symbol {
	if sym := s.symbols[name]; sym != nil {
		return sym
	}
	sym := &symbol{name: name}
	s.symbols[name] = sym
	s.order = append(s.order, sym)
	return sym
}

func (s *scope) addFree(name string) {
	if s.freeSet[name] {
		return
	}
	if s.freeSet == nil {
		s.freeSet = map[string]bool{}
	}
	s.freeSet[name] = true
	s.free = append(s.free, name)
}

// mangle returns the name that an identifier stands for inside class: __x
// becomes _class__x.
func mangle(class, name string) string {
	if class == "" || len(name) < 3 || name[0] != '_' || name[1] != '_' {
		return name
	}
	if strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}
