package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// cause is one thing that holds messages up, and what is to be said of it.
type cause struct {
	make   func(h *house, campaignID, accountID string)
	code   string
	pt     string // words of the Portuguese sentence
	en     string // of the English one
	nextAt string // in São Paulo; "" = nobody knows
}

func sql(statement string) func(*house, string, string) {
	return func(h *house, c, a string) {
		h.sql(statement)
		h.store.Reload("campaigns", c)
		h.store.Reload("integrated_accounts", a)
		h.store.Reload("workspaces", h.ws)
	}
}

// causes of a campaign with two messages that could go out now.
var causes = map[string]cause{
	"paused campaign":    {sql("UPDATE campaigns SET status = 'paused'"), campaign.ReasonCampaignPaused, "a campanha está pausada", "the campaign is paused", ""},
	"draft":              {sql("UPDATE campaigns SET status = 'draft'"), campaign.ReasonNotActive, "a campanha está em rascunho", "the campaign is a draft", ""},
	"completed campaign": {sql("UPDATE campaigns SET status = 'completed'"), campaign.ReasonCompleted, "campanha", "campaign", ""},
	"paused workspace":   {sql("UPDATE workspaces SET paused = 1"), campaign.ReasonWorkspacePaused, "está parado", "the workspace is paused", ""},
	"blocked account":    {sql("UPDATE integrated_accounts SET status = 'blocked'"), campaign.ReasonAccountBlocked, "a conta está bloqueada", "the account is blocked", ""},
	"expired account":    {sql("UPDATE integrated_accounts SET status = 'expired'"), campaign.ReasonAccountExpired, "venceu", "has expired", ""},
	"breaker": {sql(`UPDATE integrated_accounts SET state = '{"breaker":"open","probe_at":"2026-11-25T15:05:00Z"}'`),
		campaign.ReasonAccountBreaker, "a próxima tentativa é em", "it is tried again at", "12:05"},
	"breaker that a person closes": {sql(`UPDATE integrated_accounts SET state = '{"breaker":"open"}'`), campaign.ReasonAccountBreaker, "a conta falhou", "the account failed", ""},
	"asked to wait": {sql(`UPDATE integrated_accounts SET state = '{"retry_at":"2026-11-25T15:30:00Z"}'`),
		campaign.ReasonRetryLater, "o provedor pediu para esperar até", "the provider asked to wait until", "12:30"},
	"gap": {sql(`UPDATE integrated_accounts SET state = '{"next_at":"2026-11-25T15:02:00Z"}'`), campaign.ReasonGap, "a conta espera", "the account pauses", "12:02"},
	"outside the hours": {sql(`UPDATE campaigns SET schedule = '{"windows":["thu 09:00-10:00"]}'`),
		campaign.ReasonOutsideWindow, "fora do horário de envio", "outside the campaign's sending hours", "09:00"},
	"not started": {sql(`UPDATE campaigns SET schedule = '{"start":"2026-12-01","windows":["mon-fri 09:00-18:00"]}'`),
		campaign.ReasonNotStarted, "a campanha começa em", "the campaign starts on", "09:00"},
	"limit": {func(h *house, _, a string) {
		h.set("integrated_accounts", a, `limits = '{"per_hour":1}'`)
		h.record(h.sent(h.mustNext()))
	}, campaign.ReasonLimitReached, "a próxima mensagem sai a partir de", "the next message goes out from", "13:01"},
	"budget": {func(h *house, _, a string) {
		h.set("integrated_accounts", a, `settings = '{"price_marketing":"1","price_utility":"1","price_service":"1"}'`)
		h.set("workspaces", h.ws, "send_budget_micros = 500000")
	}, campaign.ReasonBudgetReached, "o orçamento de envio do mês acabou", "the month's sending budget is spent", "00:00"},
	"price": {sql("UPDATE workspaces SET send_budget_micros = 500000"), campaign.ReasonPriceUnknown, "a conta não tem preço para", "the account no price for", ""},
	"account gone": {func(h *house, c, a string) {
		h.sql("DELETE FROM integrated_accounts")
		h.store.Reload("integrated_accounts", a)
	}, campaign.ReasonAccountMissing, "nenhuma das contas", "none of the campaign's accounts", ""},
	"drafts":  {sql("UPDATE messages SET status = 'draft'"), campaign.ReasonAwaitingApproval, "esperando aprovação (2)", "2 messages wait", ""},
	"by hand": {sql("UPDATE campaigns SET accounts = '[]'; UPDATE messages SET account = ''"), campaign.ReasonAssistedWaiting, "na mão", "by hand", ""},
	"due later": {sql("UPDATE messages SET scheduled_at = '2026-11-25 20:00:00.000Z'"),
		campaign.ReasonNothingDue, "a próxima mensagem sai em", "the next message is due at", "17:00"},
	"held": {func(h *house, _, _ string) {
		h.sql("UPDATE whatsapp_templates SET status = 'PAUSED'")
		h.next(nil)
	}, campaign.ReasonMessagesHeld, "o modelo hello/pt_BR está", "the template hello/pt_BR is", ""},
	"nothing left": {sql("DELETE FROM messages; UPDATE prospects SET stage = 'done'"), campaign.ReasonNothingPending, "não há mensagem", "no message is waiting", ""},
}

