// Package random is the module random: a Mersenne Twister and the
// distributions made of it. A program that seeds it gets CPython's numbers.
//
// In: arguments as the machine passes them. Out: a module declaration. The
// module's functions are the methods of one hidden instance.
package random

import (
	"math"
	"sort"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
)

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name:  "random",
		Doc:   "Random numbers: uniform and other distributions of numbers, choices from sequences.",
		Types: []*object.TypeDecl{&randomDecl},
		Attrs: []object.Attr{
			{Name: "NV_MAGICCONST", Value: object.Float(normalConst)},
			{Name: "TWOPI", Value: object.Float(twoPi)},
			{Name: "LOG4", Value: object.Float(log4)},
			{Name: "SG_MAGICCONST", Value: object.Float(gammaConst)},
			{Name: "BPF", Value: object.Int(53)},
			{Name: "RECIP_BPF", Value: object.Float(math.Ldexp(1, -53))},
		},
		Init: bindInstance,
	}
}

// instanceFuncs are the methods that the module has as functions.
const instanceFuncs = "seed random uniform triangular randint choice randrange sample shuffle choices normalvariate " +
	"lognormvariate expovariate vonmisesvariate gammavariate gauss betavariate binomialvariate paretovariate " +
	"weibullvariate getstate setstate getrandbits randbytes"

// bindInstance makes the hidden instance and binds its methods.
func bindInstance(t *thread, mod *object.Module) bool {
	m := t.M
	base := m.TypeFor(&randomDecl)
	mod.Set(m, "SystemRandom", m.TypeForBase(&systemDecl, base).Value())
	inst := object.NewOpaque(base, &generator{})
	mod.Set(m, "_inst", inst)
	all := []value{object.NewStr("Random"), object.NewStr("SystemRandom")}
	names := strings.Fields(instanceFuncs)
	sort.Strings(names)
	for _, name := range names {
		f := t.GetAttr(inst, m.Intern(name))
		if f.IsNil() {
			return false
		}
		mod.Set(m, name, f)
		all = append(all, object.NewStr(name))
	}
	mod.Set(m, "__all__", object.NewList(all))
	return true
}
