package loop

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// Reason is what a task waits for, for people.
type Reason struct {
	// What is a noun: "lock", "an item of queue".
	What string
	// Object, where not nil, is what is named after What, if the script has a
	// name for it.
	Object object.Value
	// State says why the wait goes on: "which is empty".
	State string
	// Tasks are those whose end, or whose doing, would end the wait.
	Tasks []*Task
	// Holds: the tasks hold Object, rather than are waited for.
	Holds bool
}

// reason is what a suspended task waits for.
func (w *treeWriter) reason(k *Task) Reason {
	v := object.Value{P: k.waiter}
	f := AsFuture(v)
	switch {
	case f == nil:
		return Reason{What: "a " + w.t.TypeName(v)}
	case f.Flags&flagTask != 0:
		return Reason{Tasks: []*Task{(*Task)(unsafe.Pointer(f))}}
	case f.Flags&flagWait != 0:
		return (*Wait)(v.P).body.Reason(w.t)
	case f.Flags&flagGather != 0:
		if tasks := unfinished(w.awaited(k)); len(tasks) > 0 {
			return Reason{Tasks: tasks}
		}
	}
	if tasks := unfinished(w.children[k]); len(tasks) > 0 {
		return Reason{Tasks: tasks}
	}
	return Reason{What: "future", Object: v, State: "which nobody has completed"}
}

func unfinished(tasks []*Task) []*Task {
	var out []*Task
	for _, k := range tasks {
		if !k.Done() {
			out = append(out, k)
		}
	}
	return out
}

// waitsFor is what comes after "waiting for".
func (w *treeWriter) waitsFor(k *Task) string {
	r := w.reason(k)
	if r.What == "" {
		return taskNames(r.Tasks)
	}
	text := r.What
	if r.Object.P != nil {
		name := ""
		if k.coro != nil {
			name = k.coro.NameOf(w.thread(), r.Object)
		}
		switch {
		case name != "":
			text += " '" + name + "'"
		case !strings.Contains(text, " "):
			text = article(text)
		default:
			i := strings.LastIndexByte(text, ' ')
			text = text[:i+1] + article(text[i+1:])
		}
	}
	switch {
	case r.Holds && len(r.Tasks) > 0:
		text += ", which " + holders(r.Tasks)
	case len(r.Tasks) > 0:
		text += ": " + taskNames(r.Tasks)
	case r.State != "":
		text += ", " + r.State
	}
	return text
}

// holders says who holds something, and whether they will ever let go.
func holders(tasks []*Task) string {
	for _, k := range tasks {
		if k.Done() {
			return k.Name() + " took, and it has ended without giving it back"
		}
	}
	return taskNames(tasks) + " holds"
}

// article puts a or an before a noun.
func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// taskNames lists tasks, the first few of many.
func taskNames(tasks []*Task) string {
	const most = 8
	var names []string
	for i, k := range tasks {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(tasks)-most))
			break
		}
		names = append(names, k.Name())
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
