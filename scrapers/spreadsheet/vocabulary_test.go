package spreadsheet

import (
	"strings"
	"testing"
)

func TestVocabulary_knowsOnlyTargetsThatThereAre(t *testing.T) {
	t.Parallel()
	v := loadVocabulary()
	if len(v) < 300 {
		t.Fatalf("%d phrases", len(v))
	}
	for phrase, m := range v {
		if m.target != "" && !known(m.target) || m.beaten != "" && !known(m.beaten) {
			t.Errorf("%q means %+v", phrase, m)
		}
		if phrase == "" {
			t.Error("an empty phrase has a meaning")
		}
		switch m.decide {
		case "", "url", "link", "linkedin", "contact", "rating", "reviews":
		default:
			t.Errorf("%q is decided by %q, which nothing does", phrase, m.decide)
		}
	}
}

func TestPlainHeader_bringsSpellingsTogether(t *testing.T) {
	t.Parallel()
	for _, group := range [][]string{
		{"E-mail", "e mail 2", "E-MAIL 1 - Value"},
		{"Telefone", " telefone ", "TELEFONES", "Telefone 2", "telefone3"},
		{"Razão Social", "razao social", "RAZÃO-SOCIAL", "razao_social"},
		{"companyName", "Company Name", "company_name"},
		{"Número de avaliações", "numero avaliacoes"},
		{"Web Site", "Website", "website"},
		{"Observações", "observação"},
	} {
		for _, header := range group[1:] {
			if got, want := plainHeader(header), plainHeader(group[0]); got != want {
				t.Errorf("%q is %q, and %q is %q", header, got, group[0], want)
			}
		}
	}
	if plainHeader("Avaliação") == plainHeader("Avaliações") {
		t.Error("a mark and a count are the same")
	}
	if got := plainHeader(" - 1 "); got != "" {
		t.Errorf("nothing is %q", got)
	}
}

func TestVocabulary_readsHeadersThatItHasNeverSeen(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]Target{
		"Telefone do financeiro": ToPhone, "Celular do dono": ToMobile, "WhatsApp da loja": ToWhatsApp, "Email do responsável": ToEmail,
		"Instagram da marca": ToInstagram, "Site oficial": ToWebsite, "CEP da loja": ToZip, "Cidade da sede": ToCity, "Main Email": ToEmail,
		"Business Phone 2": ToPhone, "HubSpot Contact ID": ToExternalID, "Nome da empresa cliente": ToName, "Nome do contato principal": ToContactName,
		"Contact LinkedIn": ToContactLinkedIn, "Endereço comercial": ToAddress,
	} {
		if m, found := words().means(header); !found || m.target != want {
			t.Errorf("%q is %q, want %q", header, m.target, want)
		}
	}
}

func TestVocabulary_leavesHeadersAboutContactsAside(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"Email verified at", "Phone type", "Email source", "Home phone 2", "Telefone residencial", "Personal email", "Fax number", "Email opened count",
		"Website last updated", "Phone extension", "Ramal", "Data do email", "Email confidence score", "Último email", "IP address", "Email provider",
	} {
		if m, found := words().means(header); found && m.target != "" {
			t.Errorf("%q is imported as %q", header, m.target)
		}
	}
}

func TestTargets_areAllNamedOnce(t *testing.T) {
	t.Parallel()
	seen := map[Target]bool{}
	for _, target := range targets {
		if seen[target] || string(target) != strings.ToLower(string(target)) {
			t.Errorf("target %q", target)
		}
		seen[target] = true
	}
	if !ToPhone.Several() || ToName.Several() {
		t.Error("a business has one name and any number of phones")
	}
}
