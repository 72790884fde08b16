package httpserver

import "bytes"

// chunks reads the chunked encoding piece by piece.
type chunks struct {
	left    int64 // of the chunk that is being read
	state   chunkState
	trailer int // bytes of trailer fields read so far
}

type chunkState uint8

const (
	chunkSize    chunkState = iota // a line with the size comes
	chunkData                      // data comes
	chunkEnd                       // the line end after data comes
	chunkTrailer                   // trailer fields come, then an empty line
	chunkDone
)

// maxChunkLine is how long a line may be, of a chunk's size or in the trailer,
// and maxTrailer how much may follow the last chunk.
const (
	maxChunkLine = 8 << 10
	maxTrailer   = 16 << 10
)

// read takes what it can from buf: n bytes of it are done with, data lists the
// body's pieces among them. Trailer fields are dropped, as ASGI has no place
// for them.
func (c *chunks) read(buf []byte, data []byte) (out []byte, n int, err error) {
	out = data
	for c.state != chunkDone {
		rest := buf[n:]
		if c.state == chunkData {
			if len(rest) == 0 {
				return out, n, nil
			}
			k := min(int64(len(rest)), c.left)
			out = append(out, rest[:k]...)
			n += int(k)
			if c.left -= k; c.left == 0 {
				c.state = chunkEnd
			}
			continue
		}
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			if len(rest) > maxChunkLine {
				return out, n, errMalformed
			}
			return out, n, nil
		}
		if i > maxChunkLine { // as if it had come in pieces
			return out, n, errMalformed
		}
		line := bytes.TrimSuffix(rest[:i], []byte("\r"))
		n += i + 1
		switch c.state {
		case chunkSize:
			size, ok := chunkLength(line)
			if !ok {
				return out, n, errMalformed
			}
			c.left, c.state = size, chunkData
			if size == 0 {
				c.state = chunkTrailer
			}
		case chunkEnd:
			if len(line) > 0 {
				return out, n, errMalformed
			}
			c.state = chunkSize
		case chunkTrailer:
			if c.trailer += i; c.trailer > maxTrailer {
				return out, n, errMalformed
			}
			if len(line) == 0 {
				c.state = chunkDone
			}
		}
	}
	return out, n, nil
}

// chunkLength reads a chunk's size, which extensions may follow.
func chunkLength(line []byte) (int64, bool) {
	if i := bytes.IndexByte(line, ';'); i >= 0 {
		line = bytes.TrimRight(line[:i], " \t")
	}
	if len(line) == 0 || len(line) > 15 {
		return 0, false
	}
	n := int64(0)
	for _, c := range line {
		d := hexDigit(c)
		if d < 0 {
			return 0, false
		}
		n = n<<4 | int64(d)
	}
	return n, true
}
