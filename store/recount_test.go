package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// accepted is what counts as sent: the provider, or the person who sends by hand, has taken the message.
const accepted = "m.direction = 'outbound' AND (m.provider_id != '' OR m.status IN ('sent', 'delivered', 'read'))"

// recounts compute every counter anew from prospects and messages.
var recounts = map[string]string{
	"found_count":     "SELECT COUNT(*) FROM prospects p WHERE p.campaign = {:p0}",
	"qualified_count": "SELECT COUNT(*) FROM prospects p WHERE p.campaign = {:p0} AND json_extract(p.metadata, '$.qualified_at') IS NOT NULL",
	"contacted_count": "SELECT COUNT(DISTINCT m.prospect) FROM messages m WHERE m.campaign = {:p0} AND " + accepted,
	"sent_count":      "SELECT COUNT(*) FROM messages m WHERE m.campaign = {:p0} AND " + accepted,
	"delivered_count": "SELECT COUNT(*) FROM messages m WHERE m.campaign = {:p0} AND m.status IN ('delivered', 'read')",
	"read_count":      "SELECT COUNT(*) FROM messages m WHERE m.campaign = {:p0} AND m.status = 'read'",
	"replied_count":   "SELECT COUNT(*) FROM prospects p WHERE p.campaign = {:p0} AND p.last_inbound_at != ''",
	"converted_count": "SELECT COUNT(*) FROM prospects p WHERE p.campaign = {:p0} AND p.status = 'converted'",
	"failed_count":    "SELECT COUNT(*) FROM messages m WHERE m.campaign = {:p0} AND m.status = 'failed'",
	"opt_out_count":   "SELECT COUNT(*) FROM prospects p WHERE p.campaign = {:p0} AND p.intent = 'opt_out'",
	"cost_micros":     "SELECT COALESCE(SUM(m.cost_micros), 0) FROM messages m WHERE m.campaign = {:p0}",
}

// metricOf is the column of campaign_metrics that adds up to a counter.
var metricOf = map[string]string{
	"found_count": "prospects_found", "sent_count": "messages_sent", "delivered_count": "messages_delivered", "read_count": "messages_read",
	"replied_count": "replies_received", "converted_count": "conversions", "failed_count": "failures", "opt_out_count": "opt_outs", "cost_micros": "cost_micros",
}

// recount compares a campaign's counters and metrics with what the tables say.
func (h *house) recount(campaignID string) {
	h.Helper()
	for counter, statement := range recounts {
		kept, counted := h.value("SELECT "+counter+" FROM campaigns WHERE id = {:p0}", campaignID), h.value(statement, campaignID)
		if kept != counted {
			h.Errorf("%s is %s, the tables say %s", counter, kept, counted)
		}
		if column := metricOf[counter]; column != "" {
			if days := h.value("SELECT COALESCE(SUM("+column+"), 0) FROM campaign_metrics WHERE campaign = {:p0}", campaignID); days != kept {
				h.Errorf("the days' %s add up to %s, %s is %s", column, days, counter, kept)
			}
		}
	}
}

// storm is random work on one house.
type storm struct {
	*house
	random    *rand.Rand
	account   string
	campaigns []string
	flying    []*campaign.Outgoing
	taken     []campaign.Outcome
	person    int
}

func TestCounters_equalTheTablesAfterAStorm(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Outra"})
			byHand := h.campaign(map[string]any{"accounts": []string{}, "name": "À mão"})
			s := &storm{house: h, random: rand.New(rand.NewPCG(seed, 7)), account: a, campaigns: []string{c, other, byHand}}
			for range 250 {
				s.step()
			}
			for _, id := range s.campaigns {
				h.recount(id)
			}
			if n := h.value("SELECT SUM(sent_count) FROM campaigns"); n == "0" {
				t.Error("the storm sent nothing")
			}
			h.want("0", `SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE direction = 'outbound' AND status NOT IN ('cancelled', 'failed')
				GROUP BY contact_key, campaign, step HAVING COUNT(*) > 1)`)
		})
	}
}

func (s *storm) step() {
	h := s.house
	switch s.random.IntN(12) {
	case 0:
		s.person += 3
		h.pending(s.campaigns[s.random.IntN(len(s.campaigns))], s.person-s.random.IntN(8), 4)
	case 1, 2, 3:
		if out := h.next(nil); out != nil {
			s.flying = append(s.flying, out)
		}
	case 4, 5:
		s.answer()
	case 6, 7:
		s.status()
	case 8:
		h.wrote(s.account, phone(s.random.IntN(s.person + 1))[1:], []string{"Oi", "parar", "chega?", "quanto custa"}[s.random.IntN(4)])
	case 9:
		h.clock.Advance(time.Duration(s.random.IntN(80)) * time.Hour)
		h.write()
	case 10:
		s.byHand()
	case 11:
		h.receive()
		if s.random.IntN(6) == 0 {
			h.open() // what is in flight is in doubt
		}
	}
}

func (s *storm) answer() {
	if len(s.flying) == 0 {
		return
	}
	out := s.flying[0]
	s.flying = s.flying[1:]
	o := s.sent(out)
	o.Result = []campaign.Result{campaign.ResultSent, campaign.ResultSent, campaign.ResultUnsent, campaign.ResultRejected, campaign.ResultInDoubt}[s.random.IntN(5)]
	if o.Result == campaign.ResultInDoubt || o.Result == campaign.ResultSent {
		s.taken = append(s.taken, o)
	}
	if o.Result != campaign.ResultSent {
		o.ProviderID = ""
	}
	s.record(o)
	if s.random.IntN(4) == 0 {
		s.record(o) // a repeat changes nothing
	}
}

func (s *storm) status() {
	if len(s.taken) == 0 {
		return
	}
	o := s.taken[s.random.IntN(len(s.taken))]
	kind := []campaign.MessageStatus{campaign.MessageSent, campaign.MessageDelivered, campaign.MessageRead, campaign.MessageFailed}[s.random.IntN(4)]
	cents := 0.5
	e := statusEvent(o.ClaimID+string(kind), kind, o.ClaimID, o.ProviderID, s.clock.Now())
	e.Status.CostCents = &cents
	s.event(s.account, e)
}

func (s *storm) byHand() {
	page, err := s.store.AssistedNext(s.ctx(), s.ws, s.campaigns[2], "member", 3)
	s.ok(err, "assisted next")
	for _, item := range page.Items {
		outcome := []string{store.AssistedSent, store.AssistedSent, store.AssistedNoSuchNumber, store.AssistedAlreadyClient, store.AssistedSkipped}[s.random.IntN(5)]
		s.ok(s.store.MarkSent(s.ctx(), store.MarkSent{Workspace: s.ws, Message: item.Message, Member: "member", Outcome: outcome, Key: item.Message}), "mark sent")
		if s.random.IntN(3) == 0 {
			s.ok(s.store.UndoSent(s.ctx(), s.ws, item.Message, "member"), "undo")
		}
	}
}
