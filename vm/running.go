package vm

import "github.com/aio-lang/aio/vm/code"

// RunningCode is the code of the innermost frame of the script, nil when none
// runs.
func (t *Thread) RunningCode() *code.Code {
	var c *code.Code
	t.eachFrame(func(at position) bool {
		c = at.fn.proto.Code
		return false
	})
	return c
}
