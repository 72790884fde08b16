package asyncio

import (
	"fmt"

	"github.com/aio-lang/aio/vm/object"
)

// askedSocket is asyncio.trsock.TransportSocket: what get_extra_info('socket')
// gives. It passes questions on to the transport's socket.
type askedSocket struct {
	object.Opaque
	sock object.Value
}

func askedOf(v object.Value) *askedSocket { return (*askedSocket)(v.P) }

// newAsked wraps a socket for users of a transport.
func newAsked(t *object.Thread, sock object.Value) object.Value {
	s := &askedSocket{sock: sock}
	return object.InitOpaque(&s.Opaque, t.M.TypeFor(&askedDecl))
}

// ask is a method that the socket has as well.
func ask(sig, doc string) object.Def {
	d := object.Def{Sig: sig, Doc: doc}
	name := d.Name()
	d.Fn = func(t *object.Thread, a []object.Value) object.Value {
		args := a[1:]
		if len(args) == 1 && object.AsTuple(args[0]) != nil { // *args
			args = object.AsTuple(args[0]).Items
		}
		return call(t, askedOf(a[0]).sock, name, args...)
	}
	return d
}

// fact is an attribute that the socket has as well.
func fact(name, doc string) object.GetSetDef {
	return object.GetSetDef{Name: name, Doc: doc, Get: func(t *object.Thread, v object.Value) object.Value {
		return t.GetAttr(askedOf(v).sock, t.M.Intern(name))
	}}
}

func askedRepr(t *object.Thread, a []object.Value) object.Value {
	sock := askedOf(a[0]).sock
	fd := call(t, sock, "fileno")
	if !ok(fd) {
		return fd
	}
	text := ""
	for _, name := range []string{"family", "type", "proto"} {
		v := t.GetAttr(sock, t.M.Intern(name))
		if !ok(v) {
			return v
		}
		s, good := t.Str(v)
		if !good {
			return object.Value{}
		}
		text += ", " + name + "=" + s
	}
	text = fmt.Sprintf("<asyncio.TransportSocket fd=%d%s", fd.AsInt(), text)
	if fd.AsInt() == -1 {
		return object.NewStr(text + ">")
	}
	for _, e := range [][2]string{{"laddr", "getsockname"}, {"raddr", "getpeername"}} {
		address := call(t, sock, e[1])
		if !ok(address) {
			if t.Catch(object.ShapeOSError) == nil {
				return object.Value{}
			}
			continue
		}
		if there, good := t.Truth(address); !good {
			return object.Value{}
		} else if !there {
			continue
		}
		s, good := t.Str(address)
		if !good {
			return object.Value{}
		}
		text += ", " + e[0] + "=" + s
	}
	return object.NewStr(text + ">")
}

var askedDecl = object.TypeDecl{
	Name: "asyncio.trsock.TransportSocket", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	Doc: "The socket of a transport: it may be asked, not used.",
	New: &object.Def{Sig: "__new__(cls, sock)", Doc: "Wrap a socket.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s := &askedSocket{sock: a[1]}
		return object.InitOpaque(&s.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: askedRepr},
		{Sig: "__getstate__(self)", Doc: "Sockets cannot be pickled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.TypeErrorf("Cannot serialize asyncio.TransportSocket object")
		}},
		ask("fileno(self)", "Return the descriptor."),
		ask("dup(self)", "Return a socket of its own for the same connection."),
		ask("get_inheritable(self)", "Return True if child processes inherit the descriptor."),
		ask("shutdown(self, how)", "Shut one or both halves of the connection."),
		ask("getsockopt(self, *args)", "Return a socket option."),
		ask("setsockopt(self, *args)", "Set a socket option."),
		ask("getpeername(self)", "Return the address of the other side."),
		ask("getsockname(self)", "Return the own address."),
		{Sig: "settimeout(self, value)", Doc: "Accept 0: transports do not block.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if zero, good := t.CompareTruth(object.OpEq, a[1], object.Int(0)); !good {
				return object.Value{}
			} else if !zero {
				return t.ValueErrorf("settimeout(): only 0 timeout is allowed on transport sockets")
			}
			return object.None
		}},
		{Sig: "gettimeout(self)", Doc: "Return 0.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.Int(0) }},
		{Sig: "setblocking(self, flag)", Doc: "Accept False: transports do not block.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if block, good := t.Truth(a[1]); !good {
				return object.Value{}
			} else if block {
				return t.ValueErrorf("setblocking(): transport sockets cannot be blocking")
			}
			return object.None
		}},
	},
	GetSets: []object.GetSetDef{
		fact("family", "The address family."), fact("type", "The socket type."), fact("proto", "The protocol number."),
		{Name: "_sock", Get: func(t *object.Thread, v object.Value) object.Value { return askedOf(v).sock }},
	},
}
