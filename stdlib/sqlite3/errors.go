package sqlite3

import (
	"errors"
	"strings"

	sqlite "github.com/ncruces/go-sqlite3"

	"github.com/aio-lang/aio/vm/object"
)

// class is a row of the table of exceptions.
func class(name string) *object.TypeDecl {
	return &object.TypeDecl{Name: "sqlite3." + name, Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict}
}

var (
	warningDecl       = class("Warning")
	errorDecl         = class("Error")
	interfaceDecl     = class("InterfaceError")
	databaseErrorDecl = class("DatabaseError")
	internalDecl      = class("InternalError")
	operationalDecl   = class("OperationalError")
	programmingDecl   = class("ProgrammingError")
	integrityDecl     = class("IntegrityError")
	dataDecl          = class("DataError")
	unsupportedDecl   = class("NotSupportedError")
)

// exceptions are the classes and their bases, bases first; nil is Exception.
var exceptions = []struct{ decl, base *object.TypeDecl }{
	{warningDecl, nil}, {errorDecl, nil}, {interfaceDecl, errorDecl}, {databaseErrorDecl, errorDecl},
	{internalDecl, databaseErrorDecl}, {operationalDecl, databaseErrorDecl}, {programmingDecl, databaseErrorDecl},
	{integrityDecl, databaseErrorDecl}, {dataDecl, databaseErrorDecl}, {unsupportedDecl, databaseErrorDecl},
}

// fail raises an exception that is not SQLite's.
func fail(t *thread, decl *object.TypeDecl, text string) value {
	return t.RaiseException(object.NewExceptionOf(t.M.TypeFor(decl), []value{object.NewStr(text)}))
}

// kindOf is the class for an error of SQLite's.
func kindOf(code sqlite.ErrorCode) *object.TypeDecl {
	switch code {
	case sqlite.INTERNAL, sqlite.NOTFOUND:
		return internalDecl
	case sqlite.ERROR, sqlite.PERM, sqlite.ABORT, sqlite.BUSY, sqlite.LOCKED, sqlite.READONLY, sqlite.INTERRUPT, sqlite.IOERR, sqlite.FULL,
		sqlite.CANTOPEN, sqlite.PROTOCOL, sqlite.EMPTY, sqlite.SCHEMA:
		return operationalDecl
	case sqlite.CONSTRAINT, sqlite.MISMATCH:
		return integrityDecl
	case sqlite.TOOBIG:
		return dataDecl
	case sqlite.MISUSE, sqlite.RANGE:
		return interfaceDecl
	}
	return databaseErrorDecl
}

// raise raises an error of SQLite's, with its code and the code's name.
func raise(t *thread, err error) value {
	var e *sqlite.Error
	var code sqlite.ErrorCode
	var extended sqlite.ExtendedErrorCode
	if errors.As(err, &e) {
		code, extended = e.Code(), e.ExtendedCode()
	} else if !errors.As(err, &code) {
		return fail(t, operationalDecl, strings.TrimPrefix(err.Error(), "sqlite3: "))
	} else {
		extended = code.ExtendedCode()
	}
	if code == sqlite.NOMEM {
		return t.MemoryError()
	}
	text := err.Error()
	if rest, ok := strings.CutPrefix(text, code.Error()+": "); ok {
		text = rest
	}
	exc := object.NewExceptionOf(t.M.TypeFor(kindOf(code)), []value{object.NewStr(strings.TrimPrefix(text, "sqlite3: "))})
	t.SetAttr(exc.Value(), t.M.Intern("sqlite_errorcode"), object.Int(int64(extended)))
	name := codeNames[int(extended)]
	if name == "" {
		name = codeNames[int(code)]
	}
	t.SetAttr(exc.Value(), t.M.Intern("sqlite_errorname"), object.NewStr(name))
	return t.RaiseException(exc)
}

