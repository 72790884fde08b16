// Package libm holds the elementary functions of floats.
//
// In and out: float64. Errors are IEEE's: NaN for a domain error, infinity for
// a pole or overflow; callers raise.
package libm

import "math"

// Pow is x**y with C's special cases.
func Pow(x, y float64) float64 { return math.Pow(x, y) }

// Exp is e**x.
func Exp(x float64) float64 { return math.Exp(x) }

// Exp2 is 2**x.
func Exp2(x float64) float64 { return math.Exp2(x) }

// Log is the natural logarithm.
func Log(x float64) float64 { return math.Log(x) }

// Log2 is the logarithm to base 2.
func Log2(x float64) float64 { return math.Log2(x) }

// Sin is the sine of x radians.
func Sin(x float64) float64 { return math.Sin(x) }

// Cos is the cosine of x radians.
func Cos(x float64) float64 { return math.Cos(x) }

// Tan is the tangent of x radians.
func Tan(x float64) float64 { return math.Tan(x) }

// Asin is the arc sine in radians.
func Asin(x float64) float64 { return math.Asin(x) }

// Acos is the arc cosine in radians.
func Acos(x float64) float64 { return math.Acos(x) }

// Atan is the arc tangent in radians.
func Atan(x float64) float64 { return math.Atan(x) }

// Atan2 is the angle of the point (x, y).
func Atan2(y, x float64) float64 { return math.Atan2(y, x) }
