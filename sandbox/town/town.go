// Package town is the place that the sandbox plays: cities, the elements that OpenStreetmap holds of their businesses,
// and the businesses themselves with their numbers and websites. A town is made up from a seed, or read from an
// Overpass answer. Nothing in it changes once it is made, and nothing made up can be reached outside: numbers are
// +55 DD 9 0000 xxxx and +55 DD 3000 0xxx, hosts end in .example.
package town

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"
)

// Town is a place with its businesses.
type Town struct {
	Cities     []City
	Elements   []Element
	Businesses []Business
	Sites      map[string]*Site // by host in lower case, without port
}

// City is an administrative area. The first one of a town is the one to search.
type City struct {
	Name     string
	State    string // written out; empty when it is not known
	UF       string // two letters; empty when it is not known
	Relation int64
	Lat, Lon float64
	South    float64
	North    float64
	West     float64
	East     float64
	AreaCode string // two digits
}

// Element is a node, way or relation as a map holds it. Ways and relations have their centre.
type Element struct {
	Type string
	ID   int64
	Lat  float64
	Lon  float64
	Tags map[string]string
	City int // index into Cities
}

// Business is one that the map shows, or that only its website shows completely.
type Business struct {
	Name      string   `json:"name"`
	Kind      string   `json:"kind"` // key=value
	City      string   `json:"city"`
	Address   string   `json:"address,omitempty"`
	Numbers   []string `json:"numbers"` // digits with country code, the mobile first; none is national
	National  string   `json:"national,omitempty"`
	Email     string   `json:"email,omitempty"`
	Instagram string   `json:"instagram,omitempty"`
	Website   string   `json:"website,omitempty"`
	Elements  []string `json:"elements"` // "node/1"
	Closed    bool     `json:"closed,omitempty"`
}

// Site is what one host serves.
type Site struct {
	Host       string `json:"host"`
	Shape      Shape  `json:"shape"`
	Businesses []int  `json:"-"`      // indexes into Town.Businesses; more than one: a chain
	Hidden     bool   `json:"hidden"` // the mobile number stands nowhere but here
}

// Shape says how a website is made.
type Shape string

// The shapes of websites.
const (
	Plain       Shape = "plain"
	WordPress   Shape = "wordpress"
	LinkInBio   Shape = "link_in_bio"
	Windows1252 Shape = "windows_1252"
	Script      Shape = "needs_javascript"
	Parked      Shape = "parked"
	JSONLD      Shape = "json_ld"
	Obfuscated  Shape = "obfuscated_mail"
	ChatButton  Shape = "whatsapp_button"
	ShareButton Shape = "share_buttons"
	Broken      Shape = "broken_html"
	Disallowed  Shape = "robots_disallow"
	Slow        Shape = "slow"
	Missing     Shape = "not_found"
	Redirect    Shape = "redirect"
	Template    Shape = "template_leftovers"
	Wall        Shape = "login_wall"
)

// Shapes are all shapes of a business's own site, the common ones first.
func Shapes() []Shape {
	return []Shape{Plain, WordPress, ChatButton, JSONLD, LinkInBio, Windows1252, ShareButton, Obfuscated, Template, Broken,
		Redirect, Script, Slow, Parked, Missing, Disallowed}
}

// Site returns the site of a host as a request names it, with or without port and www.
func (t *Town) Site(host string) (*Site, bool) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	if s, ok := t.Sites[host]; ok {
		return s, true
	}
	bare, had := strings.CutPrefix(host, "www.")
	if !had {
		bare = "www." + host
	}
	s, ok := t.Sites[bare]
	return s, ok
}

// Rand returns a source of randomness that depends on the seed and the words alone.
func Rand(seed int64, words ...string) *rand.Rand {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w))
		_, _ = h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(uint64(seed), h.Sum64()))
}
