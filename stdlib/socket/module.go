package socket

import (
	"context"
	"encoding/binary"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// constants are the numbers that all systems have; some are enum members in
// the language's part.
var constants = map[string]int{
	"AF_UNSPEC": unix.AF_UNSPEC, "AF_INET": unix.AF_INET, "AF_INET6": unix.AF_INET6, "AF_UNIX": unix.AF_UNIX,
	"SOCK_STREAM": unix.SOCK_STREAM, "SOCK_DGRAM": unix.SOCK_DGRAM, "SOCK_RAW": unix.SOCK_RAW, "SOCK_SEQPACKET": unix.SOCK_SEQPACKET, "SOCK_RDM": unix.SOCK_RDM,
	"SOL_SOCKET": unix.SOL_SOCKET, "SOL_TCP": unix.IPPROTO_TCP, "SOL_UDP": unix.IPPROTO_UDP, "SOL_IP": 0,
	"SO_REUSEADDR": unix.SO_REUSEADDR, "SO_REUSEPORT": unix.SO_REUSEPORT, "SO_KEEPALIVE": unix.SO_KEEPALIVE, "SO_BROADCAST": unix.SO_BROADCAST,
	"SO_LINGER": unix.SO_LINGER, "SO_OOBINLINE": unix.SO_OOBINLINE, "SO_SNDBUF": unix.SO_SNDBUF, "SO_RCVBUF": unix.SO_RCVBUF,
	"SO_SNDLOWAT": unix.SO_SNDLOWAT, "SO_RCVLOWAT": unix.SO_RCVLOWAT, "SO_SNDTIMEO": unix.SO_SNDTIMEO, "SO_RCVTIMEO": unix.SO_RCVTIMEO,
	"SO_ERROR": unix.SO_ERROR, "SO_TYPE": unix.SO_TYPE, "SO_ACCEPTCONN": unix.SO_ACCEPTCONN, "SO_DONTROUTE": unix.SO_DONTROUTE, "SO_DEBUG": unix.SO_DEBUG,
	"SOMAXCONN": unix.SOMAXCONN, "MSG_PEEK": unix.MSG_PEEK, "MSG_OOB": unix.MSG_OOB, "MSG_DONTWAIT": unix.MSG_DONTWAIT, "MSG_WAITALL": unix.MSG_WAITALL,
	"MSG_TRUNC": unix.MSG_TRUNC, "MSG_CTRUNC": unix.MSG_CTRUNC, "MSG_DONTROUTE": unix.MSG_DONTROUTE, "MSG_EOR": unix.MSG_EOR,
	"SHUT_RD": unix.SHUT_RD, "SHUT_WR": unix.SHUT_WR, "SHUT_RDWR": unix.SHUT_RDWR,
	"IPPROTO_IP": unix.IPPROTO_IP, "IPPROTO_TCP": unix.IPPROTO_TCP, "IPPROTO_UDP": unix.IPPROTO_UDP, "IPPROTO_ICMP": unix.IPPROTO_ICMP,
	"IPPROTO_IPV6": unix.IPPROTO_IPV6, "IPPROTO_ICMPV6": unix.IPPROTO_ICMPV6, "IPPROTO_RAW": unix.IPPROTO_RAW,
	"TCP_NODELAY": unix.TCP_NODELAY, "TCP_MAXSEG": unix.TCP_MAXSEG, "TCP_KEEPINTVL": unix.TCP_KEEPINTVL, "TCP_KEEPCNT": unix.TCP_KEEPCNT,
	"IPV6_V6ONLY": unix.IPV6_V6ONLY, "IPV6_JOIN_GROUP": unix.IPV6_JOIN_GROUP, "IPV6_LEAVE_GROUP": unix.IPV6_LEAVE_GROUP, "IPV6_MULTICAST_HOPS": unix.IPV6_MULTICAST_HOPS,
	"IPV6_MULTICAST_IF": unix.IPV6_MULTICAST_IF, "IPV6_MULTICAST_LOOP": unix.IPV6_MULTICAST_LOOP, "IPV6_UNICAST_HOPS": unix.IPV6_UNICAST_HOPS,
	"IP_TOS": unix.IP_TOS, "IP_TTL": unix.IP_TTL, "IP_MULTICAST_IF": unix.IP_MULTICAST_IF, "IP_MULTICAST_TTL": unix.IP_MULTICAST_TTL,
	"IP_MULTICAST_LOOP": unix.IP_MULTICAST_LOOP, "IP_ADD_MEMBERSHIP": unix.IP_ADD_MEMBERSHIP, "IP_DROP_MEMBERSHIP": unix.IP_DROP_MEMBERSHIP,
	"INADDR_ANY": 0, "INADDR_BROADCAST": 0xffffffff, "INADDR_LOOPBACK": 0x7f000001, "INADDR_NONE": 0xffffffff,
	"AI_PASSIVE": aiPassive, "AI_CANONNAME": aiCanonName, "AI_NUMERICHOST": aiNumericHost, "AI_NUMERICSERV": 0x400, "AI_ADDRCONFIG": 0x20, "AI_V4MAPPED": 8, "AI_ALL": 0x10,
	"NI_NUMERICHOST": 1, "NI_NUMERICSERV": 2, "NI_NOFQDN": 4, "NI_NAMEREQD": 8, "NI_DGRAM": 16, "NI_MAXHOST": 1025, "NI_MAXSERV": 32,
	"SCM_RIGHTS": unix.SCM_RIGHTS, "EAI_ADDRFAMILY": -9, "EAI_AGAIN": -3, "EAI_BADFLAGS": -1, "EAI_FAIL": -4, "EAI_FAMILY": -6, "EAI_MEMORY": -10, "EAI_NODATA": -5, "EAI_NONAME": -2, "EAI_SERVICE": -8, "EAI_SOCKTYPE": -7,
}

// Modules declares _socket and socket.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{
			Name: "_socket", Doc: "Implementation module for socket operations.",
			Types: []*object.TypeDecl{&decl, &gaiDecl, &herrorDecl},
			Funcs: append(funcs, messageFuncs...),
			Init: func(t *object.Thread, mod *object.Module) bool {
				for _, table := range []map[string]int{constants, systemConstants} {
					for k, v := range table {
						mod.Set(t.M, k, object.Int(int64(v)))
					}
				}
				mod.Set(t.M, "error", t.M.Type(object.ShapeOSError).Value())
				mod.Set(t.M, "timeout", t.M.Type(object.ShapeTimeoutError).Value())
				mod.Set(t.M, "has_ipv6", object.True)
				return true
			},
		},
		{Name: "socket", Doc: "The system's sockets.", Source: source},
	}
}

