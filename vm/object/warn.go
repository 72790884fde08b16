package object

import "fmt"

// Warn issues a warning of a core category as warnings.warn does; level 1 is
// the running function of the script. False means that an exception is
// pending: the filters may turn warnings into errors.
func (t *Thread) Warn(category uint32, level int, format string, args ...any) bool {
	return t.WarnAt(t.M.Type(category).Value(), level, NewStr(fmt.Sprintf(format, args...)), None)
}

// WarnAt is Warn with a category of any kind and a message that is a str or a
// Warning. source is what was misused, for a ResourceWarning; None for nothing.
func (t *Thread) WarnAt(category Value, level int, message, source Value) bool {
	mod := t.Exec.Import(t, "warnings")
	if mod.P == nil {
		return false
	}
	args := []Value{message, category, Int(int64(level)), source}
	if source.IsNone() {
		args = args[:3]
	}
	return t.CallMethod(mod, t.M.Intern("warn"), args...).P != nil
}
