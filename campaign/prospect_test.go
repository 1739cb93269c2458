package campaign

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aceno/campaign/contact"
)

var today = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func fact(kind, value, source string) Fact {
	return Fact{Kind: kind, Value: value, Source: source, URL: "https://" + source + ".example/", At: today}
}

func ptr[T any](v T) *T { return &v }

func TestNewProspect_takesWhatTheSourceFound(t *testing.T) {
	t.Parallel()
	p := NewProspect(Candidate{
		Platform: PlatformOpenStreetMap, ExternalID: "node/1", Name: " Padaria Aurora ", WebsiteURL: "https://www.aurora.example/", City: "Blumenau", Country: "BR", AreaCode: "47",
		Rating: ptr(4.5), Facts: []Fact{
			fact(FactPhone, "+558000001234", "osm"), fact(FactPhone, "+554733001234", "osm"), fact(FactWhatsApp, "+5547900001234", "osm"),
			fact(FactEmail, "oi@aurora.example", "osm"), fact(FactInstagram, "aurora", "osm"), fact(FactCategory, "bakery", "osm"),
		},
	})
	want := Prospect{
		Stage: StageEnrich, Status: ProspectFound, Platform: PlatformOpenStreetMap, ExternalID: "node/1", Name: "Padaria Aurora", WebsiteURL: "https://www.aurora.example/",
		Domain: "aurora.example", HasWebsite: true, City: "Blumenau", Country: "BR", Rating: ptr(4.5), Phone: "+554733001234", WhatsApp: "+5547900001234",
		Email: "oi@aurora.example", Username: "aurora", Category: "bakery", Metadata: map[string]any{"area_code": "47"},
	}
	facts := p.Facts
	p.Facts = nil
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("the prospect differs:\n%s", diff)
	}
	if len(facts) != 6 || facts[0].ID == "" {
		t.Errorf("its facts are %v", facts)
	}
}

func TestAbsorb_keepsEverySourceAndEveryFactOnce(t *testing.T) {
	t.Parallel()
	p := NewProspect(Candidate{Facts: []Fact{fact(FactPhone, "+554733001234", "osm")}})
	news := []Fact{fact(FactPhone, "+554733001234", "site"), fact(FactPhone, "+554733005678", "site"), fact(FactPhone, "+554733001234", "osm")}
	p.Absorb(news)
	p.Absorb(news)
	var got []string
	for _, f := range p.Facts {
		got = append(got, f.Value+" "+f.Source)
	}
	if want := []string{"+554733001234 osm", "+554733001234 site", "+554733005678 site"}; !slices.Equal(got, want) {
		t.Errorf("the facts are %v, want %v", got, want)
	}
	if p.Phone != "+554733001234" {
		t.Errorf("the phone became %s", p.Phone)
	}
}

func TestAbsorb_leavesTheCallersCopyAlone(t *testing.T) {
	t.Parallel()
	stored := Prospect{Facts: append(make([]Fact, 0, 10), fact(FactPhone, "+554733001234", "osm"))}
	one, two := stored, stored
	one.Absorb([]Fact{fact(FactEmail, "one@aurora.example", "site")})
	two.Absorb([]Fact{fact(FactEmail, "two@aurora.example", "site")})
	if one.Facts[1].Value != "one@aurora.example" || len(stored.Facts) != 1 {
		t.Errorf("two copies share their facts: %v", one.Facts)
	}
}

func TestAbsorb_putsAnOwnWebsiteInThePlaceOfASharedPage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, first, then string
		url, domain       string
	}{
		{"shared page alone", "https://www.facebook.com/aurora", "", "https://www.facebook.com/aurora", ""},
		{"then its own", "https://linktr.ee/aurora", "https://aurora.example/", "https://aurora.example/", "aurora.example"},
		{"its own stays", "https://aurora.example/", "https://other.example/", "https://aurora.example/", "aurora.example"},
		{"a second shared page", "https://linktr.ee/aurora", "https://wa.me/5547900001234", "https://linktr.ee/aurora", ""},
		{"none", "", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := NewProspect(Candidate{WebsiteURL: tt.first})
			if tt.then != "" {
				p.Absorb([]Fact{fact(FactWebsite, tt.then, "osm")})
			}
			if p.WebsiteURL != tt.url || p.Domain != tt.domain || p.HasWebsite != (tt.domain != "") {
				t.Errorf("website %q, domain %q, has one: %v", p.WebsiteURL, p.Domain, p.HasWebsite)
			}
		})
	}
}

func TestFactID_isStableAndApart(t *testing.T) {
	t.Parallel()
	id := FactID("phone", "1", "osm", "u")
	if id != FactID("phone", "1", "osm", "u") || id == FactID("phone", "1", "osm", "v") || id == FactID("phone", "1o", "sm", "u") {
		t.Error("ids of facts are not theirs alone")
	}
}

func TestIdentity_isAllFormsOfAllContacts(t *testing.T) {
	t.Parallel()
	p := NewProspect(Candidate{WebsiteURL: "https://www.aurora.example", Facts: []Fact{
		fact(FactPhone, "+5547900001234", "osm"), fact(FactPhone, "+5540041234", "osm"), fact(FactPhone, "+558000001234", "site"), fact(FactEmail, "oi+site@aurora.example", "site"),
		fact(FactInstagram, "aurora", "osm"), fact(FactWebsite, "https://padaria-aurora.example", "site"), fact(FactNote, "+5547999999999", "site"),
	}})
	p.WhatsAppUserID, p.InstagramID = "BR.abc", "1784"
	var got []string
	for _, f := range p.Identity() {
		got = append(got, string(f.Kind)+" "+f.Value)
	}
	want := []string{"phone +5547900001234", "phone +554700001234", "email oi@aurora.example", "email oi+site@aurora.example", "username aurora",
		"domain aurora.example", "whatsapp_user_id BR.abc", "instagram_id 1784", "domain padaria-aurora.example"}
	if !slices.Equal(got, want) {
		t.Errorf("the identity is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := (&Prospect{}).Identity(); len(got) != 0 {
		t.Errorf("a prospect without contacts has the identity %v", got)
	}
}

func TestIdentity_joinsTwoSpellingsOfOneNumber(t *testing.T) {
	t.Parallel()
	one := Prospect{Phone: "+5547900001234"}
	two := Prospect{WhatsApp: "+554780001234"}
	three := Prospect{WhatsApp: "+5547980001234"}
	meet := func(a, b Prospect) bool {
		return slices.ContainsFunc(a.Identity(), func(f contact.Form) bool { return slices.Contains(b.Identity(), f) })
	}
	if meet(one, two) || !meet(two, three) {
		t.Error("numbers are joined wrongly")
	}
}
