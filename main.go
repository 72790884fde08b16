package main

import (
	"os"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/stdlib/program"
)

func main() {
	os.Exit(program.Run(stdlib.NewMachine(), program.Options{File: os.Args[len(os.Args)-1]}))
}
