package stdlib

import "github.com/aio-lang/aio/stdlib/typing"

// values are the modules of types, numbers, dates and reports.
var values = []family{
	{[]string{"typing", "_typing"}, typing.Modules},
}
