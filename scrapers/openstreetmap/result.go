package openstreetmap

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"sync"
	"time"

	"aceno/campaign"
	"aceno/scrapers"
)

// result is all that one query found, ready to be cut into pages.
type result struct {
	key      string // of the raw answer
	at       time.Time
	place    place
	asked    trade
	trades   *trades
	elements []element // businesses, in the order of their refs
	codes    map[string]string
}

// lastResult keeps the result that was used last, so that the pages of one search do not read the raw answer again.
type lastResult struct {
	mu  sync.Mutex
	one *result
}

// remember makes a result of a raw answer and keeps it.
func (s *Source) remember(key string, raw stored, elements []element, e entry, where place) *result {
	r := &result{key: key, at: raw.At, place: where, asked: e.Trade, trades: s.trades}
	r.elements = slices.DeleteFunc(elements, func(one element) bool { return !one.open(e.Trade) })
	r.codes = areaCodes(r.elements, where)
	s.last.mu.Lock()
	s.last.one = r
	s.last.mu.Unlock()
	return r
}

// remembered returns an earlier result that is young enough, from memory or disk; nil when there is none.
func (s *Source) remembered(key string, e entry, where place, maxAge time.Duration) *result {
	s.last.mu.Lock()
	r := s.last.one
	s.last.mu.Unlock()
	if r != nil && r.key == key && r.place == where && reflect.DeepEqual(r.asked, e.Trade) && fresh(s.clock.Now(), r.at, maxAge) {
		return r
	}
	raw, ok := s.answers.get(key, maxAge)
	if !ok {
		return nil
	}
	elements, err := parseAnswer(bytes.NewReader(raw.Body))
	if err != nil { // the file was damaged
		return nil
	}
	return s.remember(key, raw, elements, e, where)
}

// maxPage bounds a page in bytes of JSON: it travels as one value of at most 256 KiB together with its task.
const maxPage = 224 << 10

// page returns the candidates behind the cursor and the cursor of the next page.
func (r *result) page(at cursor, limit int) scrapers.Page {
	from := 0
	if at.Given > 0 {
		from, _ = slices.BinarySearchFunc(r.elements, at.Last, func(e element, last ref) int {
			if e.Ref.compare(last) <= 0 {
				return -1
			}
			return 1
		})
	}
	var out scrapers.Page
	size := 0
	most := min(scrapers.PageSize, limit-at.Given)
	for _, e := range r.elements[from:] {
		if len(out.Candidates) >= most {
			break
		}
		one := r.candidate(e)
		size += weigh(one)
		if size > maxPage && len(out.Candidates) > 0 {
			break
		}
		out.Candidates = append(out.Candidates, one)
		at.Last = e.Ref
	}
	given := len(out.Candidates)
	at.Given += given
	if given > 0 && at.Given < limit && from+given < len(r.elements) {
		out.Cursor = at.String()
	}
	return out
}

func (r *result) candidate(e element) campaign.Candidate {
	return e.candidate(surroundings{place: r.place, asked: r.asked, trades: r.trades, at: r.at, areaCode: r.codes[plain(e.city(r.place))]})
}

func weigh(c campaign.Candidate) int {
	text, err := json.Marshal(c)
	if err != nil { // positions are numbers and times have years, so this cannot be
		return 0
	}
	return len(text) + 1
}
