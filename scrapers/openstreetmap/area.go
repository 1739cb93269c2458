package openstreetmap

import (
	"regexp"
	"strings"
)

// states are the federal units of Brazil.
var states = map[string]string{
	"AC": "Acre", "AL": "Alagoas", "AP": "Amapá", "AM": "Amazonas", "BA": "Bahia", "CE": "Ceará", "DF": "Distrito Federal",
	"ES": "Espírito Santo", "GO": "Goiás", "MA": "Maranhão", "MT": "Mato Grosso", "MS": "Mato Grosso do Sul",
	"MG": "Minas Gerais", "PA": "Pará", "PB": "Paraíba", "PR": "Paraná", "PE": "Pernambuco", "PI": "Piauí",
	"RJ": "Rio de Janeiro", "RN": "Rio Grande do Norte", "RS": "Rio Grande do Sul", "RO": "Rondônia", "RR": "Roraima",
	"SC": "Santa Catarina", "SP": "São Paulo", "SE": "Sergipe", "TO": "Tocantins",
}

// countryNames are the names by which an area may say its country, folded.
var countryNames = map[string]string{
	"brasil": "BR", "brazil": "BR", "portugal": "PT", "argentina": "AR", "uruguai": "UY", "uruguay": "UY", "paraguai": "PY", "paraguay": "PY",
}

// question is what Nominatim is asked.
type question struct {
	Words   string // the name, with the state written out
	Country string // ISO 3166-1 alpha-2; empty = anywhere
	State   string // of Brazil, two letters; empty = any
	IsState bool   // the area is a state itself
}

var (
	isoState  = regexp.MustCompile(`^(?i)BR-([A-Z]{2})$`)
	slashTail = regexp.MustCompile(`^(.+?)\s*(?:/|\s-\s|\s–\s)\s*([A-Za-z]{2})$`)
	twoWords  = regexp.MustCompile(`^[A-Za-z]{2}$`)
)

// understand reads an area: "Campinas", "Campinas, BR", "Blumenau, SC", "Blumenau - SC", "Blumenau/SC, Brasil",
// "Centro, Blumenau, SC", "BR-SC". Two letters at the end are a state of Brazil where the workspace is there or says
// nothing, else a country.
func understand(area, country string) question {
	q := question{}
	if one := isoState.FindStringSubmatch(strings.TrimSpace(area)); one != nil && states[strings.ToUpper(one[1])] != "" {
		state := strings.ToUpper(one[1])
		return question{Words: states[state], Country: "BR", State: state, IsState: true}
	}
	parts := splitArea(area)
	q.Country, parts = takeCountry(parts, country)
	if last := len(parts) - 1; last > 0 && q.Country == "BR" {
		if state := strings.ToUpper(parts[last]); states[state] != "" {
			q.State, parts[last] = state, states[state]
		} else if state := stateNamed(parts[last]); state != "" {
			q.State = state
		}
	}
	q.Words = strings.Join(parts, ", ")
	return q
}

// splitArea cuts at commas, and a state of two letters off the last part.
func splitArea(area string) []string {
	var parts []string
	for _, part := range strings.Split(area, ",") {
		part = strings.Join(strings.Fields(part), " ")
		if one := slashTail.FindStringSubmatch(part); one != nil && states[strings.ToUpper(one[2])] != "" {
			parts = append(parts, one[1], one[2])
		} else if part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// takeCountry takes the country off the end of an area. A bare name is looked for in the workspace's country; a name
// with an end that is unknown here ("Centro, Blumenau", "Rosario, Santa Fe") anywhere.
func takeCountry(parts []string, country string) (string, []string) {
	last := len(parts) - 1
	if last < 1 {
		return country, parts
	}
	end := parts[last]
	isState := states[strings.ToUpper(end)] != ""
	switch {
	case isState && (country == "BR" || country == ""):
		return "BR", parts
	case twoWords.MatchString(end):
		return strings.ToUpper(end), parts[:last]
	case countryNames[plain(end)] != "":
		return countryNames[plain(end)], parts[:last]
	case stateNamed(end) != "" && (country == "BR" || country == ""):
		return "BR", parts
	}
	return "", parts
}

// stateNamed returns the state whose full name that is, or nothing.
func stateNamed(name string) string {
	for state, full := range states {
		if plain(full) == plain(name) {
			return state
		}
	}
	return ""
}
