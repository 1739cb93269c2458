package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/store"
)

// linked is a campaign whose first text holds the link with which a person writes first.
var linked = []map[string]any{{"wait_hours": 0, "variants": []map[string]any{{"template": "Fale com a gente: {{wa_link}}"}}}}

// inviting is a house with a number to write to, whose campaign is sent by hand and invites n people.
func inviting(t *testing.T, n int) (h *house, accountID string, codes []string) {
	t.Helper()
	h = newHouse(t)
	accountID = h.account(map[string]any{"account_identifier": "+55 47 9 0000 0001"})
	c := h.campaign(map[string]any{"sequence": linked, "gate": "provider_rules"})
	for i := range n {
		h.find(c, shop(i))
	}
	h.enrich()
	for _, task := range h.tasks() {
		codes = append(codes, task.Invite.Code)
		h.ok(h.store.CommitWrite(h.ctx(), []campaign.WriteDone{{Task: task, Draft: campaign.Draft{Content: "Fale com a gente: " + contact.ShowCode(task.Invite.Code)}}}), "commit")
	}
	if len(codes) != n {
		t.Fatalf("%d tasks, want %d", len(codes), n)
	}
	return h, accountID, codes
}

// shop is a business of which a landline alone is known, so that whoever writes from a mobile is a stranger.
func shop(n int) campaign.Candidate {
	c := business(100 + n)
	c.Facts[0].Value = fmt.Sprintf("+554730000%03d", n)
	return c
}

// tasks claims everybody who is to be written to.
func (h *house) tasks() []campaign.WriteTask {
	h.Helper()
	tasks, err := h.store.ClaimWrite(h.ctx(), 100, time.Minute)
	h.ok(err, "claim prospects to write to")
	return tasks
}

// codeOwner is the prospect to whom a code was given.
func (h *house) codeOwner(code string) string {
	return h.value("SELECT id FROM prospects WHERE invite_code = {:p0}", code)
}

func TestInvite_isGivenWhereTheTextHasTheLinkAlone(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		sequence any
		account  map[string]any
		number   string
	}{
		"the text has it":                   {linked, map[string]any{"account_identifier": "+55 47 9 0000 0001"}, "+5547900000001"},
		"the number as the provider says":   {linked, map[string]any{"account_identifier": "Aurora", "state": map[string]any{"number": "+5547900000002"}}, "+5547900000002"},
		"the text has none":                 {[]map[string]any{{"variants": []map[string]any{{"template": "Olá"}}}}, map[string]any{"account_identifier": "+55 47 9 0000 0001"}, ""},
		"the account is named in words":     {linked, map[string]any{"account_identifier": "Aurora"}, ""},
		"the account is blocked":            {linked, map[string]any{"account_identifier": "+55 47 9 0000 0001", "status": "blocked"}, ""},
		"the workspace has another channel": {linked, map[string]any{"platform": "email", "account_identifier": "ana@agencia.example"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.account(tt.account)
			h.find(h.campaign(map[string]any{"sequence": tt.sequence}), shop(1))
			h.enrich()
			invite := h.tasks()[0].Invite
			if invite.Number != tt.number || (contact.ShowCode(invite.Code) != "") != (tt.number != "") {
				t.Errorf("invite %+v", invite)
			}
			h.want(invite.Code, "SELECT invite_code FROM prospects")
		})
	}
}

func TestInvite_givesEverybodyACodeAndAlwaysTheSame(t *testing.T) {
	t.Parallel()
	h, _, codes := inviting(t, 20)
	h.want("20", "SELECT COUNT(DISTINCT invite_code) FROM prospects WHERE invite_code != ''")
	h.sql("UPDATE prospects SET stage = 'write', lease_until = ''")
	for _, task := range h.tasks() {
		if h.codeOwner(task.Invite.Code) != task.Prospect.ID {
			t.Errorf("%s has another code now", task.Prospect.ID)
		}
	}
	if _, err := h.app.NonconcurrentDB().NewQuery("UPDATE prospects SET invite_code = '" + codes[0] + "'").Execute(); err == nil {
		t.Error("the schema took one code for many")
	}
}

