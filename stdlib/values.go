package stdlib

import (
	"github.com/aio-lang/aio/stdlib/datetime"
	"github.com/aio-lang/aio/stdlib/decimal"
	"github.com/aio-lang/aio/stdlib/logging"
	"github.com/aio-lang/aio/stdlib/typing"
	"github.com/aio-lang/aio/stdlib/unittest"
	"github.com/aio-lang/aio/vm/object"
)

// values are the modules of types, numbers, dates and reports.
var values = []family{
	{[]string{"datetime"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{datetime.Module(clock)} }},
	{[]string{"unittest"}, unittest.Modules},
	{[]string{"zoneinfo"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{datetime.ZoneInfoModule()} }},
	{[]string{"decimal", "_decimal"}, decimal.Modules},
	{[]string{"logging"}, logging.Modules},
	{[]string{"typing", "_typing"}, typing.Modules},
}
