package repl

import "testing"

func TestComplete(t *testing.T) {
	for text, want := range map[string]bool{
		"":                                     true,
		"1 + 1":                                true,
		"(1 +":                                 false,
		"x = '''a":                             false,
		"x = '''a\nb'''":                       true,
		"a \\":                                 false,
		"if x:":                                false,
		"if x: y":                              false,
		"if x: y\n":                            true,
		"if x:\n    y":                         false,
		"if x:\n    y\n    ":                   true,
		"if x:\n    y\n":                       true,
		"def f():\n    for x in y:\n":          false,
		"@deco":                                false,
		"@deco\ndef f(): pass\n":               true,
		"try:\n    x\n":                        false,
		"try:\n    x\nexcept E:\n    y\n":      true,
		"a b":                                  true, // wrong: shown at once
		"x = (1,\n2))":                         true,
		"'abc":                                 true,
		":tasks":                               true,
		"async with x:":                        false,
		"a = 1\nb = 2":                         true,
		"a = 1\ndef f():\n    return a":        false,
		"a = 1\ndef f():\n    return a\n":      true,
		"class A:\n\n    x = 1\n\n    y = 2\n": true,
		"# just a comment":                     true,
	} {
		if got := complete(text, false); got != want {
			t.Errorf("complete(%q) = %v", text, got)
		}
	}
	for _, text := range []string{"def f():\n    x = 1\n\n    return x", "for i in x:\n    print(i)"} {
		if !complete(text, true) {
			t.Errorf("settled: complete(%q) = false", text)
		}
	}
}

func TestNextIndent(t *testing.T) {
	for text, want := range map[string]string{
		"x = 1":                                 "",
		"def f():":                              "    ",
		"def f():  # why":                       "    ",
		"def f():\n    return 1":                "",
		"def f():\n    x = 1":                   "    ",
		"def f():\n    if x:\n        pass":     "    ",
		"f(a,":                                  "",
		"  f(a,":                                "  ",
		"d = {'a': 1,\n     'b':":               "     ",
		"x = '''if a:":                          "",
		"print('if x:')":                        "",
		"class A:\n    def f(self): pass":       "    ",
		"def f():\n    passing = 1":             "    ",
		"if x:\n    y = '#'  # comment":         "    ",
		"while True:\n    if a:\n        break": "    ",
	} {
		if got := nextIndent(text); got != want {
			t.Errorf("nextIndent(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDedented(t *testing.T) {
	for text, want := range map[string]string{
		"if x:\n    y\n    else:":                          "if x:\n    y\nelse:",
		"for i in x:\n    if i:\n        a\n        else:": "for i in x:\n    if i:\n        a\n    else:",
		"for i in x:\n    if i:\n        a\n    else:":     "for i in x:\n    if i:\n        a\n    else:",
		"try:\n    a\n    except E:":                       "try:\n    a\nexcept E:",
		"async for i in x:\n    a\n    else:":              "async for i in x:\n    a\nelse:",
		"def f():\n    a\n    else:":                       "def f():\n    a\n    else:",
		"if x:\n    y\n    elsewhere:":                     "if x:\n    y\n    elsewhere:",
		"try:\n    a\nexcept E:\n    b\n    finally:":      "try:\n    a\nexcept E:\n    b\nfinally:",
	} {
		if got := dedented(text); got != want {
			t.Errorf("dedented(%q) = %q, want %q", text, got, want)
		}
	}
}
