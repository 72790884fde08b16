package loop

import "sort"

// ages tells how old tasks are at no cost to them: tasks are numbered, and when
// the loop is about to wait it notes the number it has come to and the time. A
// task is as old as the first note after it.
type ages struct {
	notes []ageNote
}

type ageNote struct {
	number, named uint32
	time          float64
}

// namedTask marks the numbers of the tasks that have a name from the start.
const namedTask = 1 << 31

// maxAgeNotes bounds the notes; when there are more, every other one goes.
const maxAgeNotes = 4096

// note takes down the numbers of the newest tasks.
func (a *ages) note(n, named uint32, now float64) {
	if k := len(a.notes); k > 0 && a.notes[k-1].number == n && a.notes[k-1].named == named {
		return
	}
	if len(a.notes) >= maxAgeNotes {
		kept := a.notes[:0]
		for i := 1; i < len(a.notes); i += 2 {
			kept = append(kept, a.notes[i])
		}
		a.notes = kept
	}
	a.notes = append(a.notes, ageNote{n, named, now})
}

// of is the age of task number n: it is no younger.
func (a *ages) of(n uint32, now float64) float64 {
	i := sort.Search(len(a.notes), func(i int) bool {
		if n&namedTask != 0 {
			return a.notes[i].named >= n&^namedTask
		}
		return a.notes[i].number >= n
	})
	if i == len(a.notes) {
		return 0
	}
	return max(0, now-a.notes[i].time)
}
