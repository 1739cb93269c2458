package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// Waiting is one thing that waits for a person.
type Waiting struct {
	Code    string         `json:"code"`
	Params  map[string]any `json:"params"`
	Message string         `json:"message" doc:"In the reader's language."`
	Since   *time.Time     `json:"since" doc:"Since when the oldest of them waits."`
	Count   int            `json:"count" doc:"How many; more than 1,000 are not counted."`
	Link    string         `json:"link" doc:"Where the app shows them."`
}

// maxWaiting is how many lines a person is shown, and enoughWaiting how far one of them counts.
const (
	maxWaiting    = 5
	enoughWaiting = 1000
)

// Times of what waits: how long a failure or an unanswered word is new, and how soon a request's end is told of.
const (
	freshFailure = 7 * 24 * time.Hour
	freshAnswer  = 30 * 24 * time.Hour
	nearDue      = 5 * 24 * time.Hour
	nearBudget   = 80 // percent
)

// What waits, each counted no further than it is told. Rely on integrated_accounts_workspace, privacy_requests_open,
// conversations_waiting, and campaigns_workspace with messages_status.
const (
	illAccounts = `
SELECT account_identifier, status, status_reason, state, CASE checked_at WHEN '' THEN updated ELSE checked_at END FROM integrated_accounts
WHERE workspace = :workspace AND (status != 'active' OR json_extract(NULLIF(state, ''), '$.breaker') = 'open') ORDER BY created, id LIMIT :n`
	dueRequests = `
SELECT COUNT(*), COALESCE(MIN(due_at), ''), COALESCE(MIN(created), '') FROM privacy_requests WHERE workspace = :workspace AND status = 'open' AND due_at <= :until`
	unanswered = `
SELECT COUNT(*), COALESCE(MIN(at), '') FROM (
	SELECT v.last_message_at AS at FROM conversations v INDEXED BY conversations_waiting CROSS JOIN prospects p ON p.id = v.prospect
	WHERE v.workspace = :workspace AND v.state = 'open' AND v.last_direction = 'inbound' AND v.last_message_at > :since
		AND (v.snoozed_until = '' OR v.snoozed_until <= :now) AND p.deleted = 0 AND p.intent NOT IN ('opt_out', 'not_interested', 'wrong_person', 'auto_reply')
	LIMIT :n)`
	toApprove = `
SELECT COUNT(*), COALESCE(MIN(at), '') FROM (
	SELECT m.created AS at FROM campaigns c CROSS JOIN messages m INDEXED BY messages_status ON m.campaign = c.id AND m.status IN ('draft', 'held')
	WHERE c.workspace = :workspace AND c.status != 'completed' LIMIT :n)`
	newFailures = `
SELECT COUNT(*), COALESCE(MIN(at), ''), COALESCE(MAX(campaign), '') FROM (
	SELECT m.updated AS at, m.campaign AS campaign FROM campaigns c CROSS JOIN messages m INDEXED BY messages_status ON m.campaign = c.id AND m.status = 'failed'
	WHERE c.workspace = :workspace AND m.updated >= :since LIMIT :n)`
)

// Waiting lists what waits for a person in a workspace, the worst first: accounts that cannot send, requests of people whose
// time runs out, answers, texts to approve, failures, and money that runs out. The sentences are in a locale, or in the
// workspace's own when that is empty.
func (s *Store) Waiting(ctx context.Context, ws, locale string) ([]Waiting, error) {
	list := []Waiting{}
	err := s.read(ctx, func(ses *session) error {
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		l := waitingList{ses: ses, ws: w, locale: locale, now: s.opt.Clock.Now(), real: s.realNow()}
		if l.locale == "" {
			l.locale = w.Locale
		}
		for _, look := range []func() error{l.accounts, l.requests, l.answers, l.approvals, l.failures, l.budget} {
			if err := look(); err != nil {
				return err
			}
		}
		list = append(list, l.items[:min(len(l.items), maxWaiting)]...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look what waits: %w", err)
	}
	return list, nil
}

// waitingList gathers the lines.
type waitingList struct {
	ses       *session
	ws        *workspace
	locale    string
	now, real time.Time
	items     []Waiting
}

func (l *waitingList) add(code, link string, count int, since time.Time, params map[string]any) {
	reason := campaign.NewReason(code, params).In(l.locale, l.ws.zone)
	one := Waiting{Code: code, Params: params, Message: reason.Message, Count: count, Link: link}
	if !since.IsZero() {
		one.Since = &since
	}
	l.items = append(l.items, one)
}

func (l *waitingList) accounts() error {
	return l.ses.query(illAccounts, args{"workspace": l.ws.ID, "n": maxWaiting}, func(r row) error {
		var name string
		var status campaign.AccountStatus
		var reason *campaign.Reason
		var state campaign.AccountState
		var since time.Time
		if err := r.scan(&name, &status, asJSON{&reason}, asJSON{&state}, &since); err != nil {
			return err
		}
		params := map[string]any{"account": name}
		code := campaign.ReasonAccountBreaker
		switch {
		case status != campaign.AccountStatusActive:
			code = accountCode(status)
			if reason != nil {
				params["reason"] = *reason
			}
		case state.ProbeAt != nil:
			params["until"] = *state.ProbeAt
		}
		l.add(code, "/oficina/contas", 1, since, params)
		return nil
	})
}

func (l *waitingList) requests() error {
	var n int
	var due, since time.Time
	if _, err := l.ses.one(dueRequests, args{"workspace": l.ws.ID, "until": l.now.Add(nearDue)}, &n, &due, &since); err != nil || n == 0 {
		return err
	}
	l.add(campaign.ReasonPrivacyDue, "/ajustes/privacidade", n, since, map[string]any{"count": n, "until": due})
	return nil
}

func (l *waitingList) answers() error {
	return l.counted(unanswered, l.now.Add(-freshAnswer), campaign.ReasonUnanswered, "/conversas")
}

func (l *waitingList) approvals() error {
	return l.counted(toApprove, time.Time{}, campaign.ReasonToApprove, "/revisar")
}

func (l *waitingList) counted(statement string, after time.Time, code, link string) error {
	var n int
	var since time.Time
	if _, err := l.ses.one(statement, args{"workspace": l.ws.ID, "since": after, "now": l.now, "n": enoughWaiting}, &n, &since); err != nil || n == 0 {
		return err
	}
	l.add(code, link, n, since, map[string]any{"count": n})
	return nil
}

func (l *waitingList) failures() error {
	var n int
	var since time.Time
	var newest string
	values := args{"workspace": l.ws.ID, "since": l.real.Add(-freshFailure), "n": enoughWaiting}
	if _, err := l.ses.one(newFailures, values, &n, &since, &newest); err != nil || n == 0 {
		return err
	}
	l.add(campaign.ReasonFailures, "/campanhas/"+newest, n, since, map[string]any{"count": n, "campaign": newest})
	return nil
}

func (l *waitingList) budget() error {
	if l.ws.SendBudgetMicros <= 0 {
		return nil
	}
	var spent int64
	from, until := campaign.Month(l.now, l.ws.zone)
	if _, err := l.ses.one(spentOn, args{"workspace": l.ws.ID, "from": stored(from), "until": stored(until)}, &spent); err != nil {
		return err
	}
	if percent := spent * 100 / l.ws.SendBudgetMicros; percent > nearBudget {
		l.add(campaign.ReasonBudgetNear, "/ajustes/alertas", 1, time.Time{}, map[string]any{"percent": percent, "spent_micros": spent, "limit_micros": l.ws.SendBudgetMicros})
	}
	return nil
}
