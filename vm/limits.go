package vm

// SetRecursionLimit is sys.setrecursionlimit: for the calling thread and those
// made later. False when the thread is already as deep as that.
func (t *Thread) SetRecursionLimit(n int) bool {
	if int(t.depth()) >= n {
		return false
	}
	t.machine.RecursionLimit = n
	t.maxDepth = uint32(min(n, 1<<30))
	return true
}

// Depth is the number of the script's frames up to the running one.
func (t *Thread) Depth() int { return int(t.depth()) }
