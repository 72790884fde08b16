package pickle

import (
	"strconv"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// pickler is a Pickler. What it was asked to do stands first, then what the
// dump under way needs.
type pickler struct {
	object.Opaque
	ready      bool // __init__ was called
	protocol   int
	fixImports bool
	fast       int64 // non-zero: no memo
	write      value // write method of the file; nil for dumps
	callback   value // of buffers out of band; nil for none
	table      value // dispatch_table; nil for copyreg's
	memo       *memo

	output
	t            *thread
	persistentID value // nil where the class has none of its own
	override     value // reducer_override; nil for none
	registry     *object.Dict
	// fastSeen is the containers under way in fast mode, which has no memo to
	// notice that one contains itself.
	fastSeen map[unsafe.Pointer]bool
}

// memo numbers the objects that were saved. Holding them keeps their addresses
// theirs.
type memo struct {
	index map[unsafe.Pointer]int
	items []value
}

func newMemo() *memo { return &memo{index: map[unsafe.Pointer]int{}} }

func picklerOf(v value) *pickler { return (*pickler)(v.P) }

// setUp takes the arguments that Pickler, dump and dumps have in common.
func (p *pickler) setUp(t *thread, protocol, fixImports, callback value) bool {
	p.protocol = defaultProtocol
	if !protocol.IsNone() {
		n, ok := t.IntArg(protocol)
		if !ok {
			return false
		}
		if n < 0 {
			n = highestProtocol
		}
		if n > highestProtocol {
			t.ValueErrorf("pickle protocol must be <= %d", highestProtocol)
			return false
		}
		p.protocol = n
	}
	fix, ok := t.Truth(fixImports)
	if !ok {
		return false
	}
	p.fixImports = fix && p.protocol < 3
	p.callback = value{}
	if !callback.IsNone() {
		if p.protocol < 5 {
			t.ValueErrorf("buffer_callback needs protocol >= 5")
			return false
		}
		p.callback = callback
	}
	p.fast, p.memo, p.ready = 0, newMemo(), true
	return true
}

// setFile takes the file to write to.
func (p *pickler) setFile(t *thread, file value) bool {
	p.write = t.LookupAttr(file, t.M.Intern("write"))
	if p.write.P == nil {
		if t.Exc.P == nil {
			t.TypeErrorf("file must have a 'write' attribute")
		}
		return false
	}
	return true
}

// run pickles an object; the bytes are in p.buf, or have been written.
func (p *pickler) run(t *thread, v value) bool {
	registry := object.AsDict(imported(t, "copyreg", "_extension_registry"))
	if registry == nil {
		if t.Exc.P == nil {
			t.RuntimeErrorf("copyreg._extension_registry should be a dict, not something else")
		}
		return false
	}
	saved := p.output
	defer func() { p.output = saved }()
	p.t, p.registry, p.fastSeen = t, registry, nil
	p.output = output{frame: -1}
	if p.write.P != nil {
		p.send = func(piece []byte) bool {
			return len(piece) == 0 || t.Call(p.write, object.NewBytes(string(piece))).P != nil
		}
	}
	if p.protocol >= 2 {
		p.bytes(opProto, byte(p.protocol))
	}
	p.framing = p.protocol >= 4
	if !p.save(v, false) {
		return false
	}
	p.op(opStop)
	p.framing = false
	p.closeFrame()
	if !p.flush() {
		return false
	}
	saved.buf = p.buf // what a defer puts in place
	return true
}

// numbered writes the opcodes that store or fetch an object of the memo.
func (p *pickler) numbered(line, small, large opcode, n int) {
	switch {
	case p.protocol == 0:
		p.text(string(rune(line)) + strconv.Itoa(n) + "\n")
	case n < 256:
		p.bytes(small, byte(n))
	default:
		p.opUint(large, uint64(n), 4)
	}
}

// fetch writes what gets an object that was saved before; false where it was
// not.
func (p *pickler) fetch(v value) bool {
	n, ok := p.memo.index[v.P]
	if ok {
		p.numbered(opGet, opBinGet, opLongBinGet, n)
	}
	return ok
}

// memoize gives an object that was just saved a number.
func (p *pickler) memoize(v value) {
	if p.fast != 0 {
		return
	}
	n := len(p.memo.items)
	p.memo.index[v.P] = n
	p.memo.items = append(p.memo.items, v)
	if p.protocol >= 4 {
		p.op(opMemoize)
	} else {
		p.numbered(opPut, opBinPut, opLongBinPut, n)
	}
}

func dumps(t *thread, a []value) value {
	p := &pickler{}
	object.InitOpaque(&p.Opaque, t.M.TypeFor(&picklerDecl))
	if !p.setUp(t, a[1], a[2], a[3]) || !p.run(t, a[0]) {
		return value{}
	}
	return object.NewBytesOf(p.buf)
}

func dump(t *thread, a []value) value {
	p := &pickler{}
	object.InitOpaque(&p.Opaque, t.M.TypeFor(&picklerDecl))
	if !p.setUp(t, a[2], a[3], a[4]) || !p.setFile(t, a[1]) || !p.run(t, a[0]) {
		return value{}
	}
	return object.None
}

// picklerDump is Pickler.dump.
func picklerDump(t *thread, a []value) value {
	p := picklerOf(a[0])
	if !p.ready {
		cannotSave(t, "Pickler.__init__() was not called by %s.__init__()", t.M.TypeOf(a[0]).Name)
		return value{}
	}
	p.persistentID, p.override = value{}, value{}
	ty := t.M.TypeOf(a[0])
	if ty.IsHeap() {
		id := t.GetAttr(a[0], t.M.Intern("persistent_id"))
		if id.P == nil {
			return id
		}
		if n := object.AsNative(id); n == nil || n.Def != &persistentIDDef {
			p.persistentID = id
		}
		if p.override = t.LookupAttr(a[0], t.M.Intern("reducer_override")); t.Exc.P != nil {
			return value{}
		}
	}
	if !p.run(t, a[1]) {
		return value{}
	}
	return object.None
}
