package website

import (
	"net/url"
	"slices"
	"testing"
)

// doc reads a page that stands at https://padaria.example/.
func doc(t *testing.T, page string) *document {
	t.Helper()
	u, err := url.Parse("https://padaria.example/")
	if err != nil {
		t.Fatal(err)
	}
	return parse(page, u)
}

func numbers(list []phone) []string {
	out := []string{}
	for _, p := range list {
		if !slices.Contains(out, p.number) {
			out = append(out, p.number)
		}
	}
	return out
}

func TestPhones_areReadAsBrazilPrintsThem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"landline":                        {`<p>(47) 3322-4455</p>`, []string{"+554733224455"}},
		"mobile":                          {`<p>Ligue: (47) 9 9988-7755</p>`, []string{"+5547999887755"}},
		"no hyphen":                       {`<p>47 99988 7755</p>`, []string{"+5547999887755"}},
		"dots":                            {`<p>47.3322.4455</p>`, []string{"+554733224455"}},
		"country code":                    {`<p>+55 (47) 3322-4455</p>`, []string{"+554733224455"}},
		"country code without plus":       {`<p>Fone 55 47 3322-4455</p>`, []string{"+554733224455"}},
		"country code in brackets":        {`<p>(+55) 47 3322-4455</p>`, []string{"+554733224455"}},
		"area code in square brackets":    {`<p>[47] 3322-4455</p>`, []string{"+554733224455"}},
		"area code set wide":              {`<p>( 47 ) 3322-4455</p>`, []string{"+554733224455"}},
		"area code and a slash":           {`<p>47/3322-4455</p>`, []string{"+554733224455"}},
		"half a bracket":                  {`<p>47) 3322-4455</p>`, []string{"+554733224455"}},
		"in twos":                         {`<p>(47) 3322 44 55</p>`, []string{"+554733224455"}},
		"a pair without area code":        {`<p>3322-4455 / 3322-4466</p>`, []string{"+554733224455", "+554733224466"}},
		"piece of a longer code":          {`<p>47 3322-4455-1</p>`, nil},
		"trunk zero":                      {`<p>(047) 3322-4455</p>`, []string{"+554733224455"}},
		"carrier code left open":          {`<p>(0xx47) 3322-4455</p>`, []string{"+554733224455"}},
		"three and three":                 {`<p>(47) 999-887-755</p>`, []string{"+5547999887755"}},
		"pair with one area code":         {`<p>(47) 3322-4455 / 99988-7755</p>`, []string{"+554733224455", "+5547999887755"}},
		"pair with words":                 {`<p>Telefones: 3322-4455 ou 3322-4466</p>`, []string{"+554733224455", "+554733224466"}},
		"area code of the number before":  {`<p>(11) 3322-4455 | 3322-4466</p>`, []string{"+551133224455", "+551133224466"}},
		"without area code, labelled":     {`<p>Tel: 33224455</p>`, []string{"+554733224455"}},
		"without area code, alone":        {`<p>3322-4455</p>`, []string{"+554733224455"}},
		"mobile of eight digits":          {`<p>Cel.: (47) 9988-7755</p>`, []string{"+5547999887755"}},
		"bare, labelled":                  {`<p>Whats 47999887755</p>`, []string{"+5547999887755"}},
		"label above":                     {`<h4>Telefone</h4><p>33224455</p>`, []string{"+554733224455"}},
		"in pieces":                       {`<p><b>(47)</b> <span>3322</span>-<span>4455</span></p>`, []string{"+554733224455"}},
		"toll free":                       {`<p>0800 722 4455</p>`, []string{"+558007224455"}},
		"tel link":                        {`<a href="tel:+5547999887755">Ligar</a>`, []string{"+5547999887755"}},
		"tel link without country":        {`<a href="tel:(47)%203322-4455">Ligar</a>`, []string{"+554733224455"}},
		"two lines by br":                 {`<p>(47) 3322-4455<br>(47) 3322-4466</p>`, []string{"+554733224455", "+554733224466"}},
		"non-breaking space and dash":     {"<p>(47)\u00a03322\u20134455</p>", []string{"+554733224455"}},
		"beside an address":               {`<p>Rua das Flores, 1200 - Centro - CEP 89010-025 - Fone (47) 3322-4455</p>`, []string{"+554733224455"}},
		"structured":                      {`<script type="application/ld+json">{"@type":"Bakery","telephone":"+55 47 3322-4455"}</script>`, []string{"+554733224455"}},
		"extension":                       {`<p>(47) 3322-4455 ramal 12</p>`, []string{"+554733224455"}},
		"foreign":                         {`<p>Lisboa: +351 21 791 00 32</p>`, []string{"+351217910032"}},
		"fax":                             {`<p>Fax: (47) 3322-4455</p>`, nil},
		"fax after the phone":             {`<p>Tel: (47) 3322-4455 Fax: (47) 3322-4466</p>`, []string{"+554733224455"}},
		"phone and fax in one":            {`<p>Tel/Fax: (47) 3322-4455</p>`, []string{"+554733224455"}},
		"fax in the cell before":          {`<table><tr><td>Fax</td><td>(47) 3322-4455</td></tr></table>`, nil},
		"postcode":                        {`<p>CEP: 89010-025 Blumenau</p>`, nil},
		"CNPJ":                            {`<p>CNPJ 12.345.678/0001-95</p>`, nil},
		"CNPJ without signs":              {`<p>CNPJ: 12345678000195</p>`, nil},
		"CPF":                             {`<p>CPF 123.456.789-09</p>`, nil},
		"years":                           {`<p>2003-2014</p>`, nil},
		"years with a space":              {`<p>&copy; 2019 2026 Padaria</p>`, nil},
		"dates":                           {`<p>24/11/2026 10:15 - 12-10-2026</p>`, nil},
		"ISO date":                        {`<p>2026-11-24 10:15:00</p>`, nil},
		"price":                           {`<p>R$ 3322.4455 por 4733224455</p>`, nil},
		"prices":                          {`<p>de R$ 1.299,90 por 12x de 99,90</p>`, nil},
		"bank account":                    {`<p>Agência 3322 Conta 44556-7</p>`, nil},
		"barcode":                         {`<p>7891234567895</p>`, nil},
		"coordinates":                     {`<p>-26.9194 -49.0661</p>`, nil},
		"article number":                  {`<p>Ref. 4733224455</p>`, nil},
		"analytics":                       {`<script>ga('create','UA-47332244-55')</script>`, nil},
		"filler of a template":            {`<p>(11) 99999-9999 / (11) 1234-5678</p>`, nil},
		"placeholder of a field":          {`<input type="tel" placeholder="(47) 3322-4455" value="(47) 3322-4455">`, nil},
		"hidden":                          {`<div style="display: none">(47) 3322-4455</div><p hidden>(47) 3322-4466</p>`, nil},
		"comment":                         {`<!-- (47) 3322-4455 -->`, nil},
		"part of an address of a picture": {`<img src="/upload/(47)3322-4455.jpg">`, nil},
		"hours":                           {`<p>Seg a sex 0800-1800, sáb 0800-1200</p>`, nil},
		"numbers of a law":                {`<p>Lei 8.666/93 e 10.520/2002, processo 1234-5678.2026</p>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := numbers(doc(t, c.page).allPhones(home{region: "BR", areaCode: "47"})); !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
				t.Errorf("%s\n got %q\nwant %q", c.page, got, c.want)
			}
		})
	}
}

func TestPhones_areReadAsOtherCountriesPrintThem(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		region string
		want   []string
	}{
		"Call 415-555-0132 or 1 (800) 555-0199 x12": {"US", []string{"+14155550132", "+18005550199"}},
		"415/555-0132":                     {"US", []string{"+14155550132"}},
		"[415] 555-0132":                   {"US", []string{"+14155550132"}},
		"ISBN 415-555-0132-1":              {"US", nil},
		"01.41.73.54.41":                   {"FR", []string{"+33141735441"}},
		"217 910 032":                      {"PT", []string{"+351217910032"}},
		"Telef. 217 910 032":               {"PT", []string{"+351217910032"}},
		"01.02.2026 14 30":                 {"FR", nil},
		"415.555.0132/415.555.0133":        {"US", []string{"+14155550132", "+14155550133"}},
		"Santa Rosa CA 95401 707-555-0132": {"US", []string{"+17075550132"}},
		"Order 4155550132 of 2026-11-24":   {"US", nil},
		"020 7946 0123":                    {"GB", []string{"+442079460123"}},
		"+44 (0) 20 7946 0123":             {"GB", []string{"+442079460123"}},
		"Tél. 01 41 73 54 41":              {"FR", []string{"+33141735441"}},
		"(+33) 01 41 73 54 41":             {"BR", []string{"+33141735441"}},
	} {
		got := numbers(doc(t, "<p>"+text+"</p>").allPhones(home{region: c.region}))
		if !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%s: got %q, want %q", text, got, c.want)
		}
	}
}

func TestFiller_isAMadeUpNumber(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]bool{
		"+5511999999999": true, "+551112345678": true, "+5511987654321": true, "+5511900000000": true, "+5547999887755": false,
		"+5547900001234": false, "+1": true,
	} {
		if filler(number) != want {
			t.Errorf("%s: want %v", number, want)
		}
	}
}
