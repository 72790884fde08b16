package object

// Kind says which Go struct an object's header begins. Natives test kinds,
// because an instance of a subclass keeps the kind of its builtin base; code
// that must know the exact type compares shapes.
type Kind uint16

const (
	KindNil            Kind = iota
	KindInt                 // tag: 64-bit int in N
	KindFloat               // tag: float64 in N
	KindBool                // tag: 0 or 1 in N
	KindNone                // tag
	KindNotImplemented      // tag
	KindEllipsis            // tag
	KindBig                 // *Big: int beyond 64 bits
	KindIntSub              // *IntSub: instance of a subclass of int
	KindFloatSub            // *FloatSub: instance of a subclass of float
	KindComplex             // *Complex
	KindStr                 // *Str
	KindBytes               // *Bytes
	KindByteArray           // *ByteArray
	KindMemoryView          // *MemoryView
	KindList                // *List
	KindTuple               // *Tuple
	KindDict                // *Dict
	KindSet                 // *Set: set and frozenset
	KindRange               // *Range
	KindSlice               // *Slice
	KindInstance            // *Instance: object of a class made by the script
	KindType                // *Type
	KindNative              // *Native: function, method or wrapper written in Go
	KindGetSet              // *GetSet: attribute computed by Go
	KindMember              // *Member: __slots__ descriptor
	KindBoundMethod         // *BoundMethod
	KindProperty            // *Property
	KindClassMethod         // *ClassMethod
	KindStaticMethod        // *StaticMethod
	KindSuper               // *Super
	KindModule              // *Module
	KindCell                // *Cell
	KindException           // *Exception
	KindDictView            // *DictView: keys, values, items
	KindMappingProxy        // *MappingProxy
	KindOpaque              // *Opaque: a Go value behind an object; most of stdlib
	KindFunction            // vm.Function
	KindGenerator           // vm.Generator: generator, coroutine, async generator
	KindCode                // vm.CodeObject
	KindFrame               // vm.FrameObject
	KindTraceback           // vm.Traceback
	KindAwaiter             // vm: coroutine_wrapper, async_generator_asend and kin
	KindFuture              // loop.Future and loop.Task
	NumKinds
)
