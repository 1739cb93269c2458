package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/campaign"
	"aceno/store"
)

// consent is a row as the table has it.
type consent struct {
	Workspace string `db:"workspace"`
	Prospect  string `db:"prospect"`
	Kind      string `db:"kind"`
	Basis     string `db:"basis"`
	Source    string `db:"source"`
	Evidence  string `db:"evidence"`
	Given     string `db:"given_at"`
	Withdrawn string `db:"withdrawn_at"`
	Chain     string `db:"chain"`
	Created   string `db:"created"`
}

// unlinked returns the place of the first consent that does not follow from the one before, or -1.
func (h *house) unlinked(ws string) int {
	h.Helper()
	var rows []consent
	const all = `SELECT workspace, prospect, kind, basis, source, evidence, given_at, withdrawn_at, chain, created FROM consents
		WHERE workspace = {:ws} ORDER BY created, id`
	h.ok(h.app.NonconcurrentDB().NewQuery(all).Bind(dbx.Params{"ws": ws}).All(&rows), "read the consents")
	before := ""
	for i, r := range rows {
		words, err := json.Marshal([]any{before, r.Created, r.Workspace, r.Prospect, r.Kind, r.Basis, r.Source, r.Evidence, r.Given, r.Withdrawn})
		h.ok(err, "write as JSON")
		if sum := sha256.Sum256(words); hex.EncodeToString(sum[:]) != r.Chain {
			return i
		}
		before = r.Chain
	}
	return -1
}

// agree records a prospect's word.
func (h *house) agree(prospect string, change func(*store.Consent)) {
	h.Helper()
	c := store.Consent{Workspace: h.ws, Prospect: prospect, Kind: "whatsapp", Basis: "consent", Source: "form on the website", Evidence: "ticked on 24 November"}
	if change != nil {
		change(&c)
	}
	h.ok(h.store.RecordConsent(h.ctx(), c, "ana"), "record a consent")
}

func TestConsents_formAChainThatNobodyCanChange(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), business(2))
	first, second := h.value("SELECT MIN(id) FROM prospects"), h.value("SELECT MAX(id) FROM prospects")
	for i := range 6 {
		h.agree([]string{first, second}[i%2], func(c *store.Consent) { c.Withdrawn, c.Evidence = i%3 == 2, fmt.Sprintf("“%d” \n<ação>", i) })
	}
	if at := h.unlinked(h.ws); at >= 0 {
		t.Errorf("consent %d does not follow", at)
	}
	h.want("6", "SELECT COUNT(*) FROM audit_log WHERE action = 'consent.record' AND actor = 'ana'")
	for _, act := range []string{"UPDATE consents SET withdrawn_at = ''", "UPDATE consents SET created = ''", "DELETE FROM consents"} {
		if _, err := h.app.NonconcurrentDB().NewQuery(act).Execute(); err == nil {
			t.Errorf("the schema took %s", act)
		}
	}
	h.sql("DROP TRIGGER consents_no_update")
	h.sql("UPDATE consents SET evidence = 'Other words' WHERE id = (SELECT id FROM consents ORDER BY created, id LIMIT 1 OFFSET 3)")
	if at := h.unlinked(h.ws); at != 3 {
		t.Errorf("a forged row shows at %d", at)
	}
}

func TestConsents_areOfTheirWorkspace(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	p := h.value("SELECT id FROM prospects")
	other := h.workspace("Boreal", nil)
	if err := h.store.RecordConsent(h.ctx(), store.Consent{Workspace: other, Prospect: p, Kind: "whatsapp"}, "ana"); err == nil {
		t.Error("another workspace recorded a consent")
	}
	h.want("0", "SELECT COUNT(*) FROM consents")
}

func TestConsents_letGoWhatWasHeldForThem(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("campaigns", c, "gate = 'provider_rules'")
	h.pending(c, 1, 2)
	if out := h.next(nil); out != nil {
		t.Fatalf("sent %+v without an opt-in", out)
	}
	h.want("2", "SELECT COUNT(*) FROM messages WHERE status = 'held' AND json_extract(status_reason, '$.code') = 'no_opt_in'")
	h.sql("UPDATE messages SET status_reason = '{\"code\":\"unclear_reply\"}' WHERE recipient = '" + phone(2) + "'")
	for n := range 2 {
		h.agree(h.value("SELECT id FROM prospects WHERE whatsapp = {:p0}", phone(1+n)), nil)
	}
	if taken := h.claims(); len(taken) != 1 {
		t.Errorf("sent %d", len(taken))
	}
	h.want("held", "SELECT status FROM messages WHERE recipient = {:p0}", phone(2)) // held for something else
	h.want("sentopt_inconsent", "SELECT status || json_extract(permission, '$.rule') || json_extract(permission, '$.basis') FROM messages WHERE recipient = {:p0}", phone(1))
	h.want("1", `SELECT json_extract(m.permission, '$.consent') = c.id FROM messages m JOIN consents c ON c.prospect = m.prospect WHERE m.recipient = {:p0}`, phone(1))
}

