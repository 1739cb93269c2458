package contact

import (
	"slices"
	"strings"
	"testing"
)

func values(forms []Form) []string {
	var list []string
	for _, f := range forms {
		list = append(list, f.Value)
	}
	return list
}

func TestForms_nameOnePersonInEveryWay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		form Form
		want []string // the canonical one first
	}{
		{"Brazilian mobile", Form{KindPhone, "+5547900001234"}, []string{"+5547900001234", "+554700001234"}},
		{"mobile whose short form is a possible landline", Form{KindPhone, "+5511930001234"}, []string{"+5511930001234", "+551130001234"}},
		{"mobile stored without the ninth digit", Form{KindPhone, "+554780001234"}, []string{"+5547980001234", "+554780001234"}},
		{"wa_id", Form{KindPhone, "554780001234"}, []string{"+5547980001234", "+554780001234"}},
		{"landline", Form{KindPhone, "+554733001234"}, []string{"+554733001234"}},
		{"national", Form{KindPhone, "+558000001234"}, []string{"+558000001234"}},
		{"Mexico", Form{KindPhone, "+525550001234"}, []string{"+525550001234", "+5215550001234"}},
		{"Argentina", Form{KindPhone, "+5491150001234"}, []string{"+5491150001234", "+541150001234"}},
		{"elsewhere", Form{KindPhone, "+351912345678"}, []string{"+351912345678"}},
		{"mail", Form{KindEmail, "Ana@Padaria.Example"}, []string{"ana@padaria.example"}},
		{"mail with a tag", Form{KindEmail, "ana+promo@padaria.example"}, []string{"ana@padaria.example", "ana+promo@padaria.example"}},
		{"mail that is a tag alone", Form{KindEmail, "+promo@padaria.example"}, []string{"+promo@padaria.example"}},
		{"handle", Form{KindUsername, "@Padaria.Centro"}, []string{"padaria.centro"}},
		{"domain", Form{KindDomain, "Padaria.Example"}, []string{"padaria.example"}},
		{"business-scoped id", Form{KindWhatsAppUserID, "BR.AbC123"}, []string{"BR.AbC123"}},
		{"Instagram's id", Form{KindInstagramID, "17841400000000000"}, []string{"17841400000000000"}},
		{"no phone", Form{KindPhone, ""}, nil},
		{"no mail", Form{KindEmail, ""}, nil},
		{"no handle", Form{KindUsername, ""}, nil},
		{"no id", Form{KindInstagramID, ""}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Forms(tt.form)
			if !slices.Equal(values(got), tt.want) {
				t.Fatalf("Forms(%v) = %v, want %v", tt.form, values(got), tt.want)
			}
			if len(got) == 0 {
				return
			}
			if canonical := Canonical(tt.form); canonical != got[0] {
				t.Errorf("Canonical(%v) = %v, want the first form %v", tt.form, canonical, got[0])
			}
			if Canonical(got[0]) != got[0] {
				t.Errorf("the canonical form %v has another: %v", got[0], Canonical(got[0]))
			}
		})
	}
}

func TestForms_meetForAllThatMetaReports(t *testing.T) {
	t.Parallel()
	// A number that begins with 6 to 9 behind the area code and comes without its ninth digit meets the stored one, and so
	// does one that looks like a landline: among the stored one's forms.
	for _, subscriber := range []string{"00001234", "20001234", "30001234", "50001234", "60001234", "80001234", "99991234"} {
		stored := PhoneForms("+55479" + subscriber)
		if !slices.Contains(values(stored), "+5547"+subscriber) {
			t.Errorf("the forms %v lack +5547%s", values(stored), subscriber)
		}
	}
	if slices.Contains(values(PhoneForms("+554733001234")), "+5547933001234") {
		t.Error("a landline got a ninth digit")
	}
}

func TestShortForm_isOfBrazilianMobilesAlone(t *testing.T) {
	t.Parallel()
	for e164, want := range map[string]string{
		"+5547900001234": "+554700001234", "+554733001234": "", "+558000001234": "", "+5540041234": "", "+351912345678": "", "": "", "+55479": "", "5547900001234": "",
	} {
		if got := ShortForm(e164); got != want {
			t.Errorf("ShortForm(%q) = %q, want %q", e164, got, want)
		}
	}
}

