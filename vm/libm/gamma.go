package libm

import "math"

// Gamma and its logarithm by Lanczos's approximation, with the order of
// operations that CPython uses, so that the last digits are the same.

// lanczosSum is the rational function P(x)/Q(x) for positive x. For large x it
// is evaluated in 1/x, to keep the powers from overflowing.
func lanczosSum(x float64) float64 {
	var num, den float64
	if x < 5 {
		for i := len(lanczosTable) - 1; i >= 0; i-- {
			num = float64(num*x) + lanczosTable[i].num
			den = float64(den*x) + lanczosTable[i].den
		}
		return num / den
	}
	for i := range lanczosTable {
		num = num/x + lanczosTable[i].num
		den = den/x + lanczosTable[i].den
	}
	return num / den
}

// sinPi is sin(pi*x), accurate near whole numbers.
func sinPi(x float64) float64 {
	y := math.Mod(math.Abs(x), 2)
	var r float64
	switch int(math.Round(2 * y)) {
	case 0:
		r = Sin(math.Pi * y)
	case 1:
		r = Cos(math.Pi * (y - 0.5))
	case 2:
		r = Sin(math.Pi * (1 - y))
	case 3:
		r = -Cos(math.Pi * (y - 1.5))
	case 4:
		r = Sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// factorials are those that a float holds exactly.
var factorials = func() (f [23]float64) {
	f[0] = 1
	for i := 1; i < len(f); i++ {
		f[i] = f[i-1] * float64(i)
	}
	return f
}()

// Gamma is the gamma function: infinite at 0, NaN at the other poles.
func Gamma(x float64) float64 {
	const shift = lanczosG - 0.5
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case math.IsInf(x, -1):
		return math.NaN()
	case x == 0:
		return 1 / x
	case x == math.Floor(x) && x < 0:
		return math.NaN()
	case x == math.Floor(x) && x <= float64(len(factorials)):
		return factorials[int(x)-1]
	case ax < 1e-20:
		return 1 / x
	case x > 200:
		return math.Inf(1)
	case x < -200:
		return 0 / sinPi(x)
	}
	y := ax + shift
	// what rounding took from the sum
	z := (y - shift) - ax
	if ax > shift {
		z = (y - ax) - shift
	}
	z = z * lanczosG / y
	if x < 0 {
		r := -math.Pi / sinPi(ax) / ax * Exp(y) / lanczosSum(ax)
		r -= float64(z * r)
		if ax < 140 {
			return r / Pow(y, ax-0.5)
		}
		root := Pow(y, ax/2-0.25)
		return r / root / root
	}
	r := lanczosSum(ax) / Exp(y)
	r += float64(z * r)
	if ax < 140 {
		return r * Pow(y, ax-0.5)
	}
	root := Pow(y, ax/2-0.25)
	return r * root * root
}

// logPi is log(pi).
const logPi = 1.144729885849400174143427351353058711647

// Lgamma is the logarithm of |Gamma(x)|: infinite at the poles.
func Lgamma(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return x
	case math.IsInf(x, 0):
		return math.Inf(1)
	case x == math.Floor(x) && x <= 2:
		if x <= 0 {
			return math.Inf(1)
		}
		return 0
	case ax < 1e-20:
		return -Log(ax)
	}
	r := Log(lanczosSum(ax)) - lanczosG
	r += float64((ax - 0.5) * (Log(ax+lanczosG-0.5) - 1))
	if x < 0 {
		r = logPi - Log(math.Abs(sinPi(ax))) - Log(ax) - r
	}
	return r
}
