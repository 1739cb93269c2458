package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
)

func TestRehearse_printsWhoGetsWhatWhenAndWhoGetsNothing(t *testing.T) {
	h := install(t)
	h.change(t, "UPDATE prospects SET status = 'ignored', ignored_reason = 'score_low' WHERE name = 'Padaria 3'")
	t.Setenv("ACENO_MASTER_KEY", testKey)
	args := []string{"demo", "--rehearse", h.campaign, "--data-dir", h.DataDir, "--state-dir", h.StateDir, "--seed", "7"}
	said, err := command(t, args...)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Rehearsal with seed 7", "(America/Sao_Paulo)", "Padaria 1", "Olá! Aqui é da Agência Maré", "14 messages on 2 days", "(ignored)", "Padaria 3"} {
		if !strings.Contains(said, words) {
			t.Errorf("it does not say %q:\n%s", words, said)
		}
	}
	raw, err := command(t, append(args, "--json")...)
	if err != nil {
		t.Fatal(err)
	}
	var answer campaign.Rehearsal
	if err := json.Unmarshal([]byte(raw), &answer); err != nil || len(answer.Messages) != 14 || answer.Cost.Currency != "BRL" {
		t.Errorf("as JSON: %v\n%s", err, raw)
	}
}

func TestPrintRehearsal_groupsByReasonInTheReadersWords(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	a := campaign.Rehearsal{From: at, Until: at, Days: []campaign.ForecastDay{{Date: "2027-03-02", Messages: 1}},
		Messages: []campaign.Rehearsed{{Prospect: campaign.RehearsedName{Name: "Bar\x1b[31m do\nZé"}, At: at, Content: strings.Repeat("palavra ", 20), Status: campaign.MessageSent}},
		Cost:     campaign.RehearsalCost{Currency: "BRL", LeastMicros: 1_500_000, MostMicros: 2_000_000}}
	for i := range 7 {
		a.Blocked = append(a.Blocked, campaign.RehearsalStop{Prospect: campaign.RehearsedName{Name: fmt.Sprintf("Salão %d", i)}, Reason: campaign.NewReason(campaign.ReasonSuppressed, nil)})
	}
	a.Blocked = append(a.Blocked, campaign.RehearsalStop{Reason: campaign.NewReason(campaign.ReasonNoSequence, nil)})
	var out bytes.Buffer
	if err := printRehearsal(&out, a, reader{locale: "pt-BR", zone: zoneOf("America/Sao_Paulo")}); err != nil {
		t.Fatal(err)
	}
	said := out.String()
	for _, words := range []string{"2027-03-02 09:00:00", "Bar [31m do Zé", "palavra…", "1 message on 1 day", "cost BRL 1.50 to 2.00", "    7  este contato", "Salão 0, Salão 1, Salão 2, Salão 3, Salão 4 and 2 more", "    1  ", "the campaign", "not through"} {
		if !strings.Contains(said, words) {
			t.Errorf("it does not say %q:\n%s", words, said)
		}
	}
	if strings.Contains(said, "\x1b") {
		t.Error("a name acts on the terminal")
	}
	if zoneOf("Nowhere/Atall") != time.UTC {
		t.Error("a zone that nobody knows is not UTC")
	}
}
