package store

import (
	"database/sql/driver"
	"fmt"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// page is a page of candidates on its way in. What is suppressed and what the campaign has already is looked up once for all of
// them: most are neither, and go in by one statement each.
type page struct {
	workspace, campaign string
	prospects           []campaign.Prospect
	forms               [][]contact.Form
	values              [][]driver.NamedValue // of insertProspect
	barred              map[int]bool          // by index: a form of it is suppressed
	known               map[contact.Form]bool // what the campaign has, and what this page brought
}

// The kinds under which a page remembers an outside id, as platform and id, and the name of a place on the map.
const (
	kindExternal contact.Kind = "external"
	kindPlace    contact.Kind = "place"
)

func external(platform, id string) contact.Form {
	return contact.Form{Kind: kindExternal, Value: platform + " " + id}
}

// newPage makes prospects of candidates. It runs beside the writer, which everybody waits for.
func (s *Store) newPage(ws, campaignID string, list []campaign.Candidate) (*page, error) {
	at, insert := s.realNow(), unprepared(insertProspect)
	p := &page{workspace: ws, campaign: campaignID, prospects: make([]campaign.Prospect, len(list)), forms: make([][]contact.Form, len(list)),
		values: make([][]driver.NamedValue, len(list)), barred: map[int]bool{}, known: map[contact.Form]bool{}}
	for i, c := range list {
		p.prospects[i] = campaign.NewProspect(c)
		one := &p.prospects[i]
		one.Workspace, one.Campaign, one.ID = ws, campaignID, s.ids.next(at)
		if one.Name == "" {
			one.Name = one.ExternalID
		}
		p.forms[i] = one.Identity()
		var err error
		if p.values[i], err = insert.bind(prospectArgs(one, at)); err != nil {
			return nil, fmt.Errorf("store %q: %w", one.Name, err)
		}
	}
	return p, nil
}

// look looks everything of a page up.
func (t *tx) look(p *page) error {
	if err := t.lookBarred(p); err != nil {
		return err
	}
	return t.lookKnown(p)
}

// anySuppression says whether a workspace has any. Relies on suppressions_once.
const anySuppression = `SELECT 1 FROM suppressions WHERE workspace = :workspace LIMIT 1`

// barredForms finds which of many hashes of one kind are suppressed. Relies on suppressions_once UNIQUE (workspace, kind, hash).
const barredForms = `
SELECT f.value FROM json_each(:hashes) f CROSS JOIN suppressions s ON s.workspace = :workspace AND s.kind = :kind AND s.hash = f.value`

func (t *tx) lookBarred(p *page) error {
	if some, err := t.has(anySuppression, args{"workspace": p.workspace}); err != nil || !some {
		return err
	}
	hashes := map[contact.Kind][]string{}
	owners := map[[2]string][]int{} // of kind and hash
	for i, forms := range p.forms {
		for n, h := range t.store.hashed(p.workspace, forms) {
			hashes[forms[n].Kind] = append(hashes[forms[n].Kind], h[1])
			owners[h] = append(owners[h], i)
		}
	}
	for kind, list := range hashes {
		err := t.query(barredForms, args{"workspace": p.workspace, "kind": kind, "hashes": list}, func(r row) error {
			var hash string
			err := r.scan(&hash)
			for _, i := range owners[[2]string{string(kind), hash}] {
				p.barred[i] = true
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("look for suppressions: %w", err)
		}
	}
	return nil
}

// heldContacts finds which of many contacts others of a campaign have, in whichever column of their kind. Relies on prospects_one_…,
// whose conditions are repeated.
const heldContacts = `
SELECT 'phone', f.value FROM json_each(:phones) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.phone = f.value AND p.phone != '' AND p.id != :id
UNION ALL SELECT 'phone', f.value FROM json_each(:numbers) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.whatsapp = f.value AND p.whatsapp != '' AND p.id != :id
UNION ALL SELECT 'email', f.value FROM json_each(:emails) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.email = f.value AND p.email != '' AND p.id != :id
UNION ALL SELECT 'username', f.value FROM json_each(:names) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.username = f.value AND p.username != '' AND p.id != :id
UNION ALL SELECT 'domain', f.value FROM json_each(:domains) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.domain = f.value AND p.domain != '' AND p.id != :id`

// knownContacts is heldContacts with the names of a campaign's places on the map. Relies on prospects_place too.
const knownContacts = heldContacts + `
UNION ALL SELECT 'place', f.value FROM json_each(:places) f
	WHERE EXISTS (SELECT 1 FROM prospects p WHERE p.campaign = :campaign AND p.name = f.value AND json_extract(p.location, '$.lat') != 0)`

// lookKnown looks for what no unique index would find when the candidate goes in: every form but the one that stands in the very column
// in which it is looked for.
func (t *tx) lookKnown(p *page) error {
	columns := map[string][]string{"phones": {}, "numbers": {}, "emails": {}, "names": {}, "domains": {}}
	places := []string{}
	for i, forms := range p.forms {
		one := &p.prospects[i]
		for _, f := range forms {
			switch f.Kind {
			case contact.KindPhone:
				columns["phones"] = appendOther(columns["phones"], f.Value, one.Phone)
				columns["numbers"] = appendOther(columns["numbers"], f.Value, one.WhatsApp)
			case contact.KindEmail:
				columns["emails"] = appendOther(columns["emails"], f.Value, one.Email)
			case contact.KindUsername:
				columns["names"] = appendOther(columns["names"], f.Value, one.Username)
			case contact.KindDomain:
				columns["domains"] = appendOther(columns["domains"], f.Value, one.Domain)
			}
		}
		if one.Lat != 0 {
			places = append(places, one.Name)
		}
	}
	values := args{"campaign": p.campaign, "places": places, "id": ""}
	for name, list := range columns {
		values[name] = list
	}
	err := t.query(knownContacts, values, func(r row) error {
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

// appendOther adds a value that is not the column's own.
func appendOther(list []string, value, own string) []string {
	if value == own {
		return list
	}
	return append(list, value)
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
	changed, err := t.execBound(insertProspect, p.values[i])
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
