package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/tools/types"

	"aceno/campaign"
)

// What did not go out: messages, unless another of the same step did, and prospects whose sequence is not through. Rely on
// messages_campaign, messages_prospect and prospects_campaign.
const (
	stayedHere = `
SELECT m.id, m.prospect, p.name, m.step, m.status, m.status_reason, m.account
FROM messages m JOIN prospects p ON p.id = m.prospect
WHERE m.campaign = {:campaign} AND m.direction = 'outbound' AND p.deleted = 0
	AND (m.status IN ('draft', 'held', 'pending', 'cancelled', 'in_doubt') OR m.status = 'failed' AND m.sent_at = '')
	AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.prospect = m.prospect AND o.campaign = m.campaign AND o.direction = 'outbound'
		AND o.step = m.step AND o.id != m.id AND o.sent_at != '')
ORDER BY m.created, m.id`
	gotNoMore = `
SELECT id, name, stage, status, ignored_reason, judged_at, got, CASE WHEN got > 0 THEN last + 1 ELSE step END AS next, bad, by_hand,
	EXISTS (SELECT 1 FROM messages m WHERE m.prospect = p.id AND m.campaign = {:campaign} AND m.direction = 'outbound' AND m.status = 'read') AS read
FROM (
	SELECT p.*, json_extract(NULLIF(p.metadata, ''), '$.bad_recipient') IS NOT NULL AS bad, json_extract(NULLIF(p.metadata, ''), '$.by_hand') IS NOT NULL AS by_hand,
		COUNT(m.id) AS got, COALESCE(MAX(m.step), 0) AS last
	FROM prospects p LEFT JOIN messages m ON m.prospect = p.id AND m.campaign = p.campaign AND m.direction = 'outbound' AND m.sent_at != ''
	WHERE p.campaign = {:campaign} AND p.deleted = 0 GROUP BY p.id
) p ORDER BY created, id`
)

// waitingProspect is a prospect as the query reads it.
type waitingProspect struct {
	ID            string         `db:"id"`
	Name          string         `db:"name"`
	Stage         string         `db:"stage"`
	Status        string         `db:"status"`
	IgnoredReason string         `db:"ignored_reason"`
	JudgedAt      types.DateTime `db:"judged_at"`
	Got           int            `db:"got"`  // messages
	Next          int            `db:"next"` // the step after them
	Bad           bool           `db:"bad"`  // cannot be reached there
	ByHand        bool           `db:"by_hand"`
	Read          bool           `db:"read"`
}

// stops gathers who got nothing, or nothing further, and says how many of them still wait for something.
func (r *rehearsal) stops(ctx context.Context, a *campaign.Rehearsal) (waiting int, err error) {
	for _, reason := range r.refused {
		a.Blocked = append(a.Blocked, campaign.RehearsalStop{Reason: reason})
	}
	var messages []rehearsedRow
	if err := r.p.app.DB().NewQuery(stayedHere).Bind(dbx.Params{"campaign": r.campaign}).WithContext(ctx).All(&messages); err != nil {
		return 0, fmt.Errorf("read what did not go out: %w", err)
	}
	var prospects []waitingProspect
	if err := r.p.app.DB().NewQuery(gotNoMore).Bind(dbx.Params{"campaign": r.campaign}).WithContext(ctx).All(&prospects); err != nil {
		return 0, fmt.Errorf("read who got nothing: %w", err)
	}
	told := make(map[string]bool)
	for _, m := range messages {
		if _, ours := r.order[m.ID]; ours || told[m.Prospect] {
			continue
		}
		reason, open, err := r.whyMessage(ctx, m)
		if err != nil {
			return 0, err
		}
		told[m.Prospect] = true
		a.Blocked = append(a.Blocked, campaign.RehearsalStop{Prospect: campaign.RehearsedName{ID: m.Prospect, Name: m.Name}, Step: m.Step, Reason: reason})
		if open {
			waiting++
		}
	}
	for _, p := range prospects {
		if told[p.ID] || p.Next >= r.steps && p.Got > 0 {
			continue
		}
		a.Blocked = append(a.Blocked, campaign.RehearsalStop{Prospect: campaign.RehearsedName{ID: p.ID, Name: p.Name}, Step: p.Next, Reason: r.whyProspect(p)})
		if p.Stage != string(campaign.StageDone) {
			waiting++
		}
	}
	return waiting, nil
}

