package website

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestCNPJ_isReadWithItsCheckDigitsInBothForms(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"with signs":               {`<p>Padaria Doce Ltda - CNPJ 11.222.333/0001-81`, []string{"11222333000181"}},
		"signs alone":              {`<footer>© 2026 Padaria 11.222.333/0001-81</footer>`, []string{"11222333000181"}},
		"spaces at the signs":      {`<p>CNPJ: 11.222.333 / 0001 - 81`, []string{"11222333000181"}},
		"label alone":              {`<p>C.N.P.J. nº 11222333000181`, []string{"11222333000181"}},
		"letters and digits":       {`<p>CNPJ: 12.ABC.345/01DE-35`, []string{"12ABC34501DE35"}},
		"letters in lower case":    {`<p>cnpj 12.abc.345/01de-35`, []string{"12ABC34501DE35"}},
		"structured":               {`<script type="application/ld+json">{"@type":"Bakery","taxID":"11.222.333/0001-81"}</script>`, []string{"11222333000181"}},
		"structured, with country": {`<script type="application/ld+json">{"@type":"Bakery","vatID":"BR11222333000181"}</script>`, []string{"11222333000181"}},
		"two branches":             {`<p>11.222.333/0001-81 e 11.444.777/0001-61`, []string{"11222333000181", "11444777000161"}},
		"wrong check digit":        {`<p>CNPJ 11.222.333/0001-82`, nil},
		"wrong, with letters":      {`<p>CNPJ: 12.ABC.345/01DE-36`, nil},
		"one digit":                {`<p>CNPJ 00.000.000/0000-00`, nil},
		"digits without a label":   {`<p>Pedido 11222333000181`, nil},
		"too short":                {`<p>CNPJ 11.222.333/0001`, nil},
		"of who built the site":    {`<p>Padaria Doce. Desenvolvido por Agência Longe, CNPJ 11.222.333/0001-81`, nil},
	} {
		var got []string
		for _, company := range doc(t, c.page).cnpjs() {
			if !slices.Contains(got, company.number) {
				got = append(got, company.number)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestReadCNPJ_agreesWithTheTagsOfMaps(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join(sharedFolder(t, "data", "cnpj"), "osm_cnpj.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	reader := csv.NewReader(f)
	reader.Comma, reader.LazyQuotes = '\t', true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if number, ok := readCNPJ(row[4]); ok != (row[5] == "valid") || ok && number != row[4] {
			t.Errorf("%s (%s): %q, %v", row[4], row[5], number, ok)
		}
	}
	t.Logf("%d tags", len(rows)-1)
}
