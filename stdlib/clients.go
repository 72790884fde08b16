package stdlib

import (
	"github.com/aio-lang/aio/stdlib/aiofiles"
	"github.com/aio-lang/aio/stdlib/aiohttp"
	"github.com/aio-lang/aio/stdlib/http"
	"github.com/aio-lang/aio/stdlib/httpx"
	"github.com/aio-lang/aio/stdlib/mimetypes"
	"github.com/aio-lang/aio/stdlib/requests"
	"github.com/aio-lang/aio/stdlib/socketserver"
	"github.com/aio-lang/aio/stdlib/websockets"
)

// clients are the modules of HTTP: the package http, the clients, and what they
// lean on; aiofiles, which is often beside them.
var clients = []family{
	{[]string{"aiofiles"}, aiofiles.Modules},
	{[]string{"aiohttp", "multidict", "yarl"}, aiohttp.Modules},
	{[]string{"http", "_http"}, http.Modules},
	{[]string{"httpx"}, httpx.Modules},
	{[]string{"mimetypes"}, mimetypes.Modules},
	{[]string{"requests", "urllib3"}, requests.Modules},
	{[]string{"socketserver"}, socketserver.Modules},
	{[]string{"websockets"}, websockets.Modules},
}
