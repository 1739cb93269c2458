package spreadsheet

import (
	"strings"
	"testing"

	"aceno/campaign"
)

func TestRow_keepsSourceAndTimeOfEveryFact(t *testing.T) {
	t.Parallel()
	row := only(t, "Nome,Telefone,E-mail\nPadaria,+55 11 9 0000 0001,a@padaria.example\n")
	for _, f := range row.Candidate.Facts {
		if f.Source != Source || !f.At.Equal(someDay) || f.ID != campaign.FactID(f.Kind, f.Value, Source, "") {
			t.Errorf("fact %+v", f)
		}
	}
	if row.Candidate.Platform != campaign.PlatformCSV || len(row.Candidate.Facts) != 2 {
		t.Errorf("%+v", row.Candidate)
	}
}

func TestRow_readsContactsInAllTheirSpellings(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, header, cell, kind, want string }{
		{"apostrophe of a spreadsheet", "Telefone", "'+55 11 9 0000 0001", campaign.FactPhone, "+5511900000001"},
		{"formula that keeps text", "Telefone", `"=""5511900000001"""`, campaign.FactPhone, "+5511900000001"},
		{"float", "Telefone", "5511900000001.0", campaign.FactPhone, "+5511900000001"},
		{"exact scientific", "Telefone", "5.511900000001E+12", campaign.FactPhone, "+5511900000001"},
		{"two in one cell", "Telefone", "11 9 0000-0001 / 11 2000-0001", campaign.FactPhone, "+5511900000001 +551120000001"},
		{"link in a phone column", "Telefone", "https://wa.me/5511900000001", campaign.FactWhatsApp, "+5511900000001"},
		{"two addresses", "E-mail", "a@x.example; B@X.example", campaign.FactEmail, "a@x.example b@x.example"},
		{"mailto", "E-mail", "mailto:a@x.example", campaign.FactEmail, "a@x.example"},
		{"bare domain", "Site", "Padaria.example", campaign.FactWebsite, "https://padaria.example"},
		{"profile in the website column", "Site", "https://www.instagram.com/padaria.x/", campaign.FactInstagram, "padaria.x"},
		{"whatsapp in the website column", "Site", "https://wa.me/5511900000001", campaign.FactWhatsApp, "+5511900000001"},
		{"page", "Facebook", "https://facebook.com/padaria", campaign.FactFacebook, "https://facebook.com/padaria"},
		{"page by name", "Facebook", "@padaria", campaign.FactFacebook, "padaria"},
		{"long handle", "Instagram", "@uma.padaria.com.um.nome.muito.longo", campaign.FactInstagram, "uma.padaria.com.um.nome.muito.longo"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			row := only(t, "Nome;"+tc.header+"\nPadaria;"+strings.ReplaceAll(tc.cell, ";", ",")+"\n")
			if got := valuesOf(row, tc.kind); row.Verdict != Accepted || got != tc.want || len(row.Warnings) > 0 {
				t.Errorf("%s %q, want %q: %+v", row.Verdict, got, tc.want, row)
			}
		})
	}
}

