// Package libm holds the elementary functions of floats.
//
// In and out: float64. Errors are IEEE's: NaN for a domain error, infinity for
// a pole or overflow; callers raise.
//
// exp, exp2, log, log2, pow and the trigonometric functions return the float
// nearest to the exact result, on every machine. Each has a quick way, in
// twice the precision of a float with an error bound, and an accurate one for
// the few arguments where the bound leaves two candidates. Go's math, with
// errors of an ulp and more, differed from C's library for one argument in
// five to twenty; these differ for one in a thousand, where C errs.
package libm

//go:generate go run gen.go
