package backup_test

import (
	"fmt"
	"testing"

	"aceno/campaign"
	"aceno/internal/backup"
)

// BenchmarkJournalAppend is what a commit waits for beside the database: one group, on the disk.
func BenchmarkJournalAppend(b *testing.B) {
	for _, size := range []int{1, 50} {
		b.Run(fmt.Sprintf("group of %d", size), func(b *testing.B) {
			j := begun(b)
			group := make([]campaign.JournalEntry, size)
			for n := range group {
				group[n] = claim(n)
			}
			b.ReportAllocs()
			for sequence := int64(2); b.Loop(); sequence++ {
				if err := j.Append(sequence, group); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

// BenchmarkJournalSince is what a restored database waits for: 100,000 entries in some 30 MB.
func BenchmarkJournalSince(b *testing.B) {
	j := begun(b)
	for sequence := int64(2); sequence <= 101; sequence++ {
		group := make([]campaign.JournalEntry, 1000)
		for n := range group {
			group[n] = claim(int(sequence)*1000 + n)
		}
		if err := j.Append(sequence, group); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := j.Since(1, func(int64, campaign.JournalEntry) error { n++; return nil })
		if err != nil || n != 100_000 {
			b.Fatalf("%d entries: %v", n, err)
		}
	}
}

func begun(b *testing.B) *backup.Journal {
	b.Helper()
	j, err := backup.OpenJournal(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { j.Close() })
	if _, err := j.Begin(nil); err != nil {
		b.Fatal(err)
	}
	return j
}