func TestRow_warnsOfWhatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, header, cell, want string }{
		{"lost digits", "Telefone", "5,519E+12", "phone:digits_lost"},
		{"lost digits behind the point", "Telefone", "5.5119E+12", "phone:digits_lost"},
		{"a date's serial", "Celular", "46003", "mobile:bad_value"},
		{"foreign number", "Telefone", "04 50 11 22 33", "phone:bad_value"},
		{"words", "Site", "não tem", "website:bad_value"},
		{"script", "Site", "javascript:alert(1)", "website:scheme"},
		{"user in the address", "Site", "https://a@b.example", "website:bad_value"},
		{"rating", "Nota média", "11", "rating:bad_value"},
		{"followers", "Seguidores", "muitos", "followers:bad_value"},
		{"latitude", "lat;lng", "99;1", "lat:bad_value"},
		{"longitude", "lat;lng", "9;200", "lng:bad_value"},
		{"country", "País", "Atlântida", "country:bad_value"},
		{"postcode", "CEP", "123", "zip:bad_value"},
		{"formula", "Observações", "=1+1", "notes:formula"},
		{"closed", "business_status", "CLOSED_PERMANENTLY", "status:closed"},
		{"rounded id", "ID", "1.23E+15", "external_id:digits_lost"},
		{"handle", "Instagram", "não tem", "instagram:bad_value"},
		{"profile", "Facebook", "não tem", "facebook:bad_value"},
		{"source", "source_url", "ftp://x.example", "source_url:scheme"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			row := only(t, "Nome;E-mail;"+tc.header+"\nPadaria;a@padaria.example;"+tc.cell+"\n")
			if got := codes(row.Warnings); row.Verdict != Accepted || got != tc.want {
				t.Errorf("%s with %q, want %q", row.Verdict, got, tc.want)
			}
		})
	}
}

func TestRow_isRejectedWithAllReasons(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, line, want string }{
		{"nothing to reach by", "Padaria,,,", "phone:no_contact"},
		{"nothing at all but a town", ",,,Recife", "name:no_name phone:no_contact"},
		{"bad values", "Padaria,123-abc,contato[arroba],Recife", "phone:bad_value email:bad_value"},
		{"too many cells", "Padaria, Matriz, Loja 2,+55 11 9 0000 0001,a@x.example,Recife", ":cells"},
		{"too few cells", "Padaria,+55 11", ":cells"},
		{"zeros", "Pad\x00aria,\x00,,Recife", "name:control_chars phone:control_chars phone:no_contact"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			rows := all(t, openText(t, "Nome,Telefone,Email,Cidade\nPadaria Boa,+55 11 9 0000 0009,,Olinda\n"+tc.line+"\n"))
			if len(rows) != 2 || rows[0].Verdict != Accepted || rows[1].Verdict != Rejected {
				t.Fatalf("%+v", rows)
			}
			if got := codes(rows[1].Errors); got != tc.want && tc.name != "zeros" || !strings.HasPrefix(got, tc.want[:5]) {
				t.Errorf("rejected for %q, want %q", got, tc.want)
			}
			for _, p := range rows[1].Errors {
				if p.Message == "" {
					t.Errorf("%+v has no sentence", p)
				}
			}
		})
	}
}

func TestRow_takesTheNameFromWhatIsNearest(t *testing.T) {
	t.Parallel()
	const header = "Empresa;Razão social;Nome do contato;E-mail;Site;Telefone\n"
	for _, tc := range []struct{ name, line, want, code string }{
		{"legal name", ";PADARIA LTDA;Ana;a@x.example;;", "PADARIA LTDA", "name:legal_name"},
		{"person", ";;Ana Exemplo;a@x.example;;", "Ana Exemplo", "name:no_name"},
		{"website", ";;;;https://www.padaria.example/x;", "padaria.example", "name:no_name"},
		{"address", ";;;contato@padaria.example;;", "padaria.example", "name:no_name"},
		{"free address", ";;;padaria@gmail.com;;", "padaria@gmail.com", "name:no_name"},
		{"number", ";;;;;+55 11 9 0000 0001", "+5511900000001", "name:no_name"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			row := only(t, header+tc.line+"\n")
			if row.Candidate.Name != tc.want || codes(row.Warnings) != tc.code {
				t.Errorf("%q with %q, want %q with %q", row.Candidate.Name, codes(row.Warnings), tc.want, tc.code)
			}
		})
	}
}

