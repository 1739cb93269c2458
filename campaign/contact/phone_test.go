package contact

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestFindPhones_readsWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, area string
		want             []string
	}{
		{"E.164", "+5547900001234", "", []string{"+5547900001234"}},
		{"national", "(47) 3300-1234", "", []string{"+554733001234"}},
		{"mobile", "47 9 0000-1234", "", []string{"+5547900001234"}},
		{"old mobile gets its ninth digit", "(47) 8000-1234", "", []string{"+5547980001234"}},
		{"trunk zero", "047 90000-1234", "", []string{"+5547900001234"}},
		{"carrier's code", "0 15 47 90000-1234", "", []string{"+5547900001234"}},
		{"carrier's placeholder", "(0xx47) 3300-1234", "", []string{"+554733001234"}},
		{"double zero and country", "0055 47 3300-1234", "", []string{"+554733001234"}},
		{"country without plus", "55 47 90000-1234", "", []string{"+5547900001234"}},
		{"area code 55 without country", "55 90000-1234", "", []string{"+5555900001234"}},
		{"country, area forgotten", "+55 90000-1234", "47", []string{"+5547900001234"}},
		{"country, area unknown", "+55 90000-1234", "", nil},
		{"area from the city", "3300-1234", "47", []string{"+554733001234"}},
		{"area of its own wins", "(48) 3300-1234", "47", []string{"+554833001234"}},
		{"no area, none known", "3300-1234", "", nil},
		{"area that does not exist", "(20) 3300-1234", "", nil},
		{"area code from the call that is none", "3300-1234", "20", nil},
		{"two, one inherits", "(48) 3300-1234 / 3300-5678", "47", []string{"+554833001234", "+554833005678"}},
		{"repeated", "(47) 3300-1234; +55 47 33001234", "", []string{"+554733001234"}},
		{"label and words", "Tel.: (47) 3300-1234 - WhatsApp: (47) 90000-1234", "", []string{"+554733001234", "+5547900001234"}},
		{"extension", "(47) 3300-1234 ramal 215", "", []string{"+554733001234"}},
		{"extension behind a dash", "+55 47 3300-1234 - 215", "", []string{"+554733001234"}},
		{"toll free", "0800 000 1234", "47", []string{"+558000001234"}},
		{"toll free without zero", "800 000 1234", "47", []string{"+558000001234"}},
		{"0300", "0300 123 4567", "", []string{"+553001234567"}},
		{"4004", "4004-1234", "47", []string{"+5540041234"}},
		{"4003 in a list of others", "(47) 3300-1234 / 4003-1234", "47", []string{"+554733001234", "+5540031234"}},
		{"3003", "3003 1234", "", []string{"+5530031234"}},
		{"wa.me", "https://wa.me/5547900001234?text=Ol%C3%A1", "", []string{"+5547900001234"}},
		{"wa.me without scheme", "wa.me/5547900001234", "", []string{"+5547900001234"}},
		{"wa.me with punctuation", "https://wa.me/+55(47)90000-1234", "", []string{"+5547900001234"}},
		{"api.whatsapp.com", "https://api.whatsapp.com/send?phone=554780001234&text=oi", "", []string{"+5547980001234"}},
		{"whatsapp scheme", "whatsapp://send?phone=5547900001234", "", []string{"+5547900001234"}},
		{"link of Instagram that passes on", "https://l.instagram.com/?u=https%3A%2F%2Fwa.me%2F5547900001234&e=1", "", []string{"+5547900001234"}},
		{"share button", "https://api.whatsapp.com/send?text=https://padaria.example/123456789", "47", nil},
		{"group", "https://chat.whatsapp.com/BQ4733001234X", "47", nil},
		{"message link", "https://wa.me/message/4733001234ABC", "47", nil},
		{"digits in another link", "https://padaria.example/47900001234", "47", nil},
		{"tel: link", "tel:+554733001234", "", []string{"+554733001234"}},
		{"tel: with escapes", "tel:+55%2047%203300-1234", "", []string{"+554733001234"}},
		{"invisible characters", "(47)\u00a03300\u200b-\u202a1234", "", []string{"+554733001234"}},
		{"full-width digits", "（47） ３３００－１２３４", "", []string{"+554733001234"}},
		{"long dashes", "47 3300–1234", "", []string{"+554733001234"}},
		{"abroad", "+351 21 00; +39 06 6982 0000", "47", []string{"+390669820000"}},
		{"CNPJ", "CNPJ 12.345.678/0001-95", "47", nil},
		{"CPF", "CPF 123.456.789-09", "47", nil},
		{"postal code", "CEP 89010-025, Centro", "47", nil},
		{"date", "24.11.2026 e 2026-11-24", "47", nil},
		{"hours", "seg-sex 08:00-18:00", "47", nil},
		{"mail address", "ana4733001234@padaria.example", "47", nil},
		{"price", "R$33001234", "47", nil},
		{"word with digits", "pedido nº4733001234x", "47", nil},
		{"prose: loose digits are no number", "Somos 33001234 clientes felizes", "47", nil},
		{"prose: written like a number", "Ligue para a loja: 3300-1234, atendemos sempre", "47", []string{"+554733001234"}},
		{"prose: with area", "Fale com a gente no 47 90000 1234 ou visite", "", []string{"+5547900001234"}},
		{"too long", "47 3300-12345", "47", nil},
		{"too short", "47 3300-123", "47", nil},
		{"nothing", "", "47", nil},
		{"many zeros", strings.Repeat("0", 500), "47", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, p := range FindPhones(tt.text, "br", tt.area) {
				got = append(got, p.E164)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("FindPhones(%q, %q) = %v, want %v", tt.text, tt.area, got, tt.want)
			}
		})
	}
}

