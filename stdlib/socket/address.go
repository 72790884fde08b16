package socket

import (
	"context"
	"net"
	"net/netip"
	"strconv"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// familyOf is the address family of an address.
func familyOf(sa unix.Sockaddr) int {
	switch sa.(type) {
	case *unix.SockaddrInet6:
		return unix.AF_INET6
	case *unix.SockaddrUnix:
		return unix.AF_UNIX
	}
	return unix.AF_INET
}

// addressValue is an address as Python has it.
func addressValue(sa unix.Sockaddr) object.Value {
	switch sa := sa.(type) {
	case *unix.SockaddrInet4:
		return object.TupleOf(object.NewStr(netip.AddrFrom4(sa.Addr).String()), object.Int(int64(sa.Port)))
	case *unix.SockaddrInet6:
		return object.TupleOf(object.NewStr(netip.AddrFrom16(sa.Addr).String()), object.Int(int64(sa.Port)), object.Int(0), object.Int(int64(sa.ZoneId)))
	case *unix.SockaddrUnix:
		if sa.Name == "@" { // a socket without a name
			return object.NewStr("")
		}
		if len(sa.Name) > 0 && sa.Name[0] == '@' {
			return object.NewBytes("\x00" + sa.Name[1:])
		}
		return object.NewStr(sa.Name)
	}
	return object.None
}

// addressArg is the address that an argument gives to a socket's method.
func (s *Socket) addressArg(t *object.Thread, fn string, v object.Value) (unix.Sockaddr, bool) {
	if s.fd < 0 {
		fail(t, unix.EBADF)
		return nil, false
	}
	switch s.family {
	case unix.AF_UNIX:
		if v.IsStr() {
			return &unix.SockaddrUnix{Name: v.Text()}, true
		}
		b, ok := t.BytesLike(v)
		if !ok {
			return nil, false
		}
		if len(b) > 0 && b[0] == 0 {
			b = "@" + b[1:]
		}
		return &unix.SockaddrUnix{Name: b}, true
	case unix.AF_INET, unix.AF_INET6:
		u := object.AsTuple(v)
		name := map[int]string{unix.AF_INET: "AF_INET", unix.AF_INET6: "AF_INET6"}[s.family]
		if u == nil {
			t.TypeErrorf("%s(): %s address must be tuple, not %s", fn, name, t.TypeName(v))
			return nil, false
		}
		if n := len(u.Items); n < 2 || s.family == unix.AF_INET && n != 2 || n > 4 {
			if s.family == unix.AF_INET {
				t.TypeErrorf("%s(): AF_INET address must be a pair (host, port)", fn)
			} else {
				t.TypeErrorf("%s(): AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])", fn)
			}
			return nil, false
		}
		port, ok := t.IndexInt(u.Items[1])
		if !ok {
			return nil, false
		}
		if port < 0 || port > 0xffff {
			t.OverflowErrorf("%s(): port must be 0-65535.", fn)
			return nil, false
		}
		ip, ok := resolveOne(t, u.Items[0], s.family)
		if !ok {
			return nil, false
		}
		if s.family == unix.AF_INET {
			return &unix.SockaddrInet4{Port: port, Addr: ip.As4()}, true
		}
		sa := &unix.SockaddrInet6{Port: port, Addr: ip.As16()}
		if len(u.Items) == 4 {
			if z, ok := t.IndexInt(u.Items[3]); ok {
				sa.ZoneId = uint32(z)
			}
		}
		return sa, true
	}
	t.NotImplementedf("addresses of family %d", s.family)
	return nil, false
}

// hostText is a host argument: a str, bytes, or "" for None.
func hostText(t *object.Thread, v object.Value) (string, bool) {
	switch {
	case v.IsNone():
		return "", true
	case v.IsStr():
		return v.Text(), true
	}
	if b := object.AsBytes(v); b != nil {
		return b.B, true
	}
	t.TypeErrorf("str, bytes or bytearray expected, not %s", t.TypeName(v))
	return "", false
}

// resolveOne is the first address of a host in a family.
func resolveOne(t *object.Thread, host object.Value, family int) (netip.Addr, bool) {
	name, ok := hostText(t, host)
	if !ok {
		return netip.Addr{}, false
	}
	if name == "" {
		if family == unix.AF_INET6 {
			return netip.IPv6Unspecified(), true
		}
		return netip.IPv4Unspecified(), true
	}
	if name == "<broadcast>" {
		return netip.AddrFrom4([4]byte{255, 255, 255, 255}), true
	}
	ips, ok := lookup(t, name, family)
	if !ok {
		return netip.Addr{}, false
	}
	return ips[0], true
}

// lookup resolves a host name, without the baton. gaierror is pending on
// failure.
func lookup(t *object.Thread, name string, family int) ([]netip.Addr, bool) {
	fits := func(a netip.Addr) bool {
		return family == unix.AF_UNSPEC || (family == unix.AF_INET) == a.Is4()
	}
	if a, err := netip.ParseAddr(name); err == nil {
		a = a.Unmap().WithZone("")
		if fits(a) {
			return []netip.Addr{a}, true
		}
		if family == unix.AF_INET6 {
			return []netip.Addr{netip.AddrFrom16(a.As16())}, true
		}
		raiseGAI(t, eaiAddrFamily)
		return nil, false
	}
	var ips []net.IPAddr
	var err error
	t.Exec.Blocking(t, func() { ips, err = net.DefaultResolver.LookupIPAddr(context.Background(), name) })
	var out []netip.Addr
	for _, ip := range ips {
		if a, ok := netip.AddrFromSlice(ip.IP); ok && fits(a.Unmap()) {
			out = append(out, a.Unmap())
		}
	}
	if err != nil || len(out) == 0 {
		if e, ok := err.(*net.DNSError); ok && e.IsTemporary && !e.IsNotFound {
			raiseGAI(t, eaiAgain)
		} else {
			raiseGAI(t, eaiNoName)
		}
		return nil, false
	}
	return out, true
}

// errors of getaddrinfo
type gaiError struct {
	code int64
	text string
}

var (
	eaiAddrFamily = gaiError{-9, "Address family for hostname not supported"}
	eaiAgain      = gaiError{-3, "Temporary failure in name resolution"}
	eaiNoName     = gaiError{-2, "Name or service not known"}
	eaiService    = gaiError{-8, "Servname not supported for ai_socktype"}
	eaiSockType   = gaiError{-7, "ai_socktype not supported"}
	eaiFamily     = gaiError{-6, "ai_family not supported"}
)

var gaiDecl = object.TypeDecl{Name: "socket.gaierror", Base: object.ShapeOSError, Kind: object.KindException, Flags: object.TypeHasDict}
var herrorDecl = object.TypeDecl{Name: "socket.herror", Base: object.ShapeOSError, Kind: object.KindException, Flags: object.TypeHasDict}

func raiseGAI(t *object.Thread, e gaiError) object.Value {
	exc := t.MakeException(t.M.TypeFor(&gaiDecl).Value(), object.Int(e.code), object.NewStr(e.text))
	if exc == nil {
		return object.Value{}
	}
	return t.RaiseException(exc)
}

// servicePort is the number of a port argument: an int, a service name, None.
func servicePort(t *object.Thread, v object.Value, kind int) (int, bool) {
	if v.IsNone() {
		return 0, true
	}
	if object.IsIntLike(v) {
		return t.IndexInt(v)
	}
	name, ok := hostText(t, v)
	if !ok {
		return 0, false
	}
	if n, err := strconv.Atoi(name); err == nil {
		return n, true
	}
	network := "tcp"
	if kind == unix.SOCK_DGRAM {
		network = "udp"
	}
	n, err := net.DefaultResolver.LookupPort(context.Background(), network, name)
	if err != nil {
		raiseGAI(t, eaiService)
		return 0, false
	}
	return n, true
}

// flags of getaddrinfo that act
const (
	aiPassive     = 1
	aiCanonName   = 2
	aiNumericHost = 4
)

// getaddrinfo is socket.getaddrinfo without the enums.
func getaddrinfo(t *object.Thread, a []object.Value) object.Value {
	host, ok := hostText(t, a[0])
	if !ok {
		return object.Value{}
	}
	n, ok := intArgs(t, a[2], a[3], a[4], a[5])
	if !ok {
		return object.Value{}
	}
	family, kind, proto, flags := n[0], n[1], n[2], n[3]
	if family != unix.AF_UNSPEC && family != unix.AF_INET && family != unix.AF_INET6 {
		return raiseGAI(t, eaiFamily)
	}
	port, ok := servicePort(t, a[1], kind)
	if !ok {
		return object.Value{}
	}
	if a[0].IsNone() && a[1].IsNone() {
		return raiseGAI(t, eaiNoName)
	}
	var ips []netip.Addr
	if a[0].IsNone() || host == "" {
		v4, v6 := netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()
		if flags&aiPassive != 0 {
			v4, v6 = netip.IPv4Unspecified(), netip.IPv6Unspecified()
		}
		if family != unix.AF_INET6 {
			ips = append(ips, v4)
		}
		if family != unix.AF_INET {
			if flags&aiPassive != 0 {
				ips = append(ips, v6)
			} else {
				ips = append([]netip.Addr{v6}, ips...)
			}
		}
	} else {
		if flags&aiNumericHost != 0 {
			if _, err := netip.ParseAddr(host); err != nil {
				return raiseGAI(t, eaiNoName)
			}
		}
		if ips, ok = lookup(t, host, family); !ok {
			return object.Value{}
		}
		ips = preferIPv6Loopback(ips)
	}
	type kp struct{ kind, proto int }
	var kinds []kp
	for _, k := range []kp{{unix.SOCK_STREAM, unix.IPPROTO_TCP}, {unix.SOCK_DGRAM, unix.IPPROTO_UDP}, {unix.SOCK_RAW, 0}} {
		if (kind == 0 || kind == k.kind) && (proto == 0 || proto == k.proto || k.kind == unix.SOCK_RAW) {
			if k.kind == unix.SOCK_RAW {
				k.proto = proto
			}
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return raiseGAI(t, eaiSockType)
	}
	canon := ""
	if flags&aiCanonName != 0 {
		canon = host
	}
	var out []object.Value
	for _, ip := range ips {
		var sa unix.Sockaddr = &unix.SockaddrInet6{Port: port, Addr: ip.As16()}
		fam := unix.AF_INET6
		if ip.Is4() {
			sa, fam = &unix.SockaddrInet4{Port: port, Addr: ip.As4()}, unix.AF_INET
		}
		for _, k := range kinds {
			out = append(out, object.TupleOf(object.Int(int64(fam)), object.Int(int64(k.kind)), object.Int(int64(k.proto)), object.NewStr(canon), addressValue(sa)))
			canon = ""
		}
	}
	return object.NewList(out)
}

// preferIPv6Loopback puts ::1 in front, as the system's resolver does for
// localhost.
func preferIPv6Loopback(ips []netip.Addr) []netip.Addr {
	for i, ip := range ips {
		if ip == netip.IPv6Loopback() && i > 0 {
			return append([]netip.Addr{ip}, append(append([]netip.Addr(nil), ips[:i]...), ips[i+1:]...)...)
		}
	}
	return ips
}
