package libm

import "math"

// Gamma is the gamma function.
func Gamma(x float64) float64 { return math.Gamma(x) }

// Lgamma is the logarithm of |Gamma(x)|.
func Lgamma(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.Inf(1)
	}
	r, _ := math.Lgamma(x)
	return r
}
