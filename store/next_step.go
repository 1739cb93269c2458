package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// What comes after a message that a member wrote.
const (
	NextNone    = ""
	NextMeeting = "meeting" // the person agreed to meet: converted
	NextLater   = "later"   // the conversation comes back in some days
	NextLost    = "lost"    // the person is given up: ignored, closed
)

// NextStep is what a member decides about a person, with the message that says so.
type NextStep struct {
	Kind   string
	Days   int    // with later: 1 to 365
	Reason string // with lost: why; "lost" when empty
}

func (n NextStep) check() error {
	switch {
	case n.Kind == NextLater && (n.Days < 1 || n.Days > 365):
		return campaign.Invalid("next_step.days", "%d is no number of days to come back in: write 1 to 365", n.Days)
	case n.Kind != NextNone && n.Kind != NextMeeting && n.Kind != NextLater && n.Kind != NextLost:
		return campaign.Invalid("next_step.kind", "%q is no next step: write meeting, later or lost", clip(n.Kind, 80))
	case len(n.Reason) > 300:
		return campaign.Invalid("next_step.reason", "the reason is too long: write at most 300 characters")
	default:
		return nil
	}
}

// decideProspect records what a member decided about a prospect, by the primary key; snoozeConversation and closeConversation
// follow it. Rely on conversations_once.
const (
	decideProspect = `
UPDATE prospects SET status = :status, ignored_reason = :reason, judged_at = :now, stage = 'done', due_at = '', lease_until = '', updated = :real
WHERE id = :id`
	snoozeConversation = `UPDATE conversations SET snoozed_until = :until, updated = :real WHERE prospect = :prospect`
	closeConversation  = `UPDATE conversations SET state = 'closed', updated = :real WHERE prospect = :prospect`
)

// nextStep does what a member decided.
func (t *tx) nextStep(p *person, n NextStep) error {
	switch n.Kind {
	case NextMeeting:
		if p.status == campaign.ProspectConverted {
			return nil
		}
		if err := t.decide(p, campaign.ProspectConverted, ""); err != nil {
			return err
		}
		return t.count(p.ws, p.campaign, campaign.Counters{Converted: 1})
	case NextLater:
		return t.update(snoozeConversation, args{"prospect": p.id, "until": stored(t.now.Add(time.Duration(n.Days) * 24 * time.Hour)), "real": t.real})
	case NextLost:
		reason := n.Reason
		if reason == "" {
			reason = NextLost
		}
		if err := t.decide(p, campaign.ProspectIgnored, reason); err != nil {
			return err
		}
		return t.update(closeConversation, args{"prospect": p.id, "real": t.real})
	default:
		return nil
	}
}

// decide moves a prospect to what a member decided.
func (t *tx) decide(p *person, to campaign.ProspectStatus, reason string) error {
	if err := p.status.Move(to); err != nil {
		return refuse(campaign.ReasonIllegalMove, map[string]any{"what": "prospect", "from": string(p.status), "to": string(to)})
	}
	if err := t.update(decideProspect, args{"id": p.id, "status": to, "reason": reason, "now": t.now, "real": t.real}); err != nil {
		return fmt.Errorf("decide about prospect %s: %w", p.id, err)
	}
	p.status = to
	return nil
}