func TestConsents_theLastWordCounts(t *testing.T) {
	t.Parallel()
	withdrawn := func(c *store.Consent) { c.Withdrawn = true }
	mail := func(c *store.Consent) { c.Kind = "email" }
	mailWithdrawn := func(c *store.Consent) { c.Kind, c.Withdrawn = "email", true }
	anyWithdrawn := func(c *store.Consent) { c.Kind, c.Withdrawn = "opt_in", true }
	for name, tt := range map[string]struct {
		words []func(*store.Consent)
		gate  campaign.Gate
		rule  string // "" = held
	}{
		"given":                                  {[]func(*store.Consent){nil}, campaign.GateProviderRules, "opt_in"},
		"given and withdrawn":                    {[]func(*store.Consent){nil, withdrawn}, campaign.GateProviderRules, ""},
		"withdrawn for every channel":            {[]func(*store.Consent){nil, anyWithdrawn}, campaign.GateProviderRules, ""},
		"withdrawn and given again":              {[]func(*store.Consent){withdrawn, nil}, campaign.GateProviderRules, "opt_in"},
		"withdrawn, and an admin lowered it":     {[]func(*store.Consent){withdrawn}, campaign.GateRecordedBasis, ""},
		"withdrawn for another channel":          {[]func(*store.Consent){nil, mailWithdrawn}, campaign.GateProviderRules, "opt_in"},
		"given for another channel":              {[]func(*store.Consent){mail}, campaign.GateProviderRules, ""},
		"nothing was said":                       {nil, campaign.GateProviderRules, ""},
		"nothing was said, an admin lowered it":  {nil, campaign.GateRecordedBasis, "recorded_basis"},
		"given on the day before it is recorded": {[]func(*store.Consent){func(c *store.Consent) { c.GivenAt = noon.Add(-24 * time.Hour) }}, campaign.GateProviderRules, "opt_in"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.set("campaigns", c, "gate = '"+string(tt.gate)+"'")
			h.pending(c, 1, 1)
			for _, word := range tt.words {
				h.agree(h.value("SELECT id FROM prospects"), word)
			}
			if out := h.next(nil); (out != nil) != (tt.rule != "") {
				t.Fatalf("claimed %+v", out)
			}
			h.want(tt.rule, "SELECT json_extract(NULLIF(permission, ''), '$.rule') FROM messages")
			if tt.rule == "" {
				code := campaign.ReasonNoOptIn
				if strings.Contains(name, "withdrawn") {
					code = campaign.ReasonConsentWithdrawn
				}
				h.want("held"+code, "SELECT status || json_extract(status_reason, '$.code') FROM messages")
			}
		})
	}
}

func TestConsents_aWithdrawalHoldsOnEveryWayToThePerson(t *testing.T) {
	t.Parallel()
	withdraw := func(h *house, kind string) {
		h.agree(h.value("SELECT id FROM prospects"), func(c *store.Consent) { c.Kind, c.Withdrawn = kind, true })
	}
	for name, kind := range map[string]string{"for mail": "email", "for every channel": "opt_in"} {
		t.Run("by mail, "+name, func(t *testing.T) {
			t.Parallel()
			h, _, _ := byChannel(t, campaign.ChannelEmail, "email")
			withdraw(h, kind)
			if out := h.next(nil); out != nil {
				t.Errorf("sent %+v", out)
			}
		})
	}
	t.Run("by hand", func(t *testing.T) {
		t.Parallel()
		h, c := byHand(t, 1)
		withdraw(h, "opt_in")
		if page := h.assisted(c, "ana", 1); len(page.Items) != 0 {
			t.Error("handed out")
		}
	})
	t.Run("inside the window", func(t *testing.T) {
		t.Parallel()
		h, c, _ := ready(t)
		h.pending(c, 1, 1)
		h.sql("UPDATE prospects SET last_inbound_at = '2026-11-25 10:00:00.000Z'")
		h.sql(`UPDATE messages SET metadata = json_set(metadata, '$.approved_at', '2026-11-25 11:00:00.000Z')`)
		withdraw(h, "whatsapp")
		if out := h.next(nil); out != nil {
			t.Errorf("sent %+v", out)
		}
	})
}
