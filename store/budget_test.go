package store_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// priceList is what a fictional provider charges, in the workspace's currency.
var priceList = map[string]string{"price_marketing": "0.34", "price_utility": "0,05", "price_service": "0.01"}

// marketingPrice is a marketing template's price in millionths.
const marketingPrice = 340_000

// paying is a house whose account charges for messages, with a month's budget for them; its template is marketing.
func paying(t *testing.T, budgetMicros int) (h *house, campaignID, accountID string) {
	t.Helper()
	h = newHouse(t)
	h.set("workspaces", h.ws, fmt.Sprintf("send_budget_micros = %d", budgetMicros))
	accountID = h.account(map[string]any{"settings": priceList})
	h.category(accountID, "MARKETING")
	return h, h.campaign(map[string]any{"accounts": []string{accountID}}), accountID
}

// category makes the account's template one of a category.
func (h *house) category(accountID, category string) {
	h.Helper()
	h.ok(h.store.SyncTemplates(h.ctx(), h.ws, accountID,
		[]campaign.WhatsAppTemplate{{Name: "hello", Language: "pt_BR", Status: "APPROVED", Category: category}}), "sync templates")
}

// spent is what the messages of the workspace cost together.
func (h *house) spent() string { return h.value("SELECT COALESCE(SUM(cost_micros), 0) FROM messages") }

func TestBudget_isNeverExceededByManyWhoClaimAtOnce(t *testing.T) {
	t.Parallel()
	h, c, a := paying(t, 10*marketingPrice+marketingPrice/2)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Padarias"})
	h.pending(c, 1, 15)
	h.pending(other, 50, 15)
	var workers sync.WaitGroup
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 3))
		workers.Go(func() {
			var last *campaign.Outcome
			for range 20 {
				out, err := h.store.Next(h.ctx(), last)
				if err != nil {
					t.Error(err)
					return
				}
				if last = nil; out != nil {
					o := h.sent(out)
					if o.Result = campaign.ResultSent; random.IntN(3) == 0 {
						o.Result, o.ProviderID = campaign.ResultUnsent, ""
					}
					last = &o
				}
			}
			if last != nil {
				h.record(*last)
			}
		})
	}
	workers.Wait()
	h.claims()
	h.want("10", "SELECT COUNT(*) FROM messages WHERE cost_micros = 340000 AND sent_at != ''")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE cost_micros != 0 AND sent_at = ''")
	why := h.why(c, "en")
	if want := time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC); why.Code != campaign.ReasonBudgetReached || why.NextAt == nil || !why.NextAt.Equal(want) {
		t.Errorf("why: %+v, want the first instant of December in São Paulo", why)
	}
	for _, g := range why.Gates {
		if g.Code == campaign.ReasonBudgetReached && (g.OK || g.Used != 10*marketingPrice || g.Limit != 10*marketingPrice+marketingPrice/2) {
			t.Errorf("gate %+v", g)
		}
	}
	h.recount(c)
	h.recount(other)
}

func TestBudget_beginsAnewWithTheMonthOfTheWorkspacesZone(t *testing.T) {
	t.Parallel()
	h, c, _ := paying(t, 2*marketingPrice)
	h.pending(c, 1, 6)
	h.clock.Set(time.Date(2026, 12, 1, 2, 59, 0, 0, time.UTC)) // still November in São Paulo
	if n := len(h.claims()); n != 2 {
		t.Fatalf("%d went out, two are paid for", n)
	}
	next, err := h.store.NextSend(h.ctx())
	h.ok(err, "next send")
	if want := time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC); !next.Equal(want) {
		t.Errorf("looks again at %v, want %v", next, want)
	}
	h.open() // the month is summed anew
	if out := h.next(nil); out != nil {
		t.Fatal("a restart forgot what was spent")
	}
	h.clock.Set(next)
	if n := len(h.claims()); n != 2 {
		t.Errorf("%d went out in December", n)
	}
	h.open()
	if out := h.next(nil); out != nil {
		t.Error("a restart forgot what was spent in December")
	}
	h.want(strconv.Itoa(4*marketingPrice), "SELECT SUM(cost_micros) FROM campaign_metrics")
}

