package libm

import "math"

// Hypot is the length of the vector (x, y).
func Hypot(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	greatest := x
	if y > x || math.IsInf(y, 0) {
		greatest = y
	}
	vec := [2]float64{x, y}
	return Norm(vec[:], greatest)
}

// Norm is the Euclidean length of a vector of absolute values whose largest is
// greatest; it overwrites vec.
//
// The squares are summed in twice the precision, scaled by a power of two so
// that none over- or underflows, and the root is corrected by its residue: the
// result is the nearest float in all but a few of 10**9 cases.
func Norm(vec []float64, greatest float64) float64 {
	if math.IsInf(greatest, 1) {
		return greatest
	}
	for _, x := range vec {
		if math.IsNaN(x) {
			return x
		}
	}
	if greatest == 0 || len(vec) <= 1 {
		return greatest
	}
	const minNormal = 0x1p-1022
	_, exp := math.Frexp(greatest)
	if exp < -1023 { // the scale would overflow
		for i := range vec {
			vec[i] /= minNormal
		}
		return minNormal * Norm(vec, greatest/minNormal)
	}
	scale := math.Ldexp(1, -exp)
	// starting from 1 keeps the sum larger than what is added
	sum, low1, low2 := 1.0, 0.0, 0.0
	add := func(a, b float64) {
		p, pErr := twoProduct(a, b)
		var sErr float64
		sum, sErr = fastTwoSum(sum, p)
		low1 += pErr
		low2 += sErr
	}
	for _, x := range vec {
		x *= scale
		add(x, x)
	}
	root := math.Sqrt(sum - 1 + (low1 + low2))
	add(-root, root)
	residue := sum - 1 + (low1 + low2)
	root += residue / (2 * root)
	return root / scale
}

// A DotSum accumulates a sum of products in three times the precision of a
// float (Ogita, Rump and Oishi, Accurate sum and dot product, 2005).
type DotSum struct{ high, low, tiny float64 }

// Add adds x*y.
func (d *DotSum) Add(x, y float64) {
	p, pErr := twoProduct(x, y)
	var s, r1, r2 float64
	d.high, s = twoSum(d.high, p)
	d.low, r1 = twoSum(d.low, pErr)
	d.low, r2 = twoSum(d.low, s)
	d.tiny = d.tiny + r1 + r2
}

// Value is the sum as a float.
func (d *DotSum) Value() float64 {
	low, rest := twoSum(d.low, d.tiny)
	sum, err := twoSum(d.high, low)
	return sum + (err + rest)
}
