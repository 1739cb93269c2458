package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/store"
)

var ana = campaign.By{Actor: "ana", IP: "192.0.2.1"}

// erase erases by a key, and fails where that is refused.
func (h *house) erase(key campaign.PersonKey) campaign.Erased {
	h.Helper()
	erased, err := h.store.ErasePerson(h.ctx(), h.ws, key, ana)
	h.ok(err, "erase")
	return erased
}

// lived is a house in which a person was found, written to, answered, agreed, and asked for a correction.
func lived(t *testing.T) (h *house, campaignID, prospect string) {
	t.Helper()
	h, c, account := ready(t)
	h.find(c, campaign.Candidate{Platform: "openstreetmap", ExternalID: "node/7007", Name: "Clínica Zwiebelkuchen", City: "Blumenau", Country: "BR", Address: "Rua Zwiebelweg 7",
		WebsiteURL: "https://zwiebelkuchen.example", Facts: []campaign.Fact{
			{Kind: campaign.FactWhatsApp, Value: phone(7), Source: "openstreetmap", At: noon},
			{Kind: campaign.FactPhone, Value: "+554733330707", Source: "openstreetmap", At: noon},
			{Kind: campaign.FactEmail, Value: "oi@zwiebelkuchen.example", Source: "website", At: noon}}})
	h.enrich()
	h.write()
	out := h.mustNext()
	h.record(h.sent(out))
	h.wrote(account, strings.TrimPrefix(phone(7), "+"), "Zwiebelkuchen, quem é você?")
	prospect = h.value("SELECT id FROM prospects")
	h.agree(prospect, func(c *store.Consent) { c.Evidence = "Zwiebelkuchen said yes" })
	h.ok(h.store.OpenPrivacyRequest(h.ctx(), prospect, campaign.PrivacyCorrection, "o nome é Zwiebelkuchen", campaign.By{Actor: campaign.ThePerson}), "ask for a correction")
	h.ok(h.store.Audit(h.ctx(), store.AuditEntry{Workspace: h.ws, Action: "messages.update", Collection: "messages", Record: out.MessageID,
		Changes: map[string]any{"content": "Zwiebelkuchen"}}), "audit")
	return h, c, prospect
}

func TestErase_leavesNoByteOfThePersonInTheFiles(t *testing.T) {
	t.Parallel()
	h, _, prospect := lived(t)
	held, err := h.store.TracePerson(h.ctx(), h.ws, campaign.PersonKey{Phone: "+554733330707"}, ana)
	h.ok(err, "trace")
	if len(held.Prospects) != 1 || len(held.Messages) != 2 || len(held.Consents) != 1 || len(held.Events) != 1 {
		t.Fatalf("held before: %d prospects, %d messages, %d consents, %d events", len(held.Prospects), len(held.Messages), len(held.Consents), len(held.Events))
	}
	for _, one := range slices.Concat(held.Prospects, held.Messages, held.Consents, held.Events) {
		if !json.Valid(one) {
			t.Errorf("no JSON: %s", one)
		}
	}
	erased := h.erase(campaign.PersonKey{Email: "OI@zwiebelkuchen.example"})
	if e := erased.Erased; e["prospects"] != 1 || e["messages"] != 2 || e["consents"] != 1 || e["webhook_events"] != 1 || e["privacy_requests"] != 1 || e["audit_log"] == 0 {
		t.Errorf("erased %v", e)
	}
	if !slices.Equal(erased.Suppressed, []string{"email", "phone", "domain"}) {
		t.Errorf("suppressed %v", erased.Suppressed)
	}
	h.ok(h.store.Close(), "close the readers")
	for _, name := range []string{"data.db", "data.db-wal"} {
		raw, err := os.ReadFile(filepath.Join(h.app.DataDir(), name))
		h.ok(err, "read "+name)
		for _, word := range []string{"wiebel", phone(7)[1:], contact.ShortForm(phone(7))[1:], "4733330707", "node/7007"} {
			if at := bytes.Index(raw, []byte(word)); at >= 0 {
				t.Errorf("%s still holds %q: %q", name, word, raw[max(0, at-60):at+60])
			}
		}
	}
	h.want("1", "SELECT deleted FROM prospects WHERE id = {:p0}", prospect)
	h.want("1", "SELECT COUNT(*) FROM messages WHERE prospect = {:p0} AND sent_at != '' AND contact_key != ''", prospect)
	h.want("", "SELECT CASE WHEN audit_log.changes LIKE '%iebel%' THEN 1 ELSE '' END FROM audit_log WHERE action = 'privacy.erase'")
}

