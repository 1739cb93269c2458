package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/outreach/writing"
)

// rehearsal plays one campaign on a copy. It does what the stages do, one thing after the other, and moves the clock to the next
// moment at which something can happen: so each thing happens at the very time at which it is due.
type rehearsal struct {
	p         *program
	clock     *clock.Manual
	stand     *stand
	writer    outreach.Writer
	channels  platforms
	campaign  string
	workspace string
	accounts  []string // none = a person sends
	channel   string
	steps     int
	reader    reader
	answers   bool
	selects   bool // a person says who is written to
	from      time.Time
	deadline  time.Time // real

	order    map[string]int             // of what went out, by message
	stuck    map[string]campaign.Reason // accounts that cannot send, however long they wait
	unsent   map[string]int             // calls in a row that sent nothing, by account
	byHand   []time.Time                // when the member sent
	handAt   time.Time                  // when the member may send again
	eventAt  time.Time                  // when somebody does something next
	still    int                        // rounds in which the clock stood
	cutShort bool
	halted   bool              // the installation's stop file is there
	refused  []campaign.Reason // why nothing of the campaign goes out
}

// newRehearsal looks a campaign up in the copy.
func newRehearsal(p *program, c *rehearseConfig) (*rehearsal, error) {
	record, err := p.app.FindRecordById("campaigns", c.Campaign)
	if err != nil {
		return nil, badFlag("rehearse", c.Campaign, "there is no such campaign: take the id from its page or from the list of campaigns")
	}
	if record.GetString("status") == string(campaign.StatusCompleted) {
		return nil, campaign.Conflict(campaign.ReasonCompleted, "the campaign is completed: nothing more goes out")
	}
	workspace, err := p.app.FindRecordById("workspaces", record.GetString("workspace"))
	if err != nil {
		return nil, fmt.Errorf("read the campaign's workspace: %w", err)
	}
	var steps []any
	if err := record.UnmarshalJSONField("sequence", &steps); err != nil && record.GetString("sequence") != "" {
		return nil, fmt.Errorf("read the campaign's sequence: %w", err)
	}
	_, stopped := os.Stat(c.stopFile())
	now, ok := p.clock.(*clock.Manual)
	if !ok {
		return nil, errors.New("a rehearsal needs a clock that it can move")
	}
	return &rehearsal{
		p: p, clock: now, writer: writing.New(writing.Options{Clock: now}), channels: newPlatforms(p.cfg, now),
		campaign: record.Id, workspace: workspace.Id, accounts: record.GetStringSlice("accounts"), channel: record.GetString("channel"), steps: len(steps), reader: readerOf(workspace),
		answers: c.Answers, halted: stopped == nil, selects: record.GetString("selection") == "manual", from: now.Now(), order: make(map[string]int), stuck: make(map[string]campaign.Reason), unsent: make(map[string]int),
	}, nil
}

// run plays the campaign to its end and gathers who got what. The store's writer is running.
func (r *rehearsal) run(ctx context.Context) (campaign.Rehearsal, error) {
	if err := r.raise(ctx); err != nil {
		return campaign.Rehearsal{}, err
	}
	if r.halted {
		r.refused = []campaign.Reason{campaign.NewReason(campaign.ReasonGlobalStop, nil)}
	}
	var most int64
	if len(r.refused) == 0 {
		forecast, err := r.p.store.Forecast(ctx, r.workspace, r.campaign)
		if err != nil {
			return campaign.Rehearsal{}, err
		}
		most = forecast.Cost.MessagesMicros
		if err := r.play(ctx); err != nil {
			return campaign.Rehearsal{}, err
		}
	}
	return r.answer(ctx, most)
}

// raise opens the sandbox and starts the campaign. That it cannot be started is part of the answer.
func (r *rehearsal) raise(ctx context.Context) error {
	r.stand.clock, r.stand.seed = soonClock{r.clock}, r.p.cfg.Seed
	if err := r.settleTown(ctx); err != nil {
		return err
	}
	if err := r.isolate(ctx); err != nil {
		return err
	}
	if err := r.p.store.BeginEpoch(ctx); err != nil {
		return fmt.Errorf("begin to rehearse: %w", err)
	}
	if r.answers {
		if err := r.stand.live(ctx); err != nil {
			return err
		}
	}
	err := r.p.store.MoveCampaign(ctx, r.workspace, r.campaign, campaign.StatusActive, "")
	if refused, ok := errors.AsType[*campaign.Refused](err); ok {
		r.refused = refused.Reasons
		return nil
	}
	return err
}

// mostStill is how often the clock may stand though something is said to be due, before it is pushed on.
const mostStill = 1000

// play goes from one moment to the next until nothing can happen any more.
func (r *rehearsal) play(ctx context.Context) error {
	end := r.from.Add(campaign.DefaultHorizon)
	for {
		if err := r.round(ctx); err != nil {
			return err
		}
		next, err := r.next(ctx)
		switch now := r.clock.Now(); {
		case err != nil:
			return err
		case next.IsZero():
			return nil
		case r.late() || next.After(end):
			r.cutShort = true
			return nil
		case next.After(now):
			r.still = 0
			r.clock.Set(next)
		default:
			if r.still++; r.still > mostStill {
				r.clock.Advance(time.Second)
			}
		}
	}
}

// late says that the real time is up.
func (r *rehearsal) late() bool { return !time.Now().Before(r.deadline) }

// round does all that is due now: what people did is taken first, as a server would have taken it before.
func (r *rehearsal) round(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if r.answers {
		if err := r.listen(ctx); err != nil {
			return err
		}
	}
	if err := r.judge(ctx); err != nil {
		return err
	}
	if err := r.write(ctx); err != nil {
		return err
	}
	if len(r.accounts) == 0 {
		return r.sendByHand(ctx)
	}
	return r.send(ctx)
}

// nextDue finds when the next prospect is due to be written to. Relies on prospects_due_write.
const nextDue = `
SELECT due_at FROM prospects WHERE stage = 'write' AND due_at > {:now} AND campaign = {:campaign} ORDER BY due_at LIMIT 1`

// next returns the business time at which something can happen again; zero when nothing can without a person.
func (r *rehearsal) next(ctx context.Context) (time.Time, error) {
	next, err := r.p.store.NextSend(ctx)
	if len(r.accounts) == 0 {
		next, err = r.nextByHand(ctx)
	}
	if err != nil {
		return next, err
	}
	next = sooner(next, r.eventAt)
	var due []string
	err = r.p.app.DB().NewQuery(nextDue).Bind(dbx.Params{"now": stamp(r.clock.Now()), "campaign": r.campaign}).WithContext(ctx).Column(&due)
	if err != nil {
		return next, fmt.Errorf("look who is due next: %w", err)
	}
	if len(due) > 0 {
		at, err := time.Parse("2006-01-02 15:04:05.000Z", due[0])
		if err != nil {
			return next, fmt.Errorf("read when a prospect is due: %w", err)
		}
		next = sooner(next, at)
	}
	return next, nil
}
