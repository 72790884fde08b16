package sqlite3

import (
	"errors"

	sqlite "github.com/ncruces/go-sqlite3"

	"github.com/aio-lang/aio/vm/object"
)

// What statements call of the script. An exception there ends the statement
// with an error of SQLite's that says no more than that.

func function(t *thread, a []value) value {
	d, fn := databaseOf(a[0]), a[3]
	var flags sqlite.FunctionFlag
	if a[4] == object.True {
		flags = sqlite.DETERMINISTIC
	}
	var call sqlite.ScalarFunction
	if !fn.IsNone() {
		d.callbacks = true
		call = func(ctx sqlite.Context, args ...sqlite.Value) {
			t := d.thread
			if !result(t, ctx, t.Call(fn, objects(args)...)) {
				t.Clear()
				ctx.ResultError(errors.New("user-defined function raised exception"))
			}
		}
	}
	if err := d.conn.CreateFunction(a[1].Text(), int(a[2].AsInt()), flags, call); err != nil {
		return fail(t, operationalDecl, "Error creating function")
	}
	return object.None
}

// aggregator is one run of an aggregate.
type aggregator struct {
	d       *database
	factory value
	object  value
	problem string // of the method that raised first
}

func (g *aggregator) say(problem string) {
	g.d.thread.Clear()
	if g.problem == "" {
		g.problem = "user-defined aggregate's '" + problem + "' method raised error"
	}
}

func (g *aggregator) Step(ctx sqlite.Context, args ...sqlite.Value) {
	t := g.d.thread
	if g.problem == "" && g.object.P == nil {
		if g.object = t.Call(g.factory); g.object.P == nil {
			g.say("__init__")
		}
	}
	if g.problem == "" && t.CallMethod(g.object, t.M.Intern("step"), objects(args)...).P == nil {
		g.say("step")
	}
	if g.problem != "" {
		ctx.ResultError(errors.New(g.problem))
	}
}

func (g *aggregator) Value(ctx sqlite.Context) {
	t := g.d.thread
	if g.object.P == nil && g.problem == "" {
		ctx.ResultNull() // there were no rows
		return
	}
	if g.problem == "" && !result(t, ctx, t.CallMethod(g.object, t.M.Intern("finalize"))) {
		g.say("finalize")
	}
	if g.problem != "" {
		ctx.ResultError(errors.New(g.problem))
	}
}

func aggregate(t *thread, a []value) value {
	d, factory := databaseOf(a[0]), a[3]
	var make_ sqlite.AggregateConstructor
	if !factory.IsNone() {
		d.callbacks = true
		make_ = func() sqlite.AggregateFunction { return &aggregator{d: d, factory: factory} }
	}
	if err := d.conn.CreateWindowFunction(a[1].Text(), int(a[2].AsInt()), 0, make_); err != nil {
		return fail(t, operationalDecl, "Error creating aggregate")
	}
	return object.None
}

func collation(t *thread, a []value) value {
	d, fn := databaseOf(a[0]), a[2]
	var compare sqlite.CollatingFunction
	if !fn.IsNone() {
		d.callbacks = true
		compare = func(x, y []byte) int {
			t := d.thread
			r := t.Call(fn, object.NewStr(string(x)), object.NewStr(string(y)))
			if r.P == nil || !object.IsIntLike(r) {
				t.Clear()
				return 0
			}
			n, _ := object.Int64(object.PlainInt(r))
			return int(n)
		}
	}
	if err := d.conn.CreateCollation(a[1].Text(), compare); err != nil {
		return raise(t, err)
	}
	return object.None
}