var funcs = []object.Def{
	{Sig: "getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", Doc: "Resolve host and port into addresses.", Fn: getaddrinfo},
	{Sig: "getnameinfo(sockaddr, flags, /)", Doc: "Return host and port of an address as names.", Fn: getnameinfo},
	{Sig: "gethostname()", Doc: "Return the name of this machine.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, err := os.Hostname()
		if err != nil {
			return t.Raise(object.ShapeOSError, "%v", err)
		}
		return object.NewStr(name)
	}},
	{Sig: "gethostbyname(hostname, /)", Doc: "Return the IPv4 address of a host.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		ip, ok := resolveOne(t, a[0], unix.AF_INET)
		if !ok {
			return object.Value{}
		}
		return object.NewStr(ip.String())
	}},
	{Sig: "gethostbyname_ex(hostname, /)", Doc: "Return name, aliases and IPv4 addresses of a host.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, ok := hostText(t, a[0])
		if !ok {
			return object.Value{}
		}
		ips, ok := lookup(t, name, unix.AF_INET)
		if !ok {
			return object.Value{}
		}
		var list []object.Value
		for _, ip := range ips {
			list = append(list, object.NewStr(ip.String()))
		}
		return object.TupleOf(object.NewStr(name), object.NewList(nil), object.NewList(list))
	}},
	{Sig: "gethostbyaddr(ip_address, /)", Doc: "Return name, aliases and addresses of a host.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		text, ok := hostText(t, a[0])
		if !ok {
			return object.Value{}
		}
		ips, ok := lookup(t, text, unix.AF_UNSPEC)
		if !ok {
			return object.Value{}
		}
		names := reverse(t, ips[0])
		if len(names) == 0 {
			exc := t.MakeException(t.M.TypeFor(&herrorDecl).Value(), object.Int(1), object.NewStr("Unknown host"))
			if exc == nil {
				return object.Value{}
			}
			return t.RaiseException(exc)
		}
		return object.TupleOf(object.NewStr(names[0]), object.NewList(nil), object.NewList([]object.Value{object.NewStr(ips[0].String())}))
	}},
	{Sig: "getservbyname(servicename, protocolname='tcp', /)", Doc: "Return the port of a service.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, ok := hostText(t, a[0])
		if !ok {
			return object.Value{}
		}
		proto, ok := hostText(t, a[1])
		if !ok {
			return object.Value{}
		}
		n, err := net.DefaultResolver.LookupPort(context.Background(), proto, name)
		if err != nil {
			return t.Raise(object.ShapeOSError, "service/proto not found")
		}
		return object.Int(int64(n))
	}},
	{Sig: "getprotobyname(name, /)", Doc: "Return the number of a protocol.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, ok := hostText(t, a[0])
		if !ok {
			return object.Value{}
		}
		n, ok := map[string]int{"ip": 0, "icmp": 1, "tcp": 6, "udp": 17, "ipv6": 41, "ipv6-icmp": 58}[strings.ToLower(name)]
		if !ok {
			return t.Raise(object.ShapeOSError, "protocol not found")
		}
		return object.Int(int64(n))
	}},
	swap("htons(x, /)", 0xffff, true), swap("ntohs(x, /)", 0xffff, true),
	swap("htonl(x, /)", 0xffffffff, false), swap("ntohl(x, /)", 0xffffffff, false),
	{Sig: "inet_aton(ip_addr, /)", Doc: "Return the 4 bytes of an IPv4 address.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s, ok := hostText(t, a[0])
		if !ok {
			return object.Value{}
		}
		ip, err := netip.ParseAddr(s)
		if err != nil || !ip.Is4() {
			return t.Raise(object.ShapeOSError, "illegal IP address string passed to inet_aton")
		}
		b := ip.As4()
		return object.NewBytes(string(b[:]))
	}},
	{Sig: "inet_ntoa(packed_ip, /)", Doc: "Return an IPv4 address of 4 bytes as text.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		b, ok := t.BytesLike(a[0])
		if !ok {
			return object.Value{}
		}
		if len(b) != 4 {
			return t.Raise(object.ShapeOSError, "packed IP wrong length")
		}
		return object.NewStr(netip.AddrFrom4([4]byte([]byte(b))).String())
	}},
	{Sig: "inet_pton(address_family, ip_string, /)", Doc: "Return the bytes of an address.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fam, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		s, ok := hostText(t, a[1])
		if !ok {
			return object.Value{}
		}
		ip, err := netip.ParseAddr(s)
		if fam != unix.AF_INET && fam != unix.AF_INET6 {
			return fail(t, unix.EAFNOSUPPORT)
		}
		if err != nil || ip.Is4() != (fam == unix.AF_INET) {
			return t.Raise(object.ShapeOSError, "illegal IP address string passed to inet_pton")
		}
		return object.NewBytes(string(ip.AsSlice()))
	}},
	{Sig: "inet_ntop(address_family, packed_ip, /)", Doc: "Return an address of bytes as text.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fam, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		b, ok := t.BytesLike(a[1])
		if !ok {
			return object.Value{}
		}
		ip, ok := netip.AddrFromSlice([]byte(b))
		if !ok || ip.Is4() != (fam == unix.AF_INET) {
			return t.ValueErrorf("invalid length of packed IP address string")
		}
		return object.NewStr(ip.String())
	}},
	{Sig: "setdefaulttimeout(timeout, /)", Doc: "Set the timeout of new sockets.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		f, ok := timeoutArg(t, a[0])
		if !ok {
			return object.Value{}
		}
		stateOf(t).defaultTimeout = f
		return object.None
	}},
	{Sig: "getdefaulttimeout()", Doc: "Return the timeout of new sockets.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return timeoutValue(stateOf(t).defaultTimeout)
	}},
	{Sig: "_socketpair(family, type, proto, /)", Doc: "Return the descriptors of two connected sockets.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := intArgs(t, a...)
		if !ok {
			return object.Value{}
		}
		p, err := unix.Socketpair(n[0], n[1], n[2])
		if err != nil {
			return fail(t, err)
		}
		unix.CloseOnExec(p[0])
		unix.CloseOnExec(p[1])
		return object.TupleOf(object.Int(int64(p[0])), object.Int(int64(p[1])))
	}},
	{Sig: "dup(fd, /)", Doc: "Duplicate a socket's descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		n, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(n))
	}},
	{Sig: "close(fd, /)", Doc: "Close a socket's descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Close(int(fd)))
	}},
	{Sig: "if_nameindex()", Doc: "Return a list of the network interfaces: (number, name).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		ifs, err := net.Interfaces()
		if err != nil {
			return t.Raise(object.ShapeOSError, "%v", err)
		}
		var list []object.Value
		for _, i := range ifs {
			list = append(list, object.TupleOf(object.Int(int64(i.Index)), object.NewStr(i.Name)))
		}
		return object.NewList(list)
	}},
}

