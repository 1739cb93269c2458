package cmd

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
)

// answerEvery is how many webhooks there are to one that is a person's answer; the others are statuses.
const answerEvery = 20

// webhooks measures signed webhooks through the whole server, until all that they cause is done.
func (b *bench) webhooks(ctx context.Context) error {
	seed, err := b.place("webhooks")
	if err != nil {
		return err
	}
	var requests [][]byte
	now := yesterday()
	err = b.with(ctx, seed, func(c *config) { c.time = now }, func(p *program) error {
		if err := b.waiting(ctx, p, b.Webhooks, 1); err != nil {
			return err
		}
		if err := markSent(ctx, p, now, b.Webhooks); err != nil {
			return err
		}
		requests, err = webhookRequests(ctx, p)
		return err
	})
	if err != nil {
		return fmt.Errorf("make %d messages that were sent: %w", b.Webhooks, err)
	}
	of := fmt.Sprintf("%s webhooks of 3 numbers at %d connections, one in %d an answer", count(b.Webhooks), benchConnection, answerEvery)
	rate := figure{name: "Webhooks until processed", of: of, unit: "/s", goal: goal{reference: referenceWebhooks, by: byGrouped, times: 1.3, short: shortWebhooks}}
	mid := figure{name: "Webhooks, p50", of: "until the answer 200, after the commit", unit: "ms"}
	slow := figure{name: "Webhooks, p99", of: mid.of, unit: "ms", goal: goal{reference: referenceWebhookMS, by: byGrouped, times: 1, less: true, short: shortWebhooks}}
	for run := range b.Runs {
		folder, err := b.copyOf(seed)
		if err != nil {
			return err
		}
		l, err := b.takeAll(ctx, folder, fmt.Sprintf("webhooks-%d.pprof", run), requests)
		if err != nil {
			return err
		}
		rate.runs, mid.runs, slow.runs = append(rate.runs, l.rate()), append(mid.runs, l.took.at(half)), append(slow.runs, l.took.at(nearlyAll))
	}
	for _, f := range []figure{rate, mid, slow} {
		b.report(f)
	}
	return nil
}

// markSent claims and records all messages without a call, moving the clock on where the numbers' own limits ask for it.
func markSent(ctx context.Context, p *program, now *clock.Manual, n int) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var sent atomic.Int64
	var workers sync.WaitGroup
	for range benchConnection {
		workers.Go(func() {
			var last *campaign.Outcome
			for ctx.Err() == nil && (last != nil || sent.Load() < int64(n)) {
				out, err := p.store.Next(ctx, last)
				last = nil
				switch {
				case err != nil:
					cancel(err)
				case out == nil:
					now.Advance(100 * time.Millisecond)
				default:
					last = &campaign.Outcome{ClaimID: out.ClaimID, MessageID: out.MessageID, Result: campaign.ResultSent,
						ProviderID: fmt.Sprintf("wamid.bench.%d", sent.Add(1)), At: now.Now()}
				}
			}
		})
	}
	workers.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return wantMessages(ctx, p, countSent, n)
}

// sentMessages reads what a provider would tell of.
const sentMessages = `
SELECT m.provider_id, m.claim_id, m.recipient, json_extract(a.settings, '$.phone_number_id') AS number
FROM messages m JOIN integrated_accounts a ON a.id = m.account ORDER BY m.id`

