package openstreetmap

import (
	"cmp"
	"slices"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// areaCodes returns for each city (folded) the area code that most of its numbers have, in one search. A number counts
// once, however often it is mapped, a national one (0800, 4004) has none; where two codes are as frequent, a city has none.
func areaCodes(elements []element, where place) map[string]string {
	numbers := map[string]map[string]bool{}
	for _, e := range elements {
		city := plain(e.city(where))
		if city == "" {
			continue
		}
		for _, one := range e.contactTags() {
			if one.Kind != campaign.FactPhone && one.Kind != campaign.FactWhatsApp {
				continue
			}
			for _, phone := range contact.FindPhones(unwrap(one.Value), where.Country, "") {
				if numbers[city] == nil {
					numbers[city] = map[string]bool{}
				}
				numbers[city][phone.E164] = true
			}
		}
	}
	codes := map[string]string{}
	for city, all := range numbers {
		if code := majority(all); code != "" {
			codes[city] = code
		}
	}
	return codes
}

// majority returns the most frequent area code of the numbers, or nothing when two are as frequent.
func majority(numbers map[string]bool) string {
	votes := map[string]int{}
	for number := range numbers {
		if code := contact.AreaCode(number); code != "" {
			votes[code]++
		}
	}
	var codes []string
	for code := range votes {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Compare(votes[b], votes[a]) })
	if len(codes) == 0 || len(codes) > 1 && votes[codes[0]] == votes[codes[1]] {
		return ""
	}
	return codes[0]
}
