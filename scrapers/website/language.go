package website

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// functionWords are words that every text of a language has and hardly another: what tells them apart, not what they say.
var functionWords = map[string]map[string]bool{
	"pt": set(`o a os as um uma de do da dos das em no na nos nas por pelo pela para com sem sobre ao aos à às é são foi não e ou mas que se seu sua seus
		suas nosso nossa nossos nossas você mais muito também como quando onde até já está você`),
	"es": set(`el la los las un una de del en por para con sin sobre al es son fue no y o pero que se su sus nuestro nuestra nuestros nuestras usted más
		muy también como cuando donde hasta ya está lo le`),
	"en": set(`the a an of in on at by for with without about to is are was not and or but that this your our we you it its from be has have as when
		where more all us will can`),
	"fr": set(`le la les un une de du des en dans par pour avec sans sur au aux est sont pas et ou mais que qui se votre vos notre nos nous vous plus
		très aussi comme quand où ce cette il elle à`),
	"it": set(`il lo la i gli le un una di del della dei delle in nel nella per con senza su al è sono non e o ma che si suo sua nostro nostra più molto
		anche come quando dove da questo`),
	"de": set(`der die das ein eine von vom im in am an auf für mit ohne über zu zum zur ist sind war nicht und oder aber dass sich ihr ihre unser unsere
		wir sie mehr auch wie bei den dem des`),
	"nl": set(`de het een van in op aan bij voor met zonder over naar is zijn was niet en of maar dat zich uw onze wij we u meer ook als wanneer waar
		deze dit er door te`),
	"tr": set(`ve bir bu için ile de da ne çok daha olarak olan gibi en ya her kadar sonra`),
	"ru": set(`и в на с по для не что как из за от мы вы это все или о к у же наш ваш`),
}

// Least function words of a text that says its language by itself, more where the page declares another, how many times
// the runner-up's they must be, and how many words are looked at.
const (
	minWords      = 6
	minAgainst    = 12
	wordMargin    = 1.4
	maxWords      = 4000
	leastFunction = 7 // one function word in so many
)

// languageOf says in which language a page is written: as its text shows where that is plain, else as it declares.
// Templates leave lang="en" on pages of any language, so the text is believed first; a declared region is kept where
// both agree.
func (d *document) languageOf() string {
	declared := tag(d.language)
	base, _, _ := strings.Cut(declared, "-")
	if script := d.script(); script != "" && (base == "" || base == "en") {
		return script
	}
	seen := d.spoken()
	switch {
	case seen.lang == "" || seen.lang == base:
		return declared
	case seen.plain && (base == "" || seen.words >= minAgainst):
		return seen.lang
	case base == "", base == "en" && seen.others == 0: // a short text says little, and a template's "en" no more
		return seen.lang
	}
	return declared
}

// spoken is what function words say of a text: the language of most, how many those are, how many the runner-up has, and whether
// that is plain.
type spoken struct {
	lang          string
	words, others int
	plain         bool
}

// scripts are those that one language is written in on the web, or nearly so.
var scripts = []struct {
	lang  string
	table *unicode.RangeTable
}{{"ja", unicode.Hiragana}, {"ja", unicode.Katakana}, {"ko", unicode.Hangul}, {"ru", unicode.Cyrillic}, {"el", unicode.Greek}, {"ar", unicode.Arabic},
	{"he", unicode.Hebrew}, {"th", unicode.Thai}, {"zh", unicode.Han}}

// script is the language of a text whose letters are half of one script, or "".
func (d *document) script() string {
	count, total := map[string]int{}, 0
	for _, line := range append([]string{d.title}, d.lines...) {
		for _, r := range line {
			if !unicode.IsLetter(r) || total > maxWords {
				continue
			}
			total++
			for _, s := range scripts {
				if unicode.Is(s.table, r) {
					count[s.lang]++
					break
				}
			}
		}
	}
	if count["ja"] > 0 {
		count["ja"] += count["zh"] // which is written with both
		count["zh"] = 0
	}
	for _, s := range scripts {
		if count[s.lang]*2 > total {
			return s.lang
		}
	}
	return ""
}

// spoken counts the function words of the visible text.
func (d *document) spoken() spoken {
	count, total := map[string]int{}, 0
	for _, line := range append([]string{d.title, d.description}, d.lines...) {
		for word := range strings.FieldsFuncSeq(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if total++; total > maxWords {
				break
			}
			for lang, words := range functionWords {
				if words[word] {
					count[lang]++
				}
			}
		}
	}
	best, second := "", 0
	for lang, n := range count {
		switch {
		case best == "" || n > count[best] || n == count[best] && lang < best:
			second = max(second, count[best])
			best = lang
		default:
			second = max(second, n)
		}
	}
	n := count[best]
	plain := n >= minWords && float64(n) >= wordMargin*float64(second) && n*leastFunction >= min(total, maxWords)
	if !plain && (n < 2 || n < 3*second) {
		return spoken{}
	}
	return spoken{lang: best, words: n, others: second, plain: plain}
}

// tag writes a declared language in its usual form, and nothing for what is none.
func tag(declared string) string {
	first, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(declared), "_", "-"), ",")
	parsed, err := language.Parse(first)
	if err != nil || parsed == language.Und {
		return ""
	}
	return parsed.String()
}