// swap turns host order into network order and back, which is the same.
func swap(sig string, limit uint64, short bool) object.Def {
	return object.Def{Sig: sig, Doc: "Convert between host and network byte order.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		i := t.Index(a[0])
		if i.P == nil {
			return i
		}
		n, ok := object.Int64(i)
		name := sig[:5]
		if !ok || uint64(n) > limit {
			if n < 0 {
				return t.OverflowErrorf("%s: can't convert negative Python int to C 16-bit unsigned integer", name)
			}
			return t.OverflowErrorf("%s: Python int too large to convert to C 16-bit unsigned integer", name)
		}
		var b [4]byte
		if short {
			binary.NativeEndian.PutUint16(b[:], uint16(n))
			return object.Int(int64(binary.BigEndian.Uint16(b[:])))
		}
		binary.NativeEndian.PutUint32(b[:], uint32(n))
		return object.Int(int64(binary.BigEndian.Uint32(b[:])))
	}}
}

// reverse are the names of an address, looked up without the baton.
func reverse(t *object.Thread, ip netip.Addr) []string {
	var names []string
	t.Exec.Blocking(t, func() { names, _ = net.DefaultResolver.LookupAddr(context.Background(), ip.String()) })
	for i := range names {
		names[i] = strings.TrimSuffix(names[i], ".")
	}
	return names
}

