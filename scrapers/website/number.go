package website

import (
	"net/url"
	"strings"

	"aceno/campaign/contact"
)

// readPhone reads one number as the domain does, and passes over the made-up ones of templates.
func readPhone(raw string, h home) (phone, bool) {
	p, err := contact.ParsePhone(raw, h.region, h.areaCode)
	if err != nil || filler(p.E164) {
		return phone{}, false
	}
	return phone{number: p.E164, raw: strings.TrimSpace(raw), mobile: p.Line == "mobile", national: p.National()}, true
}

// filler tells whether a number is made up: its last seven digits are one digit repeated, or count up or down.
func filler(number string) bool {
	if len(number) < 8 {
		return true
	}
	tail := number[len(number)-7:]
	same, up, down := true, true, true
	for i := 1; i < len(tail); i++ {
		step := int(tail[i]) - int(tail[i-1])
		same = same && step == 0
		up = up && (step == 1 || step == -9)
		down = down && (step == -1 || step == 9)
	}
	return same || up || down
}

func unescape(s string) string {
	if out, err := url.PathUnescape(s); err == nil {
		return out
	}
	return s
}
