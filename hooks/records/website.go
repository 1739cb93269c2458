package records

import (
	"errors"
	"net/url"
	"strings"
)

// parseWebsite reads a website's address as people type it: "clinic.example" is one too.
func parseWebsite(raw, _ string) (string, error) {
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(u.Hostname(), ".") || u.User != nil {
		return "", errors.New("write an address such as https://clinic.example")
	}
	return u.String(), nil
}
