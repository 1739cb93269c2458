package website

import (
	"regexp"
	"strconv"
	"strings"
)

// sign is what a word means where hours are written.
type sign int

const (
	signOther  sign = iota
	signDay         // a day or several: word.on
	signTime        // a time of day: word.minute
	signUntil       // "a", "to", "–": from one to the other
	signAnd         // "e", ",", "/": and also
	signClosed      // "fechado"
	signWhole       // "24 horas"
	signStop        // the end of a sentence or of a line
)

// word is one word of a line that may speak of hours.
type word struct {
	sign     sign
	on       days
	first    int // the day of a single one
	minute   int
	military bool // four digits
	bare     bool // a number without sign of being a time
	half     byte // 'a' or 'p' where the time says which half of the day
	text     string
}

// dayWords are the names of days in Portuguese, Spanish, English, without accents. A Portuguese day may also be written by
// its number: "2ª".
var dayWords = map[string]int{
	"segunda": 0, "segundas": 0, "seg": 0, "lunes": 0, "lun": 0, "monday": 0, "mondays": 0, "mon": 0,
	"terca": 1, "tercas": 1, "ter": 1, "martes": 1, "tuesday": 1, "tuesdays": 1, "tue": 1, "tues": 1,
	"quarta": 2, "quartas": 2, "qua": 2, "miercoles": 2, "mie": 2, "wednesday": 2, "wednesdays": 2, "wed": 2, "weds": 2,
	"quinta": 3, "quintas": 3, "qui": 3, "jueves": 3, "jue": 3, "thursday": 3, "thursdays": 3, "thu": 3, "thur": 3, "thurs": 3,
	"sexta": 4, "sextas": 4, "sex": 4, "viernes": 4, "vie": 4, "friday": 4, "fridays": 4, "fri": 4,
	"sabado": 5, "sabados": 5, "sab": 5, "saturday": 5, "saturdays": 5, "sat": 5,
	"domingo": 6, "domingos": 6, "dom": 6, "sunday": 6, "sundays": 6, "sun": 6,
	"feriado": holiday, "feriados": holiday, "festivos": holiday, "holiday": holiday, "holidays": holiday,
}