// whyMessage says why a message did not go out, and whether it still may.
func (r *rehearsal) whyMessage(ctx context.Context, m rehearsedRow) (reason campaign.Reason, open bool, err error) {
	switch campaign.MessageStatus(m.Status) {
	case campaign.MessageDraft:
		return campaign.NewReason(campaign.ReasonAwaitingApproval, map[string]any{"n": 1}), true, nil
	case campaign.MessagePending:
		reason, err = r.whyLane(ctx, m.Account)
		return reason, true, err
	default:
		if err := json.Unmarshal(m.Reason, &reason); err != nil || reason.Code == "" {
			reason = campaign.NewReason(campaign.ReasonProviderUnknown, nil)
		}
		return reason, m.Status == string(campaign.MessageHeld), nil
	}
}

// whyLane says what keeps an account's messages back.
func (r *rehearsal) whyLane(ctx context.Context, account string) (campaign.Reason, error) {
	if reason, ok := r.stuck[account]; ok {
		return reason, nil
	}
	if len(r.refused) > 0 {
		return r.refused[0], nil
	}
	why, err := r.p.store.Why(ctx, r.workspace, r.campaign, account, "en")
	if err != nil || r.cutShort || why.Sending || why.Code == campaign.ReasonNothingDue {
		return r.beyond(), err
	}
	return campaign.Reason{Code: why.Code, Params: why.Params, Message: why.Message}, nil
}

// beyond is the reason of what would go out after the rehearsal's end.
func (r *rehearsal) beyond() campaign.Reason {
	days := math.Ceil(r.clock.Now().Sub(r.from).Hours() / 24)
	return campaign.NewReason(campaign.ReasonBeyondForecast, map[string]any{"days": int(days)})
}

// whyProspect says why somebody who has no message got nothing.
func (r *rehearsal) whyProspect(p waitingProspect) campaign.Reason {
	switch {
	case p.Status == string(campaign.ProspectIgnored):
		if _, known := campaign.ReasonSentence(p.IgnoredReason); known {
			return campaign.NewReason(p.IgnoredReason, map[string]any{"channel": r.channel})
		}
		return campaign.NewReason(campaign.ReasonIgnored, nil)
	case p.Status == string(campaign.ProspectReplied):
		return campaign.NewReason(campaign.ReasonReplied, nil)
	case p.Status == string(campaign.ProspectConverted):
		return campaign.NewReason(campaign.ReasonConverted, nil)
	case len(r.refused) > 0:
		return r.refused[0]
	case p.Stage == string(campaign.StageWrite) && p.JudgedAt.IsZero() && r.selects:
		return campaign.NewReason(campaign.ReasonAwaitingSelection, map[string]any{"n": 1})
	}
	if p.Stage == string(campaign.StageDone) {
		return whyEnded(p)
	}
	return r.beyond()
}

// whyEnded says why somebody who got a message gets no further one. The copy keeps no reason of that: it is what else is known
// of them, and whoever is left asked to stop.
func whyEnded(p waitingProspect) campaign.Reason {
	switch {
	case p.ByHand:
		return campaign.NewReason(campaign.ReasonWrittenByHand, nil)
	case p.Bad:
		return campaign.NewReason(campaign.ReasonBadRecipient, nil)
	case p.Read:
		return campaign.NewReason(campaign.ReasonStopRead, nil)
	case p.Got == 0:
		return campaign.NewReason(campaign.ReasonIgnored, nil)
	}
	return campaign.NewReason(campaign.ReasonSuppressed, nil)
}
