package spreadsheet

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed headers.tsv
var headersTable string

// meaning is what a header wants to be.
type meaning struct {
	target Target // empty: known, and not imported
	rank   int    // among the columns that want the same target; words alone give 1 to 3
	beaten Target // what it is when a column of rank 8 or more has the target
	decide string // the values decide: url, link, linkedin, contact, rating, reviews
}

// vocabulary holds the meanings of headers by their plain phrases.
type vocabulary map[string]meaning

// loadVocabulary reads the embedded table. A table that cannot be read is a programming error.
func loadVocabulary() vocabulary {
	v := vocabulary{}
	for n, line := range strings.Split(strings.TrimSpace(headersTable), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 4 {
			panic(fmt.Sprintf("headers.tsv: line %d has %d columns, not 4", n+1, len(columns)))
		}
		rank, err := strconv.Atoi(columns[1])
		if err != nil {
			panic(fmt.Sprintf("headers.tsv: line %d: %v", n+1, err))
		}
		one := meaning{target: Target(strings.Trim(columns[0], "-[]")), rank: rank, beaten: Target(strings.Trim(columns[2], "-"))}
		if strings.HasPrefix(columns[0], "[") {
			one.target, one.decide = "", string(one.target)
		}
		for _, phrase := range strings.Split(columns[3], ", ") {
			if key := plainHeader(phrase); key != "" && v[key] == (meaning{}) { // the first line that has a phrase keeps it
				v[key] = one
			}
		}
	}
	return v
}

// smallWords carry no meaning in a header.
var smallWords = map[string]bool{
	"de": true, "da": true, "do": true, "das": true, "dos": true, "e": true, "of": true, "the": true, "and": true, "para": true,
	"por": true, "del": true, "la": true, "el": true, "los": true, "las": true, "no": true, "na": true, "en": true, "em": true,
	"o": true, "a": true, "os": true, "y": true, "for": true, "to": true, "from": true, "com": true, "pelo": true, "value": true,
}

// plainHeader returns a header for comparison: "  E-mail 2 " and "EMAILS" are both "email".
func plainHeader(header string) string {
	var words []string
	for _, word := range strings.FieldsFunc(unaccented(splitCamel(header)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if _, err := strconv.Atoi(word); err == nil {
			continue
		}
		if word = strings.TrimRight(word, "0123456789"); word == "mail" { // "e" is a small word, and e-mail is written with one
			word = "email"
		}
		if !smallWords[word] && word != "" {
			words = append(words, singular(word))
		}
	}
	text := strings.Join(words, " ")
	return joined.Replace(text)
}

// joined are words that some write as two, after the plurals are folded.
var joined = strings.NewReplacer("web site", "website", "what app", "whatsapp", "zip code", "zipcode", "linked in", "linkedin", "you tube", "youtube", "tik tok", "tiktok")

// splitCamel puts blanks between the words of companyName.
func splitCamel(header string) string {
	var b strings.Builder
	before := ' '
	for _, r := range header {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// unaccented returns text in lower case without accents.
func unaccented(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// singular folds the commonest plurals of Portuguese, English and Spanish, but keeps avaliações apart from avaliação: one is a
// count, the other a mark.
func singular(word string) string {
	switch {
	case word == "avaliacoes" || len(word) < 4:
		return word
	case strings.HasSuffix(word, "oes"):
		return strings.TrimSuffix(word, "oes") + "ao"
	case strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "us") || strings.HasSuffix(word, "is"):
		return word
	}
	return strings.TrimSuffix(word, "s")
}

// means returns what a header wants to be, and whether it is understood at all.
func (v vocabulary) means(header string) (meaning, bool) {
	phrase := plainHeader(header)
	if phrase == "" {
		return meaning{}, false
	}
	if m, found := v[phrase]; found {
		return m, true
	}
	return byWords(strings.Fields(phrase))
}

// aside are words that make a column one about a contact rather than one that holds it, or one that is nobody's business.
var aside = wordSet("source verification confidence verified date data fecha count sent open bounced bounce type tipo label extension " +
	"ext ramal fax home residencial casa particular personal pessoal valid catch score topic last ultimo ultima created updated origem " +
	"provider mx deliverable quality funding amount conversao converso evento id image photo review ip mac")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// byWord are words that say what a column holds whatever else stands in its header, the most telling first.
var byWord = [...]struct {
	words  map[string]bool
	target Target
}{
	{wordSet("whatsapp wpp zap"), ToWhatsApp},
	{wordSet("celular mobile movil telemovel"), ToMobile},
	{wordSet("email correo mail"), ToEmail},
	{wordSet("phone telefone telefono fone tel telephone"), ToPhone},
	{wordSet("instagram"), ToInstagram},
	{wordSet("facebook"), ToFacebook},
	{wordSet("website site homepage dominio domain"), ToWebsite},
	{wordSet("endereco addres address direccion"), ToAddress},
	{wordSet("cep zipcode"), ToZip},
	{wordSet("cidade city ciudad municipio"), ToCity},
	{wordSet("latitude"), ToLat},
	{wordSet("longitude"), ToLng},
	{wordSet("bairro barrio"), ToDistrict},
	{wordSet("seguidore follower"), ToFollowers},
}

// byWords understands a header that is no known phrase by the words in it.
func byWords(words []string) (meaning, bool) {
	has := func(set map[string]bool) bool {
		for _, word := range words {
			if set[word] {
				return true
			}
		}
		return false
	}
	if len(words) > 6 {
		return meaning{}, false
	}
	if n := len(words); n >= 2 && words[n-1] == "id" && wordSet("contact record lead person place")[words[n-2]] {
		return meaning{target: ToExternalID, rank: 8}, true
	}
	person, company := has(wordSet("contact contato contacto person pessoa lead owner socio")), has(wordSet("company empresa business empresarial organization"))
	switch {
	case has(wordSet("email correo")) && has(wordSet("status")):
		return meaning{target: ToEmailStatus, rank: 2}, true
	case has(aside):
		return meaning{}, false
	case has(wordSet("linkedin")) && person:
		return meaning{target: ToContactLinkedIn, rank: 3}, true
	case has(wordSet("linkedin")):
		return meaning{rank: 3, decide: "linkedin"}, true
	case has(wordSet("nome name nombre")) && company:
		return meaning{target: ToName, rank: 3}, true
	case has(wordSet("nome name nombre")) && person:
		return meaning{target: ToContactName, rank: 3}, true
	}
	for _, one := range byWord {
		if has(one.words) {
			return meaning{target: one.target, rank: 2}, true
		}
	}
	return meaning{}, false
}
