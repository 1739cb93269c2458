package spreadsheet

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// utf16File is a text as Excel saves it under "Unicode text".
func utf16File(text string, big bool) string {
	var b strings.Builder
	for _, unit := range append([]uint16{0xFEFF}, utf16.Encode([]rune(text))...) {
		if big {
			b.Write([]byte{byte(unit >> 8), byte(unit)})
		} else {
			b.Write([]byte{byte(unit), byte(unit >> 8)})
		}
	}
	return b.String()
}

// told is a row in one line: its verdict, name, what can be reached, place, and the codes of what is wrong.
func told(row Row) string {
	c := row.Candidate
	parts := []string{string(row.Verdict), c.Name}
	for _, kind := range []string{"phone", "whatsapp", "email", "website", "instagram", "facebook", "linkedin", "contact_name"} {
		if v := valuesOf(row, kind); v != "" {
			parts = append(parts, kind+"="+v)
		}
	}
	if c.City != "" {
		parts = append(parts, "city="+c.City)
	}
	if c.Lat != 0 {
		parts = append(parts, fmt.Sprintf("at=%.4f,%.4f", c.Lat, c.Lon))
	}
	if c.Rating != nil {
		parts = append(parts, fmt.Sprintf("rating=%v", *c.Rating))
	}
	if c.Reviews != nil {
		parts = append(parts, fmt.Sprintf("reviews=%d", *c.Reviews))
	}
	if said := strings.TrimSpace(codes(row.Errors) + " " + codes(row.Warnings)); said != "" {
		parts = append(parts, "!"+said)
	}
	return strings.Join(parts, " | ")
}

