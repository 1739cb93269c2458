// Package websites serves the businesses' own pages by the Host header, in the shapes that small Brazilian businesses
// have them: some plain and old, some made with a builder, some broken, some without anything to read. All words on
// them are made up.
package websites

import (
	"embed"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"
	"text/template"
	"time"

	"golang.org/x/text/encoding/charmap"

	"aceno/sandbox/fault"
	"aceno/sandbox/town"
)

//go:embed pages/*.html
var files embed.FS

// slowBy is how long a slow site takes for a page, in real time.
const slowBy = 1500 * time.Millisecond

// pages are the pages of a shape: path and template. A path that is not here is 404.
var pages = map[town.Shape]map[string]string{
	town.Plain:       {"/": "plain.home", "/index.htm": "plain.home", "/empresa.htm": "plain.empresa", "/contato.htm": "plain.contato"},
	town.WordPress:   {"/": "wordpress.home", "/sobre-nos/": "wordpress.sobre", "/contato/": "wordpress.contato"},
	town.LinkInBio:   {"/": "bio.home"},
	town.ChatButton:  {"/": "chat.home", "/fale-conosco": "chat.contato"},
	town.JSONLD:      {"/": "jsonld.home"},
	town.Windows1252: {"/": "latin.home"},
	town.Script:      {"/": "script.home"},
	town.Parked:      {"/": "parked.home"},
	town.ShareButton: {"/": "share.home"},
	town.Obfuscated:  {"/": "obfuscated.home"},
	town.Template:    {"/": "template.home", "/contato.html": "template.contato"},
	town.Broken:      {"/": "broken.home", "/contato.php": "broken.contato"},
	town.Redirect:    {"/inicio": "chat.home", "/fale-conosco": "chat.contato"},
	town.Slow:        {"/": "plain.home", "/contato.htm": "plain.contato"},
	town.Disallowed:  {"/": "plain.home", "/contato.htm": "plain.contato"},
	town.Wall:        {"/": "wall.home"},
}

// Server serves the sites of a town. It is safe for many goroutines.
type Server struct {
	town      *town.Town
	faults    *fault.Book
	templates *template.Template
}

// New reads the templates and returns a server.
func New(t *town.Town, faults *fault.Book) (*Server, error) {
	all, err := template.New("").Funcs(template.FuncMap{"h": html.EscapeString, "json": quote}).ParseFS(files, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("read the pages of websites: %w", err)
	}
	return &Server{town: t, faults: faults, templates: all}, nil
}

func quote(s string) (string, error) {
	raw, err := json.Marshal(s)
	return string(raw), err
}

// Serves tells whether a host is a website of the town.
func (s *Server) Serves(host string) bool {
	_, ok := s.town.Site(host)
	return ok
}

// ServeHTTP answers for the site that the Host header names.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	site, ok := s.town.Site(r.Host)
	if !ok {
		http.NotFound(w, r)
		return
	}
	f := s.faults.Take(fault.Websites)
	if f.Before(w, r) {
		return
	}
	path := r.URL.Path
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
	case path == "/robots.txt":
		robots(w, r, site.Shape)
	case site.Shape == town.Missing:
		http.NotFound(w, r)
	case site.Shape == town.Redirect && path == "/":
		http.Redirect(w, r, "/inicio", http.StatusMovedPermanently)
	case site.Shape == town.WordPress && (path == "/contato" || path == "/sobre-nos"):
		http.Redirect(w, r, path+"/", http.StatusMovedPermanently)
	default:
		s.page(w, r, site, f)
	}
}

func robots(w http.ResponseWriter, r *http.Request, shape town.Shape) {
	var text string
	switch shape {
	case town.Disallowed:
		text = "User-agent: *\nDisallow: /\n"
	case town.WordPress:
		text = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: http://" + r.Host + "/wp-sitemap.xml\n"
	case town.Template, town.JSONLD:
		text = "User-agent: *\nDisallow:\n"
	default:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(text))
}

// page writes one page of a site. The address of a branch or a campaign on the map is the home page too.
func (s *Server) page(w http.ResponseWriter, r *http.Request, site *town.Site, f *fault.Fault) {
	named, ok := pages[site.Shape][r.URL.Path]
	if !ok && s.isHome(site, r.URL.Path) {
		named, ok = pages[site.Shape]["/"], true
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	card := s.card(site)
	if len(card.Branches) > 1 && strings.HasSuffix(named, ".home") && site.Shape != town.Wall {
		named = "chain.home"
	}
	var out strings.Builder
	if err := s.templates.ExecuteTemplate(&out, named+".html", card); err != nil {
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		return
	}
	body, contentType := []byte(out.String()), "text/html; charset=utf-8"
	switch site.Shape {
	case town.Windows1252:
		contentType = "text/html"
		if latin, err := charmap.Windows1252.NewEncoder().Bytes(body); err == nil {
			body = latin
		}
	case town.Plain, town.Broken:
		contentType = "text/html" // says nothing of its charset
	case town.Slow:
		if !(&fault.Fault{DelayMS: int(slowBy.Milliseconds())}).Delay(r) {
			return
		}
	}
	w.Header().Set("Content-Type", contentType)
	if f != nil && f.Kind == fault.Truncated {
		fault.Cut(w, body)
	}
	_, _ = w.Write(body)
}

func (s *Server) isHome(site *town.Site, path string) bool {
	for _, i := range site.Businesses {
		website := s.town.Businesses[i].Website
		if _, rest, ok := strings.Cut(website, "://"); ok {
			website = rest
		}
		_, rest, _ := strings.Cut(website, "/")
		if rest, _, _ = strings.Cut(rest, "?"); "/"+rest == path {
			return true
		}
	}
	return false
}