// webhookRequests makes one signed webhook for each message that was sent.
func webhookRequests(ctx context.Context, p *program) ([][]byte, error) {
	var list []struct {
		Provider  string `db:"provider_id"`
		Claim     string `db:"claim_id"`
		Recipient string `db:"recipient"`
		Number    string `db:"number"`
	}
	if err := p.app.DB().NewQuery(sentMessages).WithContext(ctx).All(&list); err != nil {
		return nil, fmt.Errorf("read what was sent: %w", err)
	}
	requests := make([][]byte, len(list))
	at := time.Now().Unix()
	for i, m := range list {
		person := m.Recipient[1:] // digits alone
		value := fmt.Sprintf(`"statuses":[{"id":%q,"status":"delivered","timestamp":"%d","recipient_id":%q,"biz_opaque_callback_data":%q,`+
			`"pricing":{"billable":true,"pricing_model":"PMP","category":"marketing","type":"regular"}}]`, m.Provider, at, person, m.Claim)
		if i%answerEvery == answerEvery-1 {
			value = fmt.Sprintf(`"contacts":[{"profile":{"name":"Padaria"},"wa_id":%q}],"messages":[{"from":%q,"id":"wamid.answer.%d","timestamp":"%d",`+
				`"type":"text","text":{"body":"Oi! Quanto custa? Pode mandar."}}]`, person, person, i, at)
		}
		body := fmt.Sprintf(`{"object":"whatsapp_business_account","entry":[{"id":"2%s","changes":[{"value":{"messaging_product":"whatsapp",`+
			`"metadata":{"display_phone_number":"554700000000","phone_number_id":%q},%s},"field":"messages"}]}]}`, m.Number, m.Number, value)
		requests[i] = signedRequest(body)
	}
	return requests, nil
}

// signedRequest is a webhook's whole request.
func signedRequest(body string) []byte {
	mac := hmac.New(sha256.New, []byte(benchSecret))
	_, _ = mac.Write([]byte(body)) // a hash takes everything
	return fmt.Appendf(nil, "POST /api/v1/webhooks/whatsapp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256=%s\r\nContent-Length: %d\r\n\r\n%s",
		hex.EncodeToString(mac.Sum(nil)), len(body), body)
}

// takeAll gives a server all webhooks and waits until nothing of them is left to do.
func (b *bench) takeAll(ctx context.Context, folder, profile string, requests [][]byte) (l load, err error) {
	server, err := b.startServer(ctx, folder, profile)
	if err != nil {
		return l, err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	begun := time.Now()
	if l, err = ask(ctx, server.address, benchConnection, len(requests), func(i int) []byte { return requests[i] }); err != nil {
		return l, err
	}
	if err := processed(ctx, folder, len(requests)); err != nil {
		return l, err
	}
	l.all = time.Since(begun)
	return l, nil
}

// startServer starts the server that is measured on a folder.
func (b *bench) startServer(ctx context.Context, folder, profile string) (*benchChild, error) {
	args := []string{"serve", "--data-dir", filepath.Join(folder, "data"), "--state-dir", filepath.Join(folder, "state")}
	if b.Profile != "" {
		args = append(args, "--profile", filepath.Join(absolute(b.Profile), profile))
	}
	return b.startChild(ctx, args...)
}

// leftToDo counts events that are not applied and answers that are not understood, and allEvents what was stored.
const (
	leftToDo  = `SELECT (SELECT COUNT(*) FROM webhook_events WHERE processed_at = '') + (SELECT COUNT(*) FROM messages WHERE todo = 1)`
	allEvents = `SELECT COUNT(*) FROM webhook_events WHERE error = ''`
)

// processedLook is how often is looked whether everything is done, and processedLimit when that is given up.
const (
	processedLook  = 5 * time.Millisecond
	processedLimit = time.Minute
)

// processed waits until a server has done all that its webhooks cause.
func processed(ctx context.Context, folder string, events int) (err error) {
	ctx, cancel := context.WithTimeout(ctx, processedLimit)
	defer cancel()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(folder, "data", "data.db"))+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		return fmt.Errorf("look at the data: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	look := context.WithoutCancel(ctx) // it is quick, and who gives up wants to know what is left
	for {
		var left, stored int
		if err := db.QueryRowContext(look, leftToDo).Scan(&left); err != nil {
			return fmt.Errorf("look what is left to do: %w", err)
		}
		if left == 0 {
			if err := db.QueryRowContext(look, allEvents).Scan(&stored); err != nil {
				return fmt.Errorf("count the events: %w", err)
			}
			if stored != events {
				return fmt.Errorf("%d of %d webhooks were applied", stored, events)
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%d pieces of work are left: %w", left, ctx.Err())
		case <-time.After(processedLook):
		}
	}
}
