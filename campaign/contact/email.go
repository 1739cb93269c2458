package contact

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// The longest parts of an address (RFC 5321).
const (
	maxLocal   = 64
	maxAddress = 254
)

// fileEndings are what stands behind the dot in names of files, which pages are full of: logo@2x.png is no address.
var fileEndings = []string{"png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "ico", "css", "js", "json", "woff", "woff2", "pdf", "mp4"}

// ParseEmail reads one address, also from a mailto: link or between angle brackets, in lower case with its domain in ASCII
// (IDNA). It says nothing about whether the mailbox exists.
func ParseEmail(raw string) (string, error) {
	addr := strings.TrimSpace(raw)
	if open := strings.LastIndexByte(addr, '<'); open >= 0 && strings.HasSuffix(addr, ">") {
		addr = addr[open+1 : len(addr)-1]
	}
	if len(addr) > 7 && strings.EqualFold(addr[:7], "mailto:") {
		addr, _, _ = strings.Cut(addr[7:], "?")
		if plain, err := url.PathUnescape(addr); err == nil {
			addr = plain
		}
	}
	addr = strings.TrimRight(strings.Trim(addr, " \t\u200b\ufeff"), ".,;:")
	at := strings.LastIndexByte(addr, '@')
	if at < 1 {
		return "", fmt.Errorf("%q is not an e-mail address: write one such as ana@example.com", raw)
	}
	local := strings.ToLower(addr[:at])
	domain, err := asciiHost(addr[at+1:])
	if err != nil || !validLocal(local) || len(local) > maxLocal || len(local)+1+len(domain) > maxAddress {
		return "", fmt.Errorf("%q is not an e-mail address: write one such as ana@example.com", raw)
	}
	return local + "@" + domain, nil
}

// validLocal says whether a local part is one without quotes: letters, digits and the signs of RFC 5322, dots only
// between them.
func validLocal(local string) bool {
	if local == "" || local[0] == '.' || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return false
	}
	for _, r := range local {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&'*+/=?^_`{|}~.-", r) {
			return false
		}
	}
	return true
}

// asciiHost returns a host name in lower case and ASCII, and refuses what is no name with at least two labels.
func asciiHost(host string) (string, error) {
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(strings.ToLower(host), "."))
	if err != nil {
		return "", fmt.Errorf("%q is not a host name: %w", host, err)
	}
	labels := strings.Split(ascii, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || len(ascii) > 253 || len(last) < 2 || slices.Contains(labels, "") || slices.Contains(fileEndings, last) ||
		!strings.HasPrefix(last, "xn--") && strings.IndexFunc(last, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return "", fmt.Errorf("%q is not a host name", host)
	}
	return ascii, nil
}

// baseOf returns an address without the +tag of its local part.
func baseOf(addr string) string {
	at := strings.LastIndexByte(addr, '@')
	if at < 0 {
		return addr
	}
	if tag := strings.IndexByte(addr[:at], '+'); tag > 0 {
		return addr[:tag] + addr[at:]
	}
	return addr
}
