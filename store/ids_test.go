package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func newIDs() *ids { return &ids{random: rand.New(rand.NewPCG(1, 2))} }

func TestIDs_areFifteenPlainCharactersAndNeverTheSame(t *testing.T) {
	t.Parallel()
	m := newIDs()
	at := time.Date(2026, 11, 25, 15, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	seen := make(map[string]bool)
	var makers sync.WaitGroup
	for range 8 {
		makers.Go(func() {
			for range 2000 {
				id := m.next(at)
				mu.Lock()
				if len(id) != 15 || strings.Trim(id, base36) != "" || seen[id] {
					t.Errorf("made %q", id)
				}
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	makers.Wait()
	if len(seen) != 16_000 {
		t.Errorf("%d different ids of 16000", len(seen))
	}
}

func TestIDs_sortByTimeAndWithinATimeByTheirOrder(t *testing.T) {
	t.Parallel()
	m := newIDs()
	at := time.Date(2026, 11, 25, 15, 0, 0, 0, time.UTC)
	var made []string
	for i := range 50 {
		for range 40 {
			made = append(made, m.next(at.Add(time.Duration(i)*time.Millisecond)))
		}
	}
	if !slices.IsSorted(made) {
		t.Error("ids made later sort before earlier ones")
	}
	if early, late := m.next(at.AddDate(10, 0, 0)), m.next(at.AddDate(30, 0, 0)); early <= made[0] || late <= early {
		t.Errorf("ids of later decades: %s, %s", early, late)
	}
}

func TestDigits_keepTheLastOnesOfALargeNumber(t *testing.T) {
	t.Parallel()
	for n, want := range map[uint64]string{0: "000", 35: "00z", 36: "010", 36*36*36 - 1: "zzz", 36 * 36 * 36: "000"} {
		var into [3]byte
		digits(into[:], n)
		if string(into[:]) != want {
			t.Errorf("%d is written %s, want %s", n, into, want)
		}
	}
}
