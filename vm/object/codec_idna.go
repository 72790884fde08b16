package object

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm/encodings"
)

var (
	punycodeCodec = Codec{Name: "punycode", Encode: encodePunycode, Decode: decodePunycode}
	idnaCodec     = Codec{Name: "idna", Encode: encodeIDNA, Decode: decodeIDNA}
)

// Parameters of RFC 3492, section 5.
const (
	punyBase, punyTMin, punyTMax      = 36, 1, 26
	punySkew, punyDamp, punyFirstBias = 38, 700, 72
	punyDigits                        = "abcdefghijklmnopqrstuvwxyz0123456789"
)

func punyThreshold(k, bias int) int { return min(max(k-bias, punyTMin), punyTMax) }

func punyAdapt(delta int, first bool, points int) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (punyBase-punyTMin)*punyTMax/2; k += punyBase {
		delta /= punyBase - punyTMin
	}
	return k + (punyBase-punyTMin+1)*delta/(delta+punySkew)
}

// punycode encodes text as ASCII (RFC 3492).
func punycode(text []rune) string {
	var b []byte
	for _, r := range text {
		if r < 0x80 {
			b = append(b, byte(r))
		}
	}
	basic := len(b)
	if basic > 0 {
		b = append(b, '-')
	}
	n, delta, bias := rune(0x80), 0, punyFirstBias
	for done := basic; done < len(text); {
		next := rune(0x110000)
		for _, r := range text {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range text {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := punyBase; ; k += punyBase {
				th := punyThreshold(k, bias)
				if q < th {
					break
				}
				b = append(b, punyDigits[th+(q-th)%(punyBase-th)])
				q = (q - th) / (punyBase - th)
			}
			b = append(b, punyDigits[q])
			done++
			bias = punyAdapt(delta, done == basic+1, done)
			delta = 0
		}
		delta++
		n++
	}
	return string(b)
}

// A labelError is what is wrong with part of a name: characters or bytes start
// to end.
type labelError struct {
	start, end int
	reason     string
}

// decodedPunycode puts the characters that ext means among those of base;
// offset is where ext lies. Unless strict, what cannot be decoded ends it.
func decodedPunycode(base []rune, ext string, offset int, strict bool) ([]rune, *labelError) {
	out := base
	n, bias := 0x80, punyFirstBias
	i := -1
	for at := 0; at < len(ext); {
		first := at == 0
		delta, w := 0, 1
		for k := punyBase; ; k += punyBase {
			if at == len(ext) {
				if strict {
					return nil, &labelError{offset + at, offset + at + 1, "incomplete punycode string"}
				}
				return out, nil
			}
			c := upperByte(ext[at])
			at++
			var digit int
			switch {
			case 'A' <= c && c <= 'Z':
				digit = int(c - 'A')
			case '0' <= c && c <= '9':
				digit = int(c-'0') + 26
			case strict:
				return nil, &labelError{offset + at - 1, offset + at, fmt.Sprintf("Invalid extended code point '%d'", c)}
			default:
				return out, nil
			}
			th := punyThreshold(k, bias)
			delta += digit * w
			if digit < th {
				break
			}
			if w *= punyBase - th; w > 1<<40 {
				w = 1 << 40 // too large a code point in any case
			}
		}
		i += delta + 1
		n += i / (len(out) + 1)
		if n > 0x10ffff {
			if strict {
				return nil, &labelError{offset + i - 1, offset + i, fmt.Sprintf("Invalid character U+%x", n)}
			}
			n = '?'
		}
		i %= len(out) + 1
		out = append(out, 0)
		copy(out[i+1:], out[i:])
		out[i] = rune(n)
		bias = punyAdapt(delta, first, len(out))
	}
	return out, nil
}

func encodePunycode(e *TextEncoder) bool {
	e.Out = []byte(punycode(e.Text.Runes()))
	return true
}

func decodePunycode(d *TextDecoder) bool {
	switch d.Errors {
	case "strict", "replace", "ignore":
	default:
		return d.t.onlyStrict(d.Errors)
	}
	if !d.Final {
		return true
	}
	s, strict := d.In, d.Errors == "strict"
	i := strings.LastIndexByte(s, '-')
	base := TextDecoder{t: d.t, codec: &asciiCodec, In: s[:max(i, 0)], Errors: d.Errors, Final: true}
	if at := asciiPrefix(base.In); at < len(base.In) && strict {
		d.Name = "ascii"
		return d.fail(&labelError{at, at + 1, "ordinal not in range(128)"})
	}
	if !decodeASCII(&base) {
		return false
	}
	text, bad := decodedPunycode(AsStr(base.w.value()).Runes(), s[i+1:], i+1, strict)
	if bad != nil {
		return d.fail(bad)
	}
	for _, r := range text {
		d.w.rune(r)
	}
	d.Pos = len(d.In)
	return true
}

func (d *TextDecoder) fail(bad *labelError) bool {
	d.t.RaiseException(d.exception(bad.start, bad.end, bad.reason))
	return false
}

func (t *Thread) onlyStrict(errors string) bool {
	t.Raise(ShapeUnicodeError, "Unsupported error handling: %s", errors)
	return false
}

const (
	acePrefix     = "xn--"
	maxLabel      = 63
	maxWideLabel  = 1024
	emptyLabel    = "label empty"
	tooLongALabel = "label too long"
)

// isDot reports whether r separates labels.
func isDot(r rune) bool { return r == '.' || r == '。' || r == '．' || r == '｡' }

// checkLabel accepts an ASCII label by its length.
func checkLabel(n int) *labelError {
	switch {
	case n == 0:
		return &labelError{0, 1, emptyLabel}
	case n > maxLabel:
		return &labelError{0, n, tooLongALabel}
	}
	return nil
}

func isASCIIRunes(text []rune) bool {
	for _, r := range text {
		if r >= 0x80 {
			return false
		}
	}
	return true
}

// labelToASCII is ToASCII of RFC 3490.
func labelToASCII(label []rune) (string, *labelError) {
	if isASCIIRunes(label) {
		return string(label), checkLabel(len(label))
	}
	label, bad := encodings.Nameprep(label)
	if bad != nil {
		return "", prepareError(bad)
	}
	if isASCIIRunes(label) {
		return string(label), checkLabel(len(label))
	}
	if len(label) >= len(acePrefix) && strings.ToLower(string(label[:len(acePrefix)])) == acePrefix {
		return "", &labelError{0, len(acePrefix), "Label starts with ACE prefix"}
	}
	s := acePrefix + punycode(label)
	if len(s) > maxLabel {
		return "", &labelError{0, len(label), tooLongALabel}
	}
	return s, nil
}

func prepareError(bad *encodings.NameprepError) *labelError {
	reason := fmt.Sprintf("Violation of BIDI requirement %d", bad.Rule)
	if bad.Rule == 0 {
		reason = "Invalid character " + ReprString(string(AppendRune(nil, bad.Label[bad.Index])))
	}
	return &labelError{bad.Index, bad.Index + 1, reason}
}

// labelToUnicode is ToUnicode of RFC 3490.
func labelToUnicode(label string) ([]rune, *labelError) {
	if len(label) > maxWideLabel {
		return nil, &labelError{0, len(label), "label way too long"}
	}
	if !isASCII(label) {
		i := asciiPrefix(label)
		return nil, &labelError{i, i + 1, "ordinal not in range(128)"}
	}
	if !strings.HasPrefix(strings.ToLower(label), acePrefix) {
		return []rune(label), nil
	}
	ext := label[len(acePrefix):]
	var base []rune
	if i := strings.LastIndexByte(ext, '-'); i >= 0 {
		base, ext = []rune(ext[:i]), ext[i+1:]
	}
	text, bad := decodedPunycode(base, ext, len(label)-len(ext), true)
	if bad != nil {
		return nil, bad
	}
	back, bad := labelToASCII(text)
	if bad != nil {
		return nil, bad
	}
	if !strings.EqualFold(label, back) {
		return nil, &labelError{0, len(label), fmt.Sprintf("IDNA does not round-trip, '%s' != '%s'", ReprBytes(label), ReprBytes(back))}
	}
	return text, nil
}

func encodeIDNA(e *TextEncoder) bool {
	if e.Errors != "strict" {
		return e.t.onlyStrict(e.Errors)
	}
	e.Out = []byte{}
	if e.Text.n == 0 {
		return true
	}
	fail := func(bad *labelError, offset int) bool {
		e.fail(offset+bad.start, offset+bad.end, bad.reason)
		return false
	}
	if e.Text.IsASCII() {
		offset := 0
		labels := strings.Split(e.Text.S, ".")
		for i, label := range labels {
			if label == "" && i < len(labels)-1 {
				return fail(&labelError{0, 1, emptyLabel}, offset)
			}
			offset += len(label) + 1
		}
		offset = 0
		for _, label := range labels {
			if len(label) > maxLabel {
				return fail(&labelError{0, len(label), tooLongALabel}, offset)
			}
			offset += len(label) + 1
		}
		e.Out = append(e.Out, e.Text.S...)
		return true
	}
	text := e.Text.Runes()
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && !isDot(text[end]) {
			end++
		}
		s, bad := labelToASCII(text[start:end])
		if bad != nil {
			return fail(bad, start)
		}
		e.Out = append(e.Out, s...)
		if end < len(text) {
			e.Out = append(e.Out, '.')
		}
		start = end + 1
	}
	return true
}

func decodeIDNA(d *TextDecoder) bool {
	if d.Errors != "strict" {
		return d.t.onlyStrict(d.Errors)
	}
	s := d.In[d.Pos:]
	if !d.Final { // keep a label that may go on
		s = s[:strings.LastIndexByte(s, '.')+1]
	}
	start := d.Pos
	for s != "" {
		label, rest, dot := strings.Cut(s, ".")
		text, bad := labelToUnicode(label)
		if bad != nil {
			return d.fail(&labelError{start + bad.start, start + bad.end, bad.reason})
		}
		for _, r := range text {
			d.w.rune(r)
		}
		start += len(label)
		if dot {
			d.w.rune('.')
			start++
		}
		s = rest
	}
	d.Pos = start
	return true
}
