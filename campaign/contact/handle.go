package contact

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// instagramHandle is what Instagram allows: up to 30 letters, digits, underscores and dots.
var instagramHandle = regexp.MustCompile(`^[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?$`)

// instagramPages are first parts of Instagram's paths that are pages of its own.
var instagramPages = []string{"p", "reel", "reels", "tv", "explore", "accounts", "about", "developer", "legal", "direct", "share", "sharer",
	"web", "api", "oauth", "privacy", "press", "help", "s", "a", "create"}

// ParseHandle reads an Instagram handle from "@handle", "handle" or a profile's link, in lower case and without the @. A link to a
// post, a share button or another site is refused.
func ParseHandle(raw string) (string, error) {
	text := strings.TrimSpace(raw)
	if strings.ContainsAny(text, "/?") {
		text = handleOfLink(text)
	} else if label, rest, found := strings.Cut(text, ":"); found && !strings.Contains(label, "@") {
		text = strings.TrimSpace(rest) // "Instagram: @handle"
	}
	handle := strings.ToLower(strings.TrimPrefix(text, "@"))
	if !instagramHandle.MatchString(handle) || strings.Contains(handle, "..") {
		return "", fmt.Errorf("%q is not an Instagram handle: write one such as @padaria_do_centro or the profile's link", raw)
	}
	return handle, nil
}

// handleOfLink returns the handle in a profile's link, "" when it is another link.
func handleOfLink(text string) string {
	if strings.HasPrefix(text, "//") {
		text = "https:" + text
	} else if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	link, err := url.Parse(text)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(link.Hostname()), "www.")
	parts := strings.FieldsFunc(link.Path, func(r rune) bool { return r == '/' })
	switch host {
	case "l.instagram.com":
		if inner := link.Query().Get("u"); inner != "" && !strings.Contains(inner, "l.instagram.com") {
			return handleOfLink(inner)
		}
		return ""
	case "ig.me":
		parts = after(parts, "m")
	case "instagram.com", "m.instagram.com", "br.instagram.com", "instagr.am":
		parts = after(after(parts, "_u"), "stories")
	default:
		return ""
	}
	if len(parts) == 0 || slices.Contains(instagramPages, strings.ToLower(parts[0])) {
		return ""
	}
	return parts[0]
}

// after drops the first part where it is the given one.
func after(parts []string, first string) []string {
	if len(parts) > 0 && strings.EqualFold(parts[0], first) {
		return parts[1:]
	}
	return parts
}