func TestInvited_isWhoseCodeTheMessageHolds(t *testing.T) {
	t.Parallel()
	slip := func(code string) string { // one sign changed, the mark before it
		other := byte('2')
		if code[0] == other {
			other = '3'
		}
		return "AC-" + string(other) + code[1:4] + "-" + code[4:8] + "-" + code[8:]
	}
	for name, tt := range map[string]struct {
		text func(codes []string) string
		of   int // whose it is, -1 = nobody's
	}{
		"as it was given": {func(c []string) string { return contact.ShowCode(c[1]) }, 1},
		"in other words": {func(c []string) string {
			return "Bom dia! Vi seu recado " + contact.ShowCode(c[1]) + ", pode me ligar?"
		}, 1},
		"in small letters":       {func(c []string) string { return strings.ToLower(contact.ShowCode(c[1])) }, 1},
		"twice":                  {func(c []string) string { return contact.ShowCode(c[1]) + " " + contact.ShowCode(c[1]) }, 1},
		"with a slip":            {func(c []string) string { return slip(c[1]) }, 1},
		"once right, once wrong": {func(c []string) string { return contact.ShowCode(c[1]) + " " + slip(c[1]) }, 1},
		"two people's":           {func(c []string) string { return contact.ShowCode(c[1]) + " " + contact.ShowCode(c[2]) }, -1},
		"one and a slip of two":  {func(c []string) string { return contact.ShowCode(c[1]) + " " + slip(c[2]) }, -1},
		"nobody's":               {func([]string) string { return contact.ShowCode(contact.NewCode()) }, -1},
		"none":                   {func([]string) string { return "Oi, tudo bem?" }, -1},
		"half of one":            {func(c []string) string { return contact.ShowCode(c[1])[:10] }, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, a, codes := inviting(t, 3)
			h.wrote(a, phone(1)[1:], tt.text(codes))
			owner := ""
			if tt.of >= 0 {
				owner = h.codeOwner(codes[tt.of])
			}
			h.want(owner, "SELECT MAX(prospect) FROM messages WHERE direction = 'inbound'")
			h.want(owner, "SELECT MAX(prospect) FROM consents")
			h.want(owner, "SELECT MAX(id) FROM prospects WHERE status = 'replied'")
			h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
		})
	}
}

