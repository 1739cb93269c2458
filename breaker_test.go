package main

import (
	"testing"
	"time"
)

// paceOne makes one account send everything, once in so many seconds of business time.
func (d *days) paceOne(seconds int) string {
	d.Helper()
	d.throughOne()
	d.setLimits(d.accounts[0], map[string]int{"min_gap_s": seconds, "max_gap_s": seconds})
	return d.accounts[0]
}

// TestBreaker_opensAtFiveOfTwentyFailuresAndProbesMoreAndMoreRarely breaks every second connection, then all of them.
func TestBreaker_opensAtFiveOfTwentyFailuresAndProbesMoreAndMoreRarely(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	d.serve()
	id := d.paceOne(3)
	for range 4 { // four of eight, far from each other
		d.fault(map[string]any{"on": "whatsapp", "kind": "drop", "after": 1})
	}
	d.begin(d.campaign)
	d.waitAccepted(20)
	if a := d.sender(id); a.State.Breaker == "open" {
		t.Fatalf("four failures of twenty opened the breaker")
	}
	d.fault(map[string]any{"on": "whatsapp", "kind": "drop", "calls": 1_000_000})
	a := d.waitSender(id, "the breaker to open", func(a sender) bool { return a.State.Breaker == "open" })
	failed := byStatus(d.rows())["in_doubt"]
	if failed < 5 || failed > 9 {
		t.Errorf("%d calls failed before the breaker opened, want 5 of the newest 20", failed)
	}
	for i, wait := range []time.Duration{5 * time.Minute, 10 * time.Minute, 20 * time.Minute} {
		calls, before := len(d.board.called()), *a.State.ProbeAt
		d.move(map[string]any{"sim": before.Add(-30 * time.Second)})
		if now := len(d.board.called()); now != calls {
			t.Errorf("%d calls before probe %d was due", now-calls, i+1)
		}
		if left := before.Sub(d.now()); left > 0 && i == 0 && before.Sub(d.paces[len(d.paces)-2].at(d.paces[len(d.paces)-1].Real)) > wait {
			t.Errorf("the first probe is due in more than %s", wait)
		}
		a = d.waitSender(id, "the probe to fail", func(a sender) bool { return a.State.ProbeAt != nil && a.State.ProbeAt.After(before) })
		pass(t, 300*time.Millisecond)
		if now := len(d.board.called()); now != calls+1 {
			t.Errorf("probe %d made %d calls, want one", i+1, now-calls)
		}
		if next := a.State.ProbeAt.Sub(before); next < 2*wait || next > 2*wait+time.Minute {
			t.Errorf("after probe %d the next one is due %s later, want %s", i+1, next, 2*wait)
		}
	}
	d.noFaults()
	sent := d.accepted()
	d.move(map[string]any{"sim": a.State.ProbeAt.Add(-10 * time.Second)})
	d.waitSender(id, "the breaker to close", func(a sender) bool { return a.State.Breaker == "" })
	d.waitAccepted(sent + 10)
}

// TestPolicy_anAccountInDisfavourStopsAtOnceUntilItIsTested refuses a message with each code by which Meta acts against an
// account, and rates a number red: nothing more goes out, not by a restart nor by an edit, until somebody tests the account.
func TestPolicy_anAccountInDisfavourStopsAtOnceUntilItIsTested(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		strike, mend func(d *days)
		reason       string
	}{
		"131048": {strikeCode(131048), (*days).noFaultsNow, "spam_limit"},
		"368":    {strikeCode(368), (*days).noFaultsNow, "policy"},
		"131031": {strikeCode(131031), (*days).noFaultsNow, "policy"},
		"red":    {rate("RED"), rate("GREEN"), "quality_red"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDays(t, 1)
			d.serve()
			d.listen()
			id := d.paceOne(4)
			d.begin(d.campaign)
			d.waitAccepted(3)
			c.strike(d)
			a := d.waitSender(id, "the account to be blocked", func(a sender) bool { return a.Status == "blocked" })
			if a.Reason == nil || a.Reason.Code != c.reason {
				t.Errorf("the account is blocked for %+v, want %s", a.Reason, c.reason)
			}
			c.mend(d) // nobody has looked yet
			calls := len(d.board.called())
			if err := d.admin.do(t.Context(), "PATCH", "/api/collections/integrated_accounts/records/"+id, map[string]any{"status": "active"}, nil); err == nil && d.sender(id).Status != "blocked" {
				t.Error("an edit by the collections API unblocked the account")
			}
			d.terminate(longestExit)
			d.serve()
			d.listen()
			d.move(map[string]any{"advance": "26h"})
			pass(t, 500*time.Millisecond)
			if now := len(d.board.called()); now != calls {
				t.Errorf("%d calls of a blocked account", now-calls)
			}
			if answer := d.why(nil); answer.Code != "account_blocked" && answer.Code != "quality_red" {
				t.Errorf("asked why, it says %q", answer.Code)
			}
			sent := d.accepted()
			d.must(d.admin.do(t.Context(), "POST", "/api/v1/accounts/"+id+"/test", nil, nil))
			d.waitAccepted(sent + 3)
		})
	}
}

