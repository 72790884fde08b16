package stdlib

import (
	"github.com/aio-lang/aio/stdlib/asts"
	"github.com/aio-lang/aio/stdlib/bz2"
	"github.com/aio-lang/aio/stdlib/calendar"
	"github.com/aio-lang/aio/stdlib/colorsys"
	"github.com/aio-lang/aio/stdlib/datetime"
	"github.com/aio-lang/aio/stdlib/decimal"
	"github.com/aio-lang/aio/stdlib/fractions"
	"github.com/aio-lang/aio/stdlib/graphlib"
	"github.com/aio-lang/aio/stdlib/importlib"
	"github.com/aio-lang/aio/stdlib/logging"
	"github.com/aio-lang/aio/stdlib/sched"
	"github.com/aio-lang/aio/stdlib/sqlite3"
	"github.com/aio-lang/aio/stdlib/statistics"
	"github.com/aio-lang/aio/stdlib/typing"
	"github.com/aio-lang/aio/stdlib/unittest"
	"github.com/aio-lang/aio/vm/object"
)

// values are the modules of types, numbers, dates and reports.
var values = []family{
	{[]string{"sqlite3", "_sqlite3"}, sqlite3.Modules},
	{[]string{"ast", "_ast"}, asts.Modules},
	{[]string{"bz2", "_bz2"}, bz2.Modules},
	{[]string{"datetime"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{datetime.Module(clock)} }},
	{[]string{"unittest"}, unittest.Modules},
	{[]string{"zoneinfo"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{datetime.ZoneInfoModule()} }},
	{[]string{"decimal", "_decimal"}, decimal.Modules},
	{[]string{"fractions"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{fractions.Module()} }},
	{[]string{"importlib"}, importlib.Modules},
	{[]string{"logging"}, logging.Modules},
	{[]string{"statistics"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{statistics.Module()} }},
	{[]string{"colorsys"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{colorsys.Module()} }},
	{[]string{"sched"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{sched.Module()} }},
	{[]string{"graphlib"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{graphlib.Module()} }},
	{[]string{"calendar"}, func() []*object.ModuleDecl { return []*object.ModuleDecl{calendar.Module()} }},
	{[]string{"typing", "_typing"}, typing.Modules},
}
