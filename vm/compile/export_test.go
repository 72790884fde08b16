package compile

// Repr is repr() of a constant, for tests.
var Repr = reprConst
