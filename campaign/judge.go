package campaign

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Judge returns "" for a prospect that qualifies, else the code of the first reason that failed, in the order of the
// contract's keys. What is unknown fails a lower bound above zero, since nothing shows that it is met, and passes an upper
// bound alone.
func (q Qualification) Judge(p *Prospect, now time.Time) string {
	for _, need := range q.Require {
		if code := missing(p, need); code != "" {
			return code
		}
	}
	if q.HasWebsite != nil && *q.HasWebsite != p.HasWebsite {
		if p.HasWebsite {
			return ReasonHasWebsite
		}
		return ReasonNoWebsite
	}
	if q.Followers != nil {
		if code := outside(p.Followers, q.Followers.Min, q.Followers.Max, ReasonFollowersUnknown, ReasonFollowersLow, ReasonFollowersHigh); code != "" {
			return code
		}
	}
	if q.LastPostWithinDays != nil {
		switch {
		case p.LastPostDate.IsZero():
			return ReasonLastPostUnknown
		case p.LastPostDate.Before(now.AddDate(0, 0, -*q.LastPostWithinDays)):
			return ReasonLastPostOld
		}
	}
	if q.Rating != nil {
		if code := outside(p.Rating, q.Rating.Min, q.Rating.Max, ReasonRatingUnknown, ReasonRatingLow, ReasonRatingHigh); code != "" {
			return code
		}
	}
	if q.Reviews != nil {
		if code := outside(p.Reviews, q.Reviews.Min, q.Reviews.Max, ReasonReviewsUnknown, ReasonReviewsLow, ReasonReviewsHigh); code != "" {
			return code
		}
	}
	if q.Keywords != nil {
		if code := q.Keywords.judge(p); code != "" {
			return code
		}
	}
	if q.MinScore != nil && p.Score < *q.MinScore {
		return ReasonScoreLow
	}
	return ""
}

func missing(p *Prospect, need string) string {
	switch {
	case need == "phone" && p.Phone == "" && p.WhatsApp == "": // a WhatsApp number is a phone
		return ReasonNoPhone
	case need == "whatsapp" && p.WhatsApp == "":
		return ReasonNoWhatsApp
	case need == "email" && p.Email == "":
		return ReasonNoEmail
	case need == "instagram" && p.Username == "":
		return ReasonNoInstagram
	default:
		return ""
	}
}

func outside[N int | float64](v, low, high *N, unknown, below, above string) string {
	switch {
	case v == nil && low != nil && *low > 0:
		return unknown
	case v == nil:
		return ""
	case low != nil && *v < *low:
		return below
	case high != nil && *v > *high:
		return above
	default:
		return ""
	}
}

func (k Keywords) judge(p *Prospect) string {
	texts := [][]string{wordsOf(p.Name), wordsOf(p.Category)}
	for _, f := range p.Facts {
		if !isContact(f.Kind) {
			texts = append(texts, wordsOf(f.Value), wordsOf(f.Text))
		}
	}
	occurs := func(keyword string) bool {
		phrase := wordsOf(keyword)
		return slices.ContainsFunc(texts, func(words []string) bool { return containsPhrase(words, phrase) })
	}
	if len(k.Any) > 0 && !slices.ContainsFunc(k.Any, occurs) {
		return ReasonKeywordMissing
	}
	if slices.ContainsFunc(k.None, occurs) {
		return ReasonKeywordExcluded
	}
	return ""
}

// isContact says whether a kind of fact holds a way to reach somebody: no place to look for keywords.
func isContact(kind string) bool {
	switch kind {
	case FactPhone, FactWhatsApp, FactEmail, FactInstagram, FactFacebook, FactLinkedIn, FactTikTok, FactYouTube, FactX, FactWebsite, FactSiteState, FactHours:
		return true
	default:
		return false
	}
}

// wordsOf takes a text apart into words without case and accents.
func wordsOf(text string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// containsPhrase says whether words hold a phrase, its last word also in the plural.
func containsPhrase(words, phrase []string) bool {
	if len(phrase) == 0 {
		return false
	}
	last := len(phrase) - 1
	for i := 0; i+last < len(words); i++ {
		tail := strings.TrimPrefix(words[i+last], phrase[last])
		exact := words[i+last] == phrase[last]
		plural := strings.HasPrefix(words[i+last], phrase[last]) && (tail == "s" || tail == "es")
		if slices.Equal(words[i:i+last], phrase[:last]) && (exact || plural) {
			return true
		}
	}
	return false
}

// lacking are the reasons for which somebody does not qualify because something is not known yet.
var lacking = []string{ReasonNoPhone, ReasonNoWhatsApp, ReasonNoEmail, ReasonNoInstagram, ReasonNoWebsite, ReasonFollowersUnknown, ReasonLastPostUnknown,
	ReasonRatingUnknown, ReasonReviewsUnknown, ReasonScoreLow}

// Lacking says that a prospect was ignored by rule for want of something, so that what another source knows may change it.
func (p *Prospect) Lacking() bool {
	return p.Status == ProspectIgnored && p.JudgedAt.IsZero() && slices.Contains(lacking, p.IgnoredReason)
}
