package campaign

import (
	"testing"

	"aceno/campaign/contact"
)

// shop is a business on the map, so many metres north of the first one.
func shop(name string, north float64, change ...func(*Prospect)) *Prospect {
	p := &Prospect{Name: name, Lat: -26.91 + north/111_195, Lon: -49.06}
	for _, c := range change {
		c(p)
	}
	return p
}

func numbered(e164 string) func(*Prospect) { return func(p *Prospect) { p.Phone = e164 } }
func sited(domain string) func(*Prospect)  { return func(p *Prospect) { p.Domain = domain } }
func mailed(to string) func(*Prospect)     { return func(p *Prospect) { p.Email = to } }
func on(street string) func(*Prospect)     { return func(p *Prospect) { p.Address = street } }
func offMap(p *Prospect)                   { p.Lat, p.Lon = 0, 0 }

func TestSamePlace_tellsShopsBranchesAndNeighboursApart(t *testing.T) {
	t.Parallel()
	const one, two = "+5547900000001", "+5547900000002"
	site, other := sited("boavida.example"), sited("outra.example")
	for name, tt := range map[string]struct {
		a, b *Prospect
		want bool
	}{
		"entered twice, one site":             {shop("Farmácia Boa Vida", 0, numbered(one), site), shop("Boa Vida", 12, numbered(two), site), true},
		"entered twice, one number":           {shop("Boa Vida", 0, numbered(one)), shop("Farmácia Boa Vida", 90, numbered(one)), true},
		"with and without the ninth":          {shop("Boa Vida", 0, numbered(one)), shop("Boa Vida", 90, numbered("+554700000001")), true},
		"renamed, one number":                 {shop("Boa Vida", 0, numbered(one)), shop("Sol Nascente", 10, numbered(one)), true},
		"two firms at one desk":               {shop("Boa Vida", 0, numbered(one), site), shop("Sol Nascente", 10, numbered(one), other), false},
		"mapped a block off":                  {shop("Boa Vida", 0, numbered(one)), shop("Boa Vida", 335, numbered(one), on("Rua A, 1")), true},
		"a branch around the corner":          {shop("Boa Vida", 0, numbered(one), on("Rua B, 1")), shop("Boa Vida", 335, numbered(one), on("Rua A, 1")), false},
		"a branch with the chain's number":    {shop("Boa Vida Centro", 0, numbered(one), site), shop("Boa Vida Norte", 4000, numbered(one), site), false},
		"a branch with a number of its own":   {shop("Boa Vida", 0, numbered(one), site), shop("Boa Vida", 4000, numbered(two), site), false},
		"a branch without a number":           {shop("Boa Vida", 0, numbered(one), site), shop("Boa Vida", 4000, site), false},
		"a branch with the chain's mail":      {shop("Boa Vida", 0, mailed("a@boavida.example")), shop("Boa Vida", 4000, mailed("a@boavida.example")), false},
		"two schools of a town's domain":      {shop("Escola Municipal Ana Souza", 0, site), shop("Escola Municipal Rui Lima", 100, site), false},
		"two units of a school":               {shop("Colégio Boa Vida I", 0, numbered(one), site, on("Rua A, 1")), shop("Colégio Boa Vida II", 120, numbered(two), site, on("Rua B, 2")), false},
		"two names of one campus":             {shop("Faculdade Boa Vida - Campus Lima", 0, site), shop("Faculdade Boa Vida - Polo Lima", 90, site), true},
		"a number of the whole nation":        {shop("Boa Vida", 0, numbered("+558000000001")), shop("Sol Nascente", 40, numbered("+558000000001")), false},
		"one with an area code":               {shop("Boa Vida", 0, numbered("+552740070001")), shop("Sol Nascente", 40, numbered("+552740070001")), false},
		"a point and a building":              {shop("Boa Vida", 0, numbered(one)), shop("BOA VIDA", 40), true},
		"a point and a building, two streets": {shop("Boa Vida", 0, on("Rua A, 1")), shop("Boa Vida", 40, on("Rua B, 2")), false},
		"a corner house":                      {shop("Boa Vida", 0, on("Rua A, 1")), shop("Boa Vida", 10, on("Rua B, 2")), true},
		"twins on a corner":                   {shop("Boa Vida", 0, numbered(one)), shop("Boa Vida", 40, numbered(two)), false},
		"twins with two sites":                {shop("Boa Vida", 0, site), shop("Boa Vida", 40, other), false},
		"neighbours":                          {shop("Boa Vida", 0), shop("Sol Nascente", 5), false},
		"nothing but a trade":                 {shop("Escola Municipal", 0), shop("Escola Municipal", 40), false},
		"one name, across the town":           {shop("Boa Vida", 0), shop("Boa Vida", 4000), false},
		"off the map, one number":             {shop("Boa Vida", 0, numbered(one), offMap), shop("Sol Nascente", 0, numbered(one)), true},
		"off the map, one mail":               {shop("Boa Vida", 0, mailed("a@x.example"), offMap, numbered(one), on("Rua A, 1")), shop("B", 0, mailed("a@x.example"), numbered(two), on("Rua B, 2")), true},
		"off the map, two addresses":          {shop("Boa Vida", 0, site, offMap, numbered(one), on("Rua A, 1")), shop("B", 0, site, numbered(two), on("Rua B, 2")), false},
		"off the map, one address":            {shop("Boa Vida", 0, site, offMap, numbered(one), on("Rua A, 1")), shop("B", 0, site, numbered(two), on(" rua a, 1")), true},
		"off the map, one site":               {shop("Boa Vida", 0, site, offMap, numbered(one)), shop("B", 0, site, offMap, numbered(two)), true},
		"off the map, nothing shared":         {shop("Boa Vida", 0, offMap), shop("Boa Vida", 0, offMap), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := SamePlace(tt.a, tt.b); got != tt.want {
				t.Errorf("SamePlace is %v, want %v", got, tt.want)
			}
			if got := SamePlace(tt.b, tt.a); got != tt.want {
				t.Errorf("the other way round it is %v, want %v", got, tt.want)
			}
		})
	}
}

func TestWithout_takesTheNextContactThatIsNobodysElse(t *testing.T) {
	t.Parallel()
	var p Prospect
	p.Absorb([]Fact{{Kind: FactPhone, Value: "+554730000001"}, {Kind: FactPhone, Value: "+554730000002"}, {Kind: FactWhatsApp, Value: "+5547900000003"},
		{Kind: FactEmail, Value: "a@x.example"}, {Kind: FactInstagram, Value: "boavida"}, {Kind: FactWebsite, Value: "https://x.example/"}, {Kind: FactCity, Value: "Blumenau"}})
	p.Without([]contact.Form{{Kind: contact.KindPhone, Value: "+554730000001"}, {Kind: contact.KindPhone, Value: "+554700000003"},
		{Kind: contact.KindEmail, Value: "a@x.example"}, {Kind: contact.KindUsername, Value: "boavida"}, {Kind: contact.KindDomain, Value: "x.example"}})
	if p.Phone != "+554730000002" || p.WhatsApp+p.Email+p.Username+p.Domain != "" || p.WebsiteURL == "" || p.City != "Blumenau" || len(p.Facts) != 7 {
		t.Errorf("left with %+v", p)
	}
	p.Absorb(p.Facts)
	if p.Email != "" {
		t.Error("what is known already filled a field again")
	}
}