func TestBudget_getsBackWhatWasNotCharged(t *testing.T) {
	t.Parallel()
	cents := func(v float64) *float64 { return &v }
	tell := func(change func(*campaign.StatusEvent)) func(*house, string, *campaign.Outgoing) {
		return func(h *house, a string, out *campaign.Outgoing) {
			o := h.sent(out)
			h.record(o)
			e := statusEvent("s", campaign.MessageDelivered, out.ClaimID, o.ProviderID, noon)
			change(e.Status)
			h.event(a, e)
		}
	}
	for name, tt := range map[string]struct {
		end  func(h *house, account string, out *campaign.Outgoing)
		left int // what the message costs in the end
	}{
		"unsent": {func(h *house, _ string, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultUnsent, Wait: time.Hour})
		}, 0},
		"rejected": {func(h *house, _ string, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultRejected})
		}, 0},
		"in doubt": {func(h *house, _ string, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt})
		}, marketingPrice},
		"failed":            {tell(func(s *campaign.StatusEvent) { s.Status = campaign.MessageFailed }), 0},
		"free":              {tell(func(s *campaign.StatusEvent) { s.Free, s.Category = true, "marketing" }), 0},
		"another category":  {tell(func(s *campaign.StatusEvent) { s.Category = "utility" }), 50_000},
		"the same category": {tell(func(s *campaign.StatusEvent) { s.Category = "MARKETING" }), marketingPrice},
		"the real price":    {tell(func(s *campaign.StatusEvent) { s.CostCents = cents(31.5) }), 315_000},
		"says nothing":      {tell(func(*campaign.StatusEvent) {}), marketingPrice},
		"settled as lost": {func(h *house, _ string, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt})
			h.ok(h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", false), "settle")
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := paying(t, 2*marketingPrice)
			h.pending(c, 1, 1)
			out := h.mustNext()
			if h.spent() != strconv.Itoa(marketingPrice) {
				t.Fatalf("a claim reserved %s", h.spent())
			}
			tt.end(h, a, out)
			if h.spent() != strconv.Itoa(tt.left) {
				t.Errorf("spent %s, want %d", h.spent(), tt.left)
			}
			h.recount(c)
			h.pending(c, 10, 3)
			want := (2*marketingPrice - tt.left) / marketingPrice
			if n := len(h.claims()); n != want {
				t.Errorf("%d more go out, want %d", n, want)
			}
			h.recount(c)
		})
	}
}

func TestBudget_needsAPriceOfEveryCategory(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.set("workspaces", h.ws, "send_budget_micros = 1000000")
	a := h.account(map[string]any{"settings": map[string]string{"price_marketing": "0.34", "price_utility": "free"}})
	h.category(a, "MARKETING")
	c := h.campaign(map[string]any{"accounts": []string{a}})
	h.pending(c, 1, 1)
	if out := h.next(nil); out != nil {
		t.Fatal("sent without knowing what it costs")
	}
	why := h.why(c, "en")
	if why.Code != campaign.ReasonPriceUnknown || why.Params["category"] != "service" || why.NextAt != nil {
		t.Errorf("why: %+v", why)
	}
	h.set("integrated_accounts", a, `settings = '{"price_marketing":"0.34","price_utility":"0.05","price_service":"0"}'`)
	h.mustNext()
}

