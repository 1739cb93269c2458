package cmd

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// rehearsingMember sends by hand in a rehearsal. The member has sent nothing before.
const rehearsingMember = "rehearsal"

// dayOfMember is the window of a member's ceiling.
const dayOfMember = 24 * time.Hour

// sendByHand sends what one member may send now, at the gap and up to the ceiling of a person.
func (r *rehearsal) sendByHand(ctx context.Context) error {
	r.handAt = time.Time{}
	for !r.late() {
		page, err := r.p.store.AssistedNext(ctx, r.workspace, r.campaign, rehearsingMember, 1)
		if _, closed := errors.AsType[*campaign.Refused](err); closed {
			return nil // the hours, or a switch: next asks why
		}
		if err != nil {
			return fmt.Errorf("take the next message to send by hand: %w", err)
		}
		now := r.clock.Now()
		switch {
		case page.Used >= page.Ceiling && page.Ceiling > 0 && len(r.byHand) >= page.Ceiling:
			r.handAt = r.byHand[len(r.byHand)-page.Ceiling].Add(dayOfMember)
			return nil
		case len(page.Items) == 0:
			return nil
		case page.GapUntil != nil && page.GapUntil.After(now):
			r.handAt = *page.GapUntil
			return nil
		}
		id := page.Items[0].Message
		err = r.p.store.MarkSent(ctx, store.MarkSent{Workspace: r.workspace, Message: id, Member: rehearsingMember, Outcome: store.AssistedSent})
		if err != nil {
			return fmt.Errorf("say that message %s was sent: %w", id, err)
		}
		r.order[id] = len(r.order)
		r.byHand = append(r.byHand, now)
	}
	return nil
}

// nextByHand returns when the member may send again; zero when nothing waits, or a person must act first.
func (r *rehearsal) nextByHand(ctx context.Context) (time.Time, error) {
	why, err := r.p.store.Why(ctx, r.workspace, r.campaign, "", "en")
	if err != nil {
		return time.Time{}, err
	}
	if why.NextAt != nil {
		return later(r.handAt, *why.NextAt), nil
	}
	return r.handAt, nil
}

// later returns the later of two times.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
