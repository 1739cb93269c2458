package contact

import "strings"

// areaCodes are the area codes of the Brazilian numbering plan.
var areaCodes = setOf("11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "22", "24", "27", "28", "31", "32", "33", "34", "35", "37", "38",
	"41", "42", "43", "44", "45", "46", "47", "48", "49", "51", "53", "54", "55", "61", "62", "63", "64", "65", "66", "67", "68", "69", "71", "73", "74",
	"75", "77", "79", "81", "82", "83", "84", "85", "86", "87", "88", "89", "91", "92", "93", "94", "95", "96", "97", "98", "99")

// freeCodes are the codes that stand in the place of an area code, dialled with a 0, and whose numbers are the whole
// country's.
var freeCodes = []string{"800", "300", "303", "500", "900"}

// wholeCountry says whether eight digits without an area code are a number of the whole country: 4004, 4003, 3003 and
// their like.
func wholeCountry(digits string) bool {
	return len(digits) == 8 && (strings.HasPrefix(digits, "300") || strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "4020"))
}
