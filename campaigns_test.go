package main

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"time"

	"golang.org/x/sync/errgroup"
)

// resident is somebody of the sandbox's town, with the forms under which the provider names them.
type resident struct {
	Number   string `json:"number"`
	Business string `json:"business"`
	WhatsApp bool   `json:"whatsapp"`
	WaID     string `json:"wa_id"`
	UserID   string `json:"user_id"`
	Hidden   bool   `json:"hidden"`
	Mood     string `json:"mood"`
	Written  string `json:"-"` // how a campaign writes the number; "" = as it should be
}

// residents returns the first so many mobiles with WhatsApp that pass.
func (w *world) residents(n int, yes func(r resident) bool) (list []resident) {
	w.Helper()
	var all []resident
	w.must(w.do(w.Context(), "GET", "/sandbox/people", nil, &all))
	for _, r := range all {
		if len(list) < n && r.WhatsApp && len(r.Number) == len("5547900000000") && (yes == nil || yes(r)) {
			list = append(list, r)
		}
	}
	if len(list) < n {
		w.Fatalf("the town has %d such people, %d are wanted", len(list), n)
	}
	return list
}

// quietOnes are people who neither answer nor opt out by themselves.
func quietOnes(r resident) bool { return r.Mood == "silent" || r.Mood == "unread" }

// template is a step that goes out as the sandbox's approved template.
func templateStep(wait float64) map[string]any {
	return map[string]any{"wait_hours": wait, "whatsapp_template": templateName + "/pt_BR", "whatsapp_params": []string{"{{ prospect.name }}"}}
}

// newCampaign makes a campaign like the seed's, with what differs, and with people; it waits until their messages are written.
func (w *world) newCampaign(differs map[string]any, people []resident) string {
	w.Helper()
	var agents, plans struct {
		Items []created `json:"items"`
	}
	w.must(w.admin.do(w.Context(), "GET", "/api/collections/agents/records?perPage=1", nil, &agents))
	w.must(w.admin.do(w.Context(), "GET", "/api/collections/service_plans/records?perPage=1", nil, &plans))
	spec := map[string]any{
		"name": "Outra", "agent": agents.Items[0].ID, "plans": []string{plans.Items[0].ID}, "channel": "whatsapp", "accounts": w.accounts,
		"legal_basis": "legitimate_interest", "schedule": map[string]any{"timezone": "America/Sao_Paulo", "windows": []string{"mon-sun 00:00-24:00"}},
		"sequence": []map[string]any{templateStep(0)},
	}
	maps.Copy(spec, differs)
	var c created
	w.must(w.admin.do(w.Context(), "POST", "/api/collections/campaigns/records", spec, &c))
	w.must(w.admin.do(w.Context(), "POST", "/api/v1/campaigns/"+c.ID+"/gate", map[string]string{"gate": "recorded_basis", "statement": "Demonstration on simulated " +
		"people. I know that WhatsApp allows templates only to people who opted in to messages from this business, that a number found on a map or a site is no " +
		"opt-in, and that Meta may restrict or close the account for it."}, nil))
	w.enrol(c.ID, people)
	return c.ID
}

// enrol adds people to a campaign and waits until each has a message.
func (w *world) enrol(campaign string, people []resident) {
	w.Helper()
	w.add(campaign, people)
	w.waitCampaign(campaign, "every message to be written", time.Minute, func(rows []row) bool { return len(rows) >= len(people) })
}

// add adds people to a campaign.
func (w *world) add(campaign string, people []resident) {
	w.Helper()
	group, ctx := errgroup.WithContext(w.Context())
	group.SetLimit(4)
	for _, r := range people {
		group.Go(func() error {
			return w.admin.do(ctx, "POST", "/api/collections/prospects/records", map[string]any{"campaign": campaign, "name": r.Business, "phone": cmp.Or(r.Written, "+"+r.Number)}, nil)
		})
	}
	w.must(group.Wait())
}

// ofCampaign returns a campaign's messages.
func (w *world) ofCampaign(id string) (own []row) {
	w.Helper()
	for _, r := range w.rows() {
		if r.Campaign == id {
			own = append(own, r)
		}
	}
	return own
}

// waitCampaign waits until the messages of one campaign are as wanted.
func (w *world) waitCampaign(id, what string, limit time.Duration, yes func(rows []row) bool) (own []row) {
	w.Helper()
	w.waitRows(what, limit, func(rows []row) bool {
		own = nil
		for _, r := range rows {
			if r.Campaign == id {
				own = append(own, r)
			}
		}
		return yes(own)
	})
	return own
}

// actOn starts, pauses, resumes a campaign.
func (w *world) actOn(campaign, name string) {
	w.Helper()
	w.must(w.admin.do(w.Context(), "POST", "/api/v1/campaigns/"+campaign+"/"+name, nil, nil))
}

// answerWhy is what the program says when it is asked why nothing goes out.
type answerWhy struct {
	Sending bool       `json:"sending"`
	Code    string     `json:"code"`
	Message string     `json:"message"`
	NextAt  *time.Time `json:"next_at"`
}

// why asks it, of the whole workspace where the query is empty.
func (w *world) why(query url.Values) (answer answerWhy) {
	w.Helper()
	w.must(w.admin.do(w.Context(), "GET", "/api/v1/why?"+query.Encode(), nil, &answer))
	return answer
}

// sender is what a superuser sees of an account.
type sender struct {
	Status string `json:"status"`
	Reason *struct {
		Code string `json:"code"`
	} `json:"status_reason"`
	State struct {
		RetryAt  *time.Time `json:"retry_at"`
		Breaker  string     `json:"breaker"`
		ProbeAt  *time.Time `json:"probe_at"`
		Tier     int        `json:"tier"`
		Quality  string     `json:"quality"`
		Failures int        `json:"failures"`
	} `json:"state"`
}

func (w *world) sender(id string) (a sender) {
	w.Helper()
	w.must(w.super.do(w.Context(), "GET", "/api/collections/integrated_accounts/records/"+id, nil, &a))
	return a
}

// waitSender waits until an account is as wanted.
func (w *world) waitSender(id, what string, yes func(a sender) bool) (a sender) {
	w.Helper()
	w.eventually(what, func() bool {
		a = w.sender(id)
		return yes(a)
	})
	return a
}

// eventually asks until the answer is yes.
func (w *world) eventually(what string, yes func() bool) {
	w.Helper()
	for end := time.Now().Add(30 * time.Second); !yes(); pass(w.T, 50*time.Millisecond) {
		if time.Now().After(end) {
			w.Fatalf("waited in vain for %s\n%s", what, w.server.text())
		}
	}
}

// setLimits gives an account its own limits.
func (w *world) setLimits(account string, limits map[string]int) {
	w.Helper()
	w.must(w.admin.do(w.Context(), "PATCH", "/api/collections/integrated_accounts/records/"+account, map[string]any{"limits": limits}, nil))
}

// number reads one number from the database beside the program.
func (w *world) number(db *sql.DB, query string, args ...any) (n int) {
	w.Helper()
	w.must(db.QueryRowContext(w.Context(), query, args...).Scan(&n))
	return n
}

// change changes the database beside the program.
func (w *world) change(db *sql.DB, statement string, args ...any) {
	w.Helper()
	result, err := db.ExecContext(w.Context(), statement, args...)
	if err == nil {
		var n int64
		if n, err = result.RowsAffected(); err == nil && n == 0 {
			err = errors.New("no row was changed")
		}
	}
	if err != nil {
		w.Fatal(fmt.Errorf("%s: %w", statement, err))
	}
}
