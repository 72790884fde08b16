// Package libm holds the elementary functions of floats.
//
// In and out: float64. Errors are IEEE's: NaN for a domain error, infinity for
// overflow; callers raise.
package libm

import "math"

// Pow is x**y with C's special cases.
func Pow(x, y float64) float64 { return math.Pow(x, y) }

// Exp is e**x.
func Exp(x float64) float64 { return math.Exp(x) }

// Log is the natural logarithm.
func Log(x float64) float64 { return math.Log(x) }

// Sin is the sine of x radians.
func Sin(x float64) float64 { return math.Sin(x) }

// Cos is the cosine of x radians.
func Cos(x float64) float64 { return math.Cos(x) }

// Atan2 is the angle of the point (x, y).
func Atan2(y, x float64) float64 { return math.Atan2(y, x) }

// Hypot is the length of the vector (x, y).
func Hypot(x, y float64) float64 { return math.Hypot(x, y) }