func TestWhy_saysEachCauseInBothLanguagesWithItsTime(t *testing.T) {
	t.Parallel()
	saoPaulo, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range causes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 2)
			tt.make(h, c, a)
			for locale, words := range map[string]string{"pt-BR": tt.pt, "en": tt.en, "": tt.pt} {
				why := h.why(c, locale)
				if why.Sending || why.Code != tt.code || !strings.Contains(why.Message, words) {
					t.Fatalf("in %q: %q of %s, want %q of %s", locale, why.Message, why.Code, words, tt.code)
				}
				if strings.ContainsAny(why.Message, "{}") || strings.Contains(why.Message, "9999") || strings.HasSuffix(why.Message, ".") {
					t.Errorf("in %q: %q", locale, why.Message)
				}
				at := ""
				if why.NextAt != nil {
					at = why.NextAt.In(saoPaulo).Format("15:04")
				}
				if at != tt.nextAt {
					t.Errorf("the next slot is at %q, want %q", at, tt.nextAt)
				}
			}
			if out := h.next(nil); out != nil {
				t.Errorf("and yet %+v went out", out)
			}
		})
	}
}

func TestWhy_ofTheWholeInstallation(t *testing.T) {
	t.Parallel()
	stop := filepath.Join(t.TempDir(), "stop")
	h, c, _ := ready(t, func(o *store.Options) { o.StopFile = stop })
	h.pending(c, 1, 1)
	if why := h.why(c, "pt-BR"); !why.Sending || why.Code != "" || why.Next == nil || why.Next.Prospect.Name != "Clínica 1" {
		t.Errorf("why: %+v", why)
	}
	h.ok(os.WriteFile(stop, nil, 0o600), "write the stop file")
	h.store.LookStop()
	for locale, words := range map[string]string{"pt-BR": "o envio está parado em toda a instalação", "en": "sending is stopped for the whole installation"} {
		if why := h.why("", locale); why.Code != campaign.ReasonGlobalStop || !strings.Contains(why.Message, words) {
			t.Errorf("why: %+v", why)
		}
	}
	h.open(func(o *store.Options) { o.SendLocked = true })
	if why := h.why(c, "pt-BR"); why.Code != campaign.ReasonSendLocked || !strings.Contains(why.Message, "outro programa") {
		t.Errorf("why: %+v", why)
	}
}

func TestWhy_namesTheRestoreThatPausedACampaign(t *testing.T) {
	t.Parallel()
	h, c, _, j := journalled(t)
	h.pending(c, 1, 2)
	old := h.copyData()
	h.record(h.sent(h.mustNext()))
	h = h.putBack(old, keeps(j))
	if why := h.why(c, "en"); why.Code != campaign.ReasonRestored {
		t.Errorf("why: %+v", why)
	}
}

func TestWhy_namesTheCoolDownOfTheOnePersonWhoWaits(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Padarias"})
	h.pending(other, 1, 1)
	h.next(nil)
	why := h.why(other, "en")
	if want := noon.Add(168 * time.Hour); why.Code != campaign.ReasonCooldown || why.NextAt == nil || why.NextAt.Before(want) {
		t.Errorf("why: %+v", why)
	}
	if pt := h.why(other, "pt-BR"); !strings.Contains(pt.Message, "há menos de 168 horas") {
		t.Errorf("in Portuguese: %q", pt.Message)
	}
}

func TestWhy_saysThatANumberIsRed(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.told(a, "1", campaign.AccountEvent{Quality: "RED"})
	if why := h.why(c, "pt-BR"); !strings.Contains(why.Message, "vermelh") {
		t.Errorf("the number is red, and why says %q", why.Message)
	}
}
