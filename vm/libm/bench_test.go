package libm

import (
	"math"
	"testing"
)

var sink float64

func BenchmarkFunctions(b *testing.B) {
	for _, f := range []struct {
		name string
		f    func(float64) float64
	}{
		{"exp", Exp}, {"log", Log}, {"sin", Sin}, {"cos", Cos}, {"tan", Tan}, {"atan", Atan}, {"asin", Asin}, {"log2", Log2},
		{"pow", func(x float64) float64 { return Pow(x, -1.5) }}, {"gamma", Gamma},
		{"go/exp", math.Exp}, {"go/log", math.Log}, {"go/sin", math.Sin}, {"go/pow", func(x float64) float64 { return math.Pow(x, -1.5) }},
	} {
		b.Run(f.name, func(b *testing.B) {
			x := 0.1
			for b.Loop() {
				sink += f.f(x)
				if x += 0.37; x > 10 || f.name == "asin" && x > 1 {
					x = 0.1
				}
			}
		})
	}
}