func getnameinfo(t *object.Thread, a []object.Value) object.Value {
	u := object.AsTuple(a[0])
	if u == nil || len(u.Items) < 2 {
		return t.TypeErrorf("getnameinfo() argument 1 must be a tuple")
	}
	flags, ok := t.IntArg(a[1])
	if !ok {
		return object.Value{}
	}
	host, ok := hostText(t, u.Items[0])
	if !ok {
		return object.Value{}
	}
	port, ok := t.IndexInt(u.Items[1])
	if !ok {
		return object.Value{}
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return raiseGAI(t, eaiNoName)
	}
	name := ip.String()
	if flags&1 == 0 {
		if names := reverse(t, ip); len(names) > 0 {
			name = names[0]
		} else if flags&8 != 0 {
			return raiseGAI(t, eaiNoName)
		}
	}
	service := object.NewStr(portName(port, flags&16 != 0, flags&2 != 0))
	return object.TupleOf(object.NewStr(name), service)
}

// portName is the name of a port's service where that is well known.
func portName(port int, udp, numeric bool) string {
	if !numeric {
		for _, name := range []string{"ftp", "ssh", "telnet", "smtp", "domain", "http", "pop3", "imap2", "https", "imaps", "pop3s"} {
			network := "tcp"
			if udp {
				network = "udp"
			}
			if n, err := net.DefaultResolver.LookupPort(context.Background(), network, name); err == nil && n == port {
				return name
			}
		}
	}
	return strconv.Itoa(port)
}