func TestAreaCode_isOfBrazilianNumbersWithOne(t *testing.T) {
	t.Parallel()
	for e164, want := range map[string]string{
		"+5547900001234": "47", "+554733001234": "47", "+5511930001234": "11", "+558000001234": "", "+553001234567": "", "+5540041234": "", "+16502530000": "", "": "", "+55": "", "+5520330012": "",
	} {
		if got := AreaCode(e164); got != want {
			t.Errorf("AreaCode(%q) = %q, want %q", e164, got, want)
		}
	}
}

func TestMask_hintsWithoutGivingAway(t *testing.T) {
	t.Parallel()
	tests := []struct {
		form Form
		want string
	}{
		{Form{KindPhone, "+5547900001212"}, "+55 47 9****-**12"},
		{Form{KindPhone, "+554733001234"}, "+55 47 ****-**34"},
		{Form{KindPhone, "+351912345678"}, "+35 ********78"},
		{Form{KindPhone, "+123"}, "***"},
		{Form{KindEmail, "ana@padaria.example"}, "a***@padaria.example"},
		{Form{KindEmail, "a@padaria.example"}, "***@padaria.example"},
		{Form{KindEmail, "broken"}, "b***"},
		{Form{KindUsername, "padaria_do_centro"}, "pa***"},
		{Form{KindUsername, "ab"}, "a***"},
		{Form{KindUsername, "é"}, "***"},
		{Form{KindDomain, "padaria.com.br"}, "pa***.com.br"},
		{Form{KindDomain, "localhost"}, "l***"},
		{Form{KindWhatsAppUserID, "BR.AbC123"}, "BR***"},
		{Form{KindPhone, ""}, ""},
	}
	for _, tt := range tests {
		if got := Mask(tt.form); got != tt.want {
			t.Errorf("Mask(%v) = %q, want %q", tt.form, got, tt.want)
		}
	}
}

func TestParseEmail_normalises(t *testing.T) {
	t.Parallel()
	tests := []struct{ raw, want string }{
		{"ana@padaria.example", "ana@padaria.example"},
		{" Ana.Souza@PADARIA.example ", "ana.souza@padaria.example"},
		{"mailto:ana@padaria.example?subject=Oi", "ana@padaria.example"},
		{"MAILTO:ana%40padaria.example", "ana@padaria.example"},
		{"Ana Souza <ana@padaria.example>", "ana@padaria.example"},
		{"ana@padaria.example.", "ana@padaria.example"},
		{"ana+promo@padaria.example", "ana+promo@padaria.example"},
		{"contato@pão.example", "contato@xn--po-sia.example"},
		{"contato@xn--po-sia.example", "contato@xn--po-sia.example"},
		{"joão@padaria.example", "joão@padaria.example"},
		{"\u200bana@padaria.example", "ana@padaria.example"},
		{"logo@2x.png", ""}, {"@padaria", ""}, {"ana@", ""}, {"ana@padaria", ""}, {"ana padaria@x.example", ""}, {".ana@padaria.example", ""}, {"ana..b@padaria.example", ""},
		{"ana@padaria..example", ""}, {"ana@-padaria.example", ""}, {"ana@127.0.0.1", ""}, {"ana@[127.0.0.1]", ""}, {"ana@padaria.e", ""}, {"", ""},
		{strings.Repeat("a", 65) + "@padaria.example", ""}, {"ana@" + strings.Repeat("a", 250) + ".example", ""}, {"a\"b@padaria.example", ""},
	}
	for _, tt := range tests {
		got, err := ParseEmail(tt.raw)
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("ParseEmail(%q) = %q, %v, want %q", tt.raw, got, err, tt.want)
		}
		if err != nil && !strings.Contains(err.Error(), "ana@example.com") {
			t.Errorf("the error %q has no remedy", err)
		}
	}
}

