package website

import (
	"net/url"
	"regexp"
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// profile is one profile on a network.
type profile struct {
	kind   string // campaign.FactInstagram, …, or the network's name
	handle string
	raw    string // the link
}

// network is one place where businesses have profiles.
type network struct {
	kind  string
	hosts []string
	read  func(path []string, q url.Values) string // the handle, or "" when the address is no profile
}

var networks = []network{
	{campaign.FactInstagram, []string{"instagram.com", "instagr.am"}, instagramHandle},
	{campaign.FactFacebook, []string{"facebook.com", "fb.com", "facebook.com.br"}, facebookHandle},
	{campaign.FactLinkedIn, []string{"linkedin.com"}, linkedinHandle},
	{campaign.FactTikTok, []string{"tiktok.com"}, tiktokHandle},
	{campaign.FactYouTube, []string{"youtube.com"}, youtubeHandle},
	{campaign.FactX, []string{"twitter.com", "x.com"}, xHandle},
	{"pinterest", []string{"pinterest.com", "pinterest.com.br", "pinterest.pt", "pinterest.es", "pinterest.co.uk"}, firstHandle(`pin
		search categories ideas source`)},
}

// profiles returns the profiles that a page links to.
func (d *document) profiles() []profile {
	var out []profile
	for _, l := range d.links {
		p, ok := readProfile(l.to)
		if !ok || d.mention(l) || l.credit {
			continue
		}
		out = append(out, p)
	}
	for i, line := range d.lines {
		if handle := labelledHandle(line); handle != "" {
			out = append(out, profile{campaign.FactInstagram, handle, d.lines[i]})
		}
	}
	return out
}

// mention tells whether a link only names somebody else in a sentence, as in a quoted post: "@name" among other words.
func (d *document) mention(l link) bool {
	if !l.at && !strings.HasPrefix(l.text, "@") || l.line >= len(d.lines) {
		return false
	}
	line := d.lines[l.line]
	return len(strings.Fields(line)) > 6 && !followWords.MatchString(line)
}

var (
	followWords  = regexp.MustCompile(`(?i)siga|segue|follow|síguenos|siguenos|insta|twitter|facebook|redes`)
	instaLabel   = regexp.MustCompile(`(?i)(?:instagram|insta|ig)\s?[:\-–]?\s?@([a-z0-9._]{2,30})\b`)
	networkRoots = set(`home login signup about help privacy terms policies legal hashtag explore search share`)
)

// labelledHandle returns the handle of a line that names the network: "Instagram: @padaria".
func labelledHandle(line string) string {
	if !strings.Contains(line, "@") {
		return ""
	}
	m := instaLabel.FindStringSubmatch(line)
	if m == nil {
		return ""
	}
	handle, err := contact.ParseHandle(strings.TrimRight(m[1], "."))
	if err != nil {
		return ""
	}
	return handle
}

// readProfile reads the address of a profile. Share buttons, posts, plug-ins and bare front pages are none.
func readProfile(address string) (profile, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return profile{}, false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	path := u.Path
	if bang, ok := strings.CutPrefix(u.Fragment, "!"); ok {
		path, _, _ = strings.Cut(bang, "?")
	}
	parts := pathParts(path)
	for _, n := range networks {
		for _, h := range n.hosts {
			if host != h && !strings.HasSuffix(host, "."+h) {
				continue
			}
			if len(parts) == 0 && len(u.Query()) == 0 {
				return profile{}, false
			}
			handle := n.read(parts, u.Query())
			if handle == "" || builders[strings.ToLower(handle)] {
				return profile{}, false
			}
			return profile{n.kind, handle, address}, true
		}
	}
	return profile{}, false
}

// builders are the profiles that site builders and themes leave in their templates.
var builders = set(`wix wixcom wordpress wordpressdotcom squarespace shopify weebly godaddy webflow elementor facebook
	instagram twitter youtube tiktok linkedin company/linkedin htmlcodex colorlib user pages yourpage yourusername username`)

func pathParts(path string) []string {
	var out []string
	for part := range strings.SplitSeq(path, "/") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func instagramHandle(path []string, _ url.Values) string {
	if len(path) > 1 && path[0] == "_u" { // the form that opens the app
		path = path[1:]
	}
	if len(path) == 0 {
		return ""
	}
	switch strings.ToLower(path[0]) {
	case "_u", "p", "reel", "reels", "tv", "stories", "explore", "accounts", "share", "direct", "developer", "about", "legal":
		return ""
	}
	handle, err := contact.ParseHandle(path[0])
	if err != nil {
		return ""
	}
	return handle
}

func facebookHandle(path []string, q url.Values) string {
	if len(path) == 0 {
		return ""
	}
	switch first := strings.ToLower(path[0]); first {
	case "profile.php":
		return number(q.Get("id"))
	case "pages", "people", "pg", "p":
		if len(path) < 2 || path[1] == "category" {
			return ""
		}
		if id := number(path[len(path)-1]); id != "" {
			return id
		}
		return path[len(path)-1]
	case "groups":
		if len(path) > 1 {
			return "groups/" + path[1]
		}
		return ""
	default:
		return plainHandle(path, `sharer share share.php sharer.php dialog plugins tr login login.php l.php events photo photo.php
			photos watch hashtag story.php permalink.php policies policy.php help home.php media video video.php reel ads business
			settings marketplace gaming notes 2008 v2.0 r.php recover messages`)
	}
}

func linkedinHandle(path []string, q url.Values) string {
	if len(path) == 0 {
		return ""
	}
	switch first := strings.ToLower(path[0]); first {
	case "company", "in", "school", "showcase", "pub", "groups", "organization":
		if id := number(q.Get("gid")); first == "groups" && id != "" {
			return "groups/" + id
		}
		if len(path) > 1 {
			return first + "/" + strings.Join(path[1:min(len(path), 5)], "/")
		}
	}
	return ""
}

func tiktokHandle(path []string, _ url.Values) string {
	if len(path) != 1 || !strings.HasPrefix(path[0], "@") {
		return ""
	}
	return strings.TrimPrefix(path[0], "@")
}

func youtubeHandle(path []string, _ url.Values) string {
	if len(path) == 0 {
		return ""
	}
	switch first := strings.ToLower(path[0]); first {
	case "channel", "user", "c":
		if len(path) > 1 {
			return first + "/" + path[1]
		}
		return ""
	}
	return plainHandle(path, `embed watch v playlist results shorts live feed t iframe_api player_api s yts redirect`)
}

func xHandle(path []string, _ url.Values) string {
	if len(path) > 1 {
		switch strings.ToLower(path[1]) {
		case "status", "statuses", "lists", "likes", "moments":
			return ""
		}
	}
	return plainHandle(path, `intent i share.php tos statuses widgets search-home account settings oauth`)
}

func firstHandle(not string) func([]string, url.Values) string {
	return func(path []string, _ url.Values) string { return plainHandle(path, not) }
}

var handlePattern = regexp.MustCompile(`^@?[\pL\d][\pL\d._-]{0,99}$`)

// plainHandle returns the first part of the path unless it is a word that the network keeps for itself.
func plainHandle(path []string, not string) string {
	if len(path) == 0 || !handlePattern.MatchString(path[0]) {
		return ""
	}
	first := strings.ToLower(path[0])
	if networkRoots[first] || set(not)[first] || strings.HasSuffix(first, ".php") {
		return ""
	}
	return strings.TrimPrefix(path[0], "@")
}

func number(s string) string {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}
