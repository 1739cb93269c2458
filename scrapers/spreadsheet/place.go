package spreadsheet

import (
	"regexp"
	"strings"

	"aceno/campaign"
)

// place reads where the business is. It comes first: the country says how phone numbers are meant.
func (b *builder) place() {
	c := b.c
	var state string
	c.City, state = cityAndState(b.text(ToCity))
	if given := b.text(ToState); given != "" {
		state = given
	}
	c.Country = countryCode(b.text(ToCountry))
	if text, column := b.first(ToCountry); text != "" && c.Country == "" {
		b.warn(ToCountry, column, CodeBad, "%q is no country that is known: write its code of two letters, such as BR", clip(text))
	}
	c.Address = b.address()
	b.add(campaign.FactAddress, c.Address, "")
	b.add(campaign.FactCity, c.City, "")
	b.add(string(ToState), state, "")
	b.add(string(ToZip), b.zip(), "")
	for _, target := range []Target{ToContactCity, ToContactState, ToContactCountry} {
		b.add(string(target), b.text(target), "")
	}
	b.coordinates()
}

// withState is a city with its state behind it: Blumenau/SC, Blumenau - SC.
var withState = regexp.MustCompile(`^(\p{L}.*?)\s*[/,–-]\s*(A[CLMP]|BA|CE|DF|ES|GO|M[AGST]|P[ABEIR]|R[JNORS]|S[CEP]|TO)$`)

// cityAndState takes the state off a city.
func cityAndState(text string) (city, state string) {
	if m := withState.FindStringSubmatch(text); m != nil {
		return m[1], m[2]
	}
	return text, ""
}

// address joins the parts of an address where the file keeps them apart.
func (b *builder) address() string {
	address := b.text(ToAddress)
	if address == "" {
		address = b.text(ToStreet)
	}
	if address == "" {
		return b.text(ToDistrict)
	}
	if number, _ := wholeNumber(b.text(ToStreetNumber)); number != "" && !strings.Contains(address, number) {
		address += ", " + number
	}
	if district := b.text(ToDistrict); district != "" && !strings.Contains(unaccented(address), unaccented(district)) {
		address += " - " + district
	}
	return address
}

var notDigits = regexp.MustCompile(`\D`)

// zip reads a postcode; a Brazilian one is written with its hyphen, and gets the zero back that a number cannot begin with.
func (b *builder) zip() string {
	text, column := b.first(ToZip)
	if text == "" {
		return ""
	}
	whole, lost := wholeNumber(text)
	if lost {
		b.unusable(ToZip, column, CodeDigitsLost, "%s: the digits were lost when a spreadsheet saved the file: format the column as text and export again", clip(text))
		return ""
	}
	country := b.c.Country
	if country == "" {
		country = b.options.Country
	}
	if country != "BR" {
		return b.text(ToZip)
	}
	digits := notDigits.ReplaceAllString(whole, "")
	if len(digits) == 7 {
		b.warn(ToZip, column, CodeZeroLost, "seven digits: the zero in front was lost when the cell became a number")
		digits = "0" + digits
	}
	if len(digits) != 8 {
		b.warn(ToZip, column, CodeBad, "%q is no Brazilian postcode: write one such as 01000-000", clip(text))
		return b.text(ToZip)
	}
	return digits[:5] + "-" + digits[5:]
}

// coordinates reads latitude and longitude; one alone, or both zero, is no place.
func (b *builder) coordinates() {
	first, atFirst := b.first(ToLat)
	second, atSecond := b.first(ToLng)
	if first == "" || second == "" {
		return
	}
	lat, ok1 := parseDecimal(first)
	lng, ok2 := parseDecimal(second)
	switch {
	case !ok1 || lat < -90 || lat > 90:
		b.unusable(ToLat, atFirst, CodeBad, "%q is no latitude: write one such as -23.5505", clip(first))
	case !ok2 || lng < -180 || lng > 180:
		b.unusable(ToLng, atSecond, CodeBad, "%q is no longitude: write one such as -46.6333", clip(second))
	default:
		b.c.Lat, b.c.Lon = lat, lng
	}
}

// countries are the names by which lists call the countries that agencies here work in, in Portuguese, English and Spanish.
var countries = countryNames(`BR brasil brazil bra; PT portugal prt; AO angola; MZ mocambique mozambique; AR argentina arg; CL chile chl;
UY uruguai uruguay; PY paraguai paraguay; BO bolivia; PE peru per; EC equador ecuador; CO colombia col; VE venezuela; MX mexico mex; CR costa+rica;
PA panama; GT guatemala; HN honduras; SV el+salvador; NI nicaragua; DO republica+dominicana dominican+republic; CU cuba; PR puerto+rico porto+rico;
US estados+unidos united+states usa eua united+states+of+america estados+unidos+da+america ee.uu. eeuu; CA canada; ES espanha spain espana esp; FR franca france francia fra;
IT italia italy ita; DE alemanha germany alemania deu; GB reino+unido united+kingdom uk inglaterra england; IE irlanda ireland; NL holanda paises+baixos netherlands; BE belgica belgium;
CH suica switzerland suiza; AT austria; JP japao japan japon; CN china; IN india; ID indonesia; AU australia; NZ nova+zelandia new+zealand; ZA africa+do+sul south+africa`)

func countryNames(table string) map[string]string {
	names := map[string]string{}
	for _, line := range strings.Split(table, ";") {
		words := strings.Fields(line)
		for _, name := range words[1:] {
			names[strings.ReplaceAll(name, "+", " ")] = words[0]
		}
	}
	return names
}

// countryCode returns the ISO 3166-1 alpha-2 code of a country by its code or name, "" when it is not known.
func countryCode(text string) string {
	name := unaccented(strings.TrimSpace(text))
	if code, found := countries[name]; found {
		return code
	}
	if len(name) == 2 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "" {
		return strings.ToUpper(name)
	}
	return ""
}
