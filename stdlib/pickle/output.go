package pickle

import "encoding/binary"

// Frames (protocol 4): opcodes go out in pieces of about frameTarget bytes, so
// that a reader of a file can fetch a whole piece at once. What would make a
// frame of less than frameMin bytes has none; large strings stand between two.
const (
	frameTarget = 64 << 10
	frameMin    = 4
	frameHeader = 9
)

// output collects the bytes of a pickle. send, where not nil, takes finished
// pieces, which are then forgotten.
type output struct {
	buf     []byte
	framing bool
	frame   int // where the open frame's header stands in buf; -1: none is open
	send    func(piece []byte) bool
}

// room opens a frame if one should be.
func (o *output) room() {
	if o.framing && o.frame < 0 {
		o.frame = len(o.buf)
		o.buf = append(o.buf, opFrame, 0, 0, 0, 0, 0, 0, 0, 0)
	}
}

func (o *output) op(op opcode) {
	o.room()
	o.buf = append(o.buf, op)
}

func (o *output) bytes(b ...byte) {
	o.room()
	o.buf = append(o.buf, b...)
}

func (o *output) text(s string) {
	o.room()
	o.buf = append(o.buf, s...)
}

// opUint writes an opcode and a number of size bytes.
func (o *output) opUint(op opcode, n uint64, size int) {
	o.room()
	o.buf = append(o.buf, op)
	var full [8]byte
	binary.LittleEndian.PutUint64(full[:], n)
	o.buf = append(o.buf, full[:size]...)
}

// closeFrame writes the header of the open frame, or takes it away again.
func (o *output) closeFrame() {
	if o.frame < 0 {
		return
	}
	length := len(o.buf) - o.frame - frameHeader
	if length >= frameMin {
		binary.LittleEndian.PutUint64(o.buf[o.frame+1:], uint64(length))
	} else {
		copy(o.buf[o.frame:], o.buf[o.frame+frameHeader:])
		o.buf = o.buf[:len(o.buf)-frameHeader]
	}
	o.frame = -1
}

// boundary is called before each object: a frame may end here.
func (o *output) boundary() bool {
	if o.frame < 0 || len(o.buf)-o.frame-frameHeader < frameTarget {
		return true
	}
	o.closeFrame()
	return o.flush()
}

func (o *output) flush() bool {
	if o.send == nil {
		return true
	}
	piece := o.buf
	o.buf = nil
	return o.send(piece)
}

// large writes a header and a string that may be too large for a frame.
func (o *output) large(op opcode, sizeBytes int, data string) bool {
	if len(data) < frameTarget {
		o.opUint(op, uint64(len(data)), sizeBytes)
		o.text(data)
		return true
	}
	o.closeFrame()
	framing := o.framing
	o.framing = false
	defer func() { o.framing = framing }()
	o.opUint(op, uint64(len(data)), sizeBytes)
	if o.send == nil {
		o.text(data)
		return true
	}
	return o.flush() && o.send([]byte(data))
}
