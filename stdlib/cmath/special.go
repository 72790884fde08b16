package cmath

import (
	"math"
	"strings"
)

// A specialTable holds a function's values where a part of the argument is
// infinite or a NaN. Rows go by the real part, columns by the imaginary part:
// -inf, negative, -0, 0, positive, inf, NaN. An entry has a sign and a letter
// for each part: i infinite, n NaN, 0, 1, p pi, h pi/2, q pi/4, t 3*pi/4. A dot
// stands where both parts are finite, or the value is computed.
type specialTable [7]string

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// special reports whether z is an argument for the tables.
func special(z complex128) bool { return !finite(real(z)) || !finite(imag(z)) }

// class is the row or column of a part.
func class(x float64) int {
	switch {
	case math.IsNaN(x):
		return 6
	case math.IsInf(x, -1):
		return 0
	case math.IsInf(x, 1):
		return 5
	case x < 0:
		return 1
	case x > 0:
		return 4
	case math.Signbit(x):
		return 2
	}
	return 3
}

// at is the value for z.
func (t *specialTable) at(z complex128) complex128 {
	entry := strings.Fields(t[class(real(z))])[class(imag(z))]
	return complex(specialPart(entry[:2]), specialPart(entry[2:]))
}

func specialPart(s string) float64 {
	var x float64
	switch s[1] {
	case 'i':
		x = math.Inf(1)
	case 'n':
		return math.NaN()
	case '1':
		x = 1
	case 'p':
		x = math.Pi
	case 'h':
		x = math.Pi / 2
	case 'q':
		x = math.Pi / 4
	case 't':
		x = 3 * math.Pi / 4
	}
	if s[0] == '-' {
		return -x
	}
	return x
}

var (
	acosSpecial = specialTable{
		"+t+i +p+i +p+i +p-i +p-i +t-i +n+i",
		"+h+i . . . . +h-i +n+n",
		"+h+i . . . . +h-i +h+n",
		"+h+i . . . . +h-i +h+n",
		"+h+i . . . . +h-i +n+n",
		"+q+i +0+i +0+i +0-i +0-i +q-i +n+i",
		"+n+i +n+n +n+n +n+n +n+n +n-i +n+n",
	}
	acoshSpecial = specialTable{
		"+i-t +i-p +i-p +i+p +i+p +i+t +i+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-q +i-0 +i-0 +i+0 +i+0 +i+q +i+n",
		"+i+n +n+n +n+n +n+n +n+n +i+n +n+n",
	}
	asinhSpecial = specialTable{
		"-i-q -i-0 -i-0 -i+0 -i+0 -i+q -i+n",
		"-i-h . . . . -i+h +n+n",
		"-i-h . . . . -i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-q +i-0 +i-0 +i+0 +i+0 +i+q +i+n",
		"+i+n +n+n +n-0 +n+0 +n+n +i+n +n+n",
	}
	atanhSpecial = specialTable{
		"-0-h -0-h -0-h -0+h -0+h -0+h -0+n",
		"-0-h . . . . -0+h +n+n",
		"-0-h . . . . -0+h -0+n",
		"+0-h . . . . +0+h +0+n",
		"+0-h . . . . +0+h +n+n",
		"+0-h +0-h +0-h +0+h +0+h +0+h +0+n",
		"+0-h +n+n +n+n +n+n +n+n +0+h +n+n",
	}
	coshSpecial = specialTable{
		"+i+n . +i+0 +i-0 . +i+n +i+n",
		"+n+n . . . . +n+n +n+n",
		"+n+0 . . . . +n+0 +n+0",
		"+n+0 . . . . +n+0 +n+0",
		"+n+n . . . . +n+n +n+n",
		"+i+n . +i-0 +i+0 . +i+n +i+n",
		"+n+n +n+n +n+0 +n+0 +n+n +n+n +n+n",
	}
	expSpecial = specialTable{
		"+0+0 . +0-0 +0+0 . +0+0 +0+0",
		"+n+n . . . . +n+n +n+n",
		"+n+n . . . . +n+n +n+n",
		"+n+n . . . . +n+n +n+n",
		"+n+n . . . . +n+n +n+n",
		"+i+n . +i-0 +i+0 . +i+n +i+n",
		"+n+n +n+n +n-0 +n+0 +n+n +n+n +n+n",
	}
	logSpecial = specialTable{
		"+i-t +i-p +i-p +i+p +i+p +i+t +i+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-q +i-0 +i-0 +i+0 +i+0 +i+q +i+n",
		"+i+n +n+n +n+n +n+n +n+n +i+n +n+n",
	}
	sinhSpecial = specialTable{
		"+i+n . -i-0 -i+0 . +i+n +i+n",
		"+n+n . . . . +n+n +n+n",
		"+0+n . . . . +0+n +0+n",
		"+0+n . . . . +0+n +0+n",
		"+n+n . . . . +n+n +n+n",
		"+i+n . +i-0 +i+0 . +i+n +i+n",
		"+n+n +n+n +n-0 +n+0 +n+n +n+n +n+n",
	}
	sqrtSpecial = specialTable{
		"+i-i +0-i +0-i +0+i +0+i +i+i +n+i",
		"+i-i . . . . +i+i +n+n",
		"+i-i . . . . +i+i +n+n",
		"+i-i . . . . +i+i +n+n",
		"+i-i . . . . +i+i +n+n",
		"+i-i +i-0 +i-0 +i+0 +i+0 +i+i +i+n",
		"+i-i +n+n +n+n +n+n +n+n +i+i +n+n",
	}
	tanhSpecial = specialTable{
		"-1+0 . -1-0 -1+0 . -1+0 -1+0",
		"+n+n . . . . +n+n +n+n",
		"+n+n . . . . +n+n +n+n",
		"+n+n . . . . +n+n +n+n",
		"+n+n . . . . +n+n +n+n",
		"+1+0 . +1-0 +1+0 . +1+0 +1+0",
		"+n+n +n+n +n-0 +n+0 +n+n +n+n +n+n",
	}
	rectSpecial = specialTable{
		"+i+n . -i+0 -i-0 . +i+n +i+n",
		"+n+n . . . . +n+n +n+n",
		"+0+0 . . . . +0+0 +0+0",
		"+0+0 . . . . +0+0 +0+0",
		"+n+n . . . . +n+n +n+n",
		"+i+n . +i-0 +i+0 . +i+n +i+n",
		"+n+n +n+n +n+0 +n+0 +n+n +n+n +n+n",
	}
)
