package store_test

import (
	"errors"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// reply writes to the first business as ana.
func (h *house) reply(change ...func(*store.Reply)) (store.Replied, error) {
	h.Helper()
	r := store.Reply{Workspace: h.ws, Prospect: h.value("SELECT id FROM prospects WHERE name = 'Clínica 1'"), Member: "ana", Content: "Pode ser amanhã às 10?"}
	for _, c := range change {
		c(&r)
	}
	return h.store.Reply(h.ctx(), r)
}

// refusedWith fails unless an error is a refusal with this code, and returns its reason.
func (h *house) refusedWith(err error, code string) campaign.Reason {
	h.Helper()
	var refused *campaign.Refused
	if !errors.As(err, &refused) || refused.Reasons[0].Code != code {
		h.Fatalf("answers %v, want a refusal with %s", err, code)
	}
	return refused.Reasons[0]
}

func TestReply_goesOutAheadOfTheQueueAndOutsideHours(t *testing.T) {
	t.Parallel()
	h, c, _ := answered(t, 1, 1)
	h.pending(c, 10, 3)
	h.set("campaigns", c, `schedule = '{"windows":["sun 03:00-03:05"]}'`)
	if out := h.next(nil); out != nil {
		t.Fatalf("the campaign sends outside its hours: %+v", out)
	}
	said, err := h.reply()
	h.ok(err, "reply")
	if said.Status != campaign.MessagePending || said.Step != -1 || said.ByHand {
		t.Errorf("the reply is %+v", said)
	}
	out := h.mustNext()
	if out.Content != "Pode ser amanhã às 10?" || out.Template != nil || out.MessageID != said.ID {
		t.Errorf("claimed %+v", out)
	}
	h.record(h.sent(out))
	h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", said.ID)
	h.want("outbound|0|ana", "SELECT last_direction || '|' || unread_count || '|' || assignee FROM conversations")
	h.want("window_24h|ana", "SELECT json_extract(permission, '$.rule') || '|' || json_extract(permission, '$.approved.by') FROM messages WHERE id = {:p0}", said.ID)
	h.want("done", "SELECT stage FROM prospects WHERE name = 'Clínica 1'")
	if out := h.next(nil); out != nil {
		t.Errorf("something else went out: %+v", out)
	}
}

func TestReply_holdsAfterTheCampaignCompletedAndAcrossARestart(t *testing.T) {
	t.Parallel()
	h, c, _ := answered(t, 1, 1)
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusCompleted, "ana"), "complete")
	said, err := h.reply()
	h.ok(err, "reply")
	stop := h.open()
	if out := h.mustNext(); out.MessageID != said.ID {
		t.Errorf("claimed %+v", out)
	}
	stop()
}

func TestReply_isWrittenOnceAKey(t *testing.T) {
	t.Parallel()
	h, _, _ := answered(t, 1, 1)
	key := func(r *store.Reply) { r.Key = "k1" }
	first, err := h.reply(key)
	h.ok(err, "reply")
	again, err := h.reply(key)
	h.ok(err, "reply again")
	if first.ID != again.ID {
		t.Errorf("two messages: %s, %s", first.ID, again.ID)
	}
	h.want("1", "SELECT COUNT(*) FROM messages WHERE step = -1")
	other, err := h.reply(func(r *store.Reply) { r.Key = "k2" })
	h.ok(err, "another")
	if other.ID == first.ID {
		t.Error("another key wrote nothing")
	}
}

