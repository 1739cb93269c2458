package store_test

import (
	"sync"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// drafted is a house whose campaign asks a person for each of n messages.
func drafted(t *testing.T, n int) (h *house, campaignID, accountID string, drafts []string) {
	t.Helper()
	h, campaignID, accountID = ready(t)
	h.set("campaigns", campaignID, "approval = 'manual'")
	h.pending(campaignID, 1, n)
	for i := range n {
		drafts = append(drafts, h.value("SELECT id FROM messages WHERE recipient = {:p0} AND status = 'draft'", phone(1+i)))
	}
	return h, campaignID, accountID, drafts
}

// hash is the hash of a message's text as the list shows it.
func (h *house) hash(id string) string {
	return h.value("SELECT content_hash FROM messages WHERE id = {:p0}", id)
}

// approve approves messages by the text as it is now, and says which of them were refused why.
func (h *house) approve(ids ...string) map[string]string {
	h.Helper()
	var items []store.Approval
	for _, id := range ids {
		items = append(items, store.Approval{ID: id, Hash: h.hash(id)})
	}
	return h.approveItems(items)
}

func (h *house) approveItems(items []store.Approval) map[string]string {
	h.Helper()
	answers, err := h.store.Approve(h.ctx(), h.ws, "ana", items)
	h.ok(err, "approve")
	refused := map[string]string{}
	for i, a := range answers {
		if a.ID != items[i].ID || a.OK != (a.Reason == nil) {
			h.Errorf("answer %d: %+v to %+v", i, a, items[i])
		}
		if !a.OK {
			refused[a.ID] = a.Reason.Code
		}
	}
	return refused
}

func TestApprove_letsADraftGoOutAsItWasRead(t *testing.T) {
	t.Parallel()
	h, c, _, drafts := drafted(t, 2)
	if out := h.next(nil); out != nil {
		t.Fatalf("a draft went out: %+v", out)
	}
	if why := h.why(c, "en"); why.Code != campaign.ReasonAwaitingApproval {
		t.Errorf("why: %+v", why)
	}
	h.clock.Advance(time.Minute)
	if refused := h.approve(drafts[0]); len(refused) != 0 {
		t.Fatalf("refused: %v", refused)
	}
	out := h.mustNext()
	if out.MessageID != drafts[0] {
		t.Errorf("claimed %s", out.MessageID)
	}
	h.want("ana2026-11-25 15:01:00.000Z", "SELECT json_extract(permission, '$.approved.by') || json_extract(permission, '$.approved.at') FROM messages WHERE id = {:p0}", drafts[0])
	if more := h.next(nil); more != nil {
		t.Error("the other draft went out unread")
	}
}

func TestApprove_refusesEachThatIsStaleAndNobodyElse(t *testing.T) {
	t.Parallel()
	h, _, _, drafts := drafted(t, 4)
	other := h.workspace("Boreal", nil)
	read := h.hash(drafts[0])
	h.set("messages", drafts[0], "content = 'Outro texto', content_hash = '"+campaign.ContentHash("Outro texto", &campaign.TemplateUse{Name: "hello", Language: "pt_BR"})+"'")
	h.set("messages", drafts[1], "content = 'Por SQL'") // its hash says another text
	h.ok(h.store.CancelMessage(h.ctx(), h.ws, drafts[2], "ana"), "cancel")
	refused := h.approveItems([]store.Approval{{ID: drafts[0], Hash: read}, {ID: drafts[1]}, {ID: drafts[2]}, {ID: "nobody's"}, {ID: drafts[3], Hash: h.hash(drafts[3])}})
	want := map[string]string{drafts[0]: campaign.ReasonStaleHash, drafts[1]: campaign.ReasonStaleHash, drafts[2]: campaign.ReasonIllegalMove, "nobody's": campaign.ReasonNotFound}
	for id, code := range want {
		if refused[id] != code {
			t.Errorf("%s: refused for %q, want %q", id, refused[id], code)
		}
	}
	if len(refused) != len(want) {
		t.Errorf("refused %v", refused)
	}
	h.want("draft", "SELECT status FROM messages WHERE id = {:p0}", drafts[0])
	h.want("pending", "SELECT status FROM messages WHERE id = {:p0}", drafts[3])
	answers, err := h.store.Approve(h.ctx(), other, "ana", []store.Approval{{ID: drafts[0]}})
	if err != nil || answers[0].OK {
		t.Errorf("another workspace approved a draft: %+v %v", answers, err)
	}
	if refused := h.approve(drafts[0]); len(refused) != 0 { // read anew
		t.Errorf("refused %v", refused)
	}
	if out := h.next(nil); out == nil {
		t.Error("what was edited and then approved does not go out")
	}
}

func TestApprove_doesNotCoverWhatIsEditedAfterwards(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"the text":             "content = 'Outro preço'",
		"the text's variables": `metadata = json_set(metadata, '$.template.params', json('["Outro"]'))`,
		"the template":         "metadata = json_set(metadata, '$.template.name', 'other')",
		"no template at all":   "metadata = json_remove(metadata, '$.template')",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, _, _, drafts := drafted(t, 1)
			h.approve(drafts...)
			h.sql("UPDATE messages SET " + change)
			if out := h.next(nil); out != nil {
				t.Errorf("sent %+v", out)
			}
			h.want("held"+campaign.ReasonContentChanged, "SELECT status || json_extract(status_reason, '$.code') FROM messages")
			h.ok(h.store.ReleaseMessage(h.ctx(), h.ws, drafts[0], "ana"), "release")
			if refused := h.approve(drafts[0]); refused[drafts[0]] != campaign.ReasonStaleHash {
				t.Errorf("approved what nobody edited by the program: %v", refused)
			}
		})
	}
}

