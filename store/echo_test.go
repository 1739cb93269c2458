package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// typed is what a member wrote in the phone's own app.
func (h *house) typed(accountID, key, to, text string) {
	h.Helper()
	h.event(accountID, campaign.Event{Key: key, Kind: campaign.EventEcho, At: h.clock.Now(),
		Echo: &campaign.EchoEvent{ProviderID: "wamid." + key, To: to, Type: "text", Text: text}})
}

func TestEcho_stopsWhatIsAutomaticForThatPerson(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Padarias"})
	h.pending(c, 1, 2)
	h.pending(other, 1, 1)
	h.typed(a, "e1", phone(1)[1:], "Bom dia, aqui é a Ana")
	h.want("2", "SELECT COUNT(*) FROM messages WHERE status = 'cancelled' AND json_extract(status_reason, '$.code') = {:p0}", campaign.ReasonWrittenByHand)
	if taken := h.claims(); len(taken) != 1 {
		t.Errorf("sent %d, want the one to somebody else", len(taken))
	}
	h.want("1", "SELECT COUNT(*) FROM messages WHERE content = 'Bom dia, aqui é a Ana' AND direction = 'outbound' AND status = 'sent' AND provider_id = 'wamid.e1' AND sent_at = ''")
	h.clock.Advance(30 * 24 * time.Hour)
	h.write()
	h.want("0", "SELECT COUNT(*) FROM messages WHERE recipient = {:p0} AND status = 'pending'", phone(1))
	h.want("1", "SELECT sent_count FROM campaigns WHERE id = {:p0}", c) // the program sent one
}

func TestEcho_stopsASequenceThatHasBegun(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	h.want("write", "SELECT stage FROM prospects")
	h.typed(a, "e1", phone(1)[1:], "Oi")
	h.want("done", "SELECT stage FROM prospects")
	h.clock.Advance(80 * time.Hour)
	if n := h.write(); n != 0 {
		t.Errorf("%d follow-ups were written", n)
	}
}

func TestEcho_keepsAProspectFromBeingWrittenToThatIsStillEnriched(t *testing.T) {
	t.Parallel()
	for name, leased := range map[string]bool{"waits": false, "is being enriched": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.find(c, business(1))
			var tasks []campaign.EnrichTask
			if leased {
				var err error
				tasks, err = h.store.ClaimEnrich(h.ctx(), 1, time.Hour)
				h.ok(err, "claim")
			}
			h.typed(a, "e1", phone(1)[1:], "Oi")
			for _, task := range tasks {
				h.ok(h.store.CommitEnrich(h.ctx(), []campaign.EnrichDone{{Task: task, Prospect: task.Prospect}}), "commit late")
			}
			h.enrich()
			if n := h.write(); n != 0 {
				t.Errorf("%d messages were written", n)
			}
			h.want("0", "SELECT COUNT(*) FROM messages WHERE status IN ('pending', 'draft', 'held')")
		})
	}
}

func TestEcho_ofTheAssistedWordsCountsAsSentOnce(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]string{"the echo comes first": {"echo", "mark"}, "the echo alone": {"echo"}, "twice": {"echo", "echo"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c := byHand(t, 1)
			a := h.account(nil)
			item := h.assisted(c, "ana", 1).Items[0]
			for i, what := range order {
				if what == "mark" {
					h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark")
				} else {
					h.typed(a, []string{"e1", "e1"}[i], phone(1)[1:], " "+item.Content+"\n")
				}
			}
			h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", item.Message)
			h.want("11", "SELECT sent_count || contacted_count FROM campaigns")
			h.want("1", "SELECT COUNT(*) FROM messages")
			h.want("write1", "SELECT stage || step FROM prospects") // the sequence goes on
			h.recount(c)
		})
	}
}

func TestEcho_ofAssistedWordsThatTheMemberReportedBeforeChangesNothing(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	a := h.account(nil)
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark")
	h.typed(a, "e1", phone(1)[1:], item.Content)
	h.want("1", "SELECT COUNT(*) FROM messages")
	h.want("write1", "SELECT stage || step FROM prospects") // the sequence goes on
	h.recount(c)
}

func TestEcho_ofOtherWordsEndsTheLease(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	a := h.account(nil)
	item := h.assisted(c, "ana", 1).Items[0]
	h.typed(a, "e1", phone(1)[1:], "Outra coisa")
	h.want("cancelled"+campaign.ReasonWrittenByHand, "SELECT status || json_extract(status_reason, '$.code') || leased_by FROM messages WHERE id = {:p0}", item.Message)
	if again := h.assisted(c, "ana", 1); len(again.Items) != 0 {
		t.Error("handed out again")
	}
}

func TestEcho_ofSomebodyUnknownIsIgnored(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.typed(a, "e1", phone(9)[1:], "Oi")
	h.ok(h.store.Receive(h.ctx(), "whatsapp", h.workspace("Boreal", nil), a, []campaign.Event{{Key: "e2", Kind: campaign.EventEcho, At: noon,
		Echo: &campaign.EchoEvent{ProviderID: "w", To: phone(1)[1:], Text: "Oi"}}}), "receive in another workspace")
	h.want("1", "SELECT COUNT(*) FROM messages")
	h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
	h.mustNext()
}

func TestEcho_isKeptOnceAndFoundByUserID(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.set("prospects", h.value("SELECT id FROM prospects"), "whatsapp_user_id = 'BR.1'")
	for _, key := range []string{"e1", "e1", "e2"} {
		h.event(a, campaign.Event{Key: key, Kind: campaign.EventEcho, At: noon.Add(time.Hour), Echo: &campaign.EchoEvent{ProviderID: "wamid.1", UserID: "BR.1", Type: "image"}})
	}
	h.want("1", "SELECT COUNT(*) FROM messages WHERE json_extract(metadata, '$.echo') = 1 AND json_extract(metadata, '$.type') = 'image'")
	h.want("2026-11-25 15:00:00.000Z", "SELECT delivered_at FROM messages WHERE json_extract(metadata, '$.echo') = 1") // not in the future
	if out := h.next(nil); out != nil {
		t.Errorf("sent %+v", out)
	}
}
