package object

import (
	"fmt"
	"math/big"
	"math/bits"
	"unsafe"
)

// ID is id(v): the address of a heap object, which never moves, and for a
// scalar a number made of its type and payload that no address can be.
func ID(v Value) Value {
	switch v.Kind() {
	case KindInt, KindFloat, KindBool, KindNone, KindNotImplemented, KindEllipsis:
		if v.Kind() == KindInt && int64(v.N) >= -(1<<55) && int64(v.N) < 1<<55 {
			return Int(1<<62 + int64(v.N)<<5)
		}
		if v.Kind() != KindInt && v.Kind() != KindFloat {
			return Int(1<<61 + int64(v.Kind())<<8 + int64(v.N)<<5)
		}
		i := new(big.Int).SetUint64(v.N)
		i.Add(i, new(big.Int).Lsh(big.NewInt(int64(v.Kind())), 64))
		return BigInt(i.Lsh(i, 4))
	}
	return Int(int64(uintptr(v.P)))
}

// address is v's address as reprs show it.
func address(v Value) string {
	switch v.Kind() {
	case KindInt, KindFloat, KindBool, KindNone, KindNotImplemented, KindEllipsis:
		return "0x" + ToBig(ID(v)).Text(16)
	}
	return fmt.Sprintf("0x%x", uintptr(v.P))
}

// Address is the address of a heap object as `<… at 0x…>` shows it.
func Address(v Value) string { return address(v) }

// identityHash is hash(v) by identity: the address, its low bits moved away.
func identityHash(v Value) uint64 {
	h := bits.RotateLeft64(uint64(uintptr(v.P)), -4)
	if h == ^uint64(0) {
		h--
	}
	return h
}

// hashPointer hashes an address that is part of a larger identity.
func hashPointer(p unsafe.Pointer) uint64 { return bits.RotateLeft64(uint64(uintptr(p)), -4) }
