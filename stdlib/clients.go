package stdlib

import (
	"github.com/aio-lang/aio/stdlib/http"
	"github.com/aio-lang/aio/stdlib/requests"
)

// clients are the modules of HTTP: the package http and the clients.
var clients = []family{
	{[]string{"http", "_http"}, http.Modules},
	{[]string{"requests", "urllib3"}, requests.Modules},
}
