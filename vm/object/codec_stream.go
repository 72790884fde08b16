package object

import "strings"

// A StreamDecoder decodes bytes that arrive in pieces, with a builtin codec.
type StreamDecoder struct {
	codec   *Codec
	now     *Codec // what decodes once the byte order is known; nil: not yet
	pending string // bytes of a character that is not complete
}

// NewStreamDecoder begins a stream in an encoding.
func NewStreamDecoder(c *Codec) *StreamDecoder { return &StreamDecoder{codec: c} }

// Decode decodes the next bytes; final tells that none follow.
func (s *StreamDecoder) Decode(t *Thread, b, errors string, final bool) Value {
	c := s.codec
	if s.now != nil {
		c = s.now
	}
	if s.pending == "" && c == &utf8Codec && isASCII(b) {
		return NewStrLen(b, len(b))
	}
	if s.pending != "" {
		b = s.pending + b
	}
	d := TextDecoder{t: t, codec: c, In: b, Errors: errors, Name: c.Name, Final: final}
	if !c.Decode(&d) {
		return Value{}
	}
	if s.now == nil && c.mark && d.Pos > 0 && !hasMark(c, b) {
		// a stream, unlike a text, has to tell its byte order
		width := 2
		if c == &utf32Codec {
			width = 4
		}
		if len(b) >= width {
			return t.RaiseException(NewUnicodeError(ShapeUnicodeDecodeError, c.Name, NewBytes(b), 0, width, "Stream does not start with BOM"))
		}
	}
	s.pending = b[min(d.Pos, len(b)):]
	if s.now == nil && d.Pos > 0 {
		switch {
		case c == &utf8SigCodec:
			s.now = &utf8Codec
		case c.mark:
			s.now = builtinCodec(map[string]string{
				"utf-16-le": "utf_16_le", "utf-16-be": "utf_16_be", "utf-32-le": "utf_32_le", "utf-32-be": "utf_32_be",
			}[d.Name])
		}
	}
	return d.w.value()
}

// hasMark reports whether b begins with a byte order mark of utf-16 or utf-32.
func hasMark(c *Codec, b string) bool {
	if c == &utf32Codec {
		return strings.HasPrefix(b, "\xff\xfe\x00\x00") || strings.HasPrefix(b, "\x00\x00\xfe\xff")
	}
	return strings.HasPrefix(b, "\xff\xfe") || strings.HasPrefix(b, "\xfe\xff")
}

// Reset begins the stream anew.
func (s *StreamDecoder) Reset() { s.pending, s.now = "", nil }

// State is what getstate() of an incremental decoder returns: the bytes that
// wait, and a number for what is known of the byte order.
func (s *StreamDecoder) State() (pending string, flag int) {
	switch {
	case s.codec == &utf8SigCodec && s.now == nil:
		flag = 1
	case s.codec.mark && s.now == nil:
		flag = 2
	case s.codec.mark && s.now.big:
		flag = 1
	}
	return s.pending, flag
}

// SetState goes back to a state.
func (s *StreamDecoder) SetState(pending string, flag int) {
	s.pending, s.now = pending, nil
	switch {
	case s.codec == &utf8SigCodec && flag == 0:
		s.now = &utf8Codec
	case s.codec == &utf16Codec && flag == 0:
		s.now = &utf16LECodec
	case s.codec == &utf16Codec && flag == 1:
		s.now = &utf16BECodec
	case s.codec == &utf32Codec && flag == 0:
		s.now = &utf32LECodec
	case s.codec == &utf32Codec && flag == 1:
		s.now = &utf32BECodec
	}
}

// StreamEncoder encodes text that is written in pieces, with a builtin codec:
// only the first begins with a byte order mark.
type StreamEncoder struct {
	codec   *Codec
	started bool
}

// NewStreamEncoder begins a stream in an encoding.
func NewStreamEncoder(c *Codec) *StreamEncoder { return &StreamEncoder{codec: c} }

// Encode encodes the next text.
func (s *StreamEncoder) Encode(t *Thread, text *Str, errors string) (string, bool) {
	c := s.codec
	if s.started {
		switch c {
		case &utf8SigCodec:
			c = &utf8Codec
		case &utf16Codec:
			c = &utf16LECodec
		case &utf32Codec:
			c = &utf32LECodec
		}
	}
	b, ok := t.EncodeWith(c, text, errors)
	if ok {
		s.started = true
	}
	return b, ok
}

// Started reports whether the byte order mark, if any, is behind; SetStarted
// changes it, as seeking to the start of a file and away from it does.
func (s *StreamEncoder) Started() bool { return s.started }

// SetStarted tells whether the byte order mark is behind.
func (s *StreamEncoder) SetStarted(yes bool) { s.started = yes }