func TestReply_isRefusedWithWhatStandsInTheWay(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		before func(h *house, c, a string)
		change func(*store.Reply)
		code   string
	}{
		"suppressed": {before: func(h *house, _, _ string) {
			h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", phone(1), "opt_out", "bia"), "suppress")
		}, code: campaign.ReasonSuppressed},
		"opted out":           {before: func(h *house, _, a string) { h.wrote(a, phone(1)[1:], "parar") }, code: campaign.ReasonSuppressed},
		"opted out, by hand":  {before: func(h *house, _, a string) { h.wrote(a, phone(1)[1:], "parar") }, change: func(r *store.Reply) { r.ByHand = true }, code: campaign.ReasonSuppressed},
		"unclear":             {before: func(h *house, _, a string) { h.wrote(a, phone(1)[1:], "chega?") }, code: campaign.ReasonUnclearReply},
		"paused campaign":     {before: func(h *house, c, _ string) { h.set("campaigns", c, "status = 'paused'") }, code: campaign.ReasonCampaignPaused},
		"paused workspace":    {before: func(h *house, _, _ string) { h.set("workspaces", h.ws, "paused = 1") }, code: campaign.ReasonWorkspacePaused},
		"blocked account":     {before: func(h *house, _, a string) { h.set("integrated_accounts", a, "status = 'blocked'") }, code: campaign.ReasonAccountBlocked},
		"window closed":       {before: func(h *house, _, _ string) { h.clock.Advance(25 * time.Hour) }, code: campaign.ReasonWindowClosed},
		"no such contact":     {change: func(r *store.Reply) { r.Channel = campaign.ChannelEmail }, code: campaign.ReasonNoRecipient},
		"a client is no loss": {before: func(h *house, _, _ string) { h.sql("UPDATE prospects SET status = 'converted'") }, change: func(r *store.Reply) { r.Next.Kind = store.NextLost }, code: campaign.ReasonIllegalMove},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := answered(t, 1, 1)
			if tt.before != nil {
				tt.before(h, c, a)
			}
			change := tt.change
			if change == nil {
				change = func(*store.Reply) {}
			}
			_, err := h.reply(change)
			h.refusedWith(err, tt.code)
			h.want("0", "SELECT COUNT(*) FROM messages WHERE step = -1")
		})
	}
}

func TestReply_aClosedWindowNamesWhatIsPossibleAndHandsDo(t *testing.T) {
	t.Parallel()
	h, _, _ := answered(t, 1, 1)
	h.sql("UPDATE prospects SET email = 'oi@clinica.example'")
	h.clock.Advance(25 * time.Hour)
	_, err := h.reply()
	options, _ := h.refusedWith(err, campaign.ReasonWindowClosed).Params["options"].([]map[string]any)
	if len(options) != 2 || options[0]["channel"] != "whatsapp" || options[1]["channel"] != "email" || options[1]["by_hand"] != true {
		t.Errorf("possible instead: %v", options)
	}
	said, err := h.reply(func(r *store.Reply) { r.ByHand = true })
	h.ok(err, "reply by hand")
	if !said.ByHand || said.Recipient != phone(1) {
		t.Errorf("the reply is %+v", said)
	}
	h.ok(h.store.MarkSent(h.ctx(), store.MarkSent{Workspace: h.ws, Message: said.ID, Member: "ana", Outcome: store.AssistedSent}), "mark sent")
	h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", said.ID)
	h.ok(h.store.UndoSent(h.ctx(), h.ws, said.ID, "ana"), "undo")
	h.want("pending", "SELECT status FROM messages WHERE id = {:p0}", said.ID)
	h.want("replied", "SELECT status FROM prospects")
	h.want("inbound", "SELECT last_direction FROM conversations")
	mail, err := h.reply(func(r *store.Reply) { r.Channel = campaign.ChannelEmail })
	h.ok(err, "reply by mail")
	if !mail.ByHand || mail.Recipient != "oi@clinica.example" {
		t.Errorf("no account of the campaign writes mail, yet the reply is %+v", mail)
	}
}

