package openstreetmap

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings the spellings of a word together: accents, case, hyphens, small words and the plurals of Portuguese and
// English. What it returns is for comparison alone and is no word of either language.
func fold(text string) string {
	var words []string
	for _, word := range strings.FieldsFunc(plain(text), notWord) {
		switch word {
		case "de", "da", "do", "das", "dos", "e", "of", "the", "and", "para":
			continue
		}
		words = append(words, singular(word))
	}
	return strings.Join(words, " ")
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// plain returns text in lower case without accents.
func plain(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// plurals are endings and what they are folded to; the first that fits is taken.
var plurals = [...][2]string{
	{"oes", "ao"}, {"aes", "ao"}, {"ais", "al"}, {"eis", "el"}, {"ois", "ol"}, {"ies", "y"},
}

// singular folds the ending of one word.
func singular(word string) string {
	for _, ending := range plurals {
		if stem, found := strings.CutSuffix(word, ending[0]); found && stem != "" {
			return stem + ending[1]
		}
	}
	if len(word) < 4 {
		word = strings.TrimSuffix(word, "s")
	} else {
		word = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(word, "s"), "e"), "s")
	}
	if stem, found := strings.CutSuffix(word, "m"); found { // jardim, jardins; gym, gyms
		return stem + "n"
	}
	return word
}

// distance is how many letters must be put in, taken out or changed to make b of a (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