func TestErase_nothingIsEverSentToThemAgain(t *testing.T) {
	t.Parallel()
	h, c, prospect := lived(t)
	h.erase(campaign.PersonKey{Prospect: prospect})
	h.find(c, campaign.Candidate{Platform: "openstreetmap", ExternalID: "node/7007", Name: "Clínica Zwiebelkuchen", City: "Blumenau", Country: "BR",
		Facts: []campaign.Fact{{Kind: campaign.FactPhone, Value: contact.ShortForm(phone(7)), Source: "openstreetmap", At: noon}}})
	h.enrich()
	if n := h.write(); n != 0 {
		t.Errorf("%d messages were written to an erased person", n)
	}
	h.want("0", "SELECT COUNT(*) FROM prospects WHERE deleted = 0 AND status != 'ignored'")
	h.clock.Advance(400 * 24 * 3600e9)
	if out := h.next(nil); out != nil {
		t.Errorf("claimed %+v", out)
	}
	if again := h.erase(campaign.PersonKey{Phone: phone(7)}); again.Erased["prospects"] != 0 {
		t.Errorf("erased again: %v", again.Erased)
	}
}

func TestErase_aMessageUnderWayIsSettledAndStaysEmpty(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.erase(campaign.PersonKey{Phone: phone(1)})
	h.record(h.sent(out))
	h.want("sent", "SELECT status FROM messages")
	h.want("", "SELECT content || recipient FROM messages")
	h.clock.Advance(100 * 3600e9)
	if n := h.write(); n != 0 {
		t.Errorf("%d follow-ups were written", n)
	}
}

func TestErase_staysInItsWorkspaceAndNamesWhatItCannotFind(t *testing.T) {
	t.Parallel()
	h, _, prospect := lived(t)
	other := h.workspace("Boreal", nil)
	if _, err := h.store.ErasePerson(h.ctx(), other, campaign.PersonKey{Prospect: prospect}, ana); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace erases: %v", err)
	}
	erased, err := h.store.ErasePerson(h.ctx(), other, campaign.PersonKey{Phone: phone(7)}, ana)
	h.ok(err, "suppress somebody who is not held")
	if len(erased.Erased) > 1 || erased.Erased["webhook_events"] != 0 || !slices.Equal(erased.Suppressed, []string{"phone"}) {
		t.Errorf("erased elsewhere: %+v", erased)
	}
	h.want("0", "SELECT deleted FROM prospects WHERE id = {:p0}", prospect)
	held, err := h.store.TracePerson(h.ctx(), other, campaign.PersonKey{Phone: phone(7)}, ana)
	h.ok(err, "trace")
	if len(held.Prospects)+len(held.Messages)+len(held.Events)+len(held.Consents) != 0 || len(held.Suppressions) == 0 {
		t.Errorf("another workspace holds %+v", held)
	}
}

func TestErase_aDatabaseThatIsPutBackForgetsThemToo(t *testing.T) {
	t.Parallel()
	h, c, _, j := journalled(t)
	h.pending(c, 1, 2)
	old := h.copyData()
	h.erase(campaign.PersonKey{Phone: phone(1)})
	h = h.putBack(old, keeps(j))
	h.want("1", "SELECT COUNT(*) FROM prospects WHERE deleted = 1 AND name = ''")
	h.want("1", "SELECT COUNT(*) FROM prospects WHERE deleted = 0")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE recipient = {:p0}", phone(1))
}

// erasedPlaces are the collections whose rows belong to a person, and which the erasure empties.
var erasedPlaces = []string{"messages", "consents", "privacy_requests", "notes", "conversations"}

func TestErase_knowsEveryCollectionThatBelongsToAPerson(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	all, err := h.app.FindAllCollections()
	h.ok(err, "list the collections")
	for _, c := range all {
		for _, field := range c.Fields {
			relation, ok := field.(*core.RelationField)
			if !ok || slices.Contains(erasedPlaces, c.Name) {
				continue
			}
			if to, err := h.app.FindCachedCollectionByNameOrId(relation.CollectionId); err == nil && (to.Name == "prospects" || to.Name == "messages") {
				t.Errorf("%s.%s belongs to a person: add the collection to store/erase.go, then here", c.Name, field.GetName())
			}
		}
	}
}

func TestErase_clearsWhatItsWorkspaceKeepsInFilesAndSaysWhenItCannot(t *testing.T) {
	t.Parallel()
	var cleared []string
	var failure error
	h := newHouse(t, func(o *store.Options) {
		o.Erased = func(ws string) error { cleared = append(cleared, ws); return failure }
	})
	key := campaign.PersonKey{Phone: "+5547900000007"}
	h.erase(key)
	if !slices.Equal(cleared, []string{h.ws}) {
		t.Errorf("cleared %v, want the files of %s", cleared, h.ws)
	}
	failure = os.ErrPermission
	if _, err := h.store.ErasePerson(h.ctx(), h.ws, key, ana); !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), "kept files") {
		t.Errorf("files that cannot be removed give %v", err)
	}
}
