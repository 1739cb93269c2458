package campaign

import (
	"math"
	"slices"
	"strings"

	"aceno/campaign/contact"
)

// How far apart two places on a map are, in metres. Whoever maps a business twice, as a point and as a building, is off by the
// size of the building; a large site or a careless address by a block or two.
const (
	sameSpot  = 25  // whatever their streets are called
	nextDoor  = 60  // of one name: the same, unless something speaks against it
	sameSite  = 150 // of one contact: the same, unless their names say otherwise
	sameBlock = 500 // of one number and one name: the same, unless their streets differ
)

// SamePlace says whether two businesses that were found are one: the same shop, and neither another branch of its firm nor
// a neighbour. It is asked of two that share a contact, or have one name and stand side by side. A number answers
// for one desk, an address or a website may be a whole firm's: a chain's branches share both, and a town's schools its domain.
// Numbers of a whole nation (0800, 4004 …) are none's.
func SamePlace(a, b *Prospect) bool {
	shared := common(a.Identity(), b.Identity())
	number := slices.ContainsFunc(shared, func(f contact.Form) bool { return f.Kind == contact.KindPhone })
	if !a.placed() || !b.placed() {
		return number || len(shared) > 0 && !elsewhere(a, b, shared)
	}
	apart, alike := metres(a.Lat, a.Lon, b.Lat, b.Lon), alikeNames(a.Name, b.Name)
	switch {
	case apart > sameSite:
		return number && alike && apart <= sameBlock && !streetsDiffer(a.Address, b.Address)
	case number:
		return alike || a.Domain == "" || b.Domain == "" || a.Domain == b.Domain
	case len(shared) > 0:
		return alike && (!a.hasNumber() || !b.hasNumber() || !streetsDiffer(a.Address, b.Address))
	default:
		return apart <= nextDoor && sameName(a.Name, b.Name) && !contradict(a, b) && (apart <= sameSpot || !streetsDiffer(a.Address, b.Address))
	}
}

// elsewhere says of two of whom one is on no map that they are two: each has a number and an address of its own. What they
// share is then a firm's.
func elsewhere(a, b *Prospect, shared []contact.Form) bool {
	if slices.ContainsFunc(shared, func(f contact.Form) bool { return f.Kind != contact.KindDomain && f.Kind != contact.KindUsername }) {
		return false
	}
	return a.hasNumber() && b.hasNumber() && a.Address != "" && b.Address != "" && !strings.EqualFold(strings.TrimSpace(a.Address), strings.TrimSpace(b.Address))
}

// contradict says that two which share nothing have each a number, or each a website: neighbours of one name.
func contradict(a, b *Prospect) bool {
	return a.hasNumber() && b.hasNumber() || a.Domain != "" && b.Domain != ""
}

func (p *Prospect) hasNumber() bool {
	return slices.ContainsFunc(p.Identity(), func(f contact.Form) bool { return f.Kind == contact.KindPhone })
}

func (p *Prospect) placed() bool { return p.Lat != 0 || p.Lon != 0 }

func common(a, b []contact.Form) []contact.Form {
	return slices.DeleteFunc(slices.Clone(a), func(f contact.Form) bool { return !slices.Contains(b, f) })
}

// streetsDiffer says that two addresses name two streets.
func streetsDiffer(a, b string) bool {
	street := func(address string) string {
		first, _, _ := strings.Cut(address, ",")
		first, _, _ = strings.Cut(first, " - ")
		return strings.Join(wordsOf(first), " ")
	}
	one, other := street(a), street(b)
	return one != "" && other != "" && one != other
}

// commonWords say what a business is or lie between its words, and tell none from another.
var commonWords = wordSet(`a as o os e de da do das dos em no na the of and la el los las del y
	academia bar bairro cafe centro clinica colegio consultorio creche drogaria escola estadual faculdade familia farmacia hospital hotel igreja
	instituto laboratorio loja lojas mercado municipal oficina padaria pizzaria posto pousada restaurante salao saude servico supermercado unidade
	universidade ltda me eireli sa school pharmacy clinic hotel restaurant store shop college university galeria basica educacao infantil`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(text) {
		set[word] = true
	}
	return set
}

// ownWords are the words of a name that tell a business from others of its trade.
func ownWords(name string) []string {
	return slices.DeleteFunc(wordsOf(name), func(w string) bool { return commonWords[w] })
}

// sameName says that two names are one, and more than a trade.
func sameName(a, b string) bool {
	return len(ownWords(a)) > 0 && slices.Equal(wordsOf(a), wordsOf(b))
}

// alikeNames says that two names may be one business's: half of the shorter one's own words stand in the other.
func alikeNames(a, b string) bool {
	short, long := ownWords(a), ownWords(b)
	if len(short) == 0 || len(long) == 0 {
		return slices.Equal(wordsOf(a), wordsOf(b))
	}
	if len(short) > len(long) {
		short, long = long, short
	}
	found := 0
	for _, word := range short {
		if slices.Contains(long, word) {
			found++
		}
	}
	return found*2 >= len(short)
}

// earth is the mean radius of the Earth in metres.
const earth = 6_371_000

// metres is the distance of two places on the ground, exact enough within a city.
func metres(lat1, lon1, lat2, lon2 float64) float64 {
	const degree = math.Pi / 180
	x := (lon2 - lon1) * degree * math.Cos((lat1+lat2)/2*degree)
	y := (lat2 - lat1) * degree
	return math.Hypot(x, y) * earth
}
