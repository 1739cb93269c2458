package openstreetmap

import (
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/scrapers"
)

// refused reads an answer other than 200.
func (p *provider) refused(res *http.Response, body []byte) *scrapers.Failure {
	words := saying(body)
	switch status := res.StatusCode; {
	case status == http.StatusTooManyRequests, status == http.StatusGatewayTimeout, status == http.StatusServiceUnavailable:
		wait := p.hush(retryAfter(res.Header))
		return p.failure(campaign.ReasonSourceBusy, wait, nil, "%s is busy (%d%s); asked again in %s at the earliest", p.name, status, words, wait.Round(time.Second))
	case status >= 500:
		return p.failure(campaign.ReasonSourceUnreachable, p.hush(retryAfter(res.Header)), nil, "%s failed (%d%s)", p.name, status, words)
	case status == http.StatusForbidden:
		return p.failure(codeBlocked, 0, nil, "%s refuses this installation (403%s); keep to its usage policy, or name a server of your own", p.name, words)
	case status >= 300 && status < 400:
		return p.failure(codeMisconfigured, 0, nil, "%s redirects (%d), which is not followed; name the address it redirects to", p.name, status)
	default:
		return p.failure(codeRefused, 0, nil, "%s did not take the request (%d%s)", p.name, status, words)
	}
}

// retryAfter reads the header of that name, in seconds or as a date.
func retryAfter(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseInt(text, 10, 32); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return time.Until(at)
	}
	return 0
}

var (
	overpassError = regexp.MustCompile(`(?is)>\s*Error\s*</strong>\s*:?\s*(.*?)</p>`)
	heading       = regexp.MustCompile(`(?is)<h1[^>]*>(.*?)</h1>`)
	markup        = regexp.MustCompile(`(?s)<[^>]*>`)
)

// saying returns what a server says of an error, as ": words" or nothing: Overpass answers HTML even where JSON was
// asked for, Nominatim JSON but for its block page.
func saying(body []byte) string {
	body = body[:min(len(body), 64<<10)]
	var structured struct {
		Error struct {
			Message string `json:"message"`
		} `json:"error"`
	}
	text := ""
	if json.Unmarshal(body, &structured) == nil {
		text = structured.Error.Message
	} else if all := overpassError.FindAllSubmatch(body, 3); all != nil {
		var lines []string
		for _, one := range all {
			lines = append(lines, strings.TrimSpace(string(one[1])))
		}
		text = strings.Join(lines, " ")
	} else if one := heading.FindSubmatch(body); one != nil {
		text = string(one[1])
	}
	text = strings.Join(strings.Fields(html.UnescapeString(markup.ReplaceAllString(text, " "))), " ")
	if text == "" {
		return ""
	}
	return ": " + clip(strings.ToValidUTF8(text, ""), 300)
}
