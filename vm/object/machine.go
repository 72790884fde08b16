package object

// Machine is what is heap-wide: types, shapes, modules, interned strings.
// Nothing of it is shared with another machine.
type Machine struct {
	shapes      []*Shape
	nextVersion uint32
	nans        uint64 // NaNs that were read from text
	methodCache [methodCacheSize]methodCacheEntry
	interned    map[string]*Str

	// Builtins is the namespace of the builtins module, Modules is
	// sys.modules.
	Builtins *Dict
	Modules  *Dict
	// HashSecret keys the hashes of str and bytes.
	HashSecret [2]uint64
	// IntMaxStrDigits is sys.get_int_max_str_digits(); 0 is no limit.
	IntMaxStrDigits int
	// OnOverride is called when a class that may have instances gets an
	// attribute that overrides theirs.
	OnOverride func()

	// native holds the types made by TypeFor, state what State keeps.
	native map[*TypeDecl]*Type
	state  map[any]any

	// Finalizers is what died and has someone to be told.
	Finalizers Finalizers
	// ClearDead forgets what the thread's stack holds beyond what runs; set
	// by the machine that runs bytecode.
	ClearDead func(t *Thread)
	// ScriptDir is what sys.path[0] was at the start: a module there may hide
	// one of the library.
	ScriptDir string

	// OnUnraisable reports an exception that nobody can catch, as
	// sys.unraisablehook does; set by the machine that runs bytecode.
	OnUnraisable func(t *Thread, exc *Exception, message string, obj Value)

	// NextID numbers objects that have asked for a stable small number.
	NextID uint64
}

// NewMachine makes a heap with the core types. extra declares the core types
// that other packages implement (functions, generators, frames).
func NewMachine(extra []*TypeDecl) *Machine {
	m := &Machine{
		shapes:          make([]*Shape, NumCoreShapes, NumCoreShapes+256),
		interned:        make(map[string]*Str, 512),
		IntMaxStrDigits: 4300,
	}
	m.HashSecret = hashSecretFromEnvironment()
	for _, s := range names.all() {
		m.interned[s.S] = s
	}
	byShape := make([]*TypeDecl, NumCoreShapes)
	for _, list := range [][]*TypeDecl{coreTypes(), extra} {
		for _, d := range list {
			byShape[d.Shape] = d
		}
	}
	for shape := ShapeObject; shape < NumCoreShapes; shape++ {
		if d := byShape[shape]; d != nil {
			m.NewNativeType(d, nil)
		}
	}
	m.Builtins = NewNamespace()
	m.Modules = NewDict()
	return m
}

// Type returns the core type of that shape id.
func (m *Machine) Type(shape uint32) *Type { return m.shapes[shape].Type }

// Intern returns the machine's one Str for s.
func (m *Machine) Intern(s string) *Str {
	if c := common(s); c != nil {
		return c
	}
	if v, ok := m.interned[s]; ok {
		return v
	}
	v := newStr(s)
	v.Flags |= FlagInterned
	m.interned[s] = v
	return v
}

// InternStr returns the interned Str equal to s. s must be exactly a str.
func (m *Machine) InternStr(s *Str) *Str {
	if s.Flags&FlagInterned != 0 {
		return s
	}
	if c := common(s.S); c != nil {
		return c
	}
	if v, ok := m.interned[s.S]; ok {
		return v
	}
	if s.Shape != ShapeStr {
		return m.Intern(s.S)
	}
	s.Flags |= FlagInterned
	m.interned[s.S] = s
	return s
}
