package store

import (
	"errors"
	"slices"
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// taken says what became of a candidate: the prospect that it is now, new or one that was there before; or why it is none.
type taken struct {
	id     string
	isNew  bool
	reason string
}

// addOne makes a prospect of a candidate that may be in the campaign already, under whatever form of whatever contact or side by
// side with it: then that one only gets the new facts. One that shares contacts with others and is none of them, a branch or a
// neighbour, stands for itself, and keeps what they share as facts.
func (t *tx) addOne(p *campaign.Prospect, forms []contact.Form) (taken, error) { // another column may hold the same number: a phone here is a WhatsApp number there
	twin, err := t.sameBusiness(p, forms)
	if err != nil {
		return taken{}, err
	}
	if twin != "" {
		return taken{id: twin}, t.merge(twin, p)
	}
	held, err := t.held(p, forms)
	if err != nil {
		return taken{}, err
	}
	p.Without(held)
	changed, err := t.exec(insertProspect, prospectArgs(p, t.real))
	if err != nil || changed == 1 {
		return taken{id: p.ID, isNew: err == nil}, err
	}
	return taken{reason: campaign.ReasonDuplicate}, nil
}

// sameBusiness returns the prospect of the campaign that is the same business as this one, or "". The ids of two imported lists
// may mean two businesses: there the name must agree too.
func (t *tx) sameBusiness(p *campaign.Prospect, forms []contact.Form) (string, error) {
	if p.ExternalID != "" && p.Platform != campaign.PlatformCSV {
		if ids, err := t.twins(p, nil); err != nil || len(ids) > 0 {
			return first(ids), err
		}
	}
	nameless := *p
	nameless.ExternalID = ""
	twins, err := t.twins(&nameless, forms)
	if err != nil {
		return "", err
	}
	beside, err := t.beside(p)
	if err != nil {
		return "", err
	}
	for _, id := range append(twins, beside...) {
		other, found, err := prospect(t.session, id)
		if err != nil || found && campaign.SamePlace(&other, p) {
			return id, err
		}
	}
	if p.ExternalID == "" || p.Platform != campaign.PlatformCSV {
		return "", nil
	}
	return t.sameRow(p)
}

// sameRow returns the prospect that has the outside id and the name of an imported row. Where the name is another, the id is taken
// for another list's and given up.
func (t *tx) sameRow(p *campaign.Prospect) (string, error) {
	ids, err := t.twins(p, nil)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	other, found, err := prospect(t.session, ids[0])
	if err != nil || found && strings.EqualFold(other.Name, p.Name) {
		return ids[0], err
	}
	p.ExternalID = ""
	return "", nil
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// twinStatement finds the prospects of a campaign that may be the same business: by its external id, or by any form of any contact
// in whichever column of its kind. Relies on prospects_external and prospects_one_…, whose conditions are repeated. A number is stored with its
// ninth digit, so that its forms find it.
const twinStatement = `
SELECT id FROM prospects WHERE campaign = :campaign AND platform = :platform AND external_id = :external_id AND external_id != '' AND id != :id
UNION ALL SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.phone = f.value AND p.phone != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.whatsapp = f.value AND p.whatsapp != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:emails) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.email = f.value AND p.email != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:names) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.username = f.value AND p.username != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:domains) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.domain = f.value AND p.domain != '' AND p.id != :id
LIMIT 100`

// twins returns the ids of other prospects of the campaign that share the outside id or a contact, each once.
func (t *tx) twins(p *campaign.Prospect, forms []contact.Form) ([]string, error) {
	var ids []string
	err := t.query(twinStatement, args{
		"id": p.ID, "campaign": p.Campaign, "platform": p.Platform, "external_id": p.ExternalID, "phones": valuesOf(forms, contact.KindPhone),
		"emails": valuesOf(forms, contact.KindEmail), "names": valuesOf(forms, contact.KindUsername), "domains": valuesOf(forms, contact.KindDomain),
	}, func(r row) error {
		var id string
		err := r.scan(&id)
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		return err
	})
	return ids, err
}

// besideStatement finds the prospects of a campaign that have the name of this one and lie within a thousandth of a degree of it,
// some 100 m. Relies on prospects_place, whose condition is repeated.
const besideStatement = `
SELECT id FROM prospects WHERE campaign = :campaign AND name = :name AND json_extract(location, '$.lat') != 0 AND id != :id
	AND ABS(json_extract(location, '$.lat') - :lat) < 0.001 AND ABS(json_extract(location, '$.lon') - :lon) < 0.001
LIMIT 20`

// beside returns the ids of prospects of one name with this one that lie side by side with it.
func (t *tx) beside(p *campaign.Prospect) ([]string, error) {
	if p.Lat == 0 {
		return nil, nil
	}
	var ids []string
	err := t.query(besideStatement, args{"id": p.ID, "campaign": p.Campaign, "name": p.Name, "lat": p.Lat, "lon": p.Lon}, func(r row) error {
		var id string
		err := r.scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// held returns which of many contacts other prospects of the campaign have.
func (t *tx) held(p *campaign.Prospect, forms []contact.Form) ([]contact.Form, error) {
	var held []contact.Form
	err := t.query(heldContacts, args{"id": p.ID, "campaign": p.Campaign, "phones": valuesOf(forms, contact.KindPhone), "numbers": valuesOf(forms, contact.KindPhone),
		"emails": valuesOf(forms, contact.KindEmail), "names": valuesOf(forms, contact.KindUsername), "domains": valuesOf(forms, contact.KindDomain)}, func(r row) error {
		var f contact.Form
		err := r.scan(&f.Kind, &f.Value)
		held = append(held, f)
		return err
	})
	return held, err
}

// valuesOf returns the values of one kind; never nil, so that it becomes a JSON list.
func valuesOf(forms []contact.Form, kind contact.Kind) []string {
	values := []string{}
	for _, f := range forms {
		if f.Kind == kind {
			values = append(values, f.Value)
		}
	}
	return values
}

// keepFacts stores facts alone, by the primary key.
const keepFacts = `UPDATE prospects SET facts = :facts, expires_at = :expires_at, updated = :real WHERE id = :id`

// merge adds what is known of a business to the prospect that it already is: each fact once with its source, and best
// contacts where there was none. A contact that belongs to a third prospect stays a fact.
func (t *tx) merge(id string, other *campaign.Prospect) error {
	p, found, err := prospect(t.session, id)
	if err != nil || !found {
		return err
	}
	known := len(p.Facts)
	p.Absorb(other.Facts)
	if len(p.Facts) == known {
		return nil
	}
	if p.Lacking() && p.Stage == campaign.StageDone { // what came may be what it was ignored for want of
		p.Status, p.Stage, p.IgnoredReason = campaign.ProspectFound, campaign.StageEnrich, ""
		t.touch(p.Workspace, p.Campaign)
		t.wake(stageEnrich)
	}
	err = t.nested(func(t *tx) error { return t.update(updateProspect, prospectArgs(&p, t.real)) })
	if isConflict(err) {
		return t.update(keepFacts, args{"id": id, "facts": p.Facts, "expires_at": p.Expires(), "real": t.real})
	}
	return err
}

// The extended result codes of a unique index and of a primary key.
const (
	constraintUnique     = 2067
	constraintPrimaryKey = 1555
)

// isConflict says whether an error is a unique index's.
func isConflict(err error) bool {
	var coded interface{ Code() int }
	return errors.As(err, &coded) && (coded.Code() == constraintUnique || coded.Code() == constraintPrimaryKey)
}
