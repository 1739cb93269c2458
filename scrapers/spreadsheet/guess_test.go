package spreadsheet

import (
	"slices"
	"strings"
	"testing"
)

func TestGuess_understandsExportsOfOtherPrograms(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, header, row string
		want              string // targets by column; - is none
	}{
		{"a mail program's contacts", "First Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Website 1 - Value,Notes",
			"Ana,Exemplo,Padaria,Work,a@x.example,Mobile,+55 11 9 0000 0001,https://x.example,oi",
			"contact_first_name contact_last_name name - email - phone website notes"},
		{"a pipeline", "Organization - Name,Person - Name,Person - Email - Work,Person - Phone - Mobile,Organization - Address,Deal - Value",
			"Padaria,Ana,a@x.example,+55 11 9 0000 0001,Rua 1,10", "name contact_name email mobile address -"},
		{"a sales force", "Lead ID,First Name,Last Name,Title,Company,Phone,Mobile,Email,Email Opt Out,Street,City,State/Province,Zip/Postal Code,Country,Lead Status,Lead Owner,Industry",
			"00Q1,Ana,Exemplo,Dona,Padaria,1120000001,11900000001,a@x.example,0,Rua 1,Recife,PE,50000-000,Brazil,Open,Bia,Food",
			"external_id contact_first_name contact_last_name contact_title name phone mobile email email_consent address city state zip country status owner category"},
		{"a newsletter", "Email Address,First Name,Last Name,Phone Number,MEMBER_RATING,OPTIN_TIME,TAGS",
			"a@x.example,Ana,Exemplo,11900000001,2,2026-01-01,lista", "email contact_first_name contact_last_name phone - - tags"},
		{"the company register", "CNPJ;RAZÃO SOCIAL;NOME FANTASIA;LOGRADOURO;NÚMERO;BAIRRO;CEP;UF;MUNICÍPIO;DDD 1;TELEFONE 1;CORREIO ELETRÔNICO;SITUAÇÃO CADASTRAL",
			"00.000.000/0001-00;X LTDA;X;Rua 1;10;Centro;50000-000;PE;Recife;81;20000001;a@x.example;ATIVA",
			"external_id legal_name name address street_number district zip state city area_code phone email status"},
		{"a map crawler", "title,totalScore,reviewsCount,street,city,state,countryCode,website,phone,categoryName,url,placeId",
			`Padaria,4.5,10,Rua 1,Recife,PE,BR,https://x.example,+558120000001,Padaria,https://www.google.com/maps/place/x,ChIJ1`,
			"name rating reviews address city state country website phone category source_url external_id"},
		{"a profile crawler", "username,full_name,followers_count,biography,external_url,public_email,contact_phone_number,profile_url",
			"padaria,Padaria,100,oi,https://x.example,a@x.example,+5511900000001,https://www.instagram.com/padaria/",
			"- contact_name followers - website email phone instagram"},
		{"Spanish", "Nombre,Apellidos,Empresa,Correo electrónico,Teléfono móvil,Ciudad,País,Sitio web",
			"Ana,Ejemplo,Panadería,a@x.example,+34 600 000 000,Madrid,España,https://x.example",
			"contact_first_name contact_last_name name email mobile city country website"},
		{"a Brazilian back office", "Código;Nome;Fantasia;Endereço;Número;Bairro;CEP;Cidade;UF;Contatos;Fone;Celular;E-mail;Web Site;Observações do contato;Data de nascimento",
			"1;X LTDA;X;Rua 1;10;Centro;50000-000;Recife;PE;Ana;8120000001;81900000001;a@x.example;x.example;oi;01/01/1990",
			"external_id legal_name name address street_number district zip city state contact_name phone mobile email website - -"},
		{"phones under contact", "Cliente;Contato", "Padaria;11 90000-0001", "name phone"},
		{"notes under nota", "Empresa;Email;Nota", "Padaria;a@x.example;ligar depois", "name email notes"},
		{"two addresses of one person", "Company,City,Company City,LinkedIn", "X,Recife,Olinda,https://www.linkedin.com/in/ana", "name contact_city city contact_linkedin"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f := openText(t, tc.header+"\n"+tc.row+"\n")
			var got []string
			for _, c := range f.Columns() {
				got = append(got, strings.Replace(string(c.Target)+"-", string(c.Target)+"-", orDash(c.Target), 1))
			}
			if want := strings.Fields(tc.want); !slices.Equal(got, want) {
				t.Errorf("columns are\n%v, want\n%v", got, want)
			}
		})
	}
}

func orDash(target Target) string {
	if target == "" {
		return "-"
	}
	return string(target)
}

func TestGuess_looksAtTheValuesWhenHeadersSayNothing(t *testing.T) {
	t.Parallel()
	const rows = "Padaria Exemplo,11 90000-0001,a@x.example,www.x.example\nOficina Modelo,11 90000-0002,b@y.example,www.y.example\n"
	for name, header := range map[string]string{"no header": "", "empty words": "Col A,Col B,Col C,Col D\n", "numbers": "1,2,3,4\n"} {
		f := openText(t, header+rows)
		var got []Target
		for _, c := range f.Columns() {
			got = append(got, c.Target)
		}
		if want := []Target{ToName, ToPhone, ToEmail, ToWebsite}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
		read := all(t, f)
		accepted := 0
		for _, row := range read {
			if row.Verdict == Accepted {
				accepted++
			}
		}
		if accepted != 2 || len(read) != 2 {
			t.Errorf("%s: %d rows of %d accepted", name, accepted, len(read))
		}
	}
}

func TestGuess_leavesColumnsOfColleaguesAlone(t *testing.T) {
	t.Parallel()
	f := openText(t, "Empresa,Telefone,Criado por,Dono do lead\nX,11 90000-0001,eu@agencia.example,eu@agencia.example\n")
	if c := f.Columns(); c[3].Target != ToOwner {
		t.Errorf("owner is %q", c[3].Target)
	}
	row := all(t, f)[0]
	if got := valuesOf(row, "owner"); got != "eu@agencia.example" {
		t.Errorf("owner %q", got)
	}
}

func TestHeader_isFoundUnderWhatStandsAboveIt(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"preamble":       "Notes:\n\"Some sentences, with a link https://x.example.\"\n\nNome,Telefone,Email\n",
		"title":          "Lista de padarias,,\n,,\n\nNome,Telefone,Email\n",
		"group titles":   "Empresa,Contato,\n\n\nNome,Telefone,Email\n",
		"sep directive":  "sep=,\n\n\nNome,Telefone,Email\n",
		"report heading": "Relatório de leads\nGerado em 01/02/2026\nUsuário: ana@agencia.example\nNome,Telefone,Email\n",
	} {
		f := openText(t, text+"Padaria,11 90000-0001,a@x.example\n")
		if got := f.Format().HeaderLine; got != 4 {
			t.Errorf("%s: header in line %d", name, got)
		}
		if rows := all(t, f); len(rows) != 1 || rows[0].SheetRow != 5 || rows[0].Candidate.Name != "Padaria" {
			t.Errorf("%s: %+v", name, rows)
		}
	}
}