func TestRow_keepsTheWishesOfPeople(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, header, cell, want string }{
		{"unsubscribed", "Status para comunicação por email", "Descadastrado", "a@x.example"},
		{"bounced", "Email marketing status", "Bounced", "a@x.example"},
		{"opt-out is yes", "Email Opt Out", "TRUE", "a@x.example"},
		{"opt-out is no", "Email Opt Out", "FALSE", ""},
		{"opt-in is no", "Opt-in", "não", "a@x.example"},
		{"opt-in is yes", "Opt-in", "sim", ""},
		{"active", "Status para comunicação por email", "Ativo", ""},
		{"not to be called", "Do Not Call", "true", "+5511900000001"},
		{"may be called", "Do Not Call", "false", ""},
		{"blocked", "Bloqueado", "sim", "+5511900000001"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			row := only(t, "Nome;Email;Telefone;"+tc.header+"\nPadaria;a+lista@x.example;+55 11 9 0000 0001;"+tc.cell+"\n")
			var values []string
			for _, form := range row.Suppress {
				values = append(values, form.Value)
			}
			got := strings.Join(values, " ")
			if got != tc.want || (got != "") != strings.Contains(codes(row.Warnings), "refusal") {
				t.Errorf("suppresses %q, want %q: %+v", got, tc.want, row.Warnings)
			}
		})
	}
}

func TestRow_readsFiguresAndPlaces(t *testing.T) {
	t.Parallel()
	row := only(t, "Nome;Telefone;Rua;Número;Bairro;Cidade;UF;CEP;País;Nota média;Avaliações;Seguidores;Latitude;Longitude\n"+
		"Padaria;11 9 0000 0001;Rua Fictícia;12;Centro;São Paulo;SP;1000000;Brasil;4,5;1.234;12,5 mil;-23,55;-46,63\n")
	c := row.Candidate
	if c.Address != "Rua Fictícia, 12 - Centro" || c.City != "São Paulo" || c.Country != "BR" || c.Lat != -23.55 || c.Lon != -46.63 {
		t.Errorf("place %+v", c)
	}
	if *c.Rating != 4.5 || *c.Reviews != 1234 || *c.Followers != 12500 {
		t.Errorf("figures %v %v %v", *c.Rating, *c.Reviews, *c.Followers)
	}
	if factsOf(row, "zip") != "01000-000" || codes(row.Warnings) != "zip:zero_lost" {
		t.Errorf("postcode %q with %q", factsOf(row, "zip"), codes(row.Warnings))
	}
}

func TestRow_readsNumbersByTheCountryOfTheRow(t *testing.T) {
	t.Parallel()
	row := only(t, "Company,Phone,Country\nFromagerie,04 50 11 22 33,France\n")
	if got := valuesOf(row, campaign.FactPhone); got != "+33450112233" {
		t.Errorf("phone %q", got)
	}
	row = only(t, "Nome,DDD,Telefone\nPadaria,11,2000-0001\n")
	if got := valuesOf(row, campaign.FactPhone); got != "+551120000001" {
		t.Errorf("phone %q", got)
	}
}

func TestRows_areMergedIntoTheFirstOfTheirBusiness(t *testing.T) {
	t.Parallel()
	rows := all(t, openText(t, "Nome,Telefone,Email,Site,Código\n"+
		"A,+55 11 9 0000 0001,,,\n"+ // 1
		"B,,b@x.example,https://b.example,\n"+ // 2
		"A outra vez,11 90000-0001,a2@x.example,,\n"+ // 3: by the number
		"A de novo,,A2@x.example,,\n"+ // 4: by the address of row 3
		"B loja,,,http://www.b.example/loja,\n"+ // 5: by the domain
		"C,0800 000 0000,c@x.example,,7\n"+ // 6
		"D,0800 000 0000,d@x.example,,\n"+ // 7: a number of many is no business's own
		"E,,,https://instagram.com/e_loja,\n"+ // 8
		"F,,,,7\n")) // 9: by the id
	want := []int{0, 0, 1, 1, 2, 0, 0, 0, 6}
	for i, row := range rows {
		if row.Into != want[i] || (row.Into != 0) != (row.Verdict == Merged) {
			t.Errorf("row %d is %s into %d, want %d", row.Number, row.Verdict, row.Into, want[i])
		}
	}
}
