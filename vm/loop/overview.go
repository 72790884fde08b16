package loop

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Overview is what the program is doing, for whoever asks from outside: where
// the main thread t is, and the trees of the tasks of every loop.
func (s *State) Overview(t *object.Thread) string {
	var b strings.Builder
	for _, l := range s.loops {
		if l.numTasks == 0 {
			continue
		}
		if l.numTasks == 1 {
			b.WriteString("1 task\n")
		} else {
			fmt.Fprintf(&b, "%d tasks\n", l.numTasks)
		}
		b.WriteString(l.TaskTree(t))
	}
	if b.Len() == 0 {
		b.WriteString("no tasks\n")
	}
	for _, p := range vm.Of(t).Stack(nil) {
		if !vm.OfLibrary(p.Code) {
			fmt.Fprintf(&b, "the main thread is at %s:%d, in %s\n", p.Code.Source.Name, p.Code.LineAt(p.PC), p.Code.QualName)
			break
		}
	}
	return b.String()
}