func TestInvited_opensTheWindowAndIsAnOptIn(t *testing.T) {
	t.Parallel()
	h, a, codes := inviting(t, 2)
	owner := h.codeOwner(codes[0])
	h.wrote(a, phone(1)[1:], "Quero saber mais "+contact.ShowCode(codes[0]))
	h.want("cancelled", "SELECT status FROM messages WHERE direction = 'outbound' AND prospect = {:p0}", owner)
	h.want("pending", "SELECT status FROM messages WHERE direction = 'outbound' AND prospect != {:p0}", owner)
	h.want(phone(1), "SELECT whatsapp FROM prospects WHERE id = {:p0}", owner)
	h.want("2026-11-25 15:00:00.000Z", "SELECT last_inbound_at FROM prospects WHERE id = {:p0}", owner)
	h.want("1", "SELECT COUNT(*) FROM consents WHERE kind = 'whatsapp' AND basis = 'consent' AND withdrawn_at = '' AND evidence LIKE '%Quero saber mais%'")
	if at := h.unlinked(h.ws); at >= 0 {
		t.Error("the chain of consents does not hold")
	}
	h.want("1", "SELECT replied_count FROM campaigns")

	h.clock.Advance(time.Hour)
	c := h.campaign(map[string]any{"accounts": []string{a}, "name": "Respostas", "gate": "provider_rules"})
	h.answer("m00000000000001", owner, c, a, "Claro! Posso ligar?")
	out := h.mustNext()
	if out.Recipient != phone(1) || out.Content != "Claro! Posso ligar?" {
		t.Errorf("claimed %+v", out)
	}
	h.want("window_24h", "SELECT json_extract(permission, '$.rule') FROM messages WHERE id = {:p0}", out.MessageID)
	h.record(h.sent(out))

	h.wrote(a, phone(1)[1:], "Pode, é "+contact.ShowCode(codes[1])) // known by now: another's code changes nothing
	h.want("2", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound' AND prospect = {:p0}", owner)
	h.want("1", "SELECT COUNT(*) FROM consents")
}

// answer adds what a member wrote to a person who wrote, approved now.
func (h *house) answer(id, prospect, campaignID, accountID, text string) {
	h.Helper()
	h.save("messages", map[string]any{"id": id, "workspace": h.ws, "prospect": prospect, "campaign": campaignID, "account": accountID, "channel": "whatsapp",
		"direction": "outbound", "status": "pending", "content": text, "content_hash": campaign.ContentHash(text, nil), "recipient": phone(1), "contact_key": "k-" + id,
		"once_key": "o-" + id, "scheduled_at": h.clock.Now().Format("2006-01-02 15:04:05.000Z"),
		"metadata": map[string]any{"approved_at": h.clock.Now().Format("2006-01-02 15:04:05.000Z"), "approved_by": "ana"}})
}

func TestInvited_withAStopIsStoppedUnderEveryForm(t *testing.T) {
	t.Parallel()
	h, a, codes := inviting(t, 1)
	h.open(func(o *store.Options) { o.OptOut = holding("parar") })
	h.wrote(a, phone(1)[1:], "parar "+contact.ShowCode(codes[0]))
	for _, number := range []string{phone(1), "+554730000000"} {
		h.want("opt_out", "SELECT reason FROM suppressions WHERE kind = 'phone' AND hash = {:p0}", hasher{}.Hash(h.ws, "phone", number))
	}
	h.want("opt_out", "SELECT intent FROM prospects")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE status = 'pending'")
}

// holding is an opt-out detector of one word, wherever it stands.
type holding string

func (w holding) Judge(text string) campaign.OptOutVerdict {
	if strings.Contains(text, string(w)) {
		return campaign.OptOutYes
	}
	return campaign.OptOutNo
}

func TestInvited_neverCrossesWorkspaces(t *testing.T) {
	t.Parallel()
	h, _, codes := inviting(t, 1)
	first := h.ws
	h.ws = h.workspace("Boreal", nil)
	b := h.account(map[string]any{"account_identifier": "+55 47 9 0000 0003"})
	h.wrote(b, phone(1)[1:], contact.ShowCode(codes[0]))
	h.want("0", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'")
	h.want("0", "SELECT COUNT(*) FROM consents")
	h.want("", "SELECT last_inbound_at FROM prospects WHERE workspace = {:p0}", first)

	h.find(h.campaign(map[string]any{"sequence": linked}), shop(7))
	h.enrich()
	own := h.tasks()[0].Invite.Code
	h.wrote(b, phone(2)[1:], contact.ShowCode(codes[0])+" "+contact.ShowCode(own)) // a stranger's code beside our own tells nothing
	h.want(h.codeOwner(own), "SELECT MAX(prospect) FROM messages WHERE direction = 'inbound'")
}

func TestInvited_anErasedProspectsCodeIsNobodys(t *testing.T) {
	t.Parallel()
	h, a, codes := inviting(t, 1)
	h.sql("UPDATE prospects SET deleted = 1")
	h.wrote(a, phone(1)[1:], contact.ShowCode(codes[0]))
	h.want("0", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'")
	h.want("0", "SELECT COUNT(*) FROM consents")
}

func TestInvited_aKnownPersonKeepsTheirOwnProspect(t *testing.T) {
	t.Parallel()
	h, a, codes := inviting(t, 1)
	c := h.campaign(map[string]any{"accounts": []string{a}, "name": "Dentistas"})
	h.find(c, business(1))
	h.wrote(a, phone(1)[1:], contact.ShowCode(codes[0]))
	h.want(c, "SELECT campaign FROM messages WHERE direction = 'inbound'")
	h.want("0", "SELECT COUNT(*) FROM consents")
}
