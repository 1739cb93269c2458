package store_test

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aceno/campaign"
)

// BenchmarkDispatch measures claim, record and next claim of a message at a number of callers in flight, on disk with
// synchronous=FULL.
func BenchmarkDispatch(b *testing.B) {
	for _, callers := range []int{1, 64, 512} {
		b.Run(fmt.Sprint(callers, " in flight"), func(b *testing.B) {
			h := newHouse(b)
			var accounts []string
			for range 1 + b.N/2_000 {
				accounts = append(accounts, h.account(map[string]any{"platform": "twilio"}))
			}
			for _, a := range accounts {
				h.ok(h.store.SyncTemplates(h.ctx(), h.ws, a, []campaign.WhatsAppTemplate{{Name: "hello", Language: "pt_BR", Status: "APPROVED"}}), "sync")
			}
			c := h.campaign(map[string]any{"accounts": accounts})
			h.pending(c, 1, min(b.N+callers, 9_900))
			var left atomic.Int64
			left.Store(int64(min(b.N, 9_900)))
			b.ResetTimer()
			begin := time.Now()
			var workers sync.WaitGroup
			for range callers {
				workers.Go(func() {
					var last *campaign.Outcome
					for left.Add(-1) >= 0 {
						out, err := h.store.Next(context.Background(), last)
						if err != nil || out == nil {
							return
						}
						sent := h.sent(out)
						last = &sent
					}
				})
			}
			workers.Wait()
			b.ReportMetric(float64(min(b.N, 9_900))/time.Since(begin).Seconds(), "messages/s")
		})
	}
}

// BenchmarkReceive measures status events that are stored and applied, one a webhook.
func BenchmarkReceive(b *testing.B) {
	h, c, a := ready(b)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(h.sent(out))
	b.ResetTimer()
	begin := time.Now()
	var workers sync.WaitGroup
	var n atomic.Int64
	for range 64 {
		workers.Go(func() {
			for i := n.Add(1); i <= int64(b.N); i = n.Add(1) {
				h.event(a, statusEvent(strconv.FormatInt(i, 10), campaign.MessageDelivered, out.ClaimID, "", noon))
			}
		})
	}
	workers.Wait()
	b.ReportMetric(float64(b.N)/time.Since(begin).Seconds(), "webhooks/s")
}

// BenchmarkIngest measures candidates that go in, in pages of 200.
func BenchmarkIngest(b *testing.B) {
	h, c, _ := ready(b)
	b.ResetTimer()
	begin := time.Now()
	for first := 0; first < b.N; first += 200 {
		var page []campaign.Candidate
		for i := range min(200, b.N-first) {
			page = append(page, business(first+i))
		}
		h.find(c, page...)
	}
	b.ReportMetric(float64(b.N)/time.Since(begin).Seconds(), "rows/s")
}