func TestParseHandle_readsHandlesAndProfileLinks(t *testing.T) {
	t.Parallel()
	tests := []struct{ raw, want string }{
		{"padaria_do_centro", "padaria_do_centro"}, {"@Padaria.Centro", "padaria.centro"}, {"Instagram: @padaria", "padaria"},
		{"https://www.instagram.com/Padaria/", "padaria"}, {"http://instagram.com/padaria?hl=pt-br", "padaria"}, {"instagram.com/padaria", "padaria"},
		{"//instagram.com/padaria", "padaria"}, {"https://www.instagram.com/_u/padaria", "padaria"}, {"https://www.instagram.com/stories/padaria/123/", "padaria"},
		{"https://ig.me/m/padaria", "padaria"}, {"https://l.instagram.com/?u=https%3A%2F%2Finstagram.com%2Fpadaria", "padaria"}, {"https://www.instagram.com/padaria/reel/abc/", "padaria"},
		{"https://www.instagram.com/p/Cabc123/", ""}, {"https://www.instagram.com/reel/Cabc/", ""}, {"https://www.instagram.com/explore/tags/pao/", ""}, {"https://www.instagram.com/", ""},
		{"https://facebook.com/padaria", ""}, {"https://evil.example/instagram.com/padaria", ""}, {"padaria do centro", ""}, {".padaria", ""}, {"padaria.", ""}, {"pa..daria", ""},
		{strings.Repeat("a", 31), ""}, {"", ""}, {"@", ""}, {"pão", ""}, {"https://[::1", ""},
	}
	for _, tt := range tests {
		got, err := ParseHandle(tt.raw)
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("ParseHandle(%q) = %q, %v, want %q", tt.raw, got, err, tt.want)
		}
	}
}

func TestDomainOf_isWhatTheOwnerRents(t *testing.T) {
	t.Parallel()
	tests := []struct{ raw, want string }{
		{"https://www.padaria.com.br/contato", "padaria.com.br"}, {"http://loja.padaria.com.br", "padaria.com.br"}, {"padaria.example", "padaria.example"}, {"//padaria.example/x", "padaria.example"},
		{"https://PADARIA.example:8443/", "padaria.example"}, {"https://pão.example", "xn--po-sia.example"}, {"https://padaria.example.", "padaria.example"},
		{"https://padaria.wixsite.com/site", "padaria.wixsite.com"}, {"https://padaria.negocio.site", "padaria.negocio.site"}, {"https://www.padaria.negocio.site", "padaria.negocio.site"},
		{"https://padaria.github.io", "padaria.github.io"}, {"https://padaria.blogspot.com", "padaria.blogspot.com"}, {"https://blumenau.sc.gov.br", "blumenau.sc.gov.br"},
		{"https://wixsite.com", ""}, {"https://www.facebook.com/padaria", ""}, {"https://m.facebook.com/padaria", ""}, {"https://linktr.ee/padaria", ""}, {"https://wa.me/5547900001234", ""},
		{"https://api.whatsapp.com/send?phone=1", ""}, {"instagram.com/padaria", ""}, {"https://maps.google.com/x", ""}, {"https://127.0.0.1/x", ""}, {"https://[::1]/", ""},
		{"ftp://padaria.example", ""}, {"mailto:ana@padaria.example", ""}, {"localhost", ""}, {"", ""}, {"com.br", ""}, {"https://user:pass@padaria.example/", "padaria.example"}, {"ht!tp://%", ""},
	}
	for _, tt := range tests {
		if got := DomainOf(tt.raw); got != tt.want {
			t.Errorf("DomainOf(%q) = %q, want %q", tt.raw, got, tt.want)
		}
	}
}

func FuzzContacts(f *testing.F) {
	for _, seed := range []string{"mailto:Ana+x@Pão.example?a=b", "<a@b.example>", "@Padaria.", "https://www.instagram.com/_u/padaria", "https://www.padaria.com.br", "//", "xn--@.example", "a@xn--.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if addr, err := ParseEmail(raw); err == nil {
			if again, err := ParseEmail(addr); err != nil || again != addr {
				t.Fatalf("%q gave %q, which gives %q, %v", raw, addr, again, err)
			}
			for _, form := range EmailForms(addr) {
				if Canonical(form) != EmailForms(addr)[0] {
					t.Fatalf("the form %v of %q is canonically %v", form, addr, Canonical(form))
				}
			}
		}
		if handle, err := ParseHandle(raw); err == nil {
			if again, err := ParseHandle(handle); err != nil || again != handle {
				t.Fatalf("%q gave %q, which gives %q, %v", raw, handle, again, err)
			}
		}
		if domain := DomainOf(raw); domain != "" && DomainOf(domain) != domain {
			t.Fatalf("%q gave %q, which gives %q", raw, domain, DomainOf(domain))
		}
	})
}
