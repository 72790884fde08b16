package object

import (
	"slices"
)

// timsort sorts keys with a comparison that may fail, moving vals (nil for
// none) alongside. It is Tim Peters' merge sort with the merge order of
// Munro and Wild's powersort, and makes exactly the comparisons CPython 3.13
// makes: natural runs are found, short ones extended by binary insertion, and
// merged with galloping where one side keeps winning.
//
// When a comparison fails, every method returns false at once; keys and vals
// are then some permutation of what they were.
type timsort struct {
	keys, vals []Value
	less       func(a, b Value) (less, ok bool)
	minGallop  int
	pending    []sortRun
	tmpKeys    []Value
	tmpVals    []Value
}

// sortRun is a sorted run on the stack. power is that of the boundary between
// it and the next run.
type sortRun struct {
	start, n int
	power    int
}

const minGallop = 7

func (s *timsort) sort() bool {
	n := len(s.keys)
	s.minGallop = minGallop
	minRun := minRunLength(n)
	for lo := 0; lo < n; {
		run, ok := s.countRun(lo)
		if !ok {
			return false
		}
		if run < minRun {
			force := min(minRun, n-lo)
			if !s.binaryInsertion(lo, force, run) {
				return false
			}
			run = force
		}
		if !s.pushRun(sortRun{start: lo, n: run}) {
			return false
		}
		lo += run
	}
	for len(s.pending) > 1 {
		i := len(s.pending) - 2
		if i > 0 && s.pending[i-1].n < s.pending[i+1].n {
			i--
		}
		if !s.mergeAt(i) {
			return false
		}
	}
	return true
}

// minRunLength is between 32 and 64, such that n divided by it is a power of
// two or slightly less; n itself below 64.
func minRunLength(n int) int {
	r := 0
	for n >= 64 {
		r |= n & 1
		n >>= 1
	}
	return n + r
}

func (s *timsort) reverse(lo, n int) {
	slices.Reverse(s.keys[lo : lo+n])
	if s.vals != nil {
		slices.Reverse(s.vals[lo : lo+n])
	}
}

// countRun returns the length of the run that begins at lo. A descending run,
// in which stretches of equal items may stand, is reversed without changing
// the order of equals.
func (s *timsort) countRun(lo int) (int, bool) {
	k := s.keys[lo:]
	n := 1
	for ; n < len(k); n++ {
		smaller, ok := s.less(k[n], k[n-1])
		if !ok {
			return 0, false
		}
		if smaller {
			break
		}
	}
	if n == len(k) {
		return n, true
	}
	// k[n] < k[n-1]: unless all before are equal, the run ends here
	if n > 1 {
		rising, ok := s.less(k[0], k[n-1])
		if !ok {
			return 0, false
		}
		if rising {
			return n, true
		}
		s.reverse(lo, n)
	}
	// descending; each stretch of equals is reversed now, so that reversing
	// the whole restores its order
	n++
	equals := 0
	for ; n < len(k); n++ {
		smaller, ok := s.less(k[n], k[n-1])
		if !ok {
			return 0, false
		}
		if smaller {
			if equals > 0 {
				s.reverse(lo+n-equals-1, equals+1)
				equals = 0
			}
			continue
		}
		larger, ok := s.less(k[n-1], k[n])
		if !ok {
			return 0, false
		}
		if larger {
			break
		}
		equals++
	}
	if equals > 0 {
		s.reverse(lo+n-equals-1, equals+1)
	}
	s.reverse(lo, n)
	// what follows may go on ascending
	for ; n < len(k); n++ {
		smaller, ok := s.less(k[n], k[n-1])
		if !ok {
			return 0, false
		}
		if smaller {
			break
		}
	}
	return n, true
}

