package store

import (
	"context"
	"fmt"
	"slices"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// The reasons of a suppression, strongest first. A weaker one never replaces a stronger one.
const (
	suppressErasure   = "erasure"
	suppressOptOut    = "opt_out"
	suppressComplaint = "complaint"
	suppressBounce    = "bounce"
	suppressManual    = "manual"
	suppressUnclear   = "unclear" // a hold: a person lifts it or turns it into opt_out
)

// byPreference marks the hint of an opt-out that the provider's own preference made: only that one is lifted by it again.
const byPreference = " (preference)"

// findSuppression looks for any of a person's forms. Relies on suppressions_once UNIQUE (workspace, kind, hash).
const findSuppression = `
SELECT s.reason FROM json_each(:forms) f CROSS JOIN suppressions s
	ON s.workspace = :workspace AND s.kind = json_extract(f.value, '$[0]') AND s.hash = json_extract(f.value, '$[1]')
LIMIT 1`

// suppressed returns why one of the forms may not be written to, or "".
func (t *tx) suppressed(ws string, forms []contact.Form) (string, error) {
	if len(forms) == 0 {
		return "", nil
	}
	var reason string
	_, err := t.one(findSuppression, args{"workspace": ws, "forms": t.store.hashed(ws, forms)}, &reason)
	if err != nil {
		return "", fmt.Errorf("look for a suppression: %w", err)
	}
	return reason, nil
}

// hashed returns kind and keyed hash of each form.
func (s *Store) hashed(ws string, forms []contact.Form) [][2]string {
	list := make([][2]string, len(forms))
	for i, f := range forms {
		list[i] = [2]string{string(f.Kind), s.opt.Hasher.Hash(ws, string(f.Kind), f.Value)}
	}
	return list
}

// insertSuppression keeps a form from being written to. A hold, a bounce or a word of the provider's preference gives way to
// a stronger reason. Relies on suppressions_once.
const insertSuppression = `
INSERT INTO suppressions (id, workspace, kind, hash, hint, reason, created, updated)
VALUES (:id, :workspace, :kind, :hash, :hint, :reason, :real, :real)
ON CONFLICT (workspace, kind, hash) DO UPDATE SET reason = excluded.reason, hint = excluded.hint, updated = excluded.updated
WHERE suppressions.reason = 'unclear' OR excluded.reason = 'erasure'
	OR (excluded.reason = 'opt_out' AND suppressions.reason IN ('bounce', 'opt_out') AND excluded.hint NOT LIKE '%(preference)')`

// suppress writes all forms of a person down. A business's website is not a way to a person: see AddSuppression.
func (t *tx) suppress(ws string, forms []contact.Form, reason, mark string) error {
	return t.suppressForms(ws, slices.DeleteFunc(slices.Clone(forms), func(f contact.Form) bool { return f.Kind == contact.KindDomain }), reason, mark)
}

// suppressForms writes every form down, in the journal too.
func (t *tx) suppressForms(ws string, forms []contact.Form, reason, mark string) error {
	hashes := t.store.hashed(ws, forms)
	for i, f := range forms {
		e := campaign.JournalEntry{Kind: campaign.JournalSuppress, Workspace: ws, At: t.now, FormKind: hashes[i][0], Hash: hashes[i][1],
			Hint: contact.Mask(f) + mark, Reason: reason}
		if reason == suppressErasure {
			e.Hint = contact.MaskWhole(f)
		}
		changed, err := t.suppressHash(e)
		if err != nil {
			return fmt.Errorf("suppress a %s: %w", f.Kind, err)
		}
		if changed {
			t.journal(e)
		}
	}
	return nil
}

// suppressHash writes one form down that is known by its hash, and says whether a row changed.
func (t *tx) suppressHash(e campaign.JournalEntry) (bool, error) {
	changed, err := t.exec(insertSuppression, args{"id": t.store.ids.next(t.real), "workspace": e.Workspace, "kind": e.FormKind, "hash": e.Hash,
		"hint": e.Hint, "reason": e.Reason, "real": t.real})
	return changed > 0, err
}

// suppressionReasons are what a person may give by hand.
var suppressionReasons = [...]string{suppressOptOut, suppressComplaint, suppressBounce, suppressManual}

// AddSuppression keeps a contact from being written to, in all its forms, and cancels what waits for the people who have
// it. kind and value are as the contract names them; a bad one is a *campaign.Error.
func (s *Store) AddSuppression(ctx context.Context, ws string, kind, value, reason, actor string) error {
	if reason == "" {
		reason = suppressManual
	}
	if !contains(suppressionReasons[:], reason) {
		return campaign.Invalid("reason", "%q is no reason: write opt_out, complaint, bounce or manual", reason)
	}
	return s.write(ctx, func(t *tx) error {
		w, err := t.store.workspace(t.session, ws)
		if err != nil {
			return err
		}
		forms, err := suppressionForms(contact.Kind(kind), value, w.Country)
		if err != nil {
			return err
		}
		if err := t.suppressForms(ws, forms, reason, ""); err != nil {
			return err
		}
		people, err := t.people(ws, forms)
		if err != nil {
			return err
		}
		for _, p := range people {
			if err := t.cancelPending(p.ws, p.id, campaign.NewReason(campaign.ReasonSuppressed, nil)); err != nil {
				return err
			}
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: actor, Action: "suppress", Collection: "suppressions",
			Changes: map[string]any{"kind": kind, "hint": contact.MaskWhole(forms[0]), "reason": reason}})
	})
}

// suppressionForms reads what a person typed and derives all its forms. A phone without a country code is one of country.
func suppressionForms(kind contact.Kind, value, country string) ([]contact.Form, error) {
	var err error
	switch kind {
	case contact.KindPhone:
		var phone contact.Phone
		if phone, err = contact.ParsePhone(value, country, ""); err == nil {
			return contact.PhoneForms(phone.E164), nil
		}
	case contact.KindEmail:
		var address string
		if address, err = contact.ParseEmail(value); err == nil {
			return contact.EmailForms(address), nil
		}
	case contact.KindUsername:
		var handle string
		if handle, err = contact.ParseHandle(value); err == nil {
			return contact.HandleForms(handle), nil
		}
	case contact.KindDomain, contact.KindWhatsAppUserID, contact.KindInstagramID:
		if value != "" {
			return contact.Forms(contact.Form{Kind: kind, Value: value}), nil
		}
		return nil, campaign.Invalid("value", "the value is empty")
	default:
		return nil, campaign.Invalid("kind", "%q is no kind: write phone, email, username, domain, whatsapp_user_id or instagram_id", kind)
	}
	return nil, campaign.Invalid("value", "%q is no %s: %v", value, kind, err)
}

func contains(list []string, one string) bool {
	for _, item := range list {
		if item == one {
			return true
		}
	}
	return false
}