func TestFindPhones_readsOtherRegionsByTheirPlans(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, region, area, want string
	}{
		{"(650) 253-0000", "US", "", "+16502530000"},
		{"253-0000", "US", "650", "+16502530000"},
		{"020 7031 3000", "GB", "", "+442070313000"},
		{"21 310 0000", "PT", "", "+351213100000"},
		{"+55 47 90000-1234", "PT", "", "+5547900001234"},
		{"https://wa.me/351912345678", "PT", "", "+351912345678"},
		{"+55 47 90000-1234", "", "", "+5547900001234"},
		{"12345", "US", "", ""},
	}
	for _, tt := range tests {
		if got := numbers(FindPhones(tt.text, tt.region, tt.area)); strings.Join(got, " ") != tt.want {
			t.Errorf("FindPhones(%q, %q) = %v, want %q", tt.text, tt.region, got, tt.want)
		}
	}
}

func TestFindPhones_keepsTheWordsItRead(t *testing.T) {
	t.Parallel()
	text := "Fone: +55 (47) 3300-1234 / 90000-1234, https://wa.me/5547900005678"
	found := FindPhones(text, "BR", "47")
	if len(found) != 3 {
		t.Fatalf("found %v", found)
	}
	for i, raw := range []string{"https://wa.me/5547900005678", "+55 (47) 3300-1234", "90000-1234"} {
		if found[i].Raw != raw {
			t.Errorf("number %d was read from %q, want %q", i, found[i].Raw, raw)
		}
	}
}

func TestParsePhone_refusesWithTheRemedy(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{
		"":                              "+55 47 3333-4444",
		"call us":                       `"call us"`,
		"(47) 3300-1234 / (47) 3300-12": "",
		"(47) 3300-1234 / 3300-5678":    "holds 2 phone numbers: write one",
	} {
		p, err := ParsePhone(text, "BR", "")
		if says == "" {
			if err != nil || p.E164 != "+554733001234" {
				t.Errorf("%q: %v, %v", text, p, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: the error %v does not say %q", text, err, says)
		}
	}
}

func TestPhone_tellsLinesApart(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, line string
		national   bool
	}{
		{"+55 47 90000-1234", LineMobile, false}, {"+55 47 3300-1234", LineLandline, false}, {"0800 000 1234", LineTollFree, true},
		{"0300 123 4567", LineNational, true}, {"4004 1234", LineNational, true}, {"3003 1234", LineNational, true}, {"0500 123 4567", LineNational, true},
		{"+1 800 253 0000", LineTollFree, true}, {"+351 912 345 678", LineMobile, false}, {"+351 21 310 0000", LineLandline, false}, {"+1 650 253 0000", LineOther, false},
	}
	for _, tt := range tests {
		p, err := ParsePhone(tt.text, "BR", "")
		if err != nil || p.Line != tt.line || p.National() != tt.national || IsNational(p.E164) != tt.national || IsMobile(p.E164) != (tt.line == LineMobile) {
			t.Errorf("%s: %+v (national %v), %v; want %s, %v", tt.text, p, p.National(), err, tt.line, tt.national)
		}
	}
}

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

func FuzzFindPhones(f *testing.F) {
	for _, seed := range []string{
		"+55 47 3300-1234 / 90000-1234", "(0xx47) 3300-1234; 0800 000 1234", "https://wa.me/5547900001234?text=a", "+5+55 38 3300 1353", "4004 1234",
		"l.instagram.com/?u=https%3A%2F%2Fwa.me%2F55", "055 027 90000-5787", "((((47", "++++55", "+55 21 33001234 90001234 80001234", "R$ 1.234,56", "\xff47\xfe3300-1234",
	} {
		f.Add(seed, "BR", "47")
		f.Add(seed, "US", "650")
	}
	f.Fuzz(func(t *testing.T, text, region, area string) {
		for _, p := range FindPhones(text, region, area) {
			if !e164.MatchString(p.E164) {
				t.Fatalf("%q gave %q", text, p.E164)
			}
			again := FindPhones(p.E164, region, area)
			if len(again) != 1 || again[0].E164 != p.E164 || again[0].Line != p.Line {
				t.Fatalf("%q gave %+v, which reads as %+v", text, p, again)
			}
			forms := PhoneForms(p.E164)
			for _, form := range forms {
				if Canonical(form) != forms[0] && form.Value != ShortForm(p.E164) && !strings.HasPrefix(p.E164, "+5") {
					t.Fatalf("the form %v of %q is of %v, not of %v", form, p.E164, Canonical(form), forms[0])
				}
			}
			if mask := Mask(forms[0]); strings.Contains(mask, p.E164[4:]) {
				t.Fatalf("the mask %q gives %q away", mask, p.E164)
			}
		}
	})
}

func BenchmarkFindPhones(b *testing.B) {
	for b.Loop() {
		FindPhones("+55 47 3300-1234 / 90000-1234; https://wa.me/5547900005678", "BR", "47")
	}
}
