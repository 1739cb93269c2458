package main

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestSwitches_oneThatIsTurnedInTheDatabaseItselfIsSeenByTheNextClaim turns switches off beside the program, which nobody tells of
// it: the claim reads them where they stand.
func TestSwitches_oneThatIsTurnedInTheDatabaseItselfIsSeenByTheNextClaim(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]string{
		"campaign": "UPDATE campaigns SET status = 'paused'", "workspace": "UPDATE workspaces SET paused = 1",
		"account": "UPDATE integrated_accounts SET status = 'blocked'",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 600)
			db := database(t, w.dataFolder())
			w.serve()
			w.pace(150)
			w.act("start")
			w.waitAccepted(10)
			w.change(db, off)
			pass(t, mostDelay)
			before := w.accepted()
			pass(t, 2*time.Second)
			if now := w.accepted(); now != before {
				t.Errorf("%d messages went out after the switch was off", now-before)
			}
		})
	}
}

// TestBudget_whatIsSpentStaysWithinTheMonthsBudget gives messages a price and the workspace a budget for some of them.
func TestBudget_whatIsSpentStaysWithinTheMonthsBudget(t *testing.T) {
	t.Parallel()
	const price, affordable = 350_000, 20
	w := newWorld(t, 600)
	w.serve()
	for i, id := range w.accounts {
		w.must(w.admin.do(t.Context(), "PATCH", "/api/collections/integrated_accounts/records/"+id, map[string]any{"settings": map[string]any{
			"phone_number_id": numberOf(w.account.PhoneNumberID, i), "waba_id": w.account.WABA, "api_version": "v23.0",
			"price_marketing": "0,35", "price_utility": "0.10", "price_service": "0"}}, nil))
	}
	w.must(w.super.do(t.Context(), "PATCH", "/api/collections/workspaces/records/"+w.workspace, map[string]any{"send_budget_micros": price * affordable}, nil))
	w.act("start")
	w.waitAccepted(affordable)
	w.waitStill(5 * time.Second)
	if n := w.accepted(); n != affordable {
		t.Errorf("%d messages went out, the budget pays for %d", n, affordable)
	}
	if answer := w.why(url.Values{"campaign": {w.campaign}}); answer.Code != "budget_reached" {
		t.Errorf("asked why, it says %q", answer.Code)
	}
}

// TestInvite_aMessageWithTheCodesOfTwoIsNobodys lets a stranger write with two codes that were given out: to tie their words to either
// firm would be a guess.
func TestInvite_aMessageWithTheCodesOfTwoIsNobodys(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 60)
	w.serve()
	known := map[string]bool{}
	for _, r := range w.rows() {
		known[digits(r.To)] = true
	}
	id := w.newCampaign(map[string]any{"accounts": []string{}, "sequence": texts("Oi, {{ prospect.name }}! Escreva para nós: {{ wa_link }} Para não receber mais, responda SAIR.")}, w.residents(2, quietOnes))
	var codes []string
	for _, r := range w.ofCampaign(id) {
		codes = append(codes, inviteCode.FindString(r.Content))
	}
	both := strings.Join(codes, " ")
	stranger := w.residents(1, func(r resident) bool { return !known[r.Number] && !r.Hidden })[0]
	_, err := w.hookSigned(w.messagesBody(0, "messages", map[string]any{"from": stranger.Number, "id": "wamid.DOIS", "timestamp": stampOf(w.sim), "type": "text",
		"text": map[string]any{"body": "recebi duas mensagens:" + both}}))
	w.must(err)
	db := database(t, w.dataFolder())
	if n := w.number(db, "SELECT COUNT(*) FROM webhook_events WHERE processed_at != ''"); n != 1 {
		t.Errorf("%d events were taken", n)
	}
	if n := w.number(db, "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'") + w.number(db, "SELECT COUNT(*) FROM consents"); n > 0 || len(both) < 30 {
		t.Errorf("words with the codes%s were given to somebody", both)
	}
}
