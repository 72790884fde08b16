package os

import (
	"math"

	"github.com/aio-lang/aio/vm/object"
)

// Stat declares module stat, which takes the modes of files apart.
func Stat() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "stat", Doc: "Constants and functions to interpret the results of os.stat().",
		Funcs: statFuncs(),
		Init: func(t *object.Thread, mod *object.Module) bool {
			for name, n := range modeConstants {
				mod.Set(t.M, name, object.Int(int64(n)))
			}
			for i, name := range []string{"MODE", "INO", "DEV", "NLINK", "UID", "GID", "SIZE", "ATIME", "MTIME", "CTIME"} {
				mod.Set(t.M, "ST_"+name, object.Int(int64(i)))
			}
			for _, k := range fileKinds {
				name := "S_IF" + k.name
				if k.name == "FIFO" {
					name = "S_IFIFO"
				}
				mod.Set(t.M, name, object.Int(int64(k.bits)))
			}
			return true
		},
	}
}

// fileKinds are the kinds of files: the bits of a mode, how ls shows them, and
// what the tests for them are called. Kinds without bits are those of other
// systems.
var fileKinds = []struct {
	name, what string
	bits       int
	letter     byte
}{
	{"DIR", "a directory", 0o040000, 'd'}, {"CHR", "a character device", 0o020000, 'c'}, {"BLK", "a block device", 0o060000, 'b'},
	{"REG", "a regular file", 0o100000, '-'}, {"FIFO", "a named pipe", 0o010000, 'p'}, {"LNK", "a symbolic link", 0o120000, 'l'},
	{"SOCK", "a socket", 0o140000, 's'}, {"DOOR", "a door", 0, 0}, {"PORT", "an event port", 0, 0}, {"WHT", "a whiteout", 0, 0},
}

const kindBits = 0o170000

var modeConstants = map[string]int{
	"S_ISUID": 0o4000, "S_ISGID": 0o2000, "S_ENFMT": 0o2000, "S_ISVTX": 0o1000, "S_IREAD": 0o400, "S_IWRITE": 0o200, "S_IEXEC": 0o100,
	"S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100,
	"S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010,
	"S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
	"UF_SETTABLE": 0xffff, "UF_NODUMP": 1, "UF_IMMUTABLE": 2, "UF_APPEND": 4, "UF_OPAQUE": 8, "UF_NOUNLINK": 16, "UF_COMPRESSED": 32,
	"UF_TRACKED": 64, "UF_DATAVAULT": 128, "UF_HIDDEN": 0x8000, "SF_SETTABLE": 0xffff0000, "SF_ARCHIVED": 0x10000, "SF_IMMUTABLE": 0x20000,
	"SF_APPEND": 0x40000, "SF_RESTRICTED": 0x80000, "SF_NOUNLINK": 0x100000, "SF_SNAPSHOT": 0x200000, "SF_FIRMLINK": 0x800000,
	"SF_DATALESS":             0x40000000,
	"FILE_ATTRIBUTE_READONLY": 1, "FILE_ATTRIBUTE_HIDDEN": 2, "FILE_ATTRIBUTE_SYSTEM": 4, "FILE_ATTRIBUTE_DIRECTORY": 16,
	"FILE_ATTRIBUTE_ARCHIVE": 32, "FILE_ATTRIBUTE_DEVICE": 64, "FILE_ATTRIBUTE_NORMAL": 128, "FILE_ATTRIBUTE_TEMPORARY": 256,
	"FILE_ATTRIBUTE_SPARSE_FILE": 512, "FILE_ATTRIBUTE_REPARSE_POINT": 1024, "FILE_ATTRIBUTE_COMPRESSED": 2048,
	"FILE_ATTRIBUTE_OFFLINE": 4096, "FILE_ATTRIBUTE_NOT_CONTENT_INDEXED": 8192, "FILE_ATTRIBUTE_ENCRYPTED": 16384,
	"FILE_ATTRIBUTE_INTEGRITY_STREAM": 32768, "FILE_ATTRIBUTE_VIRTUAL": 65536, "FILE_ATTRIBUTE_NO_SCRUB_DATA": 131072,
}

// ofMode is a function of a mode.
func ofMode(name, doc string, f func(mode int) object.Value) object.Def {
	return object.Def{Sig: name + "(mode, /)", Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		if !object.IsIntLike(a[0]) {
			return t.TypeErrorf("an integer is required")
		}
		n, small := object.Int64(a[0])
		switch {
		case small && n < 0:
			return t.Raise(object.ShapeOverflowError, "can't convert negative value to unsigned int")
		case !small || n > math.MaxUint32:
			return t.Raise(object.ShapeOverflowError, "mode out of range")
		}
		return f(int(n))
	}}
}

func statFuncs() []object.Def {
	funcs := []object.Def{
		ofMode("S_IMODE", "Return the part of a mode that os.chmod() sets.", func(n int) object.Value { return object.Int(int64(n & 0o7777)) }),
		ofMode("S_IFMT", "Return the part of a mode that tells the kind of file.", func(n int) object.Value { return object.Int(int64(n & kindBits)) }),
		ofMode("filemode", "Write a mode as ls does: '-rwxrwxrwx'.", func(n int) object.Value { return object.NewStr(modeText(n)) }),
	}
	for _, k := range fileKinds {
		funcs = append(funcs, ofMode("S_IS"+k.name, "Return True for "+k.what+".", func(n int) object.Value {
			return object.Bool(k.bits != 0 && n&kindBits == k.bits)
		}))
	}
	return funcs
}

func modeText(mode int) string {
	text := []byte("?rwxrwxrwx")
	for _, k := range fileKinds {
		if k.bits != 0 && mode&kindBits == k.bits {
			text[0] = k.letter
		}
	}
	for i := 1; i < len(text); i++ {
		if mode>>(9-i)&1 == 0 {
			text[i] = '-'
		}
	}
	// the special bits show in the place of an x, in capitals where there is none
	for i, letter := range "sst" {
		if mode>>(11-i)&1 == 1 {
			at := 3 * (i + 1)
			if text[at] == '-' {
				letter -= 'a' - 'A'
			}
			text[at] = byte(letter)
		}
	}
	return string(text)
}
