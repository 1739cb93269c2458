package store

import (
	"fmt"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// inviteNumber reads the number under which a workspace can be written to. Relies on integrated_accounts_workspace.
const inviteNumber = `
SELECT COALESCE(NULLIF(json_extract(NULLIF(state, ''), '$.number'), ''), account_identifier) FROM integrated_accounts WHERE workspace = :workspace AND platform = 'whatsapp' AND status = 'active'
ORDER BY created LIMIT 1`

// giveCode gives a prospect its code, by its primary key; prospects_code UNIQUE (invite_code) WHERE invite_code != ” refuses one that was
// given out before, in any workspace: one number may serve several. codeGiven reads it.
const (
	giveCode  = `UPDATE OR IGNORE prospects SET invite_code = :code WHERE id = :id AND invite_code = ''`
	codeGiven = `SELECT invite_code FROM prospects WHERE id = :id`
)

// codeTries is how many codes are drawn before giving up: one in 10¹⁰ is taken.
const codeTries = 4

// invite prepares the link with which a prospect writes first, where the step's text has one and the workspace a number.
func (t *tx) invite(task *campaign.WriteTask) error {
	if !usesLink(task.Campaign.Sequence[task.Step]) {
		return nil
	}
	var identifier string
	found, err := t.one(inviteNumber, args{"workspace": task.Workspace.ID}, &identifier)
	if err != nil || !found {
		return err
	}
	number := numberIn(identifier, task.Workspace.Country)
	if number == "" {
		return nil // never asked for its number, and named in words: there is nothing to link to
	}
	for range codeTries {
		if err := t.update(giveCode, args{"id": task.Prospect.ID, "code": contact.NewCode()}); err != nil {
			return fmt.Errorf("give prospect %s a code: %w", task.Prospect.ID, err)
		}
		var code string
		if _, err := t.one(codeGiven, args{"id": task.Prospect.ID}, &code); err != nil {
			return err
		}
		if code != "" {
			task.Invite = campaign.Invite{Number: number, Code: code}
			return nil
		}
	}
	return fmt.Errorf("prospect %s got no code in %d tries", task.Prospect.ID, codeTries)
}

// numberIn returns the number that an account is named by, or "".
func numberIn(identifier, country string) string {
	phone, err := contact.ParsePhone(identifier, country, "")
	if err != nil {
		return ""
	}
	return phone.E164
}

// usesLink says whether a step's text can hold the link.
func usesLink(step campaign.Step) bool {
	for _, v := range step.Variants {
		if strings.Contains(v.Template, "wa_link") {
			return true
		}
	}
	return false
}

// codesOf finds the prospects of a workspace to whom codes were given. Relies on prospects_code.
const codesOf = `
SELECT p.id FROM json_each(:codes) f CROSS JOIN prospects p
	ON p.invite_code = f.value AND p.invite_code != '' AND p.workspace = :workspace
WHERE p.deleted = 0 LIMIT 2`

// invited returns the prospect whose code a stranger's message holds. Of two codes that were given out it is nobody's: a wrong match
// would put somebody's words into another firm's conversation.
func (t *tx) invited(from source, in *campaign.InboundEvent) (*person, error) {
	if in.Text == "" || in.Reaction != "" || channelOf(from.platform) != campaign.ChannelWhatsApp {
		return nil, nil
	}
	codes := contact.CodesIn(in.Text)
	all := append(codes.Exact[:len(codes.Exact):len(codes.Exact)], codes.Near...)
	if len(all) == 0 {
		return nil, nil
	}
	var ids []string
	err := t.query(codesOf, args{"codes": all, "workspace": from.workspace}, func(r row) error {
		var id string
		err := r.scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil || len(ids) != 1 {
		return nil, err
	}
	p, found, err := t.person(from.workspace, ids[0])
	if err != nil || !found {
		return nil, err
	}
	return &p, nil
}

// addContact keeps the number a prospect wrote from, by its primary key: from now on it is written to there.
const addContact = `
UPDATE OR IGNORE prospects SET whatsapp = :number, whatsapp_short = :short, facts = :facts, updated = :real WHERE id = :id`

// wroteFirst ties a stranger's number to the prospect whose code they sent, and keeps their words as evidence that they opted
// in.
func (t *tx) wroteFirst(at time.Time, in *campaign.InboundEvent, p *person, forms []contact.Form) error {
	known, found, err := prospect(t.session, p.id)
	if err != nil || !found {
		return err
	}
	if in.From != "" && known.WhatsApp != forms[0].Value {
		number := forms[0].Value
		fact := campaign.Fact{Kind: campaign.FactWhatsApp, Value: number, Text: "wrote with the code of our message", Source: "whatsapp", At: at}
		fact.ID = campaign.FactID(fact.Kind, fact.Value, fact.Source, "")
		err := t.update(addContact, args{"id": p.id, "number": number, "short": contact.ShortForm(number), "facts": append(known.Facts, fact), "real": t.real})
		if err != nil {
			return fmt.Errorf("keep the number that prospect %s wrote from: %w", p.id, err)
		}
	}
	return t.recordConsent(Consent{Workspace: p.ws, Prospect: p.id, Kind: string(campaign.ChannelWhatsApp), Basis: "consent",
		Source: "wrote first, with the code of our message", Evidence: clip(in.ProviderID+": "+in.Text, 2000), GivenAt: at})
}
