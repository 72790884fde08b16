package object

// Suggestions for misspelled names: the closest candidate by Levenshtein
// distance, if it is close enough. A change of case costs less than another
// letter. Costs and limits are CPython's.

const (
	maxSuggestCandidates = 750
	maxSuggestLength     = 40
	moveCost             = 2
	caseCost             = 1
)

// Suggest returns the candidate that name may have been meant for, or "".
func Suggest(name string, candidates []string) string {
	if len(candidates) >= maxSuggestCandidates || len(name) > maxSuggestLength {
		return ""
	}
	best, found := 1<<30, ""
	for _, c := range candidates {
		if c == name {
			continue
		}
		// no more than a third of the letters may need to change
		limit := min((len(name)+len(c)+3)*moveCost/6, best-1)
		if d := editDistance(name, c, limit); d <= limit && (found == "" || d < best) {
			best, found = d, c
		}
	}
	return found
}

// editDistance is the cost of turning a into b; anything above limit may be
// reported as limit+1.
func editDistance(a, b string, limit int) int {
	if a == b {
		return 0
	}
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if a == "" || b == "" {
		return (len(a) + len(b)) * moveCost
	}
	if len(a) > maxSuggestLength || len(b) > maxSuggestLength {
		return limit + 1
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	if (len(b)-len(a))*moveCost > limit {
		return limit + 1
	}
	var row [maxSuggestLength]int
	for i := range a {
		row[i] = (i + 1) * moveCost
	}
	result := 0
	for i := range len(b) {
		distance := i * moveCost
		result = distance
		minimum := 1 << 30
		for j := range len(a) {
			substitute := distance + letterCost(b[i], a[j])
			distance = row[j]
			result = min(substitute, min(result, distance)+moveCost)
			row[j] = result
			minimum = min(minimum, result)
		}
		if minimum > limit {
			return limit + 1
		}
	}
	return result
}

func letterCost(a, b byte) int {
	switch {
	case a == b:
		return 0
	case a|0x20 == b|0x20 && a|0x20 >= 'a' && a|0x20 <= 'z':
		return caseCost
	}
	return moveCost
}
