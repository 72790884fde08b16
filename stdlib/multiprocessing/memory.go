package multiprocessing

import (
	"os"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// memory is a piece of memory that processes share: a file without a name,
// mapped by each.
type memory struct {
	file  *os.File
	bytes []byte
}

// ExportBuffer implements object.BufferExporter.
func (m *memory) ExportBuffer(t *thread, self value) (object.Buffer, bool) {
	return object.Buffer{Data: m.bytes}, true
}

func memoryOf(v value) *memory { m, _ := object.Payload[*memory](v); return m }

func mapped(t *thread, ty *object.Type, f *os.File, size int) value {
	b, err := unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return osError(t, err)
	}
	return object.NewOpaque(ty, &memory{f, b})
}

var memoryDecl = object.TypeDecl{
	Name: "_multiprocessing.Memory", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	New: &def{Sig: "__new__(cls, size, fd=-1, /)", Doc: "Make memory of that size, or map what a descriptor stands for.", Fn: func(t *thread, a []value) value {
		size, ok := t.SizeArg(a[1])
		if !ok {
			return value{}
		}
		fd, ok := t.IntArg(a[2])
		if !ok {
			return value{}
		}
		size = max(size, 1)
		if fd >= 0 {
			unix.CloseOnExec(fd)
			return mapped(t, object.AsType(a[0]), os.NewFile(uintptr(fd), "<shared>"), size)
		}
		f, err := os.CreateTemp("", "aio-shared-")
		if err != nil {
			return osError(t, err)
		}
		os.Remove(f.Name())
		if err := f.Truncate(int64(size)); err != nil {
			return osError(t, err)
		}
		return mapped(t, object.AsType(a[0]), f, size)
	}},
	Methods: []def{{Sig: "__reduce__(self, /)", Doc: "Describe the memory for a process that is being started.", Fn: func(t *thread, a []value) value {
		m := memoryOf(a[0])
		fd := inherit(t, a[0], int(m.file.Fd()))
		if fd.P == nil {
			return fd
		}
		return object.TupleOf(t.M.TypeOf(a[0]).Value(), object.TupleOf(object.Int(int64(len(m.bytes))), fd))
	}}},
}