func TestReply_theNextStepIsDecidedInTheSameAct(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		next store.NextStep
		want string
	}{
		"meeting": {store.NextStep{Kind: store.NextMeeting}, "converted||open||1"},
		"later":   {store.NextStep{Kind: store.NextLater, Days: 2}, "replied||open|2026-11-27 15:01:00.000Z|0"},
		"lost":    {store.NextStep{Kind: store.NextLost, Reason: "caro"}, "ignored|caro|closed||0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, _, a := answered(t, 1, 1)
			said, err := h.reply(func(r *store.Reply) { r.Next = tt.next })
			h.ok(err, "reply")
			h.want(tt.want, "SELECT p.status || '|' || p.ignored_reason || '|' || c.state || '|' || c.snoozed_until || '|' || k.converted_count FROM prospects p, conversations c, campaigns k")
			if out := h.mustNext(); out.MessageID != said.ID {
				t.Errorf("claimed %+v", out)
			} else {
				h.record(h.sent(out))
			}
			h.wrote(a, phone(1)[1:], "Mudei de ideia")
			h.want("open|", "SELECT state || '|' || snoozed_until FROM conversations")
		})
	}
	h, _, _ := answered(t, 1, 1)
	for _, bad := range []store.NextStep{{Kind: "party"}, {Kind: store.NextLater}, {Kind: store.NextLater, Days: 400}} {
		var invalid *campaign.Error
		if _, err := h.reply(func(r *store.Reply) { r.Next = bad }); !errors.As(err, &invalid) || invalid.Field == "" {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestReply_endsWhatIsAutomaticAndSurvivesAnotherAnswer(t *testing.T) {
	t.Parallel()
	h, _, a := answered(t, 2, 0)
	h.clock.Advance(73 * time.Hour)
	if n := h.write(); n != 2 {
		t.Fatalf("%d follow-ups", n)
	}
	_, err := h.reply(func(r *store.Reply) { r.ByHand = true })
	h.ok(err, "reply")
	h.want("cancelled|written_by_hand", "SELECT m.status || '|' || json_extract(m.status_reason, '$.code') FROM messages m JOIN prospects p ON p.id = m.prospect WHERE p.name = 'Clínica 1' AND m.step = 1")
	h.wrote(a, phone(1)[1:], "Oi")
	h.want("pending", "SELECT status FROM messages WHERE step = -1")
	h.wrote(a, phone(1)[1:], "parar")
	h.want("cancelled", "SELECT status FROM messages WHERE step = -1")
}

func TestReply_thatFailedCanBeTriedAgain(t *testing.T) {
	t.Parallel()
	h, _, _ := answered(t, 1, 1)
	said, err := h.reply()
	h.ok(err, "reply")
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, MessageID: out.MessageID, Result: campaign.ResultRejected, Code: "131000"})
	h.want("failed", "SELECT status FROM messages WHERE id = {:p0}", said.ID)
	step := h.value("SELECT step FROM prospects")
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, said.ID, "ana"), "retry")
	h.want(step, "SELECT step FROM prospects")
	if again := h.mustNext(); again.MessageID != said.ID {
		t.Errorf("claimed %+v", again)
	}
}

func TestReply_ofAnotherWorkspaceIsNotFound(t *testing.T) {
	t.Parallel()
	h, _, _ := answered(t, 1, 1)
	other := h.workspace("Boreal", nil)
	if _, err := h.reply(func(r *store.Reply) { r.Workspace = other }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("reply: %v", err)
	}
	if _, err := h.store.PasteInbound(h.ctx(), store.Pasted{Workspace: other, Prospect: h.value("SELECT id FROM prospects"), Content: "x"}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("inbound: %v", err)
	}
}

func TestPasteInbound_actsAsAWebhookWould(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"Oi, quanto custa?": "replied||0", "parar": "replied|opt_out|1", "chega?": "replied||1"} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			h, _, _ := answered(t, 1, 0)
			h.clock.Advance(73 * time.Hour)
			h.write()
			in := store.Pasted{Workspace: h.ws, Prospect: h.value("SELECT id FROM prospects"), Member: "ana", Content: text, At: h.clock.Now().Add(-time.Hour), Key: "k"}
			first, err := h.store.PasteInbound(h.ctx(), in)
			h.ok(err, "paste")
			again, err := h.store.PasteInbound(h.ctx(), in)
			h.ok(err, "paste again")
			if first == "" || first != again {
				t.Errorf("stored as %q, then %q", first, again)
			}
			h.want(want, "SELECT status || '|' || intent || '|' || (SELECT COUNT(*) > 0 FROM suppressions) FROM prospects")
			h.want("cancelled", "SELECT status FROM messages WHERE step = 1 AND direction = 'outbound'")
			h.want("1", "SELECT replied_count FROM campaigns")
			h.want("inbound|1", "SELECT last_direction || '|' || unread_count FROM conversations")
		})
	}
}
