package asyncio

import "github.com/aio-lang/aio/vm/object"

// The base classes that protocols and transports derive from: what either side
// may call on the other. A protocol's methods do nothing until they are
// overridden, a transport's raise NotImplementedError.

// quiet is a method that does nothing.
func quiet(sig, doc string) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return object.None }}
}

// missing is a method for subclasses to write.
func missing(sig, doc string) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		return t.Raise(object.ShapeNotImplementedError, "")
	}}
}

var baseProtocolDecl = object.TypeDecl{
	Name: "asyncio.protocols.BaseProtocol", Doc: "What every kind of protocol is told.",
	Methods: []object.Def{
		quiet("connection_made(self, transport)", "The connection stands; transport is how to talk back."),
		quiet("connection_lost(self, exc)", "The connection is gone: closed for exc None, else lost."),
		quiet("pause_writing(self)", "The transport holds more than its high-water mark."),
		quiet("resume_writing(self)", "The transport has sent enough to take more."),
	},
}

var protocolDecl = object.TypeDecl{
	Name: "asyncio.protocols.Protocol", Doc: "A protocol for a stream of bytes.",
	Methods: []object.Def{
		quiet("data_received(self, data)", "Some bytes have come."),
		quiet("eof_received(self)", "The other side sends no more; a true result keeps the transport open."),
	},
}

var bufferedProtocolDecl = object.TypeDecl{
	Name: "asyncio.protocols.BufferedProtocol", Doc: "A protocol that owns the memory its bytes arrive in.",
	Methods: []object.Def{
		quiet("get_buffer(self, sizehint)", "Return where the next bytes shall go."),
		quiet("buffer_updated(self, nbytes)", "The buffer got nbytes more bytes."),
		quiet("eof_received(self)", "The other side sends no more; a true result keeps the transport open."),
	},
}

var datagramProtocolDecl = object.TypeDecl{
	Name: "asyncio.protocols.DatagramProtocol", Doc: "A protocol for datagrams.",
	Methods: []object.Def{
		quiet("datagram_received(self, data, addr)", "A datagram has come from addr."),
		quiet("error_received(self, exc)", "Sending or receiving failed with an OSError."),
	},
}

var subprocessProtocolDecl = object.TypeDecl{
	Name: "asyncio.protocols.SubprocessProtocol", Doc: "A protocol for a child process and its pipes.",
	Methods: []object.Def{
		quiet("pipe_data_received(self, fd, data)", "The child wrote data to its descriptor fd."),
		quiet("pipe_connection_lost(self, fd, exc)", "The pipe at the child's descriptor fd is closed."),
		quiet("process_exited(self)", "The child has ended."),
	},
}

var baseTransportDecl = object.TypeDecl{
	Name: "asyncio.transports.BaseTransport", Doc: "What every transport offers.", Flags: object.TypeHasDict,
	Methods: []object.Def{
		{Sig: "__init__(self, extra=None)", Doc: "Keep the facts that get_extra_info() tells.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			extra := a[1]
			if extra.IsNone() {
				extra = object.NewDict().Value()
			}
			return none(t.SetAttr(a[0], t.M.Intern("_extra"), extra))
		}},
		{Sig: "get_extra_info(self, name, default=None)", Doc: "Return a fact such as 'peername' or 'socket'.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			extra := t.GetAttr(a[0], t.M.Intern("_extra"))
			if !ok(extra) {
				return extra
			}
			return call(t, extra, "get", a[1], a[2])
		}},
		missing("is_closing(self)", "Return True once the transport closes or is closed."),
		missing("close(self)", "Send what is buffered, then close."),
		missing("set_protocol(self, protocol)", "Give what comes to another protocol."),
		missing("get_protocol(self)", "Return the protocol."),
	},
}

var readTransportDecl = object.TypeDecl{
	Name: "asyncio.transports.ReadTransport", Doc: "A transport that receives.",
	Methods: []object.Def{
		missing("is_reading(self)", "Return True while it receives."),
		missing("pause_reading(self)", "Receive nothing until resume_reading()."),
		missing("resume_reading(self)", "Receive again."),
	},
}

