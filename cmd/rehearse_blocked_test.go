package cmd

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/campaign"
)

func TestRehearse_saysWhoIsBlockedAndWhy(t *testing.T) {
	t.Parallel()
	all := func(code string) []string { return slices.Repeat([]string{code}, installed) }
	for name, one := range map[string]struct {
		change   string
		sent     int
		blocked  []string
		complete bool
	}{
		"nothing: a draft is started":      {"SELECT 1", 2 * installed, nil, true},
		"nothing: a pause is lifted":       {"UPDATE campaigns SET status = 'paused'", 2 * installed, nil, true},
		"the template is gone":             {"DELETE FROM whatsapp_templates", 0, all(campaign.ReasonTemplateNotSynced), false},
		"the template is paused":           {"UPDATE whatsapp_templates SET status = 'PAUSED'", 0, all(campaign.ReasonTemplateNotApproved), false},
		"the workspace is paused":          {"UPDATE workspaces SET paused = 1", 0, all(campaign.ReasonWorkspacePaused), false},
		"the token is over":                {"UPDATE integrated_accounts SET status = 'expired'", 0, all(campaign.ReasonAccountExpired), false},
		"nobody has signed the gate":       {"UPDATE campaigns SET gate = 'provider_rules'", 0, all(campaign.ReasonNoOptIn), false},
		"a person approves":                {"UPDATE messages SET status = 'draft'", 0, all(campaign.ReasonAwaitingApproval), false},
		"the text was changed":             {"UPDATE messages SET content = 'outra' WHERE rowid = (SELECT MIN(rowid) FROM messages)", 2 * (installed - 1), []string{campaign.ReasonContentChanged}, false},
		"one was set aside":                {"UPDATE prospects SET status = 'ignored', ignored_reason = 'score_low' WHERE name = 'Padaria 3'", 2 * (installed - 1), []string{campaign.ReasonIgnored}, true},
		"one has answered":                 {"UPDATE prospects SET status = 'replied', last_inbound_at = '2099-01-01 00:00:00.000Z' WHERE name = 'Padaria 3'", 2 * (installed - 1), []string{campaign.ReasonReplied}, true},
		"the credentials are of elsewhere": {"UPDATE integrated_accounts SET credentials = 'v1:AAAA'", 0, all("account_incomplete"), false},
		"a person selects":                 {"UPDATE campaigns SET selection = 'manual'; DELETE FROM messages; UPDATE prospects SET stage = 'write', due_at = '', judged_at = ''", 0, all(campaign.ReasonAwaitingSelection), false},
		"nobody was looked at yet":         {"DELETE FROM messages; UPDATE prospects SET stage = 'enrich'", 2 * installed, nil, true},
		"some do not qualify":              {`UPDATE campaigns SET qualification = '{"require": ["email"]}'; DELETE FROM messages; UPDATE prospects SET stage = 'enrich'`, 0, all(campaign.ReasonNoEmail), true},
		"no channel of this version":       {"UPDATE messages SET channel = 'email'; UPDATE campaigns SET channel = 'email'", 0, all(campaign.ReasonPlatformUnknown), false},
		"a claim was never answered":       {"UPDATE messages SET status = 'sending', claim_id = id, sent_at = '2027-03-01 12:00:00.000Z' WHERE rowid = (SELECT MIN(rowid) FROM messages)", 2*installed - 1, []string{campaign.ReasonCrashed}, true},
		"the sequence is empty":            {"UPDATE campaigns SET sequence = '[]'", 0, append(all(campaign.ReasonNoSequence), campaign.ReasonNoSequence), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := install(t)
			h.change(t, one.change)
			got := h.rehearsed(t, h.campaign, nil)
			if len(got.Messages) != one.sent || !slices.Equal(reasons(got), one.blocked) || got.Complete != one.complete {
				t.Errorf("sent %d, complete %t, blocked %v; want %d, %t, %v", len(got.Messages), got.Complete, reasons(got), one.sent, one.complete, one.blocked)
			}
		})
	}
}

func TestRehearse_writesToNobodyWhoAskedToStop(t *testing.T) {
	t.Parallel()
	h := install(t)
	server := serving(t, h.config)
	if err := server.store.AddSuppression(t.Context(), h.workspace, "phone", "+5547900000100", "manual", ""); err != nil {
		t.Fatal(err)
	}
	if err := server.stop(); err != nil {
		t.Fatal(err)
	}
	got := h.rehearsed(t, h.campaign, nil)
	if !slices.Equal(reasons(got), []string{campaign.ReasonSuppressed}) || got.Blocked[0].Prospect.Name != "Padaria 1" || len(got.Messages) != 2*(installed-1) {
		t.Errorf("%d messages, blocked %+v", len(got.Messages), got.Blocked)
	}
}

func TestRehearse_theStopFileHoldsEverything(t *testing.T) {
	t.Parallel()
	h := install(t)
	if err := h.setStop(true); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{h.campaign, h.byHand} {
		if got := h.rehearsed(t, id, nil); len(got.Messages) != 0 || !slices.Equal(reasons(got), slices.Repeat([]string{campaign.ReasonGlobalStop}, installed+1)) {
			t.Errorf("%d messages, blocked %v", len(got.Messages), reasons(got))
		}
	}
}

