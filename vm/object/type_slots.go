package object

import (
	"sort"
	"strings"
)

// slotPlan is what a class body's __slots__ asks for.
type slotPlan struct {
	names      []*Str // mangled, sorted
	dict, weak bool   // instances get __dict__, __weakref__
}

// planSlots reads __slots__ from a class namespace. base is the layout base.
func (t *Thread) planSlots(name string, base *Type, bases []*Type, d *Dict) (plan slotPlan, ok bool) {
	mayDict := base.Flags&TypeHasDict == 0
	mayWeak := base.Flags&TypeHasWeakref == 0 && !base.isVarSized()
	slots := d.GetStr(names.Slots)
	if slots.P == nil {
		plan.dict, plan.weak = mayDict, mayWeak
		return plan, true
	}
	var items []Value
	if slots.IsStr() {
		items = []Value{slots}
	} else if items, ok = t.Collect(slots); !ok {
		return plan, false
	}
	if len(items) > 0 && base.isVarSized() {
		t.TypeErrorf("nonempty __slots__ not supported for subtype of '%s'", base.Label())
		return plan, false
	}
	for _, v := range items {
		if !v.IsStr() {
			t.TypeErrorf("__slots__ items must be strings, not '%s'", t.TypeName(v))
			return plan, false
		}
		s := v.Text()
		if !IsIdentifier(s) {
			t.TypeErrorf("__slots__ must be identifiers")
			return plan, false
		}
		switch s {
		case "__dict__":
			if !mayDict || plan.dict {
				t.TypeErrorf("__dict__ slot disallowed: we already got one")
				return plan, false
			}
			plan.dict = true
			continue
		case "__weakref__":
			if !mayWeak || plan.weak {
				t.TypeErrorf("__weakref__ slot disallowed: we already got one")
				return plan, false
			}
			plan.weak = true
			continue
		}
		slot := t.M.Intern(Mangle(name, s))
		if d.GetStr(slot).P != nil && slot != names.QualName && slot != names.ClassCell {
			t.ValueErrorf("'%s' in __slots__ conflicts with class variable", s)
			return plan, false
		}
		plan.names = append(plan.names, slot)
	}
	sort.SliceStable(plan.names, func(i, j int) bool { return plan.names[i].S < plan.names[j].S })
	for _, b := range bases {
		if b == base {
			continue
		}
		plan.dict = plan.dict || mayDict && b.Flags&TypeHasDict != 0
		plan.weak = plan.weak || mayWeak && b.Flags&TypeHasWeakref != 0
	}
	return plan, true
}

// addMembers makes ty's first shape and the descriptors of its slots. The
// names of slots in the shape are private copies, so that the attribute
// machinery finds them through their descriptors only.
func (m *Machine) addMembers(ty *Type, slots []*Str) {
	base := ty.Base
	ty.Shape0 = m.newShape(ty)
	if base.FixedSlots > 0 {
		ty.Shape0.Names = append(ty.Shape0.Names, base.Shape0.Names[:base.FixedSlots]...)
	}
	ty.FixedSlots = base.FixedSlots
	for _, s := range slots {
		mb := &Member{Header{Shape: ShapeMemberDescriptor, Kind: KindMember}, s, ty, ty.FixedSlots}
		ty.Shape0.Names = append(ty.Shape0.Names, newStr(s.S))
		ty.FixedSlots++
		ty.Dict.SetStr(s, FromHeader(&mb.Header))
	}
}

// isVarSized reports whether CPython stores the type's items inside the
// object, which leaves no room for slots.
func (ty *Type) isVarSized() bool {
	switch ty.Layout {
	case KindIntSub, KindBytes, KindTuple, KindType:
		return true
	}
	return false
}

// Mangle gives a private name of a class body the class's name in front.
func Mangle(class, name string) string {
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}
