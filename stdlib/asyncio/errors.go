package asyncio

import "github.com/aio-lang/aio/vm/object"

var brokenBarrierDecl = object.TypeDecl{
	Name: "asyncio.exceptions.BrokenBarrierError", Base: object.ShapeRuntimeError, Kind: object.KindException, Flags: object.TypeHasDict,
	Doc: "The barrier was broken by abort(), or by a reset while tasks waited.",
}
