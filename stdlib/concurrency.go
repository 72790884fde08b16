package stdlib

import (
	"github.com/aio-lang/aio/stdlib/asyncio"
	"github.com/aio-lang/aio/stdlib/fastapi"
	"github.com/aio-lang/aio/stdlib/flask"
	"github.com/aio-lang/aio/stdlib/futures"
	"github.com/aio-lang/aio/stdlib/jinja2"
	"github.com/aio-lang/aio/stdlib/matplotlib"
	"github.com/aio-lang/aio/stdlib/multiprocessing"
	"github.com/aio-lang/aio/stdlib/pydantic"
	"github.com/aio-lang/aio/stdlib/socket"
	"github.com/aio-lang/aio/stdlib/ssl"
	"github.com/aio-lang/aio/stdlib/starlette"
	"github.com/aio-lang/aio/stdlib/subprocess"
	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/stdlib/uvicorn"
	"github.com/aio-lang/aio/stdlib/werkzeug"
)

// families are the modules of tasks, threads and processes.
var families = []family{
	{[]string{"asyncio", "_asyncio"}, asyncio.Modules},
	{[]string{"concurrent"}, futures.Modules},
	{[]string{"multiprocessing", "_multiprocessing"}, multiprocessing.Modules},
	{[]string{"socket", "_socket"}, socket.Modules},
	{[]string{"ssl", "_ssl"}, ssl.Modules},
	{[]string{"subprocess", "_aio_subprocess"}, subprocess.Modules},
	{[]string{"threading", "_thread"}, threading.Modules},
	{[]string{"uvicorn"}, uvicorn.Modules},
	{[]string{"matplotlib"}, matplotlib.Modules},
	{[]string{"flask"}, flask.Modules},
	{[]string{"werkzeug"}, werkzeug.Modules},
	{[]string{"jinja2", "markupsafe"}, jinja2.Modules},
	{[]string{"fastapi"}, fastapi.Modules},
	{[]string{"starlette"}, starlette.Modules},
	{[]string{"pydantic", "pydantic_core"}, pydantic.Modules},
}
