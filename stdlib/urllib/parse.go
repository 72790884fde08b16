package urllib

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/object"
)

var parseFuncs = []object.Def{
	{Sig: "_split(url, scheme, allow_fragments, /)", Doc: "(scheme, netloc, path, query, fragment) of a str.", Fn: split},
	{Sig: "_netloc(netloc, /)", Doc: "(username, password, host, zone, port) of a network location, each of its kind; None for what is not there.", Fn: netloc},
	{Sig: "_quote(data, safe, /)", Doc: "Bytes as ASCII, with %XX for what is neither unreserved nor in safe.", Fn: quote},
	{Sig: "_unquote(data, /)", Doc: "Bytes with the bytes that %XX stand for.", Fn: unquote},
	{Sig: "_runs(text, /)", Doc: "Cut a str into runs of ASCII and of the rest.", Fn: runs},
}

func split(t *object.Thread, a []object.Value) object.Value {
	var in [2]string
	for i := range in {
		s, ok := t.StrArg("urlsplit", "url", a[i])
		if !ok {
			return object.Value{}
		}
		in[i] = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(strings.TrimLeftFunc(s.Value().Text(), isControlOrSpace))
	}
	fragments, _ := t.Truth(a[2])
	u := splitURL(in[0], strings.TrimRightFunc(in[1], isControlOrSpace), fragments)
	if problem := checkBrackets(u.netloc); problem != "" {
		return t.ValueErrorf("%s", problem)
	}
	return object.TupleOf(object.NewStr(u.scheme), object.NewStr(u.netloc), object.NewStr(u.path), object.NewStr(u.query), object.NewStr(u.fragment))
}

func isControlOrSpace(r rune) bool { return r <= ' ' }

// parts are those of a URL.
type parts struct{ scheme, netloc, path, query, fragment string }

// splitURL takes a URL apart; scheme is that of a URL without one.
func splitURL(url, scheme string, fragments bool) parts {
	u := parts{scheme: scheme}
	if i := strings.IndexByte(url, ':'); i > 0 && isScheme(url[:i]) {
		u.scheme, url = strings.ToLower(url[:i]), url[i+1:]
	}
	if rest, ok := strings.CutPrefix(url, "//"); ok {
		end := strings.IndexAny(rest, "/?#")
		if end < 0 {
			end = len(rest)
		}
		u.netloc, url = rest[:end], rest[end:]
	}
	if fragments {
		url, u.fragment, _ = strings.Cut(url, "#")
	}
	u.path, u.query, _ = strings.Cut(url, "?")
	return u
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || !('0' <= s[i] && s[i] <= '9' || strings.IndexByte("+-.", s[i]) >= 0)) {
			return false
		}
	}
	return true
}

// checkBrackets says what is wrong with the brackets of a network location, ""
// for nothing.
func checkBrackets(netloc string) string {
	open, closed := strings.IndexByte(netloc, '['), strings.IndexByte(netloc, ']')
	switch {
	case open < 0 && closed < 0:
		return ""
	case open < 0 || closed < 0:
		return "Invalid IPv6 URL"
	}
	host, _, _ := strings.Cut(netloc[open+1:], "]")
	if strings.HasPrefix(host, "v") {
		version, address, _ := strings.Cut(host[1:], ".")
		if version == "" || address == "" || strings.Trim(version, "0123456789abcdefABCDEF") != "" {
			return "IPvFuture address is invalid"
		}
		return ""
	}
	ip, err := netip.ParseAddr(host)
	switch {
	case err != nil:
		return object.ReprString(host) + " does not appear to be an IPv4 or IPv6 address"
	case ip.Is4():
		return "An IPv4 address cannot be in brackets"
	}
	return ""
}

func netloc(t *object.Thread, a []object.Value) object.Value {
	text, isText := "", a[0].IsStr()
	if isText {
		text = a[0].Text()
	} else {
		b, ok := t.BytesLike(a[0])
		if !ok {
			return object.Value{}
		}
		text = b
	}
	kind := func(s string, has bool) object.Value {
		switch {
		case !has:
			return object.None
		case isText:
			return object.NewStr(s)
		}
		return object.NewBytes(s)
	}
	at := strings.LastIndexByte(text, '@')
	host := text[at+1:]
	user, password, hasPassword := strings.Cut(text[:max(at, 0)], ":")
	if _, inner, bracketed := strings.Cut(host, "["); bracketed {
		name, rest, _ := strings.Cut(inner, "]")
		_, port, _ := strings.Cut(rest, ":")
		host = name
		return location(kind, at >= 0, user, password, hasPassword, host, port)
	}
	host, port, _ := strings.Cut(host, ":")
	return location(kind, at >= 0, user, password, hasPassword, host, port)
}

func location(kind func(string, bool) object.Value, hasUser bool, user, password string, hasPassword bool, host, port string) object.Value {
	zone := ""
	if i := strings.IndexByte(host, '%'); i >= 0 {
		host, zone = host[:i], host[i:]
	}
	return object.TupleOf(kind(user, hasUser), kind(password, hasPassword), kind(host, true), kind(zone, true), kind(port, port != ""))
}

const hexDigits = "0123456789ABCDEF"

func quote(t *object.Thread, a []object.Value) object.Value {
	data, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	safe, ok := t.StrArg("_quote", "2", a[1])
	if !ok {
		return object.Value{}
	}
	return object.NewStr(quoteBytes(data, safe.Value().Text()))
}

func quoteBytes(data, safe string) string {
	var b strings.Builder
	for i := range len(data) {
		c := data[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if letter || c >= '0' && c <= '9' || c < utf8.RuneSelf && (strings.IndexByte("_.-~", c) >= 0 || strings.IndexByte(safe, c) >= 0) {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		}
	}
	return b.String()
}

func unquote(t *object.Thread, a []object.Value) object.Value {
	data, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	return object.NewBytes(unquoteBytes(data))
}

func unquoteBytes(data string) string {
	var b strings.Builder
	for i := 0; i < len(data); i++ {
		if data[i] == '%' && i+2 < len(data) {
			high, low := hexValue(data[i+1]), hexValue(data[i+2])
			if high >= 0 && low >= 0 {
				b.WriteByte(byte(high<<4 | low))
				i += 2
				continue
			}
		}
		b.WriteByte(data[i])
	}
	return b.String()
}

// hexValue is that of a digit, negative for none.
func hexValue(c byte) int {
	if 'a' <= c && c <= 'f' {
		c -= 0x20
	}
	return strings.IndexByte(hexDigits, c)
}

func runs(t *object.Thread, a []object.Value) object.Value {
	s, ok := t.StrArg("_runs", "1", a[0])
	if !ok {
		return object.Value{}
	}
	var out []object.Value
	text := s.Runes()
	for from, to := 0, 0; from < len(text); from = to {
		ascii := text[from] < utf8.RuneSelf
		for to = from; to < len(text) && (text[to] < utf8.RuneSelf) == ascii; {
			to++
		}
		out = append(out, s.Slice(from, to))
	}
	return object.NewList(out)
}
