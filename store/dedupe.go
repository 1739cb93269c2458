package store

import (
	"errors"
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

// addOne makes a prospect of a candidate that may be in the campaign already, under whatever form of whatever contact: then that
// one only gets the new facts. What shares nothing with it but a website or a profile may be another branch of the same firm.
func (t *tx) addOne(p *campaign.Prospect, forms []contact.Form) (taken, error) {
	if len(forms) > 0 { // another column may hold the same number: a phone here is a WhatsApp number there
		twin, err := t.ownTwin(p, forms)
		if err == nil && twin == "" {
			twin, err = t.sameFirm(p, forms)
		}
		if err != nil {
			return taken{}, err
		}
		if twin != "" {
			return taken{id: twin}, t.merge(twin, p)
		}
	}
	changed, err := t.exec(insertProspect, prospectArgs(p, t.real))
	if err != nil || changed == 1 {
		return taken{id: p.ID, isNew: err == nil}, err
	}
	twin, err := t.twin(p, forms)
	if err != nil || twin == "" {
		return taken{reason: campaign.ReasonDuplicate}, err
	}
	return taken{id: twin}, t.merge(twin, p)
}

// ownTwin returns the prospect of the campaign that shares a contact of its own with this one, or its outside id. The ids of two
// imported lists may mean two businesses: there the name must agree too.
func (t *tx) ownTwin(p *campaign.Prospect, forms []contact.Form) (string, error) {
	if p.Platform != campaign.PlatformCSV || p.ExternalID == "" {
		return t.twin(p, ownForms(forms))
	}
	nameless := *p
	nameless.ExternalID = ""
	twin, err := t.twin(&nameless, ownForms(forms))
	if err != nil || twin != "" {
		return twin, err
	}
	if twin, err = t.twin(p, nil); err != nil || twin == "" {
		return "", err
	}
	other, found, err := prospect(t.session, twin)
	if err != nil || found && strings.EqualFold(other.Name, p.Name) {
		return twin, err
	}
	p.ExternalID = ""
	return "", nil
}

// ownForms are the contacts of one place alone: a website and a profile may be a whole firm's.
func ownForms(forms []contact.Form) []contact.Form {
	own := make([]contact.Form, 0, len(forms))
	for _, f := range forms {
		if f.Kind != contact.KindDomain && f.Kind != contact.KindUsername {
			own = append(own, f)
		}
	}
	return own
}

// sameFirm returns the prospect of the campaign that has the website or the profile of this one, unless they are two branches: then
// this one stands for itself, and keeps what they share as facts.
func (t *tx) sameFirm(p *campaign.Prospect, forms []contact.Form) (string, error) {
	twin, err := t.twin(p, forms)
	if err != nil || twin == "" {
		return "", err
	}
	other, found, err := prospect(t.session, twin)
	if err != nil || !found || !campaign.Branches(&other, p) {
		return twin, err
	}
	p.Domain, p.Username = "", ""
	return "", nil
}

// twinStatement finds the prospect of a campaign that is the same business: by its external id, or by any form of any contact
// in whichever column of its kind. Relies on prospects_external and prospects_one_…, whose conditions are repeated. A number is stored with its
// ninth digit, so that its forms find it.
const twinStatement = `
SELECT id FROM prospects WHERE campaign = :campaign AND platform = :platform AND external_id = :external_id AND external_id != '' AND id != :id
UNION ALL SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.phone = f.value AND p.phone != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.whatsapp = f.value AND p.whatsapp != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:emails) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.email = f.value AND p.email != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:names) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.username = f.value AND p.username != '' AND p.id != :id
UNION ALL SELECT p.id FROM json_each(:domains) f CROSS JOIN prospects p ON p.campaign = :campaign AND p.domain = f.value AND p.domain != '' AND p.id != :id
LIMIT 1`

// twin returns the id of another prospect of the campaign that is the same business, or "".
func (t *tx) twin(p *campaign.Prospect, forms []contact.Form) (string, error) {
	var id string
	_, err := t.one(twinStatement, args{
		"id": p.ID, "campaign": p.Campaign, "platform": p.Platform, "external_id": p.ExternalID, "phones": valuesOf(forms, contact.KindPhone),
		"emails": valuesOf(forms, contact.KindEmail), "names": valuesOf(forms, contact.KindUsername), "domains": valuesOf(forms, contact.KindDomain),
	}, &id)
	return id, err
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