// binaryInsertion sorts the n items at lo, of which the first sorted are.
func (s *timsort) binaryInsertion(lo, n, sorted int) bool {
	for i := lo + max(sorted, 1); i < lo+n; i++ {
		pivot := s.keys[i]
		l, r := lo, i
		for l < r {
			m := int(uint(l+r) >> 1)
			smaller, ok := s.less(pivot, s.keys[m])
			if !ok {
				return false
			}
			if smaller {
				r = m
			} else {
				l = m + 1
			}
		}
		copy(s.keys[l+1:i+1], s.keys[l:i])
		s.keys[l] = pivot
		if s.vals != nil {
			v := s.vals[i]
			copy(s.vals[l+1:i+1], s.vals[l:i])
			s.vals[l] = v
		}
	}
	return true
}

// pushRun puts a run on the stack after merging those whose boundary lies
// deeper in the nearly optimal merge tree.
func (s *timsort) pushRun(r sortRun) bool {
	if top := len(s.pending) - 1; top >= 0 {
		p := s.pending[top]
		power := boundaryPower(p.start, p.n, r.n, len(s.keys))
		for top > 0 && s.pending[top-1].power > power {
			if !s.mergeAt(top - 1) {
				return false
			}
			top--
		}
		s.pending[top].power = power
	}
	s.pending = append(s.pending, r)
	return true
}

// boundaryPower is the depth, in the perfectly balanced binary tree over n
// items, of the topmost node that separates the midpoints of two neighbouring
// runs: of n1 items at s1, and of n2 after it.
func boundaryPower(s1, n1, n2, n int) int {
	a := uint(2*s1 + n1) // twice the midpoints
	b := a + uint(n1+n2)
	for power := 1; ; power++ {
		// compare the next binary digit of a/2n and b/2n
		switch {
		case a >= uint(n):
			a -= uint(n)
			b -= uint(n)
		case b >= uint(n):
			return power
		}
		a <<= 1
		b <<= 1
	}
}

// mergeAt merges run i on the stack with the next.
func (s *timsort) mergeAt(i int) bool {
	a, b := s.pending[i], s.pending[i+1]
	s.pending[i].n = a.n + b.n
	s.pending = slices.Delete(s.pending, i+1, i+2)
	// what of a is not above b's first item stays where it is, likewise what
	// of b is not below a's last
	skip, ok := s.gallopRight(s.keys[b.start], s.keys[a.start:a.start+a.n], 0)
	if !ok {
		return false
	}
	a.start += skip
	a.n -= skip
	if a.n == 0 {
		return true
	}
	b.n, ok = s.gallopLeft(s.keys[a.start+a.n-1], s.keys[b.start:b.start+b.n], b.n-1)
	if !ok {
		return false
	}
	if b.n == 0 {
		return true
	}
	if a.n <= b.n {
		return s.mergeLow(a, b)
	}
	return s.mergeHigh(a, b)
}

