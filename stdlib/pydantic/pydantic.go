// Package pydantic is package pydantic: data validation by type annotations,
// as pydantic 2 has it, in the language.
package pydantic

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed __init__.aio
	initSource string
	//go:embed _core.aio
	coreSource string
	//go:embed _dump.aio
	dumpSource string
	//go:embed _errors.aio
	errorsSource string
	//go:embed _schema.aio
	schemaSource string
	//go:embed _values.aio
	valuesSource string
	//go:embed adapters.aio
	adaptersSource string
	//go:embed fields.aio
	fieldsSource string
	//go:embed functional_validators.aio
	validatorsSource string
	//go:embed main.aio
	mainSource string
	//go:embed networks.aio
	networksSource string
	//go:embed types.aio
	typesSource string
)

// Modules declares the package and its modules, and pydantic_core with what
// users import from there.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{
		{Name: "pydantic", Doc: "Data validation by type annotations.", Source: initSource, IsPackage: true},
		{Name: "pydantic_core", Doc: "What pydantic is made of.", Source: "from pydantic._dump import PydanticSerializationError, to_json, to_jsonable_python\n" +
			"from pydantic._errors import PydanticCustomError, ValidationError\nfrom pydantic.adapters import ArgsKwargs\nfrom pydantic.fields import PydanticUndefined\n"},
	}
	for _, m := range []struct{ name, doc, source string }{
		{"_core", "From types to validators.", coreSource},
		{"_dump", "From values to plain Python and JSON.", dumpSource},
		{"_errors", "What validation reports.", errorsSource},
		{"_schema", "JSON schemas.", schemaSource},
		{"_values", "Validators of dates, decimals and their kind.", valuesSource},
		{"adapters", "Validation of what is no model.", adaptersSource},
		{"fields", "What is known of fields.", fieldsSource},
		{"functional_validators", "Validators that users write.", validatorsSource},
		{"functional_serializers", "Serialisers that users write.", "from .functional_validators import PlainSerializer, field_serializer, model_serializer\n"},
		{"main", "Models.", mainSource},
		{"networks", "URLs and e-mail addresses.", networksSource},
		{"types", "Types with rules of their own.", typesSource},
	} {
		list = append(list, &object.ModuleDecl{Name: "pydantic." + m.name, Doc: m.doc, Source: m.source})
	}
	return list
}
