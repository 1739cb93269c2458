package cmd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/campaign"
	"aceno/outreach/reply"
)

// Sizes and times of a rehearsal's own stages.
const (
	rehearseBatch = 64
	rehearseLease = time.Hour
	rehearseCall  = 30 * time.Second
	mostUnsent    = 5 // calls in a row that send nothing, before an account is taken to be unable
)

// judge takes whoever still waits for their website to be read as they are known now: a rehearsal reads no website.
func (r *rehearsal) judge(ctx context.Context) error {
	for {
		tasks, err := r.p.store.ClaimEnrich(ctx, rehearseBatch, rehearseLease)
		if err != nil || len(tasks) == 0 {
			return err
		}
		done := make([]campaign.EnrichDone, len(tasks))
		for i, task := range tasks {
			p, now := task.Prospect, r.clock.Now()
			p.Score, p.ScoreReasons = campaign.Score(&p, now)
			if reason := task.Qualification.Judge(&p, now); reason != "" {
				p.Status, p.IgnoredReason = campaign.ProspectIgnored, reason
			}
			done[i] = campaign.EnrichDone{Task: task, Prospect: p}
		}
		if err := r.p.store.CommitEnrich(ctx, done); err != nil {
			return err
		}
	}
}

// countDue counts who may be due to be written to; claiming settles some of them without a task. Relies on prospects_due_write.
const countDue = `SELECT COUNT(*) FROM prospects WHERE stage = 'write' AND due_at <= {:now} AND campaign = {:campaign}`

// write writes every message that is due.
func (r *rehearsal) write(ctx context.Context) error {
	for before := -1; !r.late(); {
		tasks, err := r.p.store.ClaimWrite(ctx, rehearseBatch, rehearseLease)
		if err != nil {
			return err
		}
		done := make([]campaign.WriteDone, len(tasks))
		for i, task := range tasks {
			draft, err := r.writer.Write(ctx, task)
			done[i] = campaign.WriteDone{Task: task, Draft: draft}
			if err != nil {
				done[i].Failed = new(campaign.NewReason(campaign.ReasonInternal, map[string]any{"detail": err.Error()}))
			}
		}
		if err := r.p.store.CommitWrite(ctx, done); err != nil {
			return err
		}
		var left int
		err = r.p.app.DB().NewQuery(countDue).Bind(dbx.Params{"now": stamp(r.clock.Now()), "campaign": r.campaign}).WithContext(ctx).Row(&left)
		if err != nil {
			return fmt.Errorf("count who is due: %w", err)
		}
		if left == 0 || left == before {
			return nil
		}
		before = left
	}
	return nil
}

// send sends every message that may go now, one after the other.
func (r *rehearsal) send(ctx context.Context) error {
	var last *campaign.Outcome
	for last != nil || !r.late() {
		out, err := r.p.store.Next(ctx, last)
		switch {
		case err != nil:
			return err
		case out == nil && last == nil:
			return nil
		case out == nil:
			last = nil
			continue
		}
		outcome := r.call(ctx, out)
		if outcome.Result == campaign.ResultSent {
			r.order[out.MessageID], r.unsent[out.Account] = len(r.order), 0
		}
		if err := r.watch(ctx, out, outcome); err != nil {
			return err
		}
		last = &outcome
		if r.late() {
			return r.p.store.Record(ctx, outcome)
		}
	}
	return nil
}

// call makes the one call of a claim, to the sandbox.
func (r *rehearsal) call(ctx context.Context, out *campaign.Outgoing) (outcome campaign.Outcome) {
	ctx, cancel := context.WithTimeout(ctx, rehearseCall)
	defer cancel()
	channel, ok := r.channels.byChannel()[out.Channel]
	if !ok {
		reason := campaign.NewReason(campaign.ReasonPlatformUnknown, map[string]any{"platform": string(out.Channel)})
		outcome = campaign.Outcome{Result: campaign.ResultUnsent, Code: reason.Code, Reason: &reason, Wait: time.Hour}
	} else if account, err := r.p.accounts().Open(ctx, out.Account); err != nil {
		reason := campaign.NewReason(campaign.ReasonCredentials, nil)
		outcome = campaign.Outcome{Result: campaign.ResultUnsent, Code: reason.Code, Reason: &reason, Wait: time.Minute}
	} else {
		outcome = channel.Send(ctx, account, *out)
	}
	outcome.ClaimID, outcome.MessageID, outcome.At = out.ClaimID, out.MessageID, r.clock.Now()
	return outcome
}

// blockAccount takes an account out of use, in the copy.
const blockAccount = `UPDATE integrated_accounts SET status = 'blocked' WHERE id = {:id}`

// watch stops an account that sends nothing however often it is tried: the clock would run for years.
func (r *rehearsal) watch(ctx context.Context, out *campaign.Outgoing, outcome campaign.Outcome) error {
	if outcome.Result != campaign.ResultUnsent || outcome.Reason == nil {
		return nil
	}
	if outcome.Effect == campaign.AccountBlocked || outcome.Effect == campaign.AccountExpired {
		r.stuck[out.Account] = *outcome.Reason
		return nil
	}
	if r.unsent[out.Account]++; r.unsent[out.Account] < mostUnsent {
		return nil
	}
	r.stuck[out.Account] = *outcome.Reason
	if err := r.exec(ctx, blockAccount, dbx.Params{"id": out.Account}); err != nil {
		return err
	}
	r.p.store.Reload("integrated_accounts", out.Account)
	return nil
}

// listen takes what people did until now: statuses, answers and stops.
func (r *rehearsal) listen(ctx context.Context) (err error) {
	if r.eventAt, err = r.stand.settle(ctx, r.clock.Now()); err != nil {
		return err
	}
	rules := reply.NewRules()
	for {
		tasks, err := r.p.store.ClaimReceive(ctx, rehearseBatch, rehearseLease)
		if err != nil || len(tasks) == 0 {
			return err
		}
		done := make([]campaign.ReceiveDone, len(tasks))
		for i, task := range tasks {
			done[i] = campaign.ReceiveDone{Task: task}
			if task.MessageID == "" {
				continue
			}
			if done[i].Intent, done[i].Sentiment, err = rules.Classify(ctx, task.Text, task.Locale); err != nil {
				return fmt.Errorf("read an answer: %w", err)
			}
		}
		if err := r.p.store.CommitReceive(ctx, done); err != nil {
			return err
		}
	}
}

// take stores what a webhook of the sandbox says, as the route does.
func (r *rehearsal) take(ctx context.Context, id string, header http.Header, body []byte) error {
	account, err := r.p.accounts().Open(ctx, id)
	if err != nil {
		return err
	}
	hook := r.channels.webhooks["whatsapp"]
	if !hook.Signed(header, body, account) {
		return errors.New("the webhook bears no signature of the account")
	}
	events, err := hook.Parse(body)
	if err != nil {
		return err
	}
	return r.p.store.Receive(ctx, "whatsapp", account.Workspace, account.ID, events)
}