// gallopLeft returns the place of key in the sorted k, left of equals. It
// searches outwards from hint in steps that double.
func (s *timsort) gallopLeft(key Value, k []Value, hint int) (int, bool) {
	last, ofs := 0, 1
	smaller, ok := s.less(k[hint], key)
	if !ok {
		return 0, false
	}
	var lo, hi int // k[lo] < key <= k[hi]
	if smaller {
		limit := len(k) - hint
		for ofs < limit {
			smaller, ok = s.less(k[hint+ofs], key)
			if !ok {
				return 0, false
			}
			if !smaller {
				break
			}
			last, ofs = ofs, ofs*2+1
		}
		lo, hi = hint+last, hint+min(ofs, limit)
	} else {
		limit := hint + 1
		for ofs < limit {
			smaller, ok = s.less(k[hint-ofs], key)
			if !ok {
				return 0, false
			}
			if smaller {
				break
			}
			last, ofs = ofs, ofs*2+1
		}
		lo, hi = hint-min(ofs, limit), hint-last
	}
	for lo++; lo < hi; {
		m := lo + (hi-lo)>>1
		smaller, ok := s.less(k[m], key)
		if !ok {
			return 0, false
		}
		if smaller {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return hi, true
}

// gallopRight is gallopLeft right of equals.
func (s *timsort) gallopRight(key Value, k []Value, hint int) (int, bool) {
	last, ofs := 0, 1
	smaller, ok := s.less(key, k[hint])
	if !ok {
		return 0, false
	}
	var lo, hi int // k[lo] <= key < k[hi]
	if smaller {
		limit := hint + 1
		for ofs < limit {
			smaller, ok = s.less(key, k[hint-ofs])
			if !ok {
				return 0, false
			}
			if !smaller {
				break
			}
			last, ofs = ofs, ofs*2+1
		}
		lo, hi = hint-min(ofs, limit), hint-last
	} else {
		limit := len(k) - hint
		for ofs < limit {
			smaller, ok = s.less(key, k[hint+ofs])
			if !ok {
				return 0, false
			}
			if smaller {
				break
			}
			last, ofs = ofs, ofs*2+1
		}
		lo, hi = hint+last, hint+min(ofs, limit)
	}
	for lo++; lo < hi; {
		m := lo + (hi-lo)>>1
		smaller, ok := s.less(key, k[m])
		if !ok {
			return 0, false
		}
		if smaller {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return hi, true
}

// copyOut puts n items at lo aside.
func (s *timsort) copyOut(lo, n int) {
	s.tmpKeys = append(s.tmpKeys[:0], s.keys[lo:lo+n]...)
	if s.vals != nil {
		s.tmpVals = append(s.tmpVals[:0], s.vals[lo:lo+n]...)
	}
}

// move copies n items within the slices.
func (s *timsort) move(dst, src, n int) {
	copy(s.keys[dst:dst+n], s.keys[src:src+n])
	if s.vals != nil {
		copy(s.vals[dst:dst+n], s.vals[src:src+n])
	}
}

// restore copies n items put aside back.
func (s *timsort) restore(dst, src, n int) {
	copy(s.keys[dst:dst+n], s.tmpKeys[src:src+n])
	if s.vals != nil {
		copy(s.vals[dst:dst+n], s.tmpVals[src:src+n])
	}
}

// mergeLow merges neighbouring runs left to right, a (the shorter) put aside.
// b's first item is known to be smaller than a's first, a's last larger than
// all of b.
func (s *timsort) mergeLow(a, b sortRun) bool {
	s.copyOut(a.start, a.n)
	i, na := 0, a.n         // rest of a, in tmp
	j, nb := b.start, b.n   // rest of b
	dst := a.start          // everything before is merged
	finish := func() bool { // what is left of a fills the gap before b's rest
		s.restore(dst, i, na)
		return true
	}
	fail := func() bool {
		finish()
		return false
	}
	// b is used up but for the item that all of b's predecessors precede
	lastOfA := func() bool {
		s.move(dst, j, nb)
		s.restore(dst+nb, i, 1)
		return true
	}
	s.move(dst, j, 1)
	dst, j, nb = dst+1, j+1, nb-1
	if nb == 0 {
		return finish()
	}
	if na == 1 {
		return lastOfA()
	}
	gallop := s.minGallop
	for {
		winsA, winsB := 0, 0
		for { // one at a time until one side wins consistently
			smaller, ok := s.less(s.keys[j], s.tmpKeys[i])
			if !ok {
				return fail()
			}
			if smaller {
				s.move(dst, j, 1)
				dst, j, nb = dst+1, j+1, nb-1
				winsB, winsA = winsB+1, 0
				if nb == 0 {
					return finish()
				}
				if winsB >= gallop {
					break
				}
			} else {
				s.restore(dst, i, 1)
				dst, i, na = dst+1, i+1, na-1
				winsA, winsB = winsA+1, 0
				if na == 1 {
					return lastOfA()
				}
				if winsA >= gallop {
					break
				}
			}
		}
		gallop++
		for {
			gallop = max(gallop-1, 1)
			s.minGallop = gallop
			k, ok := s.gallopRight(s.keys[j], s.tmpKeys[i:i+na], 0)
			if !ok {
				return fail()
			}
			winsA = k
			if k > 0 {
				s.restore(dst, i, k)
				dst, i, na = dst+k, i+k, na-k
				if na == 1 {
					return lastOfA()
				}
				if na == 0 { // only with an inconsistent comparison
					return finish()
				}
			}
			s.move(dst, j, 1)
			dst, j, nb = dst+1, j+1, nb-1
			if nb == 0 {
				return finish()
			}
			k, ok = s.gallopLeft(s.tmpKeys[i], s.keys[j:j+nb], 0)
			if !ok {
				return fail()
			}
			winsB = k
			if k > 0 {
				s.move(dst, j, k)
				dst, j, nb = dst+k, j+k, nb-k
				if nb == 0 {
					return finish()
				}
			}
			s.restore(dst, i, 1)
			dst, i, na = dst+1, i+1, na-1
			if na == 1 {
				return lastOfA()
			}
			if winsA < minGallop && winsB < minGallop {
				break
			}
		}
		gallop++ // leaving gallop mode is penalised
		s.minGallop = gallop
	}
}

// mergeHigh is mergeLow from right to left, b put aside.
func (s *timsort) mergeHigh(a, b sortRun) bool {
	s.copyOut(b.start, b.n)
	i, na := a.start+a.n-1, a.n // last of a's rest
	j, nb := b.n-1, b.n         // last of b's rest, in tmp
	dst := b.start + b.n - 1    // everything after is merged
	finish := func() bool {     // what is left of b fills the gap after a's rest
		s.restore(dst-nb+1, 0, nb)
		return true
	}
	fail := func() bool {
		finish()
		return false
	}
	firstOfB := func() bool {
		s.move(dst-na+1, i-na+1, na)
		s.restore(dst-na, 0, 1)
		return true
	}
	s.move(dst, i, 1)
	dst, i, na = dst-1, i-1, na-1
	if na == 0 {
		return finish()
	}
	if nb == 1 {
		return firstOfB()
	}
	gallop := s.minGallop
	for {
		winsA, winsB := 0, 0
		for {
			smaller, ok := s.less(s.tmpKeys[j], s.keys[i])
			if !ok {
				return fail()
			}
			if smaller {
				s.move(dst, i, 1)
				dst, i, na = dst-1, i-1, na-1
				winsA, winsB = winsA+1, 0
				if na == 0 {
					return finish()
				}
				if winsA >= gallop {
					break
				}
			} else {
				s.restore(dst, j, 1)
				dst, j, nb = dst-1, j-1, nb-1
				winsB, winsA = winsB+1, 0
				if nb == 1 {
					return firstOfB()
				}
				if winsB >= gallop {
					break
				}
			}
		}
		gallop++
		for {
			gallop = max(gallop-1, 1)
			s.minGallop = gallop
			k, ok := s.gallopRight(s.tmpKeys[j], s.keys[a.start:a.start+na], na-1)
			if !ok {
				return fail()
			}
			winsA = na - k
			if winsA > 0 {
				k = winsA
				s.move(dst-k+1, i-k+1, k)
				dst, i, na = dst-k, i-k, na-k
				if na == 0 {
					return finish()
				}
			}
			s.restore(dst, j, 1)
			dst, j, nb = dst-1, j-1, nb-1
			if nb == 1 {
				return firstOfB()
			}
			k, ok = s.gallopLeft(s.keys[i], s.tmpKeys[:nb], nb-1)
			if !ok {
				return fail()
			}
			winsB = nb - k
			if winsB > 0 {
				k = winsB
				s.restore(dst-k+1, j-k+1, k)
				dst, j, nb = dst-k, j-k, nb-k
				if nb == 1 {
					return firstOfB()
				}
				if nb == 0 { // only with an inconsistent comparison
					return finish()
				}
			}
			s.move(dst, i, 1)
			dst, i, na = dst-1, i-1, na-1
			if na == 0 {
				return finish()
			}
			if winsA < minGallop && winsB < minGallop {
				break
			}
		}
		gallop++
		s.minGallop = gallop
	}
}