func TestBudget_countsTheDearestPriceForACategoryItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for _, category := range []string{"", "AUTHENTICATION", "MARKETING_LITE"} {
		t.Run("of a template "+category, func(t *testing.T) {
			t.Parallel()
			h, c, a := paying(t, 2*marketingPrice)
			h.category(a, category)
			h.pending(c, 1, 5)
			if n := len(h.claims()); n != 2 {
				t.Errorf("%d went out of which each may cost as much as the dearest; two are paid for", n)
			}
		})
		t.Run("of a status "+category, func(t *testing.T) {
			t.Parallel()
			h, c, a := paying(t, 2*marketingPrice)
			h.pending(c, 1, 1)
			out := h.mustNext()
			e := statusEvent("s", campaign.MessageDelivered, out.ClaimID, "wamid.1", noon)
			e.Status.Category = category
			h.event(a, e)
			if h.spent() != strconv.Itoa(marketingPrice) {
				t.Errorf("spent %s after a status of category %q", h.spent(), category)
			}
		})
	}
}

func TestBudget_countsWhatARestoreBroughtBack(t *testing.T) {
	t.Parallel()
	h, c, _ := paying(t, 2*marketingPrice)
	j := openJournal(t, t.TempDir())
	h.open(keeps(j))
	h.pending(c, 1, 4)
	old := h.copyData()
	if n := len(h.claims()); n != 2 {
		t.Fatalf("%d went out", n)
	}
	h = h.putBack(old, keeps(j))
	h.resume(c)
	if n := len(h.claims()); n != 0 {
		t.Errorf("%d more went out, and the month's budget was spent before the restore", n)
	}
	h.recount(c)
}

func TestBudget_isChangedAndTakenAwayAtOnce(t *testing.T) {
	t.Parallel()
	h, c, _ := paying(t, marketingPrice)
	h.pending(c, 1, 5)
	if n := len(h.claims()); n != 1 {
		t.Fatalf("%d went out", n)
	}
	h.set("workspaces", h.ws, "send_budget_micros = 680000")
	if n := len(h.claims()); n != 1 {
		t.Errorf("%d went out after the budget was doubled", n)
	}
	h.set("workspaces", h.ws, "send_budget_micros = 0")
	if n := len(h.claims()); n != 3 {
		t.Errorf("%d went out without a budget", n)
	}
	h.want(strconv.Itoa(5*marketingPrice), "SELECT cost_micros FROM campaigns") // counted all the same
}

func TestBudget_isOfOneWorkspaceAndOfChannelsThatCharge(t *testing.T) {
	t.Parallel()
	h, c, _ := paying(t, marketingPrice)
	h.pending(c, 1, 2)
	mail := h.account(map[string]any{"platform": "email", "account_identifier": "ana@agencia.example"})
	letters := h.campaign(map[string]any{"channel": "email", "accounts": []string{mail}, "sequence": []map[string]any{{"wait_hours": 0}}})
	h.find(letters, campaign.Candidate{Platform: "openstreetmap", ExternalID: "node/99", Name: "Clínica 99",
		Facts: []campaign.Fact{{Kind: campaign.FactEmail, Value: "contato@clinica99.example", Source: "openstreetmap", At: noon}}})
	h.enrich()
	h.write()
	if n := len(h.claims()); n != 2 {
		t.Errorf("%d went out, want one that is paid for and one that is free", n)
	}
	h.want("1", "SELECT COUNT(*) FROM messages WHERE channel = 'email' AND status = 'sent' AND cost_micros = 0")
	h.ws = h.workspace("Boreal", map[string]any{"send_budget_micros": marketingPrice})
	a := h.account(map[string]any{"settings": priceList})
	h.category(a, "MARKETING")
	h.pending(h.campaign(map[string]any{"accounts": []string{a}}), 70, 2)
	if n := len(h.claims()); n != 1 {
		t.Errorf("%d of the other workspace went out", n)
	}
}

func TestValidPrice_readsWhatAPersonWrites(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"0": true, "0.34": true, "0,34": true, " 1 ": true, "": false, "free": false, "-1": false, "NaN": false,
		"1e7": false, "Inf": false, "1.2.3": false, "R$ 0,34": false} {
		if got := store.ValidPrice(text); got != want {
			t.Errorf("%q is a price: %v", text, got)
		}
	}
}