var writeTransportDecl = object.TypeDecl{
	Name: "asyncio.transports.WriteTransport", Doc: "A transport that sends.",
	Methods: []object.Def{
		missing("set_write_buffer_limits(self, high=None, low=None)", "Say at what sizes of the buffer the protocol pauses and goes on."),
		missing("get_write_buffer_size(self)", "Return how many bytes wait."),
		missing("get_write_buffer_limits(self)", "Return the sizes (low, high)."),
		missing("write(self, data)", "Send bytes, now or when the other side takes them."),
		{Sig: "writelines(self, list_of_data)", Doc: "Send the bytes of a list.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			joined := call(t, object.NewBytes(""), "join", a[1])
			if !ok(joined) {
				return joined
			}
			return none(ok(call(t, a[0], "write", joined)))
		}},
		missing("write_eof(self)", "Send what is buffered, then an end of file."),
		missing("can_write_eof(self)", "Return True if there is write_eof()."),
		missing("abort(self)", "Close at once and lose what is buffered."),
	},
}

var fullTransportDecl = object.TypeDecl{
	Name: "asyncio.transports.Transport", Doc: "A transport that sends and receives.", MixinDecl: &writeTransportDecl,
}

var baseDatagramTransportDecl = object.TypeDecl{
	Name: "asyncio.transports.DatagramTransport", Doc: "A transport for datagrams.",
	Methods: []object.Def{
		missing("sendto(self, data, addr=None)", "Send a datagram to addr, or to whom the socket is connected."),
		missing("abort(self)", "Close at once and lose what is buffered."),
	},
}

var subprocessTransportDecl = object.TypeDecl{
	Name: "asyncio.transports.SubprocessTransport", Doc: "A transport to a child process.",
	Methods: []object.Def{
		missing("get_pid(self)", "Return the child's process id."),
		missing("get_returncode(self)", "Return the child's exit status, None while it runs."),
		missing("get_pipe_transport(self, fd)", "Return the transport of the pipe at the child's descriptor fd."),
		missing("send_signal(self, signal)", "Send the child a signal."),
		missing("terminate(self)", "Ask the child to end, with SIGTERM."),
		missing("kill(self)", "End the child, with SIGKILL."),
	},
}

// interfaces says what derives from what; a base stands before its subclasses.
var interfaces = []struct{ decl, base *object.TypeDecl }{
	{&baseProtocolDecl, nil},
	{&protocolDecl, &baseProtocolDecl},
	{&bufferedProtocolDecl, &baseProtocolDecl},
	{&datagramProtocolDecl, &baseProtocolDecl},
	{&subprocessProtocolDecl, &baseProtocolDecl},
	{&baseTransportDecl, nil},
	{&readTransportDecl, &baseTransportDecl},
	{&writeTransportDecl, &baseTransportDecl},
	{&fullTransportDecl, &readTransportDecl},
	{&baseDatagramTransportDecl, &baseTransportDecl},
	{&subprocessTransportDecl, &baseTransportDecl},
	{&askedDecl, nil},
	{&flowControlDecl, &protocolDecl},
	{&streamProtocolDecl, &flowControlDecl},
	{&streamBufferDecl, nil},
	{&streamSinkDecl, nil},
	{&transportDecl, &fullTransportDecl},
	{&datagramDecl, &baseDatagramTransportDecl},
	{&readPipeDecl, &readTransportDecl},
	{&writePipeDecl, &writeTransportDecl},
	{&tlsDecl, &fullTransportDecl},
}

// makeTypes makes the types and puts them into the module.
func makeTypes(t *object.Thread, mod *object.Module) {
	for _, e := range interfaces {
		var base *object.Type
		if e.base != nil {
			base = t.M.TypeFor(e.base)
		}
		ty := t.M.TypeForBase(e.decl, base)
		mod.Set(t.M, ty.Name, ty.Value())
	}
}
