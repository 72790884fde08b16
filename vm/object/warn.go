package object

import "fmt"

// Warn issues a warning of a core category as warnings.warn does; level 1 is
// the running function of the script. False means that an exception is
// pending: the filters may turn warnings into errors.
func (t *Thread) Warn(category uint32, level int, format string, args ...any) bool {
	mod := t.Exec.Import(t, "warnings")
	if mod.P == nil {
		return false
	}
	text := fmt.Sprintf(format, args...)
	return t.CallMethod(mod, t.M.Intern("warn"), NewStr(text), t.M.Type(category).Value(), Int(int64(level))).P != nil
}
