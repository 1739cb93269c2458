package store

import (
	"fmt"
	"slices"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// markOptOut makes opt_out a prospect's intent, by its primary key.
const markOptOut = `UPDATE prospects SET intent = 'opt_out', updated = :real WHERE id = :id AND intent != 'opt_out'`

// obey does what an opt-out verdict asks for. Unclear is a hold: nothing automatic goes to that person until somebody
// decides.
func (t *tx) obey(people []person, current *person, forms []contact.Form, verdict campaign.OptOutVerdict) error {
	switch verdict {
	case campaign.OptOutYes:
		return t.stopPerson(people, current, forms, "")
	case campaign.OptOutUnclear:
		all, err := t.allForms(people, forms)
		if err != nil {
			return err
		}
		if err := t.suppress(current.ws, all, suppressUnclear, ""); err != nil {
			return err
		}
		return t.cancelAll(people, campaign.NewReason(campaign.ReasonUnclearReply, nil))
	default:
		return nil
	}
}

// optOut stops writing to the person behind one prospect, in every campaign.
func (t *tx) optOut(p person, forms []contact.Form, mark string) error {
	known, found, err := prospect(t.session, p.id)
	if err != nil {
		return err
	}
	if found {
		forms = append(slices.Clone(forms), known.Identity()...)
	}
	people, err := t.people(p.ws, forms)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(people, func(other person) bool { return other.id == p.id }) {
		people = append(people, p)
	}
	return t.stopPerson(people, &p, forms, mark)
}

// stopPerson suppresses every form of a person, cancels what waits for them in the whole workspace, and counts the
// opt-out once, for the campaign that they answered.
func (t *tx) stopPerson(people []person, current *person, forms []contact.Form, mark string) error {
	all, err := t.allForms(people, forms)
	if err != nil {
		return err
	}
	if err := t.suppress(current.ws, all, suppressOptOut, mark); err != nil {
		return err
	}
	wider, err := t.people(current.ws, all) // another contact of the same business may lie in another campaign
	if err != nil {
		return err
	}
	for _, p := range wider {
		if !slices.ContainsFunc(people, func(known person) bool { return known.id == p.id }) {
			people = append(people, p)
		}
	}
	if err := t.cancelAll(people, campaign.NewReason(campaign.ReasonSuppressed, nil)); err != nil {
		return err
	}
	changed, err := t.exec(markOptOut, args{"id": current.id, "real": t.real})
	if err != nil {
		return fmt.Errorf("mark the opt-out of prospect %s: %w", current.id, err)
	}
	if changed == 0 {
		return nil
	}
	return t.count(current.ws, current.campaign, campaign.Counters{OptOut: 1})
}

// allForms joins the forms of whoever wrote with those of the prospects that they are.
func (t *tx) allForms(people []person, forms []contact.Form) ([]contact.Form, error) {
	all := slices.Clone(forms)
	for _, one := range people {
		p, found, err := prospect(t.session, one.id)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		for _, f := range p.Identity() {
			if !hasForm(all, f) {
				all = append(all, f)
			}
		}
	}
	return all, nil
}

func (t *tx) cancelAll(people []person, reason campaign.Reason) error {
	for _, p := range people {
		if err := t.cancelPending(p.ws, p.id, reason); err != nil {
			return err
		}
		t.touch(p.ws, p.campaign)
	}
	return nil
}

// liftPreference takes away an opt-out that the provider's own preference made, and no other. Relies on suppressions_once.
const liftPreference = `
DELETE FROM suppressions WHERE workspace = :workspace AND kind = :kind AND hash = :hash AND reason = 'opt_out' AND hint LIKE '%(preference)'`

// applyPreference takes in that a person stopped or resumed marketing messages in the provider's own app.
func (t *tx) applyPreference(from source, pref *campaign.PreferenceEvent) error {
	forms := senderForms(pref.From, pref.UserID, "")
	people, err := t.people(from.workspace, forms)
	if err != nil {
		return err
	}
	if pref.Stop {
		if len(people) == 0 {
			return t.suppress(from.workspace, forms, suppressOptOut, byPreference)
		}
		current := &people[0]
		for i := range people {
			if people[i].status != campaign.ProspectFound {
				current = &people[i]
			}
		}
		return t.stopPerson(people, current, forms, byPreference)
	}
	all, err := t.allForms(people, forms)
	if err != nil {
		return err
	}
	for i, h := range t.store.hashed(from.workspace, all) {
		if err := t.update(liftPreference, args{"workspace": from.workspace, "kind": h[0], "hash": h[1]}); err != nil {
			return fmt.Errorf("lift the preference of a %s: %w", all[i].Kind, err)
		}
	}
	return nil
}

// optedOutPerson reads the person behind an inbound message, by its primary key.
const inboundOwner = `SELECT workspace, prospect FROM messages WHERE id = :id AND direction = 'inbound'`

// inboundPerson returns who wrote an inbound message.
func (t *tx) inboundPerson(messageID string) (person, bool, error) {
	var ws, prospectID string
	found, err := t.one(inboundOwner, args{"id": messageID}, &ws, &prospectID)
	if err != nil || !found {
		return person{}, false, err
	}
	return t.person(ws, prospectID)
}
