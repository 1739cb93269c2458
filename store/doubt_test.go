package store_test

import (
	"errors"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// doubted is a house with one message of whose call nobody knows.
func doubted(t *testing.T) (h *house, campaignID, accountID string, out *campaign.Outgoing) {
	t.Helper()
	h, campaignID, accountID = ready(t)
	h.pending(campaignID, 1, 1)
	out = h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, MessageID: out.MessageID, Result: campaign.ResultInDoubt, Code: "timeout", Error: "no answer in 30 s",
		Reason: &campaign.Reason{Code: campaign.ReasonTimeout}})
	return h, campaignID, accountID, out
}

// wantConflict fails unless an act was refused since something else stands against it.
func wantConflict(t *testing.T, err error, code string) {
	t.Helper()
	var conflict *campaign.Error
	if !errors.As(err, &conflict) || conflict.Code != code {
		t.Errorf("answered %v, want the conflict %s", err, code)
	}
}

// wantRefused fails unless an act was refused for one reason.
func wantRefused(t *testing.T, err error, code string) {
	t.Helper()
	var refused *campaign.Refused
	if !errors.As(err, &refused) || refused.Reasons[0].Code != code {
		t.Errorf("answered %v, want the refusal %s", err, code)
	}
}

func TestRetry_sendsOnceMoreAndTakesBackWhatTheFirstTryCaused(t *testing.T) {
	t.Parallel()
	h, c, _, out := doubted(t)
	h.want("write1", "SELECT stage || step FROM prospects") // in doubt counts as sent: the next step is planned
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), "retry")
	h.want("done0", "SELECT stage || step FROM prospects")
	h.want("pending", "SELECT status FROM messages")
	h.want("", "SELECT error_code || error FROM messages")
	h.want("1", "SELECT once_key != '' FROM messages")
	again := h.mustNextAfter(6 * time.Second)
	if again.MessageID != out.MessageID || again.ClaimID == out.ClaimID {
		t.Errorf("claimed %+v", again)
	}
	h.record(h.sent(again))
	h.want("write1", "SELECT stage || step FROM prospects")
	h.want("1", "SELECT sent_count FROM campaigns")
	h.recount(c)
}

// mustNextAfter claims one message when some time has gone by.
func (h *house) mustNextAfter(wait time.Duration) *campaign.Outgoing {
	h.Helper()
	h.clock.Advance(wait)
	return h.mustNext()
}

func TestRetry_isAuditedWithWhatWasKnown(t *testing.T) {
	t.Parallel()
	h, _, _, out := doubted(t)
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), "retry")
	const act = "FROM audit_log WHERE action = 'message.retry' AND actor = 'ana' AND record = {:p0} AND workspace = {:p1}"
	for field, want := range map[string]string{"status": "in_doubt", "error_code": "timeout", "error": "no answer in 30 s", "attempts": "1",
		"claimed_at": "2026-11-25 15:00:00.000Z", "status_reason.code": campaign.ReasonTimeout} {
		h.want(want, "SELECT json_extract(changes, '$."+field+"') "+act, out.MessageID, h.ws)
	}
}

func TestRetry_refusesWhatItMustNotRepeat(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 2)
	first := h.mustNext()
	wantRefused(t, h.store.RetryMessage(h.ctx(), h.ws, first.MessageID, "ana"), campaign.ReasonIllegalMove) // in flight
	h.record(h.sent(first))
	wantRefused(t, h.store.RetryMessage(h.ctx(), h.ws, first.MessageID, "ana"), campaign.ReasonIllegalMove) // sent
	waiting := h.value("SELECT id FROM messages WHERE status = 'pending'")
	wantRefused(t, h.store.RetryMessage(h.ctx(), h.ws, waiting, "ana"), campaign.ReasonIllegalMove)
	for _, ws := range []string{h.workspace("Boreal", nil), ""} {
		if err := h.store.RetryMessage(h.ctx(), ws, first.MessageID, "ana"); err == nil {
			t.Error("another workspace retried a message")
		}
		if err := h.store.SettleDoubt(h.ctx(), ws, first.MessageID, "ana", true); err == nil {
			t.Error("another workspace settled a message")
		}
	}
	h.want("0", "SELECT COUNT(*) FROM audit_log WHERE action LIKE 'message.%'")
}

func TestRetry_refusesWhenAnotherMessageOfTheStepGoesToThePerson(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	failed := h.mustNext()
	h.record(campaign.Outcome{ClaimID: failed.ClaimID, Result: campaign.ResultRejected})
	h.sql(`INSERT INTO messages (id, workspace, prospect, campaign, account, direction, status, step, contact_key, once_key, created)
		SELECT 'm00000000000001', workspace, 'other', campaign, account, direction, 'sent', step, contact_key,
		'` + h.onceKeyOf(failed) + `', created FROM messages`)
	wantConflict(t, h.store.RetryMessage(h.ctx(), h.ws, failed.MessageID, "ana"), campaign.ReasonAlreadySent)
	h.want("failed", "SELECT status FROM messages WHERE id = {:p0}", failed.MessageID)
	h.want("1", "SELECT failed_count FROM campaigns WHERE id = {:p0}", c)
}

