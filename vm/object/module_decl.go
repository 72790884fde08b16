package object

// ModuleDecl declares a module of the standard library: what is written in Go,
// and what is written in the language itself.
type ModuleDecl struct {
	Name  string // dotted for a submodule: "os.path"
	Doc   string
	Funcs []Def
	// Types are made when the module is first imported, and bound to their
	// names (the part after the last dot) unless it begins with "_".
	Types []*TypeDecl
	Attrs []Attr
	// Init does what tables cannot; nil for nothing. False with an
	// exception pending fails the import.
	Init func(t *Thread, mod *Module) bool
	// Source is code of the language that runs in the module's namespace
	// after the natives are bound; "" for none.
	Source string
	// IsPackage is true for a module that has submodules.
	IsPackage bool
}

// TypeFor returns the machine's type for a declaration that has no core shape,
// made on first use. Its base is decl.Base; a base that is no core type is
// given with TypeForBase beforehand.
func (m *Machine) TypeFor(decl *TypeDecl) *Type {
	if decl.Shape != 0 {
		return m.Type(decl.Shape)
	}
	if ty := m.native[decl]; ty != nil {
		return ty
	}
	return m.TypeForBase(decl, nil)
}

// TypeForBase is TypeFor with the base given; the base counts only when the
// type is made.
func (m *Machine) TypeForBase(decl *TypeDecl, base *Type) *Type {
	if ty := m.native[decl]; ty != nil {
		return ty
	}
	ty := m.NewNativeType(decl, base)
	if m.native == nil {
		m.native = make(map[*TypeDecl]*Type)
	}
	m.native[decl] = ty
	return ty
}

// State returns the machine's value of a package's state, made by make on
// first use. The key is a pointer or an unexported type of that package.
func (m *Machine) State(key any, make_ func() any) any {
	if v, ok := m.state[key]; ok {
		return v
	}
	v := make_()
	if m.state == nil {
		m.state = make(map[any]any)
	}
	m.state[key] = v
	return v
}

// Populate binds what decl declares in mod's namespace and runs Init. Source
// is left to the importer.
func (t *Thread) Populate(mod *Module, decl *ModuleDecl) bool {
	m := t.M
	mod.native = true
	if decl.Doc != "" {
		mod.Dict.SetStr(names.Doc, NewStr(decl.Doc))
	}
	for _, d := range decl.Types {
		ty := m.TypeFor(d)
		if ty.Name[0] != '_' {
			mod.Set(m, ty.Name, ty.Value())
		}
	}
	mod.Add(m, decl.Funcs)
	for _, a := range decl.Attrs {
		mod.Set(m, a.Name, a.Value)
	}
	return decl.Init == nil || decl.Init(t, mod)
}