func TestRehearse_aMemberSendsByHandAtAPersonsPace(t *testing.T) {
	t.Parallel()
	h := install(t)
	h.change(t, `UPDATE workspaces SET limits = '{"assisted_per_day": 5, "assisted_gap_s": 120}'`)
	got := h.rehearsed(t, h.byHand, nil)
	if len(got.Messages) != installed || !got.Complete || len(got.Days) != 2 || got.Days[0].Messages != 5 {
		t.Fatalf("%d messages, complete %t, days %v, blocked %v", len(got.Messages), got.Complete, got.Days, reasons(got))
	}
	for i, m := range got.Messages[1:5] {
		if gap := m.At.Sub(got.Messages[i].At); gap != 2*time.Minute {
			t.Errorf("message %d comes %s after the one before", i+2, gap)
		}
	}
	if day := got.Messages[5].At.Sub(got.Messages[0].At); day != 24*time.Hour {
		t.Errorf("the sixth message comes %s after the first, where five a day are the most", day)
	}
}

func TestRehearse_refusesWhatItCannotPlay(t *testing.T) {
	h := install(t)
	t.Setenv("ACENO_MASTER_KEY", testKey)
	folders := []string{"--data-dir", h.DataDir, "--state-dir", h.StateDir}
	for want, args := range map[string][]string{
		`--rehearse (ACENO_REHEARSE) "nothing00000000"`: append([]string{"nothing00000000"}, folders...),
		`no database is there`:                          {h.campaign, "--data-dir", t.TempDir()},
		`--limit (ACENO_LIMIT) "0s"`:                    append([]string{h.campaign, "--limit", "0s"}, folders...),
	} {
		_, err := command(t, append([]string{"demo", "--rehearse"}, args...)...)
		wantWords(t, err, want)
	}
	h.change(t, "UPDATE campaigns SET status = 'completed'")
	_, err := command(t, append([]string{"demo", "--rehearse", h.campaign}, folders...)...)
	wantWords(t, err, "is completed")
	t.Setenv("ACENO_MASTER_KEY", strings.Repeat("ab", 32))
	_, err = command(t, append([]string{"demo", "--rehearse", h.campaign}, folders...)...)
	wantWords(t, err, "the master key is not the one that "+h.DataDir)
}

func TestWhyEnded_readsItOutOfWhatIsKnown(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]waitingProspect{
		campaign.ReasonWrittenByHand: {Got: 1, ByHand: true, Bad: true},
		campaign.ReasonBadRecipient:  {Got: 1, Bad: true, Read: true},
		campaign.ReasonStopRead:      {Got: 1, Read: true},
		campaign.ReasonSuppressed:    {Got: 1},
		campaign.ReasonIgnored:       {},
	} {
		if got := whyEnded(p); got.Code != want {
			t.Errorf("%+v: %s, want %s", p, got.Code, want)
		}
	}
}

func TestRehearse_eachAccountHasANumberAndTemplatesOfItsOwn(t *testing.T) {
	t.Parallel()
	h := install(t)
	p, err := open(h.config, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	second := "second000000000"
	credentials, err := p.vault.Seal(h.workspace, "integrated_accounts", second, "credentials", []byte(`{"access_token":"EAAanother","app_secret":"s","verify_token":"v"}`))
	if err != nil {
		t.Fatal(err)
	}
	values := dbx.Params{"second": second, "first": h.account, "campaign": h.campaign, "credentials": credentials}
	for _, statement := range []string{
		`INSERT INTO integrated_accounts (id, workspace, platform, account_identifier, status, settings, limits, state, credentials)
			SELECT {:second}, workspace, platform, 'WhatsApp 2', status, settings, limits, '{}', {:credentials} FROM integrated_accounts WHERE id = {:first}`,
		`INSERT INTO whatsapp_templates (id, workspace, account, name, language, category, status, components)
			SELECT 'template0000000', workspace, {:second}, name, language, category, status, replace(components, 'Olá!', 'Oi!') FROM whatsapp_templates WHERE account = {:first}`,
		`UPDATE campaigns SET accounts = json_array({:first}, {:second}) WHERE id = {:campaign}`,
		`DELETE FROM messages WHERE campaign = {:campaign}`,
		`UPDATE prospects SET stage = 'write', due_at = '' WHERE campaign = {:campaign}`,
	} {
		used := dbx.Params{}
		for name, value := range values {
			if strings.Contains(statement, "{:"+name+"}") {
				used[name] = value
			}
		}
		if _, err := p.app.NonconcurrentDB().NewQuery(statement).Bind(used).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	got := h.rehearsed(t, h.campaign, nil)
	words := map[string]int{}
	for _, m := range got.Messages {
		first, _, _ := strings.Cut(m.Content, "!")
		words[first]++
	}
	if len(got.Messages) != 2*installed || words["Olá"] == 0 || words["Oi"] == 0 {
		t.Errorf("%d messages by first word %v, blocked %v", len(got.Messages), words, reasons(got))
	}
}
