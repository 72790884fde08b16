package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Context is a contextvars.Context: bindings of context variables. A thread's
// current context is nil while it is empty and nobody has asked for it; that
// of a task likewise, so that programs without context variables pay nothing.
type Context struct {
	// vars is in the order of first binding. While shared is set, other
	// contexts have the same slice, and a change copies it first.
	vars    []binding
	shared  bool
	entered bool
	obj     *object.Opaque // the script's object; nil until asked for
}

type binding struct {
	v   *ContextVar
	val object.Value
}

// ContextVar is a contextvars.ContextVar.
type ContextVar struct {
	Name    object.Value
	Default object.Value // nil: none
	self    *object.Opaque
}

// NewContextVar is the payload of a new variable; self is its object.
func NewContextVar(name, def, self object.Value) *ContextVar {
	return &ContextVar{Name: name, Default: def, self: (*object.Opaque)(self.P)}
}

// Value is the variable's object.
func (v *ContextVar) Value() object.Value { return object.Value{P: unsafe.Pointer(v.self)} }

// CurrentContext is the thread's context, made if need be.
func CurrentContext(t *object.Thread) *Context {
	vt := vm.Of(t)
	c := (*Context)(vt.Context)
	if c == nil {
		c = &Context{entered: true}
		vt.Context = unsafe.Pointer(c)
	}
	return c
}

// copyContext is copy_context(); nil for an empty one.
func copyContext(t *object.Thread) *Context {
	c := (*Context)(vm.Of(t).Context)
	if c == nil || len(c.vars) == 0 {
		return nil
	}
	return c.Copy()
}

// CopyContext is copy_context().
func CopyContext(t *object.Thread) *Context {
	if c := copyContext(t); c != nil {
		return c
	}
	return &Context{}
}

// Copy makes a context with the same bindings.
func (c *Context) Copy() *Context {
	c.shared = true
	return &Context{vars: c.vars, shared: true}
}

// Get returns the variable's value, nil when it is not bound.
func (c *Context) Get(v *ContextVar) object.Value {
	for i := range c.vars {
		if c.vars[i].v == v {
			return c.vars[i].val
		}
	}
	return object.Value{}
}

// Set binds the variable.
func (c *Context) Set(v *ContextVar, val object.Value) {
	for i := range c.vars {
		if c.vars[i].v == v {
			c.own()
			c.vars[i].val = val
			return
		}
	}
	if c.shared {
		c.vars = append(c.vars[:len(c.vars):len(c.vars)], binding{v, val})
		c.shared = false
		return
	}
	c.vars = append(c.vars, binding{v, val})
}

// Delete unbinds the variable.
func (c *Context) Delete(v *ContextVar) {
	for i := range c.vars {
		if c.vars[i].v == v {
			c.own()
			c.vars = append(c.vars[:i], c.vars[i+1:]...)
			return
		}
	}
}

func (c *Context) own() {
	if c.shared {
		c.vars = append([]binding(nil), c.vars...)
		c.shared = false
	}
}

// Len is the number of bindings.
func (c *Context) Len() int { return len(c.vars) }

// Each calls f for each binding until it returns false.
func (c *Context) Each(f func(v *ContextVar, val object.Value) bool) {
	for _, b := range c.vars {
		if !f(b.v, b.val) {
			return
		}
	}
}

// Object is the context's object.
func (c *Context) Object(t *object.Thread) object.Value {
	if c.obj == nil {
		v := object.NewOpaque(stateOf(t).context, c)
		c.obj = (*object.Opaque)(v.P)
	}
	return object.Value{P: unsafe.Pointer(c.obj)}
}

// ContextOf is the context behind an object, or nil.
func ContextOf(v object.Value) *Context {
	c, _ := object.Payload[*Context](v)
	return c
}

// Run calls f in the context.
func (c *Context) Run(t *object.Thread, f object.Value, args []object.Value, names []*object.Str) object.Value {
	if c.entered {
		r, ok := t.Repr(c.Object(t))
		if !ok {
			return object.Value{}
		}
		return t.RuntimeErrorf("cannot enter context: %s is already entered", r)
	}
	vt := vm.Of(t)
	saved := vt.Context
	c.entered = true
	vt.Context = unsafe.Pointer(c)
	r := t.CallNames(f, args, names)
	c.entered = false
	vt.Context = saved
	return r
}
