package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// traced is a person as a privacy request finds them: all forms of their contacts, and every prospect that they are.
type traced struct {
	forms  []contact.Form
	people []string // prospects' ids
}

// mentioned finds prospects that have a contact among their facts alone. Relies on prospects_list (workspace, created, id).
const mentioned = `
SELECT id, facts FROM prospects WHERE workspace = :workspace AND deleted = 0
	AND EXISTS (SELECT 1 FROM json_each(:values) v WHERE instr(prospects.facts, v.value) > 0)`

// trace finds the person of a key. A contact leads to prospects, whose other contacts lead to more of the same person.
func (s *Store) trace(ses *session, ws string, key campaign.PersonKey) (traced, error) {
	var found traced
	kind, value, err := key.Kind()
	if err != nil {
		return found, err
	}
	if kind == "prospect" {
		p, has, err := prospect(ses, value)
		if err != nil {
			return found, err
		}
		if !has || p.Workspace != ws {
			return found, fmt.Errorf("prospect %q: %w", value, ErrNotFound)
		}
		found.add(&p)
	} else {
		w, err := s.workspace(ses, ws)
		if err != nil {
			return found, err
		}
		if found.forms, err = suppressionForms(contact.Kind(kind), value, w.Country); err != nil {
			if refused := (*campaign.Error)(nil); errors.As(err, &refused) && refused.Field == "value" {
				refused.Field = kind
			}
			return found, err
		}
	}
	for range 3 { // contacts of contacts: what is not found in three steps is somebody else
		before := len(found.people)
		if err := found.widen(ses, ws); err != nil {
			return found, err
		}
		if len(found.people) == before {
			break
		}
	}
	return found, nil
}

// widen adds the prospects that have one of the forms known so far, and their forms.
func (f *traced) widen(ses *session, ws string) error {
	list, err := people(ses, ws, f.forms)
	if err != nil {
		return err
	}
	var ids []string
	for _, one := range list {
		ids = append(ids, one.id)
	}
	var values []string
	for _, form := range f.forms {
		if form.Kind != contact.KindDomain { // a website is shared by branches and by whoever links to it
			values = append(values, `"`+form.Value+`"`)
		}
	}
	err = ses.query(mentioned, args{"workspace": ws, "values": values}, func(r row) error {
		var id string
		var facts []campaign.Fact
		err := r.scan(&id, asJSON{&facts})
		p := campaign.Prospect{Facts: facts}
		if err == nil && slices.ContainsFunc(p.Identity(), func(form contact.Form) bool {
			return form.Kind != contact.KindDomain && hasForm(f.forms, form)
		}) {
			ids = append(ids, id)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("look for a contact among facts: %w", err)
	}
	for _, id := range ids {
		if slices.Contains(f.people, id) {
			continue
		}
		p, has, err := prospect(ses, id)
		if err != nil {
			return err
		}
		if has {
			f.add(&p)
		}
	}
	return nil
}

func (f *traced) add(p *campaign.Prospect) {
	f.people = append(f.people, p.ID)
	for _, form := range p.Identity() {
		if !hasForm(f.forms, form) {
			f.forms = append(f.forms, form)
		}
	}
}

// hint masks the person's first contact.
func (f *traced) hint() string {
	for _, form := range f.forms {
		if form.Kind != contact.KindDomain {
			return contact.MaskWhole(form)
		}
	}
	return ""
}

// needles are what a payload of a provider names the person by: numbers as digits, with and without what a country adds.
func (f *traced) needles() []string {
	var list []string
	for _, form := range f.forms {
		value := strings.TrimPrefix(form.Value, "+")
		if form.Kind != contact.KindDomain && len(value) >= 5 && !slices.Contains(list, value) {
			list = append(list, value)
		}
	}
	return list
}

// eventsNaming finds the webhook events whose payload names somebody, of one workspace and of nobody. Relies on
// webhook_events_received.
const eventsNaming = `
SELECT id FROM webhook_events INDEXED BY webhook_events_received
WHERE received_at > '' AND workspace IN (:workspace, '') AND EXISTS (
	SELECT 1 FROM json_each(:needles) n WHERE instr(webhook_events.payload, n.value) > 0)`

// eventsOf lists the webhook events that name a person.
func eventsOf(ses *session, ws string, f traced) ([]string, error) {
	ids := []string{}
	if len(f.needles()) == 0 {
		return ids, nil
	}
	err := ses.query(eventsNaming, args{"workspace": ws, "needles": f.needles()}, func(r row) error {
		var id string
		err := r.scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for a person's events: %w", err)
	}
	return ids, nil
}
