package pipeline

import (
	"context"
	"time"

	"aceno/campaign"
	"aceno/outreach"
)

// writeStore is what writing needs of the store.
type writeStore interface {
	ClaimWrite(ctx context.Context, n int, lease time.Duration) ([]campaign.WriteTask, error)
	CommitWrite(ctx context.Context, done []campaign.WriteDone) error
	NextWrite(ctx context.Context) (time.Time, error)
}

// Times and tries of the write stage.
const (
	writeTimeout = time.Minute
	writeTries   = 3
)

// NewWrite returns the stage that writes messages. Guard may be nil: then nothing reads the final text again.
func NewWrite(store writeStore, writer outreach.Writer, guard outreach.Guard, s Settings) Runner {
	s.Timeout, s.Next = writeTimeout, store.NextWrite
	return NewStage(Write, write{store: store, writer: writer, guard: guard}, s)
}

type write struct {
	store  writeStore
	writer outreach.Writer
	guard  outreach.Guard
}

// Claim leases prospects that a message is due to.
func (w write) Claim(ctx context.Context, n int) ([]campaign.WriteTask, error) {
	return w.store.ClaimWrite(ctx, n, writeTimeout+leaseSlack)
}

// Do writes one message.
func (w write) Do(ctx context.Context, task campaign.WriteTask) (campaign.Draft, error) {
	draft, err := w.writer.Write(ctx, task)
	if err != nil || draft.Held != nil || w.guard == nil {
		return draft, err
	}
	draft.Held = w.guard.Read(draft.Content, task)
	return draft, nil
}

// Commit stores messages: pending, held or draft.
func (w write) Commit(ctx context.Context, done []Done[campaign.WriteTask, campaign.Draft]) error {
	results := make([]campaign.WriteDone, len(done))
	for i, d := range done {
		results[i] = campaign.WriteDone{Task: d.In, Draft: d.Out}
		if d.Err != nil {
			results[i].Failed, results[i].RetryAfter = failure(d.Err, d.In.Attempts, writeTries)
		}
	}
	return w.store.CommitWrite(ctx, results)
}
