package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// mostFound is how many matches are looked at one by one: with more, the list is read in its order until enough rows have the
// words, which is soon.
const mostFound = 2000

// matches finds prospects by the index of words, and the lists show them: few by their ids, many in the list's order. Rely on
// prospects_list, prospects_campaign and prospects_score.
const (
	matches = `
SELECT w.prospect FROM prospect_index f CROSS JOIN prospect_words w ON w.seq = f.rowid WHERE prospect_index MATCH :match LIMIT :most`
	fewProspects = `SELECT ` + prospectItem + ` FROM json_each(:ids) j CROSS JOIN prospects p ON p.id = j.value
WHERE p.workspace = :workspace AND (:campaign = '' OR p.campaign = :campaign)` + prospectFilters
	fewNewest = fewProspects + newestFirst
	fewBest   = fewProspects + bestFirst

	manyProspects         = `SELECT ` + prospectItem + `, w.words FROM prospects p` + withWords + ` WHERE p.workspace = :workspace` + prospectFilters + newestFirst
	manyCampaignProspects = `SELECT ` + prospectItem + `, w.words FROM prospects p INDEXED BY prospects_campaign` + withWords +
		` WHERE p.campaign = :campaign` + prospectFilters + newestFirst
	manyByScore = `SELECT ` + prospectItem + `, w.words FROM prospects p` + withWords + ` WHERE p.campaign = :campaign` + prospectFilters + bestFirst
	withWords   = ` CROSS JOIN prospect_words w ON w.prospect = p.id`
)

// compactWords merges the index into one piece, in which nothing of rows that went is left.
const compactWords = `INSERT INTO prospect_index (prospect_index) VALUES ('optimize')`

// CompactWords takes the words of prospects that went out of the file: an erasure ends with it. It holds the writer up for about a
// second with 200,000 prospects.
func (s *Store) CompactWords(ctx context.Context) error {
	return s.write(ctx, func(t *tx) error { return t.update(compactWords, nil) })
}

// foundProspects reads a page that is filtered by words: at most so many items.
func foundProspects(ses *session, f ProspectFilter, order string, values args, most int, each func(ProspectItem)) error {
	match := matchOf(values["workspace"], values["campaign"], f.Query)
	if match == "" {
		return nil
	}
	ids, err := matching(ses, match, mostFound+1)
	if err != nil || len(ids) == 0 {
		return err
	}
	if len(ids) > mostFound {
		return manyMatches(ses, f, order, values, most, each)
	}
	values["ids"] = ids
	statement := fewNewest
	if order == SortScore {
		statement = fewBest
	}
	return ses.query(statement, values, func(r row) error {
		i, err := scanProspectItem(r)
		each(i)
		return err
	})
}

// manyMatches reads a list in its order and keeps what has the words, until a page is full.
func manyMatches(ses *session, f ProspectFilter, order string, values args, most int, each func(ProspectItem)) error {
	statement := manyProspects
	switch {
	case order == SortScore:
		statement = manyByScore
	case f.Campaign != "":
		statement = manyCampaignProspects
	}
	wanted, kept := queryWords(fold(f.Query)), 0
	values["n"] = -1 // until enough are kept
	err := ses.query(statement, values, func(r row) error {
		last := len(r) - 1
		if !beginWith(wordsIn(fold(text(r[last]))), wanted) {
			return nil
		}
		i, err := scanProspectItem(r[:last])
		if err != nil {
			return err
		}
		each(i)
		if kept++; kept == most {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// fold takes case and accents off, as the index does.
func fold(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(words))
}

// beginWith says whether each of the wanted words is the beginning of one of the words.
func beginWith(words, wanted []string) bool {
	for _, want := range wanted {
		if !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, want) }) {
			return false
		}
	}
	return true
}

// matching returns the prospects that match, at most so many, in no order.
func matching(ses *session, match string, most int) ([]string, error) {
	ids := []string{}
	err := ses.query(matches, args{"match": match, "most": most}, func(r row) error {
		var id string
		err := r.scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// matchOf is what the index is asked: the beginnings of all words, within a workspace and, where one is named, a campaign. "" when the
// query has no word.
func matchOf(workspace, campaignID any, query string) string {
	words := queryWords(query)
	if len(words) == 0 {
		return ""
	}
	terms := []string{}
	for column, id := range map[string]any{"workspace": workspace, "campaign": campaignID} {
		if id, _ := id.(string); id != "" {
			terms = append(terms, column+` : "`+strings.ReplaceAll(id, `"`, "")+`"`)
		}
	}
	for _, word := range words {
		terms = append(terms, `words : "`+word+`"*`) // not an id that begins so
	}
	return strings.Join(terms, " AND ")
}

// mostWords is how many words of a query count.
const mostWords = 8

// queryWords takes a query apart as the index does: letters and digits. A number with its spaces and signs is one word.
func queryWords(query string) []string {
	query = norm.NFC.String(query)
	if digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, query); digits != "" && strings.Trim(query, "0123456789 +-().") == "" {
		return []string{digits}
	}
	words := wordsIn(query)
	return words[:min(len(words), mostWords)]
}

// wordsIn are runs of letters and digits.
func wordsIn(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}
