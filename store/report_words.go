package store

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// BestMessage is the wording of a step that was answered most, for how often it was sent.
type BestMessage struct {
	Campaign Named  `json:"campaign"`
	Step     int    `json:"step" doc:"0 = the first message."`
	Variant  int    `json:"variant"`
	Text     string `json:"text" doc:"The author's template, with a gap where each person's own words stood; empty when a provider's template or a model wrote it."`
	Sent     int64  `json:"sent"`
	Answered int64  `json:"answered" doc:"Of those, who wrote back before anything else was sent to them."`
}

// Objection is what somebody wrote who did not want it.
type Objection struct {
	Intent string    `json:"intent" enum:"not_now,not_interested,provenance,wrong_person,opt_out"`
	Text   string    `json:"text" doc:"Their words, without names, numbers, addresses and links."`
	At     time.Time `json:"at"`
}

// maxObjections is how many a report shows.
const maxObjections = 5

// weekVariants counts how often each wording was sent and answered. Relies on messages_sent_campaign and messages_prospect.
const weekVariants = `
SELECT m.step, m.variant, COUNT(*), SUM(p.last_inbound_at > m.sent_at AND NOT EXISTS (
	SELECT 1 FROM messages l WHERE l.prospect = m.prospect AND l.direction = 'outbound' AND l.sent_at > m.sent_at AND l.sent_at <= p.last_inbound_at))
FROM messages m CROSS JOIN prospects p ON p.id = m.prospect
WHERE m.campaign = :campaign AND m.sent_at >= :from AND m.sent_at < :to AND m.sent_at != '' AND m.direction = 'outbound' AND m.status NOT IN ('failed', 'cancelled')
GROUP BY m.step, m.variant`

// bestOf is the best wording so far, and how surely.
type bestOf struct {
	best   BestMessage
	atBest float64
}

// read compares the wordings of one campaign.
func (b *bestOf) read(ses *session, c Named, values args) error {
	return ses.query(weekVariants, values, func(r row) error {
		one := BestMessage{Campaign: c}
		if err := r.scan(&one.Step, &one.Variant, &one.Sent, &one.Answered); err != nil {
			return err
		}
		if at := atLeast(one.Answered, one.Sent); one.Answered > 0 && at > b.atBest {
			b.best, b.atBest = one, at
		}
		return nil
	})
}

// atLeast is the lower end of the 95 % Wilson interval of a share: one answer of one is no proof.
func atLeast(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	const z = 1.96
	n, p := float64(whole), float64(part)/float64(whole)
	return (p + z*z/(2*n) - z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))) / (1 + z*z/n)
}

// wording adds the author's words to the best message; nil while nobody has answered.
func (s *Store) wording(ses *session, ws string, b bestOf) (*BestMessage, error) {
	if b.best.Answered == 0 {
		return nil, nil
	}
	c, err := s.campaignOf(ses, ws, b.best.Campaign.ID)
	if err != nil {
		return nil, err
	}
	if b.best.Step < len(c.Sequence) {
		if variants := c.Sequence[b.best.Step].Variants; b.best.Variant < len(variants) {
			b.best.Text = readable(variants[b.best.Variant].Template)
		}
	}
	return &b.best, nil
}

var (
	liquidTag    = regexp.MustCompile(`\{%-?.*?-?%\}`)
	liquidValue  = regexp.MustCompile(`\{\{.*?\}\}`)
	alternatives = regexp.MustCompile(`\{([^{}|]*)(?:\|[^{}]*)+\}`)
)

// readable makes a text for people of a template: a gap for each value, the first of each alternatives.
func readable(template string) string {
	text := liquidTag.ReplaceAllString(template, "")
	text = liquidValue.ReplaceAllString(text, "…")
	return strings.TrimSpace(alternatives.ReplaceAllString(text, "$1"))
}

// objectionsOf reads what those wrote in a week who did not want it. Relies on prospects_status and messages_prospect.
const objectionsOf = `
SELECT p.intent, m.content, p.name, m.delivered_at FROM prospects p INDEXED BY prospects_status CROSS JOIN messages m INDEXED BY messages_prospect ON m.prospect = p.id
WHERE p.campaign = :campaign AND p.status IN ('replied', 'ignored', 'converted') AND p.intent IN ('not_now', 'not_interested', 'provenance', 'wrong_person', 'opt_out')
	AND p.deleted = 0 AND m.direction = 'inbound' AND m.delivered_at >= :from AND m.delivered_at < :to AND m.content != ''
ORDER BY m.delivered_at DESC LIMIT 50`

// addObjections reads the objections of one campaign, masked.
func (r *WeekReport) addObjections(ses *session, values args) error {
	return ses.query(objectionsOf, values, func(cells row) error {
		var o Objection
		var name string
		if err := cells.scan(&o.Intent, &o.Text, &name, &o.At); err != nil {
			return err
		}
		if o.Text = maskWords(o.Text, name); o.Text != "" {
			r.Objections = append(r.Objections, o)
		}
		return nil
	})
}

func (r *WeekReport) keepNewestObjections() {
	slices.SortStableFunc(r.Objections, func(a, b Objection) int { return b.At.Compare(a.At) })
	r.Objections = r.Objections[:min(len(r.Objections), maxObjections)]
}

// gap stands where a person's own word stood.
const gap = "•••"

// longestQuote is how many characters of an answer are shown.
const longestQuote = 240

var nameable = regexp.MustCompile(`(?i)(?:https?://|www\.)\S+|\S+@\S+|@\S+|\S+\.(?:com|net|org|br|io|app|me|example)\b\S*|\+?\d[\d\s().\-/]{4,}\d`)

// maskWords hides what names somebody in the words of a person: contacts, links, long numbers, the business's own name, and
// whatever begins with a capital inside a sentence.
func maskWords(text, name string) string {
	text = nameable.ReplaceAllString(strings.Join(strings.Fields(text), " "), gap)
	for word := range strings.FieldsSeq(name) {
		if utf8.RuneCountInString(word) > 2 {
			text = regexp.MustCompile(`(?i)`+regexp.QuoteMeta(word)).ReplaceAllString(text, gap)
		}
	}
	words := strings.Fields(text)
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if i > 0 && unicode.IsUpper(first) && strings.ToUpper(word) != word && !strings.ContainsAny(words[i-1], ".!?:…") {
			words[i] = gap
		}
	}
	text = strings.Join(words, " ")
	if runes := []rune(text); len(runes) > longestQuote {
		text = strings.TrimSpace(string(runes[:longestQuote])) + "…"
	}
	return text
}
