package cmd

import (
	"context"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

func TestBenchPages_haveRepeatsUnderOtherIDsAndContactsOfAllKinds(t *testing.T) {
	t.Parallel()
	ids, phones, rows, repeats := map[string]bool{}, map[string]bool{}, 0, 0
	for page := range benchPages(450) {
		if len(page) > campaign.ImportPage {
			t.Errorf("a page of %d", len(page))
		}
		for _, row := range page {
			rows++
			p := campaign.NewProspect(row.Candidate)
			if ids[p.ExternalID] || p.Phone == "" || p.WhatsApp == "" || p.Email == "" || p.Username == "" || p.Domain == "" {
				t.Fatalf("row %d: %+v", rows, p)
			}
			if phones[p.Phone] {
				repeats++
			}
			ids[p.ExternalID], phones[p.Phone] = true, true
		}
	}
	if rows != 450 || repeats != 450/repeatEvery {
		t.Errorf("%d rows, %d repeats", rows, repeats)
	}
}

func TestBenchPhone_isANumberOfItsOwnAsLongAsTheyAreNeeded(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for n := range 2 * 100_000 {
		number := benchPhone(n)
		if before, ok := seen[number]; ok {
			t.Fatalf("%d and %d have the number %s", before, n, number)
		}
		seen[number] = n
	}
	if got, err := contact.ParsePhone(benchPhone(0), "BR", ""); err != nil || got.E164 != benchPhone(0) {
		t.Errorf("%s is read as %+v, %v", benchPhone(0), got, err)
	}
}

func TestWaiting_makesMessagesThatMayGoOutNow(t *testing.T) {
	t.Parallel()
	b, _ := tiny(t)
	place, err := b.place("data")
	if err != nil {
		t.Fatal(err)
	}
	now := yesterday()
	err = b.with(t.Context(), place, func(c *config) { c.time = now }, func(p *program) error {
		if err := b.waiting(t.Context(), p, 7, 2); err != nil {
			return err
		}
		if err := wantMessages(t.Context(), p, countWaiting, 8); err == nil {
			t.Error("one message too few is not missed")
		}
		if err := markSent(t.Context(), p, now, 7); err != nil {
			return err
		}
		requests, err := webhookRequests(t.Context(), p)
		if len(requests) != 7 {
			t.Errorf("%d webhooks", len(requests))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !now.Now().Before(time.Now()) {
		t.Errorf("the clock was moved to %v", now.Now())
	}
}

func TestProcessed_saysWhatIsLeft(t *testing.T) {
	t.Parallel()
	b, _ := tiny(t)
	place, err := b.place("data")
	if err != nil {
		t.Fatal(err)
	}
	err = b.with(t.Context(), place, nil, func(p *program) error {
		if err := processed(t.Context(), place, 0); err != nil {
			return err
		}
		wantWords(t, processed(t.Context(), place, 3), "0 of 3")
		_, err := saved(p, "webhook_events", map[string]any{"platform": "whatsapp", "event_id": "e"})
		if err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		wantWords(t, processed(ctx, place, 1), "1 pieces of work are left")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