// codeNames are the names of result codes.
var codeNames = map[int]string{
	1:    "SQLITE_ERROR",
	2:    "SQLITE_INTERNAL",
	3:    "SQLITE_PERM",
	4:    "SQLITE_ABORT",
	5:    "SQLITE_BUSY",
	6:    "SQLITE_LOCKED",
	7:    "SQLITE_NOMEM",
	8:    "SQLITE_READONLY",
	9:    "SQLITE_INTERRUPT",
	10:   "SQLITE_IOERR",
	11:   "SQLITE_CORRUPT",
	12:   "SQLITE_NOTFOUND",
	13:   "SQLITE_FULL",
	14:   "SQLITE_CANTOPEN",
	15:   "SQLITE_PROTOCOL",
	16:   "SQLITE_EMPTY",
	17:   "SQLITE_SCHEMA",
	18:   "SQLITE_TOOBIG",
	19:   "SQLITE_CONSTRAINT",
	20:   "SQLITE_MISMATCH",
	21:   "SQLITE_MISUSE",
	22:   "SQLITE_NOLFS",
	23:   "SQLITE_AUTH",
	24:   "SQLITE_FORMAT",
	25:   "SQLITE_RANGE",
	26:   "SQLITE_NOTADB",
	27:   "SQLITE_NOTICE",
	28:   "SQLITE_WARNING",
	257:  "SQLITE_ERROR_MISSING_COLLSEQ",
	261:  "SQLITE_BUSY_RECOVERY",
	262:  "SQLITE_LOCKED_SHAREDCACHE",
	264:  "SQLITE_READONLY_RECOVERY",
	266:  "SQLITE_IOERR_READ",
	267:  "SQLITE_CORRUPT_VTAB",
	270:  "SQLITE_CANTOPEN_NOTEMPDIR",
	275:  "SQLITE_CONSTRAINT_CHECK",
	279:  "SQLITE_AUTH_USER",
	283:  "SQLITE_NOTICE_RECOVER_WAL",
	284:  "SQLITE_WARNING_AUTOINDEX",
	513:  "SQLITE_ERROR_RETRY",
	516:  "SQLITE_ABORT_ROLLBACK",
	517:  "SQLITE_BUSY_SNAPSHOT",
	518:  "SQLITE_LOCKED_VTAB",
	520:  "SQLITE_READONLY_CANTLOCK",
	522:  "SQLITE_IOERR_SHORT_READ",
	523:  "SQLITE_CORRUPT_SEQUENCE",
	526:  "SQLITE_CANTOPEN_ISDIR",
	531:  "SQLITE_CONSTRAINT_COMMITHOOK",
	539:  "SQLITE_NOTICE_RECOVER_ROLLBACK",
	769:  "SQLITE_ERROR_SNAPSHOT",
	773:  "SQLITE_BUSY_TIMEOUT",
	776:  "SQLITE_READONLY_ROLLBACK",
	778:  "SQLITE_IOERR_WRITE",
	779:  "SQLITE_CORRUPT_INDEX",
	782:  "SQLITE_CANTOPEN_FULLPATH",
	787:  "SQLITE_CONSTRAINT_FOREIGNKEY",
	1032: "SQLITE_READONLY_DBMOVED",
	1034: "SQLITE_IOERR_FSYNC",
	1038: "SQLITE_CANTOPEN_CONVPATH",
	1043: "SQLITE_CONSTRAINT_FUNCTION",
	1288: "SQLITE_READONLY_CANTINIT",
	1290: "SQLITE_IOERR_DIR_FSYNC",
	1294: "SQLITE_CANTOPEN_DIRTYWAL",
	1299: "SQLITE_CONSTRAINT_NOTNULL",
	1544: "SQLITE_READONLY_DIRECTORY",
	1546: "SQLITE_IOERR_TRUNCATE",
	1550: "SQLITE_CANTOPEN_SYMLINK",
	1555: "SQLITE_CONSTRAINT_PRIMARYKEY",
	1802: "SQLITE_IOERR_FSTAT",
	1811: "SQLITE_CONSTRAINT_TRIGGER",
	2058: "SQLITE_IOERR_UNLOCK",
	2067: "SQLITE_CONSTRAINT_UNIQUE",
	2314: "SQLITE_IOERR_RDLOCK",
	2323: "SQLITE_CONSTRAINT_VTAB",
	2570: "SQLITE_IOERR_DELETE",
	2579: "SQLITE_CONSTRAINT_ROWID",
	2826: "SQLITE_IOERR_BLOCKED",
	2835: "SQLITE_CONSTRAINT_PINNED",
	3082: "SQLITE_IOERR_NOMEM",
	3338: "SQLITE_IOERR_ACCESS",
	3594: "SQLITE_IOERR_CHECKRESERVEDLOCK",
	3850: "SQLITE_IOERR_LOCK",
	4106: "SQLITE_IOERR_CLOSE",
	4362: "SQLITE_IOERR_DIR_CLOSE",
	4618: "SQLITE_IOERR_SHMOPEN",
	4874: "SQLITE_IOERR_SHMSIZE",
	5130: "SQLITE_IOERR_SHMLOCK",
	5386: "SQLITE_IOERR_SHMMAP",
	5642: "SQLITE_IOERR_SEEK",
	5898: "SQLITE_IOERR_DELETE_NOENT",
	6154: "SQLITE_IOERR_MMAP",
	6410: "SQLITE_IOERR_GETTEMPPATH",
	6666: "SQLITE_IOERR_CONVPATH",
	6922: "SQLITE_IOERR_VNODE",
	7178: "SQLITE_IOERR_AUTH",
	7434: "SQLITE_IOERR_BEGIN_ATOMIC",
	7690: "SQLITE_IOERR_COMMIT_ATOMIC",
	7946: "SQLITE_IOERR_ROLLBACK_ATOMIC",
	8202: "SQLITE_IOERR_DATA",
	8458: "SQLITE_IOERR_CORRUPTFS",
}
