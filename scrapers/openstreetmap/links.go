package openstreetmap

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"aceno/campaign"
)

// services are the hosts whose pages are no websites of a business.
var services = map[string]string{
	"instagram.com": campaign.FactInstagram, "instagr.am": campaign.FactInstagram,
	"facebook.com": campaign.FactFacebook, "fb.com": campaign.FactFacebook, "fb.me": campaign.FactFacebook,
	"linkedin.com": campaign.FactLinkedIn, "tiktok.com": campaign.FactTikTok, "youtube.com": campaign.FactYouTube,
	"youtu.be": campaign.FactYouTube, "twitter.com": campaign.FactX, "x.com": campaign.FactX,
	"wa.me": campaign.FactWhatsApp, "whatsapp.com": campaign.FactWhatsApp,
}

// service returns the kind of the service that a link leads to, or nothing.
func service(link string) string {
	u := parseLink(link)
	if u == nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for {
		if kind := services[host]; kind != "" {
			return kind
		}
		_, rest, found := strings.Cut(host, ".")
		if !found {
			return ""
		}
		host = rest
	}
}

// unwrap takes a link out of the warning page that Instagram and Facebook put before it.
func unwrap(link string) string {
	u := parseLink(link)
	if u == nil || !slices.Contains([]string{"l.instagram.com", "l.facebook.com", "lm.facebook.com"}, strings.ToLower(u.Hostname())) {
		return link
	}
	if inner := u.Query().Get("u"); inner != "" {
		return inner
	}
	return link
}

// parseLink reads an address of the web, with or without its scheme.
func parseLink(text string) *url.URL {
	if !strings.Contains(text, "://") {
		text = "https://" + strings.TrimPrefix(text, "//")
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !strings.Contains(u.Hostname(), ".") || strings.ContainsAny(u.Hostname(), " @") {
		return nil
	}
	return u
}

// webAddress returns an address of the web with scheme and a host in lower case, or nothing.
func webAddress(link string) string {
	u := parseLink(link)
	if u == nil {
		return ""
	}
	u.Host, u.Fragment = strings.ToLower(u.Host), ""
	return u.String()
}

var handle = regexp.MustCompile(`^@?[\p{L}\p{N}_][\p{L}\p{N}._-]{0,99}$`)

// profile returns the handle of a page on a service, from its address or the handle itself, without the @; or nothing.
func profile(kind, text string) string {
	switch service(text) {
	case "":
		if name, err := url.PathUnescape(strings.Trim(text, "/")); err == nil && handle.MatchString(name) {
			return strings.TrimPrefix(name, "@")
		}
		return ""
	case kind:
		u := parseLink(text)
		path := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
		if id := u.Query().Get("id"); len(path) == 1 && path[0] == "profile.php" {
			path[0] = id
		}
		return handleOf(kind, path)
	}
	return ""
}

// rooms are first parts of a path behind which the page stands; with true they belong to its handle.
var rooms = map[string]map[string]bool{
	campaign.FactFacebook: {"pages": false, "people": false, "pg": false, "p": false, "groups": true},
	campaign.FactLinkedIn: {"company": true, "in": true, "school": true, "showcase": true},
	campaign.FactYouTube:  {"channel": true, "user": true, "c": true},
}

// noPages are first parts of a path that are no page of a business.
var noPages = []string{"watch", "playlist", "shorts", "embed", "live", "sharer", "sharer.php", "share", "share.php", "events", "photo", "photos",
	"photo.php", "story.php", "permalink.php", "home.php", "profile.php", "hashtag", "intent", "search", "login"}

// handleOf finds the handle in the path of a service's page.
func handleOf(kind string, path []string) string {
	if len(path) == 0 || slices.Contains(noPages, strings.ToLower(path[0])) {
		return ""
	}
	keep, isRoom := rooms[kind][strings.ToLower(path[0])]
	switch {
	case !isRoom:
		path = path[:1]
	case len(path) < 2:
		return ""
	case keep:
		if name := strings.TrimPrefix(path[1], "@"); handle.MatchString(name) {
			return strings.ToLower(path[0]) + "/" + name
		}
		return ""
	default:
		path = path[len(path)-1:] // pages/Name/123: the number
	}
	if !handle.MatchString(path[0]) || kind == campaign.FactLinkedIn {
		return ""
	}
	return strings.TrimPrefix(path[0], "@")
}