func TestApprove_passesEveryCheckOfTheClaimAgain(t *testing.T) {
	t.Parallel()
	h, c, a, drafts := drafted(t, 4)
	h.approve(drafts...)
	h.wrote(a, phone(1)[1:], "Oi")
	h.wrote(a, phone(2)[1:], "parar")
	h.sql("UPDATE prospects SET deleted = 1 WHERE whatsapp = '" + phone(3) + "'")
	taken := h.claims()
	if len(taken) != 1 || !taken[drafts[3]] {
		t.Errorf("sent %v", taken)
	}
	for i, code := range []string{campaign.ReasonReplied, campaign.ReasonSuppressed, campaign.ReasonErased} {
		h.want(code, "SELECT json_extract(status_reason, '$.code') FROM messages WHERE id = {:p0} AND status = 'cancelled'", drafts[i])
	}
	h.recount(c)
}

func TestCancel_skipsAMessageAndLeavesItsPlace(t *testing.T) {
	t.Parallel()
	h, c, _, drafts := drafted(t, 2)
	h.approve(drafts[1])
	for _, id := range drafts {
		h.ok(h.store.CancelMessage(h.ctx(), h.ws, id, "ana"), "cancel")
		h.want("cancelled"+campaign.ReasonCancelledByHand, "SELECT status || json_extract(status_reason, '$.code') || once_key FROM messages WHERE id = {:p0}", id)
		wantRefused(t, h.store.CancelMessage(h.ctx(), h.ws, id, "ana"), campaign.ReasonIllegalMove)
	}
	if out := h.next(nil); out != nil {
		t.Errorf("sent %+v", out)
	}
	h.want("2", "SELECT COUNT(*) FROM audit_log WHERE action = 'message.cancel' AND actor = 'ana' AND collection = 'messages'")
	if h.write() != 0 {
		t.Error("the step is written again")
	}
	if at := broken(h, h.log(h.ws)); at >= 0 {
		t.Errorf("row %d of the log does not follow", at)
	}
	h.recount(c)
}

func TestRelease_makesADraftOfWhatWaitsOrIsHeld(t *testing.T) {
	t.Parallel()
	h, _, _, drafts := drafted(t, 2)
	h.approve(drafts...)
	h.ok(h.store.ReleaseMessage(h.ctx(), h.ws, drafts[0], "bia"), "take an approval back")
	h.want("draft0", "SELECT status || (json_extract(metadata, '$.approved_at') IS NOT NULL) FROM messages WHERE id = {:p0}", drafts[0])
	h.want("1", "SELECT once_key != '' FROM messages WHERE id = {:p0}", drafts[0])
	out := h.mustNext()
	if out.MessageID != drafts[1] {
		t.Errorf("claimed %s", out.MessageID)
	}
	wantRefused(t, h.store.ReleaseMessage(h.ctx(), h.ws, drafts[1], "bia"), campaign.ReasonIllegalMove) // its call runs
	wantRefused(t, h.store.CancelMessage(h.ctx(), h.ws, drafts[1], "bia"), campaign.ReasonIllegalMove)
	wantRefused(t, h.store.ReleaseMessage(h.ctx(), h.ws, drafts[0], "bia"), campaign.ReasonIllegalMove)
	h.want("1", "SELECT COUNT(*) FROM audit_log WHERE action = 'message.release' AND actor = 'bia'")
	h.set("messages", drafts[0], "status = 'held', content = '', metadata = '{}'")
	wantRefused(t, h.store.ReleaseMessage(h.ctx(), h.ws, drafts[0], "bia"), campaign.ReasonTextEmpty)
}

func TestApproveAndCancel_inARaceLeaveOneWinnerAndOneCallAtMost(t *testing.T) {
	t.Parallel()
	h, _, _, drafts := drafted(t, 20)
	var race sync.WaitGroup
	var mu sync.Mutex
	cancelled := map[string]bool{}
	for _, id := range drafts {
		race.Go(func() { h.approve(id) })
		race.Go(func() {
			if h.store.CancelMessage(h.ctx(), h.ws, id, "bia") == nil {
				mu.Lock()
				defer mu.Unlock()
				cancelled[id] = true
			}
		})
	}
	sent := map[string]bool{}
	race.Go(func() {
		for range 40 {
			if out := h.next(nil); out != nil {
				sent[out.MessageID] = true
			}
		}
	})
	race.Wait()
	for id := range h.claims() {
		sent[id] = true
	}
	for _, id := range drafts {
		if sent[id] == cancelled[id] {
			t.Errorf("%s: sent %v, cancelled %v", id, sent[id], cancelled[id])
		}
	}
}

func TestRelease_ofAMessageThatAMemberIsSendingDoesNotSendItTwice(t *testing.T) {
	t.Parallel()
	for name, take := range map[string]func(h *house, id string){
		"released by another member": func(h *house, id string) {
			if err := h.store.ReleaseMessage(h.ctx(), h.ws, id, "bia"); err != nil {
				h.Skip("a leased message cannot be released, and is safe")
			}
		},
		"held meanwhile": func(h *house, id string) { h.set("messages", id, "status = 'held', leased_by = '', lease_until = ''") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c := byHand(t, 1)
			h.TB = t
			item := h.assisted(c, "ana", 1).Items[0]
			take(h, item.Message)
			h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "a member's word that it was sent")
			h.want("sent", "SELECT status FROM messages")
			h.approve(item.Message)
			if again := h.assisted(c, "bia", 1); len(again.Items) != 0 {
				t.Error("the person gets it twice")
			}
		})
	}
}
