package grammar

import (
	"encoding/json"
	"math/rand"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// mutationTokens are put into programs.
var mutationTokens = strings.Split("( ) [ ] { } : , ; = == := * ** / . -> @ + - not in is and or if else elif for while try "+
	"except finally with as lambda yield await async def class return raise from import global nonlocal del pass "+
	"break continue assert None True x print match case _ type 1 2.0 3j 's' f'{x}' f'{a!r:>{w}}' b'x' ... ! $ ~ % < > "+
	"!= <> += \" ' f' {x } # \\ 0777 1_ else: *a **k a=1 x=", " ")

var roughToken = regexp.MustCompile(`\s+|\w+|"[^"\n]*"|'[^'\n]*'|[^\w\s]`)

// mutate makes a few changes to a program.
func mutate(rng *rand.Rand, src string) string {
	parts := roughToken.FindAllString(src, -1)
	for range 1 + rng.Intn(3)*rng.Intn(2) {
		if len(parts) == 0 {
			break
		}
		i := rng.Intn(len(parts))
		switch rng.Intn(10) {
		case 0, 1, 2:
			parts = append(parts[:i:i], parts[i+1:]...)
		case 3, 4, 5:
			word := mutationTokens[rng.Intn(len(mutationTokens))]
			if rng.Intn(8) == 0 {
				word = "\n" + strings.Repeat(" ", rng.Intn(6))
			}
			parts = append(parts[:i:i], append([]string{" " + word + " "}, parts[i:]...)...)
		case 6, 7:
			j := rng.Intn(len(parts))
			parts[i], parts[j] = parts[j], parts[i]
		default:
			j := min(i+1+rng.Intn(4), len(parts))
			parts = append(parts[:j:j], parts[i:]...)
		}
	}
	return strings.Join(parts, "")
}

// TestMutationsAsCPython compares the errors of programs that are slightly
// wrong: pieces of those of the corpus with a few changes.
func TestMutationsAsCPython(t *testing.T) {
	files := corpus(t)
	o := startOracle(t, "testdata/errors.py")
	rng := rand.New(rand.NewSource(1))
	total, bad := 0, 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		u := Parse(file, src, Options{})
		if u.Err() != nil || len(u.Module.Body) == 0 {
			continue
		}
		programs := []string{}
		for range 10 {
			// A few statements of the program, and changes to them.
			n := rng.Intn(len(u.Module.Body))
			from := u.Module.Body[n].Range().Pos
			end := u.Module.Body[min(n+rng.Intn(3), len(u.Module.Body)-1)].Range().End
			if end-from > 4000 {
				continue
			}
			text := mutate(rng, u.Source.Text[from:end]+"\n")
			if utf8.ValidString(text) && !knownToDiffer(text) {
				programs = append(programs, text)
			}
		}
		question, err := json.Marshal(programs)
		if err != nil {
			t.Fatal(err)
		}
		var answers []*mistake
		if err := json.Unmarshal([]byte(o.ask(t, string(question))), &answers); err != nil {
			t.Fatal(err)
		}
		for i, want := range answers {
			total++
			var got *mistake
			if e := Parse("<test>", []byte(programs[i]), Options{Origin: FromText}).Err(); e != nil {
				got = &mistake{programs[i], e.Class, e.Msg, [4]int{e.Line, e.Offset, e.EndLine, e.EndOffset}}
			}
			if got != nil && want != nil && strings.HasPrefix(want.Msg, "unexpected character after line cont") {
				got.At = want.At // see the package comment
			}
			if (got == nil) != (want == nil) || got != nil && *got != *want {
				bad++
				t.Errorf("%q\n got %+v\nwant %+v", programs[i], got, want)
			}
		}
		if bad > 20 {
			t.Fatal("too many differences")
		}
	}
	t.Logf("%d errors compared", total)
}

// knownToDiffer: the cases that the package comment lists.
func knownToDiffer(text string) bool {
	return strings.Contains(text, "\\\n") && !isASCII(text) || leadingZeros.MatchString(text)
}

var leadingZeros = regexp.MustCompile(`[^\x00-\x7f].*\b0[0-9]`)
