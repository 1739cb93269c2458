package privacy

import (
	"context"
	"errors"
	"strings"
	"testing"

	"aceno/campaign"
)

// book is a store that notes what it was asked.
type book struct {
	acts []string
	gone bool
}

func (b *book) note(act string) error {
	b.acts = append(b.acts, act)
	if b.gone {
		return campaign.ErrNotFound
	}
	return nil
}

func (b *book) TracePerson(_ context.Context, ws string, _ campaign.PersonKey, _ campaign.By) (campaign.Held, error) {
	return campaign.Held{}, b.note("trace " + ws)
}
func (b *book) ErasePerson(_ context.Context, ws string, _ campaign.PersonKey, _ campaign.By) (campaign.Erased, error) {
	return campaign.Erased{}, b.note("erase in " + ws)
}
func (b *book) PrivacyPage(_ context.Context, id string) (campaign.PrivacyPage, error) {
	return campaign.PrivacyPage{}, b.note("page " + id)
}
func (b *book) StopPerson(_ context.Context, id string, by campaign.By) error {
	return b.note("stop " + id + " by " + by.Actor)
}
func (b *book) ErasePersonOf(_ context.Context, id string, by campaign.By) (campaign.Erased, error) {
	return campaign.Erased{}, b.note("erase " + id + " by " + by.Actor)
}
func (b *book) OpenPrivacyRequest(_ context.Context, id, kind, details string, _ campaign.By) error {
	return b.note(kind + " " + id + " " + details)
}

type signer string

func (s signer) Hash(_, kind, value string) string {
	sum := strings.Map(func(r rune) rune { return 'a' + r%16 }, string(s)+kind+value)
	return strings.Repeat(sum, 1+64/len(sum))
}

func desk(t *testing.T, b *book) (*Desk, *Links) {
	t.Helper()
	links := NewLinks(signer("k"), "https://aceno.example/")
	d, err := New(b, b, links)
	if err != nil {
		t.Fatal(err)
	}
	return d, links
}

func TestLinks_standAtTheirPlacesAndOpenOnlyThere(t *testing.T) {
	t.Parallel()
	_, links := desk(t, &book{})
	if got := links.Page("p1"); got != "https://aceno.example/p/"+links.PageToken("p1") {
		t.Errorf("the page lies at %s", got)
	}
	if got := links.OptOut("p1"); got != "https://aceno.example/api/v1/privacy/opt-out/"+links.OptOutToken("p1") {
		t.Errorf("the one click lies at %s", got)
	}
	if NewLinks(signer("k"), "").Page("p1") != "" || links.Page("") != "" {
		t.Error("a link that leads nowhere was made")
	}
	if id, ok := links.open(purposePage, links.PageToken("p1")); !ok || id != "p1" {
		t.Errorf("its own link opens as %q, %v", id, ok)
	}
	other := NewLinks(signer("other"), "")
	for _, token := range []string{"", "-", "p1", links.OptOutToken("p1"), other.PageToken("p1"), links.PageToken("p1") + "a", strings.Repeat("p", 70) + links.PageToken("p1")} {
		if _, ok := links.open(purposePage, token); ok {
			t.Errorf("%q opens the page", token)
		}
	}
}

func TestDesk_doesWhatAPersonAsksFor(t *testing.T) {
	t.Parallel()
	tests := []struct{ act, details, want, field string }{
		{act: ActStop, want: "stop p1 by person"},
		{act: ActErase, want: "erase p1 by person"},
		{act: ActCopy, want: "access p1 "},
		{act: ActCorrect, details: " outro nome ", want: "correction p1 outro nome"},
		{act: ActCorrect, details: "  ", field: "details"},
		{act: ActCorrect, details: strings.Repeat("é", 2001), field: "details"},
		{act: "export", field: "act"},
	}
	for _, tt := range tests {
		b := &book{}
		d, links := desk(t, b)
		err := d.Act(t.Context(), links.PageToken("p1"), tt.act, tt.details, campaign.By{Actor: "somebody else"})
		var refused *campaign.Error
		switch {
		case tt.field != "" && (!errors.As(err, &refused) || refused.Field != tt.field || len(b.acts) > 0):
			t.Errorf("%s %.20q: %v, did %v", tt.act, tt.details, err, b.acts)
		case tt.field == "" && (err != nil || len(b.acts) != 1 || b.acts[0] != tt.want):
			t.Errorf("%s: %v, did %q, want %q", tt.act, err, b.acts, tt.want)
		}
		if err := d.Act(t.Context(), links.OptOutToken("p1"), tt.act, tt.details, campaign.By{}); !errors.Is(err, campaign.ErrNotFound) {
			t.Errorf("%s with another link: %v", tt.act, err)
		}
	}
}

func TestDesk_oneClickOfSomebodyWhoIsGoneIsDone(t *testing.T) {
	t.Parallel()
	b := &book{gone: true}
	d, links := desk(t, b)
	if err := d.OptOut(t.Context(), links.OptOutToken("p1"), campaign.By{}); err != nil {
		t.Errorf("one click: %v", err)
	}
	if err := d.OptOut(t.Context(), links.PageToken("p1"), campaign.By{}); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("with another link: %v", err)
	}
	if d.KnowsOptOut(links.PageToken("p1")) || !d.KnowsOptOut(links.OptOutToken("p1")) {
		t.Error("the links are mixed up")
	}
}

func TestDesk_refusesAKeyThatNamesNobodyOrTwo(t *testing.T) {
	t.Parallel()
	b := &book{}
	d, _ := desk(t, b)
	for _, key := range []campaign.PersonKey{{}, {Phone: "1", Email: "a@b.example"}, {Prospect: "p", Username: "u"}} {
		var refused *campaign.Error
		if _, err := d.Export(t.Context(), "w", key, campaign.By{}); !errors.As(err, &refused) || refused.Field == "" {
			t.Errorf("export %+v: %v", key, err)
		}
		if _, err := d.Erase(t.Context(), "w", key, campaign.By{}); !errors.As(err, &refused) {
			t.Errorf("erase %+v: %v", key, err)
		}
	}
	if len(b.acts) > 0 {
		t.Errorf("did %v", b.acts)
	}
	if _, err := New(nil, b, nil); err == nil {
		t.Error("a desk without anything was made")
	}
}
