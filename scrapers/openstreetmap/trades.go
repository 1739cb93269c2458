package openstreetmap

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed trades.tsv
var tradesTable string

// tag is one condition on an element. An empty operator means that the value is equal; ~ that it is one of the
// element's values, which are joined with `;`. The value * takes any.
type tag struct {
	Key, Value string
	Among      bool
}

// trade is a kind of business: alternatives of which one must hold, each a set of tags that must all hold.
type trade struct {
	Any [][]tag
	PT  string // the word shown in Portuguese; empty for a key=value query
	EN  string
}

// trades is the table of words.
type trades struct {
	list  []trade
	words map[string]int   // folded word → index into list
	shown []string         // all words as written, for suggestions
	tags  map[string][]int // "key=value" of each first condition → indexes into list
}

// loadTrades reads the embedded table. A table that cannot be read is a programming error.
func loadTrades() *trades {
	t := &trades{words: map[string]int{}, tags: map[string][]int{}}
	for n, line := range strings.Split(strings.TrimSpace(tradesTable), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 3 {
			panic(fmt.Sprintf("trades.tsv: line %d has %d columns, not 3", n+1, len(columns)))
		}
		t.add(columns[0], strings.Split(columns[1], ", "), strings.Split(columns[2], ", "))
	}
	t.addTagValues()
	return t
}

// add enters one trade under all its words. The first trade that has a word keeps it.
func (t *trades) add(tags string, pt, en []string) {
	index := len(t.list)
	one := trade{PT: pt[0], EN: en[0]}
	for _, alternative := range strings.Fields(tags) {
		var all []tag
		for _, condition := range strings.Split(alternative, "+") {
			all = append(all, parseCondition(condition))
		}
		one.Any = append(one.Any, all)
		first := all[0].Key + "=" + all[0].Value
		t.tags[first] = append(t.tags[first], index)
	}
	t.list = append(t.list, one)
	for _, word := range slices.Concat(pt, en) {
		t.shown = append(t.shown, word)
		if _, taken := t.words[fold(word)]; !taken {
			t.words[fold(word)] = index
		}
	}
}

// addTagValues lets OpenStreetMap's own words ("fitness_centre") be used where no trade has taken them.
func (t *trades) addTagValues() {
	for index, one := range t.list {
		for _, all := range one.Any {
			word := fold(all[0].Value)
			if _, taken := t.words[word]; !taken && len(all) == 1 {
				t.words[word] = index
			}
		}
	}
}

func parseCondition(text string) tag {
	if key, value, found := strings.Cut(text, "~"); found {
		return tag{Key: key, Value: value, Among: true}
	}
	key, value, _ := strings.Cut(text, "=")
	return tag{Key: key, Value: value}
}

// find returns the trade of a query, or what is wrong with the query and which words come near.
func (t *trades) find(query string) (trade, string) {
	if strings.Contains(query, "=") {
		return parseTag(query)
	}
	if index, ok := t.words[fold(query)]; ok {
		return t.list[index], ""
	}
	problem := strconv.Quote(clip(query, 60)) + " is not in the table of trades"
	if near := t.near(query); len(near) > 0 {
		problem += "; near it are " + strings.Join(near, ", ")
	}
	return trade{}, problem + "; or write key=value, such as shop=bakery"
}

// maxNear is how many words are suggested.
const maxNear = 5

// near returns the words of the table that come nearest to the query, best first.
func (t *trades) near(query string) []string {
	type scored struct {
		word  string
		score int
	}
	asked := fold(query)
	var found []scored
	for _, word := range t.shown {
		folded := fold(word)
		score := distance(asked, folded)
		if len(asked) >= 3 && (strings.Contains(folded, asked) || strings.Contains(asked, folded) && len(folded) >= 3) {
			score = min(score, 2)
		}
		if score <= 1+len(asked)/4 {
			found = append(found, scored{word, score})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return a.score - b.score })
	var words []string
	for _, one := range found {
		if len(words) < maxNear && !slices.Contains(words, one.word) {
			words = append(words, one.word)
		}
	}
	return words
}

// word returns what to call the trade in a country.
func (t trade) word(country string) string {
	if speaksPortuguese(country) {
		return t.PT
	}
	return t.EN
}

func speaksPortuguese(country string) bool {
	return slices.Contains([]string{"BR", "PT", "AO", "MZ", "CV", "GW", "ST", "TL"}, country)
}
