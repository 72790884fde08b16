// Package fastapi is package fastapi: path operations whose arguments are
// bound by annotation, on starlette and pydantic, in the language.
package fastapi

import (
	"embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed *.aio
var files embed.FS

func source(file string) string {
	b, err := files.ReadFile(file + ".aio")
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Modules declares the package and its modules; those that only lead to names
// of starlette are a line each.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{{Name: "fastapi", Doc: "APIs from functions and their annotations.", Source: source("__init__"), IsPackage: true}}
	for _, m := range [][2]string{
		{"applications", "The application."},
		{"dependencies", "Parameters and dependencies."},
		{"encoders", "From any value to what JSON has."},
		{"exceptions", "The exceptions of applications."},
		{"openapi", "The schema of an application."},
		{"params", "Where a parameter comes from."},
		{"routing", "Routes."},
		{"security", "Who a request comes from."},
	} {
		list = append(list, &object.ModuleDecl{Name: "fastapi." + m[0], Doc: m[1], Source: source(m[0]), IsPackage: m[0] == "openapi" || m[0] == "security"})
	}
	for _, m := range [][2]string{
		{"background", "from starlette.background import BackgroundTasks\n"},
		{"concurrency", "from starlette.concurrency import iterate_in_threadpool, run_in_threadpool, run_until_first_complete\n"},
		{"datastructures", "from starlette.datastructures import URL, Address, FormData, Headers, QueryParams, State, UploadFile\n"},
		{"exception_handlers", "from .applications import http_exception_handler, request_validation_exception_handler, websocket_request_validation_exception_handler\n"},
		{"middleware", "from starlette.middleware import Middleware\n"},
		{"middleware.cors", "from starlette.middleware.cors import CORSMiddleware\n"},
		{"middleware.gzip", "from starlette.middleware.gzip import GZipMiddleware\n"},
		{"middleware.httpsredirect", "from starlette.middleware.httpsredirect import HTTPSRedirectMiddleware\n"},
		{"middleware.trustedhost", "from starlette.middleware.trustedhost import TrustedHostMiddleware\n"},
		{"openapi.utils", "from . import get_openapi\n"},
		{"param_functions", "from .params import Body, Cookie, Depends, File, Form, Header, Path, Query, Security\n"},
		{"requests", "from starlette.requests import HTTPConnection, Request\n"},
		{"responses", "from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse\n"},
		{"staticfiles", "from starlette.staticfiles import StaticFiles\n"},
		{"templating", "from starlette.templating import Jinja2Templates\n"},
		{"testclient", "from starlette.testclient import TestClient\n"},
		{"websockets", "from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState\n"},
	} {
		list = append(list, &object.ModuleDecl{Name: "fastapi." + m[0], Source: m[1], IsPackage: m[0] == "middleware"})
	}
	return append(list, &object.ModuleDecl{Name: "fastapi.status", Source: "from starlette.status import *\n"})
}