func strikeCode(code int) func(d *days) {
	return func(d *days) { d.fault(map[string]any{"on": "whatsapp", "kind": "code", "code": code}) }
}

func rate(quality string) func(d *days) {
	return func(d *days) {
		d.must(d.do(d.Context(), "POST", "/sandbox/whatsapp/number", map[string]any{"quality": quality}, nil))
	}
}

func (d *days) noFaultsNow() { d.noFaults() }

// TestRetryAfter_isObeyedBetweenASecondAndAnHour lets the provider ask for a wait: the account makes no call meanwhile. Its gap is
// longer than a call takes on a busy machine, so that none is under way when the refusal comes.
func TestRetryAfter_isObeyedBetweenASecondAndAnHour(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]time.Duration{"0": time.Second, "90": 90 * time.Second, "86400": time.Hour} {
		t.Run(header, func(t *testing.T) {
			t.Parallel()
			d := newDays(t, 1)
			d.serve()
			id := d.paceOne(60)
			d.fault(map[string]any{"on": "whatsapp", "kind": "limited", "after": 2, "retry_after": header})
			d.begin(d.campaign)
			retry := *d.waitSender(id, "the account to wait", func(a sender) bool { return a.State.RetryAt != nil }).State.RetryAt
			refused := d.businessAt(d.board.called()[2].real)
			if waits := retry.Sub(refused); waits < want || waits > want+2*time.Minute {
				t.Errorf("the account waits %s from the refused call on, want %s", waits, want)
			}
			if want > time.Minute {
				d.move(map[string]any{"sim": retry.Add(-20 * time.Second)})
			}
			d.eventually("the next call", func() bool { return len(d.board.called()) >= 4 })
			if next := d.businessAt(d.board.called()[3].real); next.Before(retry) {
				t.Errorf("the account called again %s before it might", retry.Sub(next))
			}
		})
	}
}

// businessAt is what the clock said at a moment.
func (d *days) businessAt(moment time.Time) time.Time {
	p := d.paces[0]
	for _, next := range d.paces {
		if !next.Real.After(moment) {
			p = next
		}
	}
	return p.at(moment)
}

// TestTemplates_aPausedOneHoldsItsMessagesAndAnApprovedOneLetsThemGo pauses the template at Meta while its messages go out.
func TestTemplates_aPausedOneHoldsItsMessagesAndAnApprovedOneLetsThemGo(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	d.serve()
	d.listen()
	d.pace(20)
	state := func(status string) {
		d.must(d.do(t.Context(), "POST", "/sandbox/whatsapp/templates/state", map[string]any{"name": templateName, "language": "pt_BR", "status": status}, nil))
	}
	id := d.newCampaign(nil, d.residents(50, quietOnes))
	d.actOn(id, "start")
	d.waitAccepted(10)
	state("PAUSED")
	d.waitCampaign(id, "what is left to be held", time.Minute, func(rows []row) bool {
		counts := byStatus(rows)
		refused := 0 // by the provider, before its word came: they wait an hour
		for _, r := range rows {
			if r.Status == "pending" && r.reason() == "template_stopped" {
				refused++
			}
		}
		return counts["held"] > 0 && counts["pending"]+counts["sending"] == refused
	})
	for _, r := range d.ofCampaign(id) {
		if r.Status == "held" && r.reason() != "template_not_approved" {
			t.Errorf("message %s is held for %q", r.ID, r.reason())
		}
	}
	sent := d.accepted()
	pass(t, 500*time.Millisecond)
	if now := d.accepted(); now != sent {
		t.Errorf("%d messages went out with a paused template", now-sent)
	}
	if answer := d.why(nil); answer.Code != "messages_held" && answer.Code != "template_stopped" {
		t.Errorf("asked why, it says %q: %s", answer.Code, answer.Message)
	}
	state("APPROVED")
	d.move(map[string]any{"advance": "2h"})
	d.waitAccepted(50)
}
