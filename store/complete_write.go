package store

import (
	"strings"

	"aceno/campaign"
)

// getAgent reads one agent by its primary key.
const getAgent = `SELECT id, name, system_prompt, language, account FROM agents WHERE id = :id AND workspace = :workspace`

// getPlan reads one service plan by its primary key.
const getPlan = `
SELECT id, name, description, price_cents, currency, features FROM service_plans WHERE id = :id AND workspace = :workspace`

// getTemplate reads one template. Relies on whatsapp_templates_once UNIQUE (account, name, language).
const getTemplate = `
SELECT account, name, language, category, status, components FROM whatsapp_templates
WHERE account = :account AND name = :name AND language = :language`

// completeWrite adds agent, plans, link and template to a task.
func (t *tx) completeWrite(task *campaign.WriteTask) error {
	if err := t.invite(task); err != nil {
		return err
	}
	return t.describeWrite(task)
}

// describeWrite adds agent, plans and template to a task; it writes nothing.
func (t *tx) describeWrite(task *campaign.WriteTask) error {
	c := &task.Campaign
	a := &task.Agent
	if _, err := t.one(getAgent, args{"id": c.Agent, "workspace": c.Workspace}, &a.ID, &a.Name, &a.SystemPrompt, &a.Language, &a.Account); err != nil {
		return err
	}
	for _, id := range c.Plans {
		var p campaign.Plan
		found, err := t.one(getPlan, args{"id": id, "workspace": c.Workspace}, &p.ID, &p.Name, &p.Description, &p.PriceCents, &p.Currency, asJSON{&p.Features})
		if err != nil {
			return err
		}
		if found {
			task.Plans = append(task.Plans, p)
		}
	}
	name, language, ok := strings.Cut(c.Sequence[task.Step].WhatsAppTemplate, "/")
	if !ok || c.Assisted() {
		return nil
	}
	account, err := t.accountFor(task)
	if err != nil {
		return err
	}
	tpl := &campaign.WhatsAppTemplate{}
	found, err := t.one(getTemplate, args{"account": account, "name": name, "language": language},
		&tpl.Account, &tpl.Name, &tpl.Language, &tpl.Category, &tpl.Status, &tpl.Components)
	if found {
		task.Template = tpl
	}
	return err
}

// accountBefore reads the account that wrote to a prospect before. Relies on messages_prospect.
const accountBefore = `
SELECT account FROM messages WHERE prospect = :prospect AND campaign = :campaign AND direction = 'outbound' AND account != ''
ORDER BY created DESC LIMIT 1`

// accountFor chooses the account that writes to a prospect: the one that did before, else one of the campaign's by a stable
// hash, so that they share the work. Messages never move to another account by themselves.
func (t *tx) accountFor(task *campaign.WriteTask) (string, error) {
	accounts := task.Campaign.Accounts
	if len(accounts) == 0 {
		return "", nil
	}
	var before string
	if _, err := t.one(accountBefore, args{"prospect": task.Prospect.ID, "campaign": task.Campaign.ID}, &before); err != nil {
		return "", err
	}
	if contains(accounts, before) {
		return before, nil
	}
	return accountByHash(accounts, task.Prospect.ID), nil
}

// accountByHash chooses one of a campaign's accounts for a prospect, always the same one; "" where a person sends.
func accountByHash(accounts []string, prospectID string) string {
	if len(accounts) == 0 {
		return ""
	}
	sum := 0
	for _, c := range []byte(prospectID) {
		sum = (sum*31 + int(c)) % len(accounts)
	}
	return accounts[sum]
}
