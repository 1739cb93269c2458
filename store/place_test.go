package store_test

import (
	"fmt"
	"testing"

	"aceno/campaign"
)

// place is a candidate with a number, a website and a place on the map.
func place(n int, number, site string, lat float64) campaign.Candidate {
	return campaign.Candidate{Platform: "openstreetmap", ExternalID: fmt.Sprintf("node/%d", n), Name: "Farmácia Boa Vida", City: "Blumenau", Country: "BR",
		Lat: lat, Lon: -49.06, WebsiteURL: site, Facts: []campaign.Fact{
			{Kind: campaign.FactPhone, Value: number, Source: "openstreetmap", URL: fmt.Sprintf("https://osm.example/%d", n), At: noon},
			{Kind: campaign.FactWebsite, Value: site, Source: "openstreetmap", URL: fmt.Sprintf("https://osm.example/%d", n), At: noon}}}
}

func TestDedupe_tellsBranchesFromThePlaceThatWasEnteredTwice(t *testing.T) {
	t.Parallel()
	const site = "https://www.boavida.example/"
	for name, tt := range map[string]struct {
		second campaign.Candidate
		want   string // prospects
	}{
		"another branch":               {place(2, "+554730000002", site, -26.95), "2"},
		"the same place on the map":    {place(2, "+554730000002", site, -26.9101), "1"},
		"the same number elsewhere":    {place(2, "+554730000001", site, -26.95), "1"},
		"another firm next door":       {place(2, "+554730000002", "https://vizinha.example/", -26.9101), "2"},
		"a number of the whole nation": {place(2, "+558000000001", site, -26.95), "1"},
	} {
		for _, apart := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, two pages %v", name, apart), func(t *testing.T) {
				t.Parallel()
				h, c, _ := ready(t)
				first := place(1, "+554730000001", site, -26.91)
				if apart {
					h.find(c, first)
					h.find(c, tt.second)
				} else {
					h.find(c, first, tt.second)
				}
				h.want(tt.want, "SELECT COUNT(*) FROM prospects")
				h.want(tt.want, "SELECT COUNT(DISTINCT id) FROM prospects WHERE facts LIKE '%boavida%' OR facts LIKE '%vizinha%'")
				h.recount(c)
			})
		}
	}
}
