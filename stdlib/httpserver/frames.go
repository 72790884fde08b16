package httpserver

import (
	"encoding/binary"
	"errors"
)

// frame is a WebSocket frame of RFC 6455, unmasked.
type frame struct {
	final  bool
	opcode byte
	data   []byte
}

const (
	opContinue byte = 0
	opText     byte = 1
	opBinary   byte = 2
	opClose    byte = 8
	opPing     byte = 9
	opPong     byte = 10
)

var (
	errProtocol = errors.New("websocket protocol error")
	errTooBig   = errors.New("websocket message too big")
)

// parseFrame reads the client's frame at the beginning of buf; n is 0 while
// not all of it has arrived. Data is a copy.
func parseFrame(buf []byte, limit int) (f frame, n int, err error) {
	if len(buf) < 2 {
		return f, 0, nil
	}
	f.final, f.opcode = buf[0]&0x80 != 0, buf[0]&0x0f
	control := f.opcode >= 8
	size := uint64(buf[1] & 0x7f)
	switch {
	case buf[0]&0x70 != 0, buf[1]&0x80 == 0, f.opcode > opBinary && !control, f.opcode > opPong, control && (!f.final || size > 125):
		return f, 0, errProtocol
	}
	at := 2
	switch size {
	case 126:
		if len(buf) < 4 {
			return f, 0, nil
		}
		size, at = uint64(binary.BigEndian.Uint16(buf[2:])), 4
	case 127:
		if len(buf) < 10 {
			return f, 0, nil
		}
		size, at = binary.BigEndian.Uint64(buf[2:]), 10
	}
	if size > uint64(limit) {
		return f, 0, errTooBig
	}
	if uint64(len(buf)-at) < 4+size {
		return f, 0, nil
	}
	mask := buf[at : at+4]
	at += 4
	f.data = make([]byte, size)
	for i := range f.data {
		f.data[i] = buf[at+i] ^ mask[i&3]
	}
	return f, at + int(size), nil
}

// appendFrame appends a server's frame, which is not masked.
func appendFrame(b []byte, opcode byte, data string) []byte {
	b = append(b, 0x80|opcode)
	switch n := len(data); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = append(b, 126, byte(n>>8), byte(n))
	default:
		b = append(b, 127)
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	return append(b, data...)
}
