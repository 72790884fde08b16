package ast

type (
	// MatchValue: a literal or dotted name, compared with ==.
	MatchValue struct {
		Span
		Value Expr
	}

	// MatchSingleton: None | True | False, compared with is.
	MatchSingleton struct {
		Span
		Value ConstKind
	}

	// MatchSequence: [Patterns…] or (Patterns…); one may be a MatchStar.
	MatchSequence struct {
		Span
		Patterns []Pattern
	}

	// MatchMapping: {Keys[i]: Patterns[i], …, **Rest}
	MatchMapping struct {
		Span
		Keys     []Expr
		Patterns []Pattern
		Rest     string // "": none
	}

	// MatchClass: Cls(Patterns…, KwdAttrs[i]=KwdPatterns[i]…)
	MatchClass struct {
		Span
		Cls         Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}

	// MatchStar: *Name or *_ (Name == "")
	MatchStar struct {
		Span
		Name string
	}

	// MatchAs: Pattern as Name; a capture is a nil Pattern, the wildcard _
	// a nil Pattern and Name == "".
	MatchAs struct {
		Span
		Pattern Pattern
		Name    string
	}

	// MatchOr: Patterns[0] | Patterns[1] | …
	MatchOr struct {
		Span
		Patterns []Pattern
	}
)

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}