// shortDays are OpenStreetMap's and schema.org's two letters: words of their own in a text, days in structured data.
var shortDays = map[string]int{"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6, "ph": holiday, "publicholidays": holiday}

var (
	hourWord = regexp.MustCompile(`\d+(?:[.,/-]\d{3,})+|\d{3,}|` + // numbers that are no times
		`\d{1,2}(?:[:h.]\d{2}(?::\d{2})?(?:min)?)?(?: ?(?:h(?:rs?|s|oras?|ours?)?\b\.?|[ap]\.? ?m\b\.?)|[ap]\b)?(?: ?ª)?|` +
		`\pL+(?:-feiras?)?|[①②③]|[-~/,;:.|&+()]`)
	timeShape = regexp.MustCompile(`^(\d{1,2})(?:[:h.](\d{2})(?::\d{2})?(?:min)?)? ?(h|[ap])?`)
	weekdays  = regexp.MustCompile(`dias? uteis|weekdays|dias? de semana|entre semana|dias habiles`)
	// dayMentioned passes lines by that name neither a day nor "closed": most lines of a page.
	dayMentioned = regexp.MustCompile(`\b(?:seg|ter|qua|qui|sex|sab|dom|mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|feriad|festiv|holiday|dia|daily|every|week|clos|fech|cerr)`)
	everyDay     = regexp.MustCompile(`todos os dias|diariamente|every ?day|daily|7 days(?: a week| weekly)?|todos los dias|segunda a segunda|sete dias|7 dias`)
	roundDay     = regexp.MustCompile(`24 ?(?:h\b|hs\b|hrs\b|horas?|hours?)(?: por dia| a day)?|24/7`)
)

// What stands for phrases while words are read.
const (
	markAll    = "①"
	markWeek   = "②"
	markAround = "③"
)

// maxHourWords is how many words of a line are read.
const maxHourWords = 400

// maxDayLine is the longest line that names days whose times stand on the next, in bytes.
const maxDayLine = 50

// hourWords takes a line apart. structured lines may name days by two letters.
func hourWords(line string, structured bool) []word {
	numbers := strings.ContainsAny(line, "0123456789")
	if !numbers && len(line) > maxDayLine {
		return nil
	}
	plain := plainText(line)
	if !numbers && !dayMentioned.MatchString(plain) {
		return nil
	}
	plain = everyDay.ReplaceAllString(plain, markAll)
	plain = weekdays.ReplaceAllString(plain, markWeek)
	plain = roundDay.ReplaceAllString(plain, markAround)
	found := hourWord.FindAllString(plain, maxHourWords)
	out := make([]word, len(found))
	for i, text := range found {
		out[i] = wordOf(text, structured)
	}
	return out
}

func wordOf(text string, structured bool) word {
	w := word{text: text}
	base, _, _ := strings.Cut(text, "-")
	switch {
	case text == markAll:
		w.sign, w.on, w.first = signDay, allWeek, -1
	case text == markWeek:
		w.sign, w.on, w.first = signDay, between(0, 4), -1
	case text == markAround:
		w.sign = signWhole
	case strings.HasSuffix(text, "ª") && text[0] >= '2' && text[0] <= '6':
		w.sign, w.first = signDay, int(text[0]-'2')
		w.on = day(w.first)
	case text[0] >= '0' && text[0] <= '9':
		w.readTime(text)
	case closedWords[text]:
		w.sign = signClosed
	default:
		w.readWord(base, structured)
	}
	return w
}

var closedWords = set(`fechado fechada fechados closed cerrado cerrados`)

func (w *word) readWord(base string, structured bool) {
	first, ok := dayWords[base]
	if !ok && structured {
		first, ok = shortDays[base]
	}
	switch {
	case ok:
		w.sign, w.first, w.on = signDay, first, day(first)
	case base == "meia" || base == "midnight":
		w.sign, w.minute = signTime, 24*60
	case base == "noon" || base == "mediodia":
		w.sign, w.minute = signTime, 12*60
	case base == "m": // "M-F"
		w.sign, w.first, w.on, w.bare = signDay, 0, day(0), true
	case base == "f":
		w.sign, w.first, w.on, w.bare = signDay, 4, day(4), true
	default:
		w.sign = signsOf[w.text]
	}
}

// signsOf are the short words and signs between days and times.
var signsOf = map[string]sign{
	"a": signUntil, "as": signUntil, "ate": signUntil, "to": signUntil, "until": signUntil, "till": signUntil, "til": signUntil, "through": signUntil,
	"thru": signUntil, "hasta": signUntil, "al": signUntil, "-": signUntil, "~": signUntil,
	"e": signAnd, "y": signAnd, "and": signAnd, "&": signAnd, "+": signAnd, ",": signAnd, "/": signAnd,
	";": signStop, "|": signStop,
}

func (w *word) readTime(text string) {
	if len(text) == 4 && digits(text) == 4 { // "0830": both ends are written so, see stretch
		hour, minute := int(text[0]-'0')*10+int(text[1]-'0'), int(text[2]-'0')*10+int(text[3]-'0')
		if hour < 24 && minute < 60 && minute%5 == 0 {
			w.sign, w.minute, w.military = signTime, hour*60+minute, true
		}
		return
	}
	if digits(text) > 6 || digits(text) > 2 && !strings.ContainsAny(text, ":h.") {
		return
	}
	m := timeShape.FindStringSubmatch(text)
	if m == nil {
		return
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	rest := text[len(m[0])-len(m[3]):]
	marked := strings.HasPrefix(rest, "a") || strings.HasPrefix(rest, "p")
	if hour > 24 || minute > 59 || marked && (hour > 12 || hour == 0) {
		return
	}
	w.sign, w.minute = signTime, hour*60+minute
	w.bare = m[2] == "" && rest == ""
	if marked {
		w.half = rest[0]
		w.minute = (hour%12)*60 + minute
		if w.half == 'p' {
			w.minute += 12 * 60
		}
	}
}

// plainText is a text in lower case without accents.
func plainText(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if plain, ok := plainLetters[r]; ok {
			r = plain
		}
		b.WriteRune(r)
	}
	return b.String()
}