// TestRows_readListsOfShapesThatAreInNoSample holds what people bring along beside the exports that were measured.
func TestRows_readListsOfShapesThatAreInNoSample(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"semicolons and decimal commas", "Empresa;Telefone;Nota;Avaliações;Latitude;Longitude\nPadaria A;(47) 90000-0001;4,5;1.234;-26,9187;-49,0653\n",
			"accepted | Padaria A | phone=+5547900000001 | at=-26.9187,-49.0653 | rating=4.5 | reviews=1234"},
		{"Excel's Unicode text", utf16File("Empresa\tTelefone\tCidade\r\nPadaria São João\t47 90000-0001\tJoão Pessoa\r\n", false), "accepted | Padaria São João | phone=+5547900000001 | city=João Pessoa"},
		{"big-endian", utf16File("Empresa\tTelefone\r\nAçaí & Cia\t47 90000-0001\r\n", true), "accepted | Açaí & Cia | phone=+5547900000001"},
		{"line breaks in cells", "Nome,Endereço,Telefone\n\"Padaria\nA\",\"Rua das Flores, 1\nCentro\",47 90000-0001\n", "accepted | Padaria A | phone=+5547900000001"},
		{"a title and a date above", "Relatório de Clientes;;;\nGerado em: 01/10/2026;;;\n;;;\nRazão Social;Fantasia;Fone;E-mail\nPadaria A LTDA;Padaria A;47 2000-0001;a@padaria.example\n",
			"accepted | Padaria A | phone=+554720000001 | email=a@padaria.example"},
		{"two rows of headers", "Empresa,,Contato,\nNome,Cidade,Telefone,E-mail\nPadaria A,Blumenau,47 90000-0001,a@padaria.example\n",
			"accepted | Padaria A | phone=+5547900000001 | email=a@padaria.example | city=Blumenau"},
		{"English", "Business,Phone Number,Email Address,Website,City\nBakery A,+1 202 555 0100,a@bakery.example,bakery.example,Springfield\n",
			"accepted | Bakery A | phone=+12025550100 | email=a@bakery.example | website=https://bakery.example | city=Springfield"},
		{"Spanish", "Razón social;Teléfono;Correo;Página web;Ciudad\nPanadería A;+34 612 34 56 78;a@pan.example;www.pan.example;Madrid\n",
			"accepted | Panadería A | phone=+34612345678 | email=a@pan.example | website=https://www.pan.example | city=Madrid | !name:legal_name"},
		{"area code in a column of its own", "Nome;DDD;Telefone\nPadaria A;47;90000-0001\n", "accepted | Padaria A | phone=+5547900000001"},
		{"area code beside two numbers", "Nome;DDD1;Telefone1;DDD2;Telefone2\nPadaria A;47;2000-0001;11;90000-0002\n", "accepted | Padaria A | phone=+554720000001 +5511900000002"},
		{"country, area, number", "Nome,DDI,DDD,Número\nPadaria A,55,47,900000001\n", "accepted | Padaria A | phone=+5547900000001"},
		{"several in a cell", "Nome,Telefones\nPadaria A,\"(47) 2000-0001 / (47) 90000-0002; 47 90000-0003\"\n", "accepted | Padaria A | phone=+554720000001 +5547900000002 +5547900000003"},
		{"whatsapp as links", "Nome,WhatsApp\nPadaria A,https://api.whatsapp.com/send?phone=5547900000001&text=Oi\n", "accepted | Padaria A | whatsapp=+5547900000001"},
		{"short link without a number", "Nome,WhatsApp,E-mail\nPadaria A,https://wa.me/message/ABCDEF123,a@padaria.example\n", "accepted | Padaria A | email=a@padaria.example | !whatsapp:bad_value"},
		{"Instagram three ways", "Nome,Instagram\nPadaria A,https://www.instagram.com/padaria.a/?hl=pt-br\nPadaria B,@padaria.b\nPadaria C,padaria_c\n",
			"accepted | Padaria A | instagram=padaria.a\naccepted | Padaria B | instagram=padaria.b\naccepted | Padaria C | instagram=padaria_c"},
		{"rounded numbers", "Nome,Telefone\nPadaria A,5.51999E+12\nPadaria B,\"5,54799E+12\"\n", "rejected |  | !phone:digits_lost\nrejected |  | !phone:digits_lost"},
		{"apostrophes", "Nome,Telefone,CEP\n'Padaria A,'+5547900000001,'01000-000\n", "accepted | Padaria A | phone=+5547900000001"},
		{"empty columns", ",,Nome,,Telefone,,\n,,Padaria A,,47 90000-0001,,\n", "accepted | Padaria A | phone=+5547900000001"},
		{"one heading twice", "Nome,Telefone,Telefone,E-mail,E-mail\nPadaria A,47 2000-0001,47 90000-0002,a@padaria.example,b@padaria.example\n",
			"accepted | Padaria A | phone=+554720000001 +5547900000002 | email=a@padaria.example b@padaria.example"},
		{"Google Contacts", "Name Prefix,First Name,Middle Name,Last Name,Name Suffix,Nickname,Organization Name,Organization Title,Notes,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n" +
			",Ana,,Exemplo,,,Padaria A,Dona,,Work,a@padaria.example,Mobile,+55 47 90000-0001 ::: +55 47 90000-0003,Work,47 2000-0002\n",
			"accepted | Padaria A | phone=+5547900000001 +5547900000003 +554720000002 | email=a@padaria.example | contact_name=Ana Exemplo"},
		{"old Google Contacts", "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Website 1 - Value\n" +
			"Ana Exemplo,Ana,Exemplo,* myContacts,* Work,a@padaria.example,Mobile,+55 47 90000-0001,Padaria A,http://padaria.example\n",
			"accepted | Padaria A | phone=+5547900000001 | email=a@padaria.example | website=http://padaria.example | contact_name=Ana Exemplo"},
		{"a map scraper's classes", "qBF1Pd,MW4etd,UY7F9,W4Efsd,UsdlK,lcr4fd href\nPadaria A,\"4,5\",(123),Padaria,(47) 90000-0001,https://padaria.example/\nPadaria B,\"4,1\",(7),Padaria,(47) 90000-0002,https://b.example/\n",
			"accepted | Padaria A | phone=+5547900000001 | website=https://padaria.example/\naccepted | Padaria B | phone=+5547900000002 | website=https://b.example/"},
		{"a map scraper", "query,name,fulladdr,phone_1,phone_2,site,type,rating,reviews,latitude,longitude,place_id\npadarias em Blumenau,Padaria A,\"Rua 1, Blumenau\",+55 47 2000-0001,,http://padaria.example/,Bakery,4.7,321,-26.9,-49.06,ChIJx1\n",
			"accepted | Padaria A | phone=+554720000001 | website=http://padaria.example/ | at=-26.9000,-49.0600 | rating=4.7 | reviews=321"},
		{"RD Station", "Email;Nome;Empresa;Cargo;Telefone;Celular;Estágio no funil;Data da última conversão;Tags;Lead Scoring - Perfil\na@padaria.example;Ana Exemplo;Padaria A;Dona;47 2000-0001;47 90000-0002;Lead;2026-01-02;padaria;b\n",
			"accepted | Padaria A | phone=+554720000001 +5547900000002 | email=a@padaria.example | contact_name=Ana Exemplo"},
		{"Pipedrive, people", "Pessoa - Nome,Pessoa - Organização,Pessoa - E-mail - Trabalho,Pessoa - Telefone - Celular,Pessoa - Dono\nAna Exemplo,Padaria A,a@padaria.example,47 90000-0001,Bia\n",
			"accepted | Padaria A | phone=+5547900000001 | email=a@padaria.example | contact_name=Ana Exemplo"},
		{"HubSpot in Portuguese", "ID do registro,Nome,Sobrenome,E-mail,Número de telefone,Proprietário do contato,Nome da empresa,Status do lead\n101,Ana,Exemplo,a@padaria.example,+55 47 90000-0001,Bia,Padaria A,Novo\n",
			"accepted | Padaria A | phone=+5547900000001 | email=a@padaria.example | contact_name=Ana Exemplo"},
		{"HubSpot, companies", "Record ID,Company name,Company owner,Create Date,Phone Number,City,Country/Region,Industry,Company Domain Name\n7,Padaria A,,2026-01-01 10:00,+55 47 2000-0001,Blumenau,Brazil,Food,padaria.example\n",
			"accepted | Padaria A | phone=+554720000001 | website=https://padaria.example | city=Blumenau"},
		{"Sales Navigator", "profileUrl,fullName,firstName,lastName,companyName,title,companyUrl,location,linkedInProfileUrl\nhttps://www.linkedin.com/sales/lead/1,Ana Exemplo,Ana,Exemplo,Padaria A,Dona,https://www.linkedin.com/sales/company/2,Blumenau,https://www.linkedin.com/in/ana-exemplo\n",
			"accepted | Padaria A | linkedin=https://www.linkedin.com/sales/company/2 | contact_name=Ana Exemplo"},
		{"underscores and capitals", "NOME_EMPRESA|TEL_COMERCIAL|EMAIL_CONTATO\nPadaria A|47 2000-0001|a@padaria.example\n", "accepted | Padaria A | phone=+554720000001 | email=a@padaria.example"},
		{"numbers as floats", "Nome,Telefone\nPadaria A,47900000001.0\nPadaria B,5547900000002.00\n", "accepted | Padaria A | phone=+5547900000001\naccepted | Padaria B | phone=+5547900000002"},
		{"spaces that are none", "Nome\u00A0,\u200BTelefone\nPadaria\u00A0A,47\u00A090000\u20110001\n", "accepted | Padaria A | phone=+5547900000001"},
		{"total below", "Nome,Telefone\nPadaria A,47 90000-0001\nTotal: 1,\n", "accepted | Padaria A | phone=+5547900000001\nrejected |  | !phone:no_contact"},
		{"a name with a quote", "Nome;Telefone\nBar \"do Zé\";47 90000-0001\n", "accepted | Bar \"do Zé\" | phone=+5547900000001"},
		{"two words in a header", "Nome / Razão Social;Tel./Cel.;E-mail(s);Cidade/UF\nPadaria A;(47) 90000-0001;a@padaria.example;Blumenau/SC\n",
			"accepted | Padaria A | phone=+5547900000001 | email=a@padaria.example | city=Blumenau"},
		{"whether there is WhatsApp", "Empresa;Telefone;WhatsApp?\nPadaria A;(47) 90000-0001;Sim\nPadaria B;(47) 90000-0002;Não\n",
			"accepted | Padaria A | phone=+5547900000001\naccepted | Padaria B | phone=+5547900000002"},
		{"placeholders", "Empresa;Telefone;E-mail;Site\nPadaria A;(47) 90000-0001;-;N/A\nPadaria B;não informado;b@padaria.example;null\n",
			"accepted | Padaria A | phone=+5547900000001\naccepted | Padaria B | email=b@padaria.example | !phone:bad_value"},
		{"numbered contacts", "Empresa;Contato 1;Contato 2\nPadaria A;(47) 90000-0001;(47) 2000-0002\n", "accepted | Padaria A | phone=+5547900000001 +554720000002"},
		{"an index in front", ";Empresa;Telefone\n0;Padaria A;(47) 90000-0001\n1;Padaria B;(47) 90000-0002\n", "accepted | Padaria A | phone=+5547900000001\naccepted | Padaria B | phone=+5547900000002"},
		{"letters in capitals without accents", "RAZAO SOCIAL;NOME FANTASIA;TELEFONE 1;TELEFONE 2;EMAIL\nPADARIA A LTDA;PADARIA A;4720000001;47900000002;A@PADARIA.EXAMPLE\n",
			"accepted | PADARIA A | phone=+554720000001 +5547900000002 | email=a@padaria.example"},
		{"French", "Entreprise;Téléphone;Courriel;Ville\nBoulangerie A;+33 6 12 34 56 78;a@pain.example;Lyon\n", "accepted | Boulangerie A | phone=+33612345678 | email=a@pain.example | city=Lyon"},
		{"a pipe in the cell", "Empresa,Telefone\nPadaria A,47 90000-0001 | 47 90000-0002\n", "accepted | Padaria A | phone=+5547900000001 +5547900000002"},
		{"with words", "Empresa,Telefone\nPadaria A,Cel/Whats: (47) 90000-0001 (falar com Ana)\n", "accepted | Padaria A | phone=+5547900000001"},
		{"an extension", "Empresa,Telefone\nPadaria A,(47) 2000-0001 ramal 23\n", "accepted | Padaria A | phone=+554720000001"},
		{"JSON in a cell", "title,phone,emails\nPadaria A,+55 47 90000-0001,\"[\"\"a@padaria.example\"\",\"\"b@padaria.example\"\"]\"\n", "accepted | Padaria A | phone=+5547900000001 | email=a@padaria.example b@padaria.example"},
		{"a phone without its plus", "Name,Phone\nPadaria A,5547900000001\n", "accepted | Padaria A | phone=+5547900000001"},
		{"eight digits of a mobile", "Nome,Celular\nPadaria A,(47) 8888-0001\n", "accepted | Padaria A | phone=+5547988880001"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f, err := tryText(t, tc.text)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, row := range all(t, f) {
				got = append(got, told(row))
			}
			if said := strings.Join(got, "\n"); said != tc.want {
				t.Errorf("read as\n%s\nwant\n%s\ncolumns %+v", said, tc.want, f.Columns())
			}
		})
	}
}
