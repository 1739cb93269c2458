package store

import (
	"fmt"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// page is a page of candidates on its way in. What is suppressed and what the campaign has already is looked up once for all of
// them: most are neither, and go in by one statement each.
type page struct {
	prospects []campaign.Prospect
	forms     [][]contact.Form
	barred    map[int]bool          // by index: a form of it is suppressed
	known     map[contact.Form]bool // what the campaign has, and what this page brought
}

// The kinds under which a page remembers an outside id, as platform and id, and the name of a place on the map.
const (
	kindExternal contact.Kind = "external"
	kindPlace    contact.Kind = "place"
)

func external(platform, id string) contact.Form {
	return contact.Form{Kind: kindExternal, Value: platform + " " + id}
}

// newPage makes prospects of candidates and looks them up.
func (t *tx) newPage(ws, campaignID string, list []campaign.Candidate) (*page, error) {
	p := &page{prospects: make([]campaign.Prospect, len(list)), forms: make([][]contact.Form, len(list)), barred: map[int]bool{}, known: map[contact.Form]bool{}}
	for i, c := range list {
		p.prospects[i] = campaign.NewProspect(c)
		one := &p.prospects[i]
		one.Workspace, one.Campaign, one.ID = ws, campaignID, t.store.ids.next(t.real)
		if one.Name == "" {
			one.Name = one.ExternalID
		}
		p.forms[i] = one.Identity()
	}
	if err := t.lookBarred(ws, p); err != nil {
		return nil, err
	}
	return p, t.lookKnown(campaignID, p)
}

// barredForms finds which of many forms are suppressed, by their place in the list. Relies on suppressions_once UNIQUE (workspace,
// kind, hash).
const barredForms = `
SELECT f.key FROM json_each(:forms) f CROSS JOIN suppressions s
	ON s.workspace = :workspace AND s.kind = json_extract(f.value, '$[0]') AND s.hash = json_extract(f.value, '$[1]')`

func (t *tx) lookBarred(ws string, p *page) error {
	var all []contact.Form
	var owner []int
	for i, forms := range p.forms {
		for _, f := range forms {
			all, owner = append(all, f), append(owner, i)
		}
	}
	if len(all) == 0 {
		return nil
	}
	err := t.query(barredForms, args{"workspace": ws, "forms": t.store.hashed(ws, all)}, func(r row) error {
		var at int
		err := r.scan(&at)
		if err == nil {
			p.barred[owner[at]] = true
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("look for suppressions: %w", err)
	}
	return nil
}

// heldContacts finds which of many contacts others of a campaign have, in whichever column of their kind. Relies on prospects_one_…,
// whose conditions are repeated.
const heldContacts = `
SELECT 'phone', f.value FROM json_each(:phones) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.phone = f.value AND p.phone != '' AND p.id != :id
UNION ALL SELECT 'phone', f.value FROM json_each(:phones) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.whatsapp = f.value AND p.whatsapp != '' AND p.id != :id
UNION ALL SELECT 'email', f.value FROM json_each(:emails) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.email = f.value AND p.email != '' AND p.id != :id
UNION ALL SELECT 'username', f.value FROM json_each(:names) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.username = f.value AND p.username != '' AND p.id != :id
UNION ALL SELECT 'domain', f.value FROM json_each(:domains) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.domain = f.value AND p.domain != '' AND p.id != :id`

// knownContacts is heldContacts with the outside ids that a campaign has, and the names of its places on the map. Relies on
// prospects_external and prospects_place too.
const knownContacts = heldContacts + `
UNION ALL SELECT 'external', json_extract(f.value, '$[0]') || ' ' || json_extract(f.value, '$[1]') FROM json_each(:externals) f CROSS JOIN prospects p
	ON p.campaign = :campaign AND p.platform = json_extract(f.value, '$[0]') AND p.external_id = json_extract(f.value, '$[1]') AND p.external_id != ''
UNION ALL SELECT 'place', f.value FROM json_each(:places) f
	WHERE EXISTS (SELECT 1 FROM prospects p WHERE p.campaign = :campaign AND p.name = f.value AND json_extract(p.location, '$.lat') != 0)`

func (t *tx) lookKnown(campaignID string, p *page) error {
	var all []contact.Form
	externals, places := [][2]string{}, []string{}
	for i, forms := range p.forms {
		all = append(all, forms...)
		if one := &p.prospects[i]; one.ExternalID != "" {
			externals = append(externals, [2]string{one.Platform, one.ExternalID})
		}
		if one := &p.prospects[i]; one.Lat != 0 {
			places = append(places, one.Name)
		}
	}
	err := t.query(knownContacts, args{"campaign": campaignID, "phones": valuesOf(all, contact.KindPhone), "emails": valuesOf(all, contact.KindEmail),
		"names": valuesOf(all, contact.KindUsername), "domains": valuesOf(all, contact.KindDomain), "externals": externals,
		"places": places, "id": ""}, func(r row) error {
		var f contact.Form
		err := r.scan(&f.Kind, &f.Value)
		p.known[f] = true
		return err
	})
	if err != nil {
		return fmt.Errorf("look what the campaign has: %w", err)
	}
	return nil
}

// add takes the candidate of a place in.
func (t *tx) add(p *page, i int) (taken, error) {
	if p.barred[i] {
		return taken{reason: campaign.ReasonSuppressed}, nil
	}
	one := &p.prospects[i]
	if p.meets(i) {
		return t.addOne(one, p.forms[i])
	}
	changed, err := t.exec(insertProspect, prospectArgs(one, t.real))
	if err != nil {
		return taken{}, err
	}
	if changed == 0 {
		return t.addOne(one, p.forms[i])
	}
	return taken{id: one.ID, isNew: true}, nil
}

// meets says whether a candidate shares anything with the campaign or with an earlier one of the page, and remembers what it
// brings.
func (p *page) meets(i int) bool {
	met := false
	forms := p.forms[i]
	if one := &p.prospects[i]; one.ExternalID != "" {
		forms = append(forms[:len(forms):len(forms)], external(one.Platform, one.ExternalID))
	}
	if one := &p.prospects[i]; one.Lat != 0 {
		forms = append(forms[:len(forms):len(forms)], contact.Form{Kind: kindPlace, Value: one.Name})
	}
	for _, f := range forms {
		met = met || p.known[f]
		p.known[f] = true
	}
	return met
}
