// Package aiofiles is package aiofiles: files whose methods run in threads.
package aiofiles

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed __init__.aio
	initSource string
	//go:embed os.aio
	osSource string
)

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "aiofiles", Doc: "Files for tasks.", Source: initSource, IsPackage: true},
		{Name: "aiofiles.os", Doc: "Functions of os for tasks.", Source: osSource},
	}
}
