package campaign

import (
	"slices"
	"strings"
)

// Qualification is campaigns.qualification: who is worth writing to. Every key is optional.
type Qualification struct {
	Require            []string  `json:"require,omitempty"` // phone, whatsapp, email, instagram
	HasWebsite         *bool     `json:"has_website,omitempty"`
	Followers          *IntRange `json:"followers,omitempty"`
	LastPostWithinDays *int      `json:"last_post_within_days,omitempty"`
	Rating             *Range    `json:"rating,omitempty"`
	Reviews            *IntRange `json:"reviews,omitempty"`
	Keywords           *Keywords `json:"keywords,omitempty"`
	MinScore           *int      `json:"min_score,omitempty"`
}

// Range is a closed interval; nil bounds are open.
type Range struct {
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
}

// IntRange is a closed interval of whole numbers; nil bounds are open.
type IntRange struct {
	Min *int `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
}

// Keywords are words looked for in name, category and facts, without case and accents.
type Keywords struct {
	Any  []string `json:"any,omitempty"`
	None []string `json:"none,omitempty"`
}

// requirable are the words of Require.
var requirable = []string{"phone", "whatsapp", "email", "instagram"}

// The bounds of a qualification.
const (
	maxPostDays    = 3650
	maxRating      = 5
	maxScore       = 100
	maxKeywords    = 200
	maxKeywordSize = 100
)

// ParseQualification reads campaigns.qualification. Nothing or null is the zero value, which everybody passes; errors are
// Errors with fields below "qualification".
func ParseQualification(raw []byte) (Qualification, error) {
	const root = "qualification"
	var s strict
	var q Qualification
	m := s.object(root, raw, "require", "has_website", "followers", "last_post_within_days", "rating", "reviews", "keywords", "min_score")
	value(&s, root+".require", m["require"], &q.Require, `a list of phone, whatsapp, email, instagram such as ["phone"]`)
	q.HasWebsite = optional[bool](&s, root+".has_website", m["has_website"], kindBool+", or null for either")
	q.Followers = readRange[IntRange, int](&s, root+".followers", m["followers"], kindWhole, func(lo, hi *int) IntRange { return IntRange{Min: lo, Max: hi} })
	q.LastPostWithinDays = optional[int](&s, root+".last_post_within_days", m["last_post_within_days"], kindWhole)
	q.Rating = readRange[Range, float64](&s, root+".rating", m["rating"], kindNumber, func(lo, hi *float64) Range { return Range{Min: lo, Max: hi} })
	q.Reviews = readRange[IntRange, int](&s, root+".reviews", m["reviews"], kindWhole, func(lo, hi *int) IntRange { return IntRange{Min: lo, Max: hi} })
	if words := s.object(root+".keywords", m["keywords"], "any", "none"); words != nil {
		q.Keywords = &Keywords{}
		value(&s, root+".keywords.any", words["any"], &q.Keywords.Any, kindTexts)
		value(&s, root+".keywords.none", words["none"], &q.Keywords.None, kindTexts)
	}
	q.MinScore = optional[int](&s, root+".min_score", m["min_score"], kindWhole)
	q.check(&s, root)
	if err := s.errs.OrNil(); err != nil {
		return Qualification{}, err
	}
	return q, nil
}

// readRange reads {"min": …, "max": …}.
func readRange[R, N any](s *strict, field string, raw []byte, kind string, build func(lo, hi *N) R) *R {
	m := s.object(field, raw, "min", "max")
	if m == nil {
		return nil
	}
	r := build(optional[N](s, field+".min", m["min"], kind), optional[N](s, field+".max", m["max"], kind))
	return &r
}

// Check refuses values that nobody could meet or that mean nothing: Errors with fields below "qualification".
func (q Qualification) Check() error {
	var s strict
	q.check(&s, "qualification")
	return s.errs.OrNil()
}

func (q Qualification) check(s *strict, root string) {
	for i, word := range q.Require {
		if !slices.Contains(requirable, word) {
			s.refuse(at(root+".require", i), "%q cannot be required: write one of %s", word, strings.Join(requirable, ", "))
		}
	}
	if q.Followers != nil {
		checkRange(s, root+".followers", q.Followers.Min, q.Followers.Max, 0, 1<<40)
	}
	if q.Rating != nil {
		checkRange(s, root+".rating", q.Rating.Min, q.Rating.Max, 0, maxRating)
	}
	if q.Reviews != nil {
		checkRange(s, root+".reviews", q.Reviews.Min, q.Reviews.Max, 0, 1<<40)
	}
	checkBound(s, root+".last_post_within_days", q.LastPostWithinDays, 1, maxPostDays)
	checkBound(s, root+".min_score", q.MinScore, 0, maxScore)
	if q.Keywords != nil {
		checkWords(s, root+".keywords.any", q.Keywords.Any)
		checkWords(s, root+".keywords.none", q.Keywords.None)
	}
}

func checkRange[N int | float64](s *strict, field string, low, high *N, least, most N) {
	checkBound(s, field+".min", low, least, most)
	checkBound(s, field+".max", high, least, most)
	if low != nil && high != nil && *low > *high {
		s.refuse(field, "the least value %v is above the greatest %v: swap them", *low, *high)
	}
}

func checkBound[N int | float64](s *strict, field string, v *N, least, most N) {
	if v != nil && (*v < least || *v > most) {
		s.refuse(field, "%v cannot be used: write %v to %v", *v, least, most)
	}
}

func checkWords(s *strict, field string, words []string) {
	if len(words) > maxKeywords {
		s.refuse(field, "%d keywords are too many: use at most %d", len(words), maxKeywords)
		return
	}
	for i, word := range words {
		if len(wordsOf(word)) == 0 || len(word) > maxKeywordSize {
			s.refuse(at(field, i), "%q is not a keyword: write a word or a phrase of at most %d bytes", word, maxKeywordSize)
		}
	}
}
