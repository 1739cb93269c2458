package website

import (
	"slices"
	"strings"
	"testing"
)

func TestStructured_findsTheBusinessWhereverItIsNested(t *testing.T) {
	t.Parallel()
	business := `{"@type":["Bakery","Store"],"name":"Padaria Doce","telephone":["+55 47 3322-4455"],"email":"a@padaria.example",
		"address":{"@type":"PostalAddress","streetAddress":"Rua das Flores, 12","addressLocality":"Blumenau","addressRegion":"SC","postalCode":"89010-025"},
		"openingHoursSpecification":[{"dayOfWeek":["https://schema.org/Monday","Tuesday"],"opens":"08:00","closes":"18:00"}],
		"sameAs":"https://instagram.com/padaria.doce","description":"Pães e doces desde 1990."}`
	for name, block := range map[string]string{
		"alone":            business,
		"in a list":        `[{"@type":"BreadcrumbList"},` + business + `]`,
		"in a graph":       `{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},` + business + `]}`,
		"as publisher":     `{"@type":"WebSite","name":"x","publisher":` + business + `}`,
		"as main entity":   `{"@type":"WebPage","mainEntity":` + business + `}`,
		"in CDATA":         "\n//<![CDATA[\n" + business + "\n//]]>\n",
		"with a line feed": strings.Replace(business, "Pães e", "Pães\ne", 1),
		"with a semicolon": business + ";",
		"full type":        strings.Replace(business, `["Bakery","Store"]`, `"http://schema.org/Bakery"`, 1),
	} {
		b := doc(t, `<script type="application/ld+json">`+block+`</script>`).data
		if !slices.Contains(b.names, "Padaria Doce") || !slices.Equal(b.phones, []string{"+55 47 3322-4455"}) ||
			!slices.Equal(b.emails, []string{"a@padaria.example"}) || b.city != "Blumenau" || b.category != "bakery" ||
			b.address != "Rua das Flores, 12, Blumenau, SC, 89010-025" || len(b.hours) != 1 || b.hours[0].value != "Mo,Tu 08:00-18:00" ||
			b.description != "Pães e doces desde 1990." || len(b.profiles) != 1 {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

func TestStructured_leavesOthersAndNonsenseOut(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]string{
		"reviewer":         `{"@type":"Review","author":{"@type":"Person","telephone":"+55 47 3322-4455"}}`,
		"person":           `{"@type":"Person","telephone":"+55 47 3322-4455"}`,
		"no JSON":          `telephone: +55 47 3322-4455`,
		"cut":              `{"@type":"Bakery","telephone":"+55 47 3322-4455"`,
		"number":           `{"@type":"Bakery","telephone":554733224455}`,
		"too deep":         strings.Repeat(`{"@type":"WebPage","about":`, 50) + `{"telephone":"+55 47 3322-4455"}` + strings.Repeat("}", 50),
		"null":             `null`,
		"wrong everything": `{"@type":7,"address":[],"openingHoursSpecification":"x","sameAs":{"a":1},"@graph":"x"}`,
	} {
		if b := doc(t, `<script type="application/ld+json">`+block+`</script>`).data; len(b.phones) > 0 {
			t.Errorf("%s: %+v", name, b)
		}
	}
}
