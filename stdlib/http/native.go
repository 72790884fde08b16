package http

import (
	"errors"
	"io"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/aio-lang/aio/stdlib/http/pool"
	"github.com/aio-lang/aio/stdlib/http/wire"
	"github.com/aio-lang/aio/stdlib/ssl"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// failureDecl is what an exchange that fails raises: args are what failed, the
// words for it, the system's or TLS's exception or None, and of a body that was
// cut off the bytes that came and those that were announced.
var failureDecl = object.TypeDecl{
	Name: "_http.Failure", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict,
	Doc: "A request failed.",
}

// failure makes the exception for an error.
func failure(t *object.Thread, err error, host string) object.Value {
	kind, text, cause := "read", err.Error(), object.None
	got, want := int64(0), int64(0)
	var w *wire.Error
	var p *pool.Error
	switch {
	case errors.As(err, &w):
		kind, text, got, want = string(w.Kind), w.Text, w.Got, w.Want
	case errors.As(err, &p):
		kind, text = string(p.Kind), p.Err.Error()
		if p.Kind == pool.TLS {
			if _, system := ssl.RootErrno(p.Err); !system {
				ssl.RaiseError(t, p.Err, host)
				cause = t.Clear()
			}
		}
	}
	var no syscall.Errno
	if errors.As(err, &no) && cause.IsNone() {
		t.OSError(no)
		cause = t.Clear()
	}
	if p != nil && p.Kind == pool.TLS && (errors.Is(p.Err, io.EOF) || errors.Is(p.Err, io.ErrUnexpectedEOF)) {
		ssl.RaiseError(t, errors.New("EOF"), host)
		cause = t.Clear()
	}
	args := []object.Value{object.NewStr(kind), latin1(text), cause, object.Int(got), object.Int(want)}
	return object.NewExceptionOf(t.M.TypeFor(&failureDecl), args).Value()
}

// latin1 is the str of bytes that stand for themselves.
func latin1(s string) object.Value {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			b := make([]rune, len(s))
			for i := range len(s) {
				b[i] = rune(s[i])
			}
			return object.NewStr(string(b))
		}
	}
	return object.NewStr(s)
}

// encoded is the bytes of a header's part, given as str or bytes.
func encoded(t *object.Thread, v object.Value) (string, bool) {
	if v.IsStr() {
		if s := object.AsStr(v); s.IsASCII() {
			return s.S, true
		}
		v = t.CallMethod(v, t.M.Intern("encode"), object.NewStr("latin-1"))
		if v.P == nil {
			return "", false
		}
	}
	return t.BytesLike(v)
}

// fields reads a list of pairs.
func fields(t *object.Thread, v object.Value) ([]wire.Field, bool) {
	var out []wire.Field
	ok := t.Each(v, func(pair object.Value) bool {
		p := object.AsTuple(pair)
		if p == nil || len(p.Items) != 2 {
			t.TypeErrorf("header fields are pairs of a name and a value")
			return false
		}
		name, ok := encoded(t, p.Items[0])
		if !ok {
			return false
		}
		value, ok := encoded(t, p.Items[1])
		out = append(out, wire.Field{Name: name, Value: value})
		return ok
	})
	return out, ok
}

// headValue is (minor version, status, reason, fields).
func headValue(h *wire.Head) object.Value {
	list, items := object.MakeList(len(h.Fields))
	for i, f := range h.Fields {
		items[i] = object.NewPair(latin1(f.Name), latin1(f.Value))
	}
	return object.TupleOf(object.Int(int64(h.Minor)), object.Int(int64(h.Status)), latin1(h.Reason), list)
}

// exchange is a _http.Exchange.
type exchange struct {
	object.Opaque
	*pool.Exchange
	host  string
	busy  bool // an operation runs
	begun bool
}

func exchangeOf(v object.Value) *exchange { return (*exchange)(v.P) }

// answer is what an operation brings: what makes its Value, or an error.
type answer struct {
	value func() object.Value
	err   error
}

// perform does work without the baton and gives what it brings: at once where
// wait is true, else as a future of the running loop.
func (x *exchange) perform(t *object.Thread, wait object.Value, work func() answer) object.Value {
	block, ok := t.Truth(wait)
	switch {
	case !ok:
		return object.Value{}
	case x.busy:
		return t.RuntimeErrorf("another operation of the exchange is under way")
	case !x.begun:
		return t.RuntimeErrorf("the exchange has not begun")
	}
	if block {
		return x.await(t, work)
	}
	l := loop.Running(t)
	if l == nil {
		return t.RuntimeErrorf("no running event loop")
	}
	f := l.NewFuture()
	abort := &abortion{x}
	if !f.AddCallback(t, loop.StateOf(t).NewCompleter(abort), nil) {
		return object.Value{}
	}
	x.busy = true
	l.Expect()
	go func() {
		a := work()
		l.Post(func(t *vm.Thread) bool {
			l.Arrived()
			x.busy = false
			switch {
			case f.Done() || l.Closed():
				return true
			case a.err != nil:
				return f.SetException(&t.Thread, failure(&t.Thread, a.err, x.host))
			}
			return f.SetResult(&t.Thread, a.value())
		})
	}()
	return f.Value()
}

// begin is perform for the first operation: places in the pool go in the order
// of the calls.
func (x *exchange) begin(t *object.Thread, wait object.Value, work func() answer) object.Value {
	if x.begun {
		return t.RuntimeErrorf("the exchange has begun already")
	}
	x.begun = true
	x.Reserve()
	return x.perform(t, wait, work)
}