func TestRetry_refusesOnceTheNextStepIsWritten(t *testing.T) {
	t.Parallel()
	h, _, _, out := doubted(t)
	h.clock.Advance(72 * time.Hour)
	h.write()
	wantConflict(t, h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), campaign.ReasonMovedOn)
	wantConflict(t, h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", false), campaign.ReasonMovedOn)
	h.want("in_doubt", "SELECT status FROM messages WHERE id = {:p0}", out.MessageID)
	follow := h.value("SELECT id FROM messages WHERE status = 'pending'")
	h.ok(h.store.CancelMessage(h.ctx(), h.ws, follow, "ana"), "cancel the next step")
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), "retry")
}

func TestSettle_thatItArrivedCountsItAsSent(t *testing.T) {
	t.Parallel()
	h, c, _, out := doubted(t)
	h.ok(h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", true), "settle")
	h.want("sent"+campaign.ReasonSettledByHand, "SELECT status || json_extract(status_reason, '$.code') FROM messages")
	h.want("11", "SELECT sent_count || contacted_count FROM campaigns")
	h.want("contactedwrite1", "SELECT status || stage || step FROM prospects")
	h.want("2026-11-25 15:00:00.000Z", "SELECT sent_at FROM messages")
	h.want("1", "SELECT json_extract(changes, '$.arrived') FROM audit_log WHERE action = 'message.settle'")
	h.recount(c)
	wantRefused(t, h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", false), campaign.ReasonIllegalMove)
}

func TestSettle_thatItIsLostFailsItAndLetsItBeTriedAgain(t *testing.T) {
	t.Parallel()
	h, c, _, out := doubted(t)
	h.ok(h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", false), "settle")
	h.want("failed"+campaign.ReasonSettledByHand, "SELECT status || json_extract(status_reason, '$.code') FROM messages")
	h.want("", "SELECT once_key || sent_at FROM messages")
	h.want("done0", "SELECT stage || step FROM prospects")
	h.want("01", "SELECT sent_count || failed_count FROM campaigns")
	h.want("0", "SELECT json_extract(changes, '$.arrived') FROM audit_log WHERE action = 'message.settle'")
	h.want("in_doubt", "SELECT json_extract(changes, '$.status') FROM audit_log WHERE action = 'message.settle'")
	h.recount(c)
	if again := h.next(nil); again != nil {
		t.Fatal("sent again by itself")
	}
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), "retry")
	h.record(h.sent(h.mustNextAfter(time.Minute)))
	h.recount(c)
}

func TestSettle_tellsTheLimitsWhatItMeans(t *testing.T) {
	t.Parallel()
	for name, arrived := range map[string]bool{"arrived": true, "lost": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.set("integrated_accounts", a, `limits = '{"per_hour":1}'`)
			h.pending(c, 1, 2)
			out := h.mustNext()
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt})
			h.ok(h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", arrived), "settle")
			if more := h.next(nil); (more == nil) != arrived {
				t.Errorf("claimed %+v", more)
			}
		})
	}
}

func TestSettle_thatItIsLostOpensALimitThatWasReached(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(h *house, out *campaign.Outgoing){
		"settled as lost": func(h *house, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt})
			h.ok(h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", false), "settle")
		},
		"rejected": func(h *house, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultRejected})
		},
		"unsent": func(h *house, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultUnsent})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.set("integrated_accounts", a, `limits = '{"per_hour":1}'`)
			other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Padarias"})
			h.pending(c, 1, 1)
			out := h.mustNext()
			h.pending(other, 5, 1)
			if more := h.next(nil); more != nil {
				t.Fatal("what is in flight does not count")
			}
			end(h, out)
			if more := h.next(nil); more == nil {
				t.Error("the place that came free is not used for an hour")
			}
		})
	}
}

func TestDoubt_isTakenBackFromTheJournalOnlyByAPersonsWord(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(h *house, id string) error{
		"arrived": func(h *house, id string) error { return h.store.SettleDoubt(h.ctx(), h.ws, id, "ana", true) },
		"lost":    func(h *house, id string) error { return h.store.SettleDoubt(h.ctx(), h.ws, id, "ana", false) },
		"retry":   func(h *house, id string) error { return h.store.RetryMessage(h.ctx(), h.ws, id, "ana") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _, j := journalled(t)
			h.pending(c, 1, 1)
			out := h.mustNext()
			h.open(keeps(j)) // it is in doubt
			if taken := h.entries(j, campaign.JournalUnsent); len(taken) != 0 {
				t.Fatalf("a crash gave %+v back", taken)
			}
			h.ok(act(h, out.MessageID), name)
			want := map[string]int{"arrived": 0, "lost": 1, "retry": 1}[name]
			if taken := h.entries(j, campaign.JournalUnsent); len(taken) != want {
				t.Errorf("given back: %+v", taken)
			}
		})
	}
}

// onceKeyOf is what a claimed message held when it waited.
func (h *house) onceKeyOf(out *campaign.Outgoing) string {
	h.Helper()
	return store.OnceKey(h.value("SELECT contact_key FROM messages WHERE id = {:p0}", out.MessageID), out.Campaign, 0)
}
