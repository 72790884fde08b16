package vm

import (
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// TestDispatchSpills disassembles the dispatch loop and fails when the block
// that every instruction passes stores anything to the stack: some case then
// keeps a local alive across a call, and all instructions pay for it.
func TestDispatchSpills(t *testing.T) {
	if runtime.GOARCH != "amd64" || testing.CoverMode() != "" || raceEnabled {
		t.Skip("reads amd64 code as it is shipped")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "tool", "objdump", "-s", `vm.\(\*Thread\).run$`, exe).Output()
	if err != nil || len(out) == 0 {
		t.Skipf("no disassembly: %v", err)
	}
	lines := strings.Split(string(out), "\n")
	indirect := regexp.MustCompile(`JMP 0\(\w+\)\(\w+\*8\)`)
	store := regexp.MustCompile(`MOV\w* \w+, (0x[0-9a-f]+)?\(SP\)`)
	for i, line := range lines {
		if !indirect.MatchString(line) {
			continue
		}
		for j := i - 1; j >= 0 && !strings.Contains(lines[j], "MOVZX 0("); j-- {
			if store.MatchString(lines[j]) {
				t.Errorf("the dispatch block spills: %s", strings.TrimSpace(lines[j]))
			}
		}
		return
	}
	t.Skip("no jump table found")
}
