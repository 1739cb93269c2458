package campaign

import (
	"math"
	"strings"

	"aceno/campaign/contact"
)

// branchApart is how far apart two places of one website are at least to be two branches, in metres: nearer ones are often one
// place that was entered twice.
const branchApart = 150

// Branches says whether two businesses that share a website alone are two branches, or two tenants of one site, and not the same
// place: each has a number of its own, and they lie apart.
func Branches(a, b *Prospect) bool {
	mine, theirs := a.numbers(), b.numbers()
	if len(mine) == 0 || len(theirs) == 0 {
		return false
	}
	for f := range mine {
		if theirs[f] {
			return false
		}
	}
	if a.placed() && b.placed() {
		return metres(a.Lat, a.Lon, b.Lat, b.Lon) > branchApart
	}
	return a.Address != "" && b.Address != "" && !strings.EqualFold(strings.TrimSpace(a.Address), strings.TrimSpace(b.Address))
}

// numbers are all forms of a prospect's phone numbers; those that join nobody are none.
func (p *Prospect) numbers() map[contact.Form]bool {
	found := map[contact.Form]bool{}
	for _, f := range p.Identity() {
		if f.Kind == contact.KindPhone {
			found[f] = true
		}
	}
	return found
}

func (p *Prospect) placed() bool { return p.Lat != 0 || p.Lon != 0 }

// earth is the mean radius of the Earth in metres.
const earth = 6_371_000

// metres is the distance of two places on the ground, exact enough within a city.
func metres(lat1, lon1, lat2, lon2 float64) float64 {
	const degree = math.Pi / 180
	x := (lon2 - lon1) * degree * math.Cos((lat1+lat2)/2*degree)
	y := (lat2 - lat1) * degree
	return math.Hypot(x, y) * earth
}
