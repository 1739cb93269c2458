package openstreetmap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/scrapers"
)

// The bounds of one query, as Overpass is told: 60 s and 128 MiB of its memory, a third and a quarter of its defaults.
const (
	queryTimeout = 60 * time.Second
	queryMemory  = 128 << 20
)

// overpassLimits: the deadline leaves the server its own time and half a minute to send; 30 s is the least pause after
// 429 and 504 that its operators ask for.
var overpassLimits = limits{deadline: queryTimeout + 30*time.Second, bytes: 64 << 20, silence: 30 * time.Second}

// overpassEndpoint completes the address of an Overpass server.
func overpassEndpoint(raw string) string {
	if raw == "" {
		return "https://overpass-api.de/api/interpreter"
	}
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	switch path := strings.TrimRight(u.Path, "/"); {
	case path == "":
		u.Path = "/api/interpreter"
	case strings.HasSuffix(path, "/api"):
		u.Path = path + "/interpreter"
	}
	return u.String()
}

// overpassQuery writes the query for named elements of a trade inside a place.
func overpassQuery(t trade, where place, limit int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[out:json][timeout:%d][maxsize:%d];\n", int(queryTimeout.Seconds()), queryMemory)
	scope := where.Box
	if where.Area != 0 {
		fmt.Fprintf(&b, "area(%d)->.a;\n", where.Area)
		scope = "(area.a)"
	}
	b.WriteString("(\n")
	for _, all := range t.Any {
		b.WriteString("  nwr")
		for _, condition := range all {
			b.WriteString(condition.filter())
		}
		fmt.Fprintf(&b, "[\"name\"]%s;\n", scope)
	}
	fmt.Fprintf(&b, ");\nout tags center %d;\n", limit)
	return b.String()
}

// filter writes a condition in Overpass QL. Neither the table's values nor parseTag let quotes or backslashes in.
func (t tag) filter() string {
	switch {
	case t.Value == "*":
		return fmt.Sprintf("[%q]", t.Key)
	case t.Among:
		return fmt.Sprintf(`["%s"~"(^|;) *(%s) *(;|$)"]`, t.Key, t.Value)
	}
	return fmt.Sprintf(`["%s"="%s"]`, t.Key, t.Value)
}

// find returns all that Overpass knows of an entry in a place, from an earlier answer if that is young enough.
func (s *Source) find(ctx context.Context, e entry, where place, maxAge time.Duration) (*result, error) {
	// Some elements fall away (closed, without position), so a few more are asked for.
	query := overpassQuery(e.Trade, where, e.Limit+e.Limit/10+10)
	key := digest(s.overpass.endpoint + "\n" + query)
	if found := s.remembered(key, e, where, maxAge); found != nil {
		return found, nil
	}
	leave, err := s.overpass.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if found := s.remembered(key, e, where, maxAge); found != nil { // somebody else asked meanwhile
		return found, nil
	}
	body, err := s.overpass.ask(ctx, func(ctx context.Context) (*http.Request, error) {
		form := url.Values{"data": {query}}.Encode()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.overpass.endpoint, strings.NewReader(form))
		if err != nil {
			return nil, err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Accept", "application/json")
		return req, nil
	})
	if err != nil {
		return nil, err
	}
	raw := stored{Body: body, At: s.clock.Now()}
	elements, err := parseAnswer(bytes.NewReader(body))
	if err != nil {
		return nil, s.untrusted(err)
	}
	// A disk that does not take the answer costs another request later and nothing else.
	_ = s.answers.put(key, raw)
	return s.remember(key, raw, elements, e, where), nil
}

// untrusted turns what is wrong with a 200 into a failure.
func (s *Source) untrusted(err error) *scrapers.Failure {
	p := s.overpass
	var remark *remarkError
	switch {
	case errors.As(err, &remark) && strings.Contains(remark.text, "memory"):
		return p.failure(codeTooLarge, 0, err, "Overpass gave up (%s); ask for a smaller area or a lower limit", clip(remark.text, 300))
	case errors.As(err, &remark) && strings.Contains(remark.text, "timed out"):
		return p.failure(campaign.ReasonSourceTimeout, p.hush(0), err, "Overpass ran out of time (%s); what it had until then is not used, a smaller area may help", clip(remark.text, 300))
	case errors.As(err, &remark):
		return p.failure(codeIncomplete, p.hush(0), err, "Overpass gave up (%s); what it had until then is not used", clip(remark.text, 300))
	}
	return p.failure(campaign.ReasonSourceAnswer, p.hush(0), err, "Overpass answered with something that cannot be read: %v", err)
}
