package cmd

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"aceno/campaign"
)

// repeatEvery is how many rows there are to one that repeats an earlier business.
const repeatEvery = 50

// imports measures rows that go in through the store, a page after the other.
func (b *bench) imports(ctx context.Context) error {
	return b.importing(ctx, "Import", func(_ *program, yield func([]campaign.ImportRow) error) error {
		for page := range benchPages(b.Import) {
			if err := yield(page); err != nil {
				return err
			}
		}
		return nil
	}, goal{reference: referenceRows, by: byBatched, times: 0.3, short: shortImport})
}

// benchPages makes candidates, a page at a time, with all contacts by which repeats are found.
func benchPages(n int) iter.Seq[[]campaign.ImportRow] {
	return func(yield func([]campaign.ImportRow) bool) {
		at := time.Now().UTC()
		for first := 0; first < n; first += campaign.ImportPage {
			page := make([]campaign.ImportRow, 0, campaign.ImportPage)
			for i := first; i < min(first+campaign.ImportPage, n); i++ {
				page = append(page, campaign.ImportRow{Candidate: benchCandidate(i, at)})
			}
			if !yield(page) {
				return
			}
		}
	}
}

// benchCandidate is a business with an outside id and a contact of each kind; some are an earlier one under another id.
func benchCandidate(i int, at time.Time) campaign.Candidate {
	who, url := i, fmt.Sprintf("https://osm.example/%d", i)
	if i%repeatEvery == repeatEvery-1 {
		who = i / repeatEvery * repeatEvery / 2 // one that is no repeat itself
	}
	fact := func(kind, value string) campaign.Fact {
		return campaign.Fact{Kind: kind, Value: value, Source: "openstreetmap", URL: url, At: at}
	}
	return campaign.Candidate{
		Platform: "openstreetmap", ExternalID: fmt.Sprintf("node/%d", i), Name: fmt.Sprintf("Padaria %d", who), City: "Blumenau", Country: "BR", Category: "padaria",
		Address: fmt.Sprintf("Rua Sete, %d", who), WebsiteURL: fmt.Sprintf("https://padaria%d.example", who), Lat: -26.9, Lon: -49.1,
		Facts: []campaign.Fact{
			fact(campaign.FactPhone, benchPhone(2*who)), fact(campaign.FactWhatsApp, benchPhone(2*who+1)), fact(campaign.FactEmail, fmt.Sprintf("oi@padaria%d.example", who)),
			fact(campaign.FactInstagram, fmt.Sprintf("padaria%d", who)), fact(campaign.FactWebsite, fmt.Sprintf("https://padaria%d.example", who)),
		},
	}
}

// importing measures a way of reading pages into the store.
func (b *bench) importing(ctx context.Context, name string, read func(p *program, yield func([]campaign.ImportRow) error) error, wanted goal) error {
	of := fmt.Sprintf("%s rows, one in %d a repeat, %d a commit", count(b.Import), repeatEvery, campaign.ImportPage)
	rate := figure{name: name, of: of, unit: "rows/s", goal: wanted}
	peak := figure{name: name + ", peak heap", of: of, unit: "MiB", goal: goal{most: mostPeakMiB, less: true}}
	for run := range b.Runs {
		folder, err := b.place("run")
		if err != nil {
			return err
		}
		err = b.with(ctx, folder, nil, func(p *program) error {
			a, err := b.found(p, 0, 1)
			if err != nil {
				return err
			}
			stop, err := b.profile(fmt.Sprintf("%s-%d.pprof", name, run))
			if err != nil {
				return err
			}
			defer stop()
			highest := watchHeap()
			begun, rows := time.Now(), 0
			results := func() ([]campaign.Imported, error) { return nil, nil } // of the page before, as an import waits for them
			err = read(p, func(page []campaign.ImportRow) error {
				rows += len(page)
				before := results
				var err error
				if results, err = p.store.TakeIn(ctx, a.workspace, a.campaign, page); err != nil {
					return err
				}
				_, err = before()
				return err
			})
			if err == nil {
				_, err = results()
			}
			rate.runs, peak.runs = append(rate.runs, float64(rows)/time.Since(begun).Seconds()), append(peak.runs, highest())
			return err
		})
		if err != nil {
			return err
		}
	}
	b.report(rate)
	b.report(peak)
	return nil
}

// watchHeap looks at the heap until the returned function is called, which says the most that was in use, in MiB.
func watchHeap() (stop func() float64) {
	runtime.GC()
	debug.FreeOSMemory()
	end, peak := make(chan struct{}), make(chan float64)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		highest := uint64(0)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(sample)
			highest = max(highest, sample[0].Value.Uint64())
			select {
			case <-end:
				peak <- float64(highest) / (1 << 20)
				return
			case <-tick.C:
			}
		}
	}()
	return func() float64 {
		close(end)
		return <-peak
	}
}
