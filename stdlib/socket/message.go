package socket

import (
	"bufio"
	"net"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// Messages with ancillary data, and the names of interfaces and services.

var messageMethods = []object.Def{
	method("recvmsg(self, bufsize, ancbufsize=0, flags=0, /)", "Receive bytes and ancillary data: (data, ancdata, flags, address).", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		size, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		if size < 0 {
			return t.ValueErrorf("negative buffer size in recvmsg()")
		}
		if !t.Reserve(size, 1) {
			return object.Value{}
		}
		buf := make([]byte, size)
		return s.receive(t, "recvmsg", buf, a[2], a[3], func(n int) object.Value { return bytesResult(buf, n) })
	}),
	method("recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)", "Receive into buffers: (number of bytes, ancdata, flags, address).", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		var targets []object.Value
		size := 0
		if !t.Each(a[1], func(v object.Value) bool {
			b, ok := t.BufferOf(v)
			if !ok || b.ReadOnly {
				t.Clear()
				t.TypeErrorf("recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
				return false
			}
			targets, size = append(targets, v), size+len(b.Data)
			return true
		}) {
			return object.Value{}
		}
		buf := make([]byte, size)
		return s.receive(t, "recvmsg_into", buf, a[2], a[3], func(n int) object.Value {
			left := buf[:n]
			for _, v := range targets {
				b, ok := t.BufferOf(v) // again: others may have run
				if !ok {
					return object.Value{}
				}
				left = left[copy(b.Data, left):]
			}
			return object.Int(int64(n))
		})
	}),
	method("sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)", "Send the bytes of several buffers, with ancillary data.", sendmsg),
}

// receive receives a message; result is what its first part is.
func (s *Socket) receive(t *object.Thread, fn string, buf []byte, ancillary, flagsArg object.Value, result func(n int) object.Value) object.Value {
	size, ok := t.IntArg(ancillary)
	if !ok {
		return object.Value{}
	}
	if size < 0 || size > 1<<20 {
		return t.ValueErrorf("invalid ancillary data buffer length")
	}
	flags, ok := t.IntArg(flagsArg)
	if !ok {
		return object.Value{}
	}
	oob := make([]byte, size)
	var n, oobn, got int
	var from unix.Sockaddr
	if !s.retry(t, unix.POLLIN, func() (err error) {
		n, oobn, got, from, err = unix.Recvmsg(s.fd, buf, oob, flags|unix.MSG_DONTWAIT)
		return err
	}) {
		return object.Value{}
	}
	messages, err := unix.ParseSocketControlMessage(oob[:oobn])
	if err != nil {
		messages = nil // cut off: flags tell so
	}
	var items []object.Value
	for _, m := range messages {
		items = append(items, object.TupleOf(object.Int(int64(m.Header.Level)), object.Int(int64(m.Header.Type)), object.NewBytes(string(m.Data))))
	}
	first := result(n)
	if first.P == nil {
		return first
	}
	address := object.None
	if from != nil {
		if u, ok := from.(*unix.SockaddrUnix); !ok || u.Name != "" {
			address = addressValue(from)
		}
	}
	return object.TupleOf(first, object.NewList(items), object.Int(int64(got&^unixMessageCloseOnExec)), address)
}

func sendmsg(t *object.Thread, s *Socket, a []object.Value) object.Value {
	var data, oob []byte
	if t.M.Lookup(t.M.TypeOf(a[1]), t.M.Intern("__iter__")).P == nil {
		return t.TypeErrorf("sendmsg() argument 1 must be an iterable")
	}
	if !t.Each(a[1], func(v object.Value) bool {
		b, ok := t.BytesLike(v)
		data = append(data, b...)
		return ok
	}) || !t.Each(a[2], func(v object.Value) bool {
		item := object.AsTuple(v)
		if item == nil || len(item.Items) != 3 {
			t.TypeErrorf("[sendmsg() ancillary data items] must be sequence of length 3")
			return false
		}
		level, ok := t.IntArg(item.Items[0])
		if !ok {
			return false
		}
		kind, ok := t.IntArg(item.Items[1])
		if !ok {
			return false
		}
		b, ok := t.BytesLike(item.Items[2])
		if ok {
			oob = append(oob, controlMessage(level, kind, b)...)
		}
		return ok
	}) {
		return object.Value{}
	}
	flags, ok := t.IntArg(a[3])
	if !ok {
		return object.Value{}
	}
	var to unix.Sockaddr
	if !a[4].IsNone() {
		if to, ok = s.addressArg(t, "sendmsg", a[4]); !ok {
			return object.Value{}
		}
	}
	n := 0
	if !s.retry(t, unix.POLLOUT, func() (err error) {
		n, err = unix.SendmsgN(s.fd, data, oob, to, flags|unix.MSG_DONTWAIT|noSignal)
		return err
	}) {
		return object.Value{}
	}
	return object.Int(int64(n))
}

func size(name string, f func(n int) int) object.Def {
	return object.Def{Sig: name + "(length, /)", Doc: "Return the size of ancillary data of a length.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		if n < 0 || n > 1<<31-64 {
			return t.Raise(object.ShapeOverflowError, "%s() argument out of range", name)
		}
		return object.Int(int64(f(n)))
	}}
}

var messageFuncs = []object.Def{
	size("CMSG_LEN", unix.CmsgLen), size("CMSG_SPACE", unix.CmsgSpace),
	{Sig: "if_nametoindex(oname, /)", Doc: "Return the number of an interface.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, ok := hostText(t, a[0])
		if !ok {
			return object.Value{}
		}
		i, err := net.InterfaceByName(name)
		if err != nil {
			return t.Raise(object.ShapeOSError, "no interface with this name")
		}
		return object.Int(int64(i.Index))
	}},
	{Sig: "if_indextoname(index, /)", Doc: "Return the name of an interface.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		i, err := net.InterfaceByIndex(n)
		if err != nil {
			return t.OSError(unix.ENXIO)
		}
		return object.NewStr(i.Name)
	}},
	{Sig: "getservbyport(port, protocolname=None, /)", Doc: "Return the name of the service at a port.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		port, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		if port < 0 || port > 0xffff {
			return t.Raise(object.ShapeOverflowError, "getservbyport: port must be 0-65535.")
		}
		proto := ""
		if !a[1].IsNone() {
			if proto, ok = hostText(t, a[1]); !ok {
				return object.Value{}
			}
		}
		name := ""
		t.Exec.Blocking(t, func() { name = serviceAt(port, proto) })
		if name == "" {
			return t.Raise(object.ShapeOSError, "port/proto not found")
		}
		return object.NewStr(name)
	}},
	{Sig: "sethostname(name, /)", Doc: "Set the name of this machine.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, ok := hostText(t, a[0])
		if !ok {
			return object.Value{}
		}
		return done(t, setHostname(name))
	}},
}

// serviceAt looks a port up in the system's list: name, port/protocol, aliases.
func serviceAt(port int, proto string) string {
	f, err := os.Open("/etc/services")
	if err != nil {
		return ""
	}
	defer f.Close()
	want := strconv.Itoa(port) + "/"
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if fields := strings.Fields(line); len(fields) > 1 && strings.HasPrefix(fields[1], want) && strings.HasSuffix(fields[1], "/"+proto) || len(fields) > 1 && proto == "" && strings.HasPrefix(fields[1], want) {
			return fields[0]
		}
	}
	return ""
}