// await does work while others run; an interrupt aborts the exchange.
func (x *exchange) await(t *object.Thread, work func() answer) object.Value {
	done, wake := make(chan answer, 1), make(chan struct{}, 1)
	x.busy = true
	defer func() { x.busy = false }()
	go func() { done <- work() }()
	var a answer
	for finished := false; !finished; {
		ok := vm.Of(t).Block(func() {
			select {
			case wake <- struct{}{}:
			default:
			}
		}, func() {
			select {
			case a = <-done:
				finished = true
			case <-wake:
			}
		})
		if !ok {
			x.Abort()
			if !finished {
				t.Exec.Blocking(t, func() { <-done })
			}
			return object.Value{}
		}
	}
	if a.err != nil {
		return t.RaiseException(object.AsException(failure(t, a.err, x.host)))
	}
	return a.value()
}

// abortion ends the exchange whose future has been cancelled.
type abortion struct{ x *exchange }

// FutureDone implements loop.Completer.
func (a *abortion) FutureDone(t *object.Thread, f *loop.Future) bool {
	if f.Cancelled() {
		a.x.Abort()
		a.x.Close()
	}
	return true
}

// QualName implements loop.Completer.
func (a *abortion) QualName() string { return "Exchange._abort" }

// Module implements loop.Completer.
func (a *abortion) Module() string { return "_http" }

func none() object.Value { return object.None }

func exchangeDef(sig, doc string, f func(t *object.Thread, x *exchange, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, exchangeOf(a[0]), a) }}
}

// only makes an answer of an operation that brings nothing.
func only(err error) answer { return answer{none, err} }

var exchangeDecl = object.TypeDecl{
	Name: "_http.Exchange", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass | object.TypeHasWeakref,
	Doc: "One request and its response. With wait true a method returns when it is done, else it returns a future.",
	Methods: []object.Def{
		exchangeDef("fetch(self, decode, wait, /)", "Do the whole request; give the head and the body.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			decode, ok := t.Truth(a[1])
			if !ok {
				return object.Value{}
			}
			return x.begin(t, a[2], func() answer {
				h, err := x.Do()
				var body []byte
				if err == nil {
					body, err = x.ReadAll(decode)
				}
				if err != nil {
					x.Close()
				}
				return answer{func() object.Value { return object.NewPair(headValue(h), object.NewBytesOf(body)) }, err}
			})
		}),
		exchangeDef("do(self, wait, /)", "Send the request; give the head of the response.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			return x.begin(t, a[1], func() answer {
				h, err := x.Do()
				if err != nil {
					x.Close()
				}
				return answer{func() object.Value { return headValue(h) }, err}
			})
		}),
		exchangeDef("open(self, wait, /)", "Connect, and send the head of the request.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			return x.begin(t, a[1], func() answer {
				err := x.Open()
				if err != nil {
					x.Close()
				}
				return only(err)
			})
		}),
		exchangeDef("write(self, data, wait, /)", "Send a piece of the body.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			s, ok := t.BytesLike(a[1])
			if !ok {
				return object.Value{}
			}
			data := []byte(s)
			return x.perform(t, a[2], func() answer { return only(x.Write(data)) })
		}),
		exchangeDef("answer(self, wait, /)", "End the body; give the head of the response.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			return x.perform(t, a[1], func() answer {
				h, err := x.Answer()
				if err != nil {
					x.Close()
				}
				return answer{func() object.Value { return headValue(h) }, err}
			})
		}),
		exchangeDef("read(self, n, decode, full, wait, /)", "Read up to n bytes of the body, or where full is true n unless it ends before; b'' at the end.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			n, ok := t.IndexInt(a[1])
			if !ok {
				return object.Value{}
			}
			decode, ok := t.Truth(a[2])
			if !ok {
				return object.Value{}
			}
			full, ok := t.Truth(a[3])
			if !ok {
				return object.Value{}
			}
			if n <= 0 {
				return t.ValueErrorf("n must be positive")
			}
			return x.perform(t, a[4], func() answer { return x.read(n, decode, full) })
		}),
		exchangeDef("read_all(self, decode, wait, /)", "Read the rest of the body.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			decode, ok := t.Truth(a[1])
			if !ok {
				return object.Value{}
			}
			return x.perform(t, a[2], func() answer {
				body, err := x.ReadAll(decode)
				if err != nil {
					x.Close()
				}
				return answer{func() object.Value { return object.NewBytesOf(body) }, err}
			})
		}),
		exchangeDef("close(self, /)", "Give the connection up, where the response has not been read.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			if x.busy {
				x.Abort()
			}
			x.Close()
			return object.None
		}),
		exchangeDef("addresses(self, /)", "Return the two ends of the connection as text, or None.", func(t *object.Thread, x *exchange, a []object.Value) object.Value {
			local, remote := x.Addrs()
			if local == nil || remote == nil {
				return object.None
			}
			return object.NewPair(object.NewStr(local.String()), object.NewStr(remote.String()))
		}),
	},
}

// read reads a piece of the body.
func (x *exchange) read(n int, decode, full bool) answer {
	size := min(n, 64<<10)
	var out []byte
	for {
		buf := make([]byte, min(size, n-len(out)))
		got, err := x.Read(buf, decode)
		if out == nil {
			out = buf[:got]
		} else {
			out = append(out, buf[:got]...)
		}
		switch {
		case err == io.EOF, err == nil && (len(out) == n || len(out) > 0 && !full):
			return answer{func() object.Value { return object.NewBytesOf(out) }, nil}
		case err != nil:
			x.Close()
			return answer{nil, err}
		}
	}
}

// trimHost takes the brackets off an IPv6 address.
func trimHost(s string) string { return strings.TrimSuffix(strings.TrimPrefix(s, "["), "]") }
