package websites

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"aceno/sandbox/fault"
	"aceno/sandbox/sandboxtest"
	"aceno/sandbox/town"
)

// serve returns a server for a town with one business, whose site has a shape.
func serve(t *testing.T, shape town.Shape) (*Server, *fault.Book) {
	t.Helper()
	faults := &fault.Book{}
	s, err := New(&town.Town{
		Businesses: []town.Business{{
			Name: "Padaria Três & Irmãos", Kind: "shop=bakery", City: "Vale Sereno", Address: "Rua das Acácias, 10",
			Numbers: []string{"5547900000101", "554730000011"}, Email: "contato@tres.example", Instagram: "tresirmaos_valesereno",
			Website: "http://tres.example/?utm_source=mapa",
		}},
		Sites: map[string]*town.Site{"tres.example": {Host: "tres.example", Shape: shape, Businesses: []int{0}}},
	}, faults)
	if err != nil {
		t.Fatal(err)
	}
	return s, faults
}

func get(s *Server, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://tres.example"+path, nil))
	return w
}

func TestServer_showsContactsAsEachShapeDoes(t *testing.T) {
	t.Parallel()
	const mobile, chat, mail = "(47) 90000-0101", "5547900000101", "contato@tres.example"
	for shape, c := range map[town.Shape]struct {
		path      string
		has, lack []string
	}{
		town.Plain:       {"/contato.htm", []string{mobile, "(47) 3000-0011", "mailto:" + mail}, nil},
		town.WordPress:   {"/contato/", []string{"tel:+" + chat, mail}, nil},
		town.LinkInBio:   {"/", []string{"https://wa.me/" + chat, "instagram.com/tresirmaos_valesereno"}, nil},
		town.ChatButton:  {"/", []string{"api.whatsapp.com/send?phone=" + chat}, nil},
		town.JSONLD:      {"/", []string{"application/ld+json", `"telephone": "+` + chat}, []string{mobile}},
		town.ShareButton: {"/", []string{"api.whatsapp.com/send?text=", mobile}, []string{"send?phone="}},
		town.Obfuscated:  {"/", []string{"contato [arroba] tres [ponto] example"}, []string{mail}},
		town.Template:    {"/contato.html", []string{mobile}, []string{"00000-0000"}},
		town.Broken:      {"/", []string{mobile}, []string{"</html>"}},
		town.Redirect:    {"/inicio", []string{"send?phone="}, nil},
		town.Script:      {"/", []string{`<div id="root">`}, []string{"90000", mail}},
		town.Parked:      {"/", []string{"estacionado"}, []string{"90000", mail, "Padaria"}},
		town.Wall:        {"/", []string{"Entre ou cadastre-se"}, []string{"90000"}},
	} {
		s, _ := serve(t, shape)
		w := get(s, c.path)
		for _, part := range c.has {
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), part) {
				t.Errorf("%s%s: %d, %q is missing in\n%s", shape, c.path, w.Code, part, w.Body)
			}
		}
		for _, part := range c.lack {
			if strings.Contains(w.Body.String(), part) {
				t.Errorf("%s%s shows %q", shape, c.path, part)
			}
		}
	}
}

func TestServer_answersAsEachShapeDoes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		shape  town.Shape
		path   string
		status int
		want   string
	}{
		"not there":        {town.Missing, "/", 404, "not found"},
		"moved":            {town.Redirect, "/", 301, "/inicio"},
		"no slash":         {town.WordPress, "/contato", 301, "/contato/"},
		"another page":     {town.Plain, "/precos.htm", 404, ""},
		"no robots":        {town.Plain, "/robots.txt", 404, ""},
		"robots keep out":  {town.Disallowed, "/robots.txt", 200, "Disallow: /\n"},
		"robots of a blog": {town.WordPress, "/robots.txt", 200, "Disallow: /wp-admin/"},
		"robots let in":    {town.Template, "/robots.txt", 200, "Disallow:\n"},
	} {
		s, _ := serve(t, c.shape)
		w := get(s, c.path)
		if w.Code != c.status || !strings.Contains(w.Body.String()+w.Header().Get("Location"), c.want) {
			t.Errorf("%s: got %d %s, want %d with %q", name, w.Code, w.Body, c.status, c.want)
		}
	}
	s, _ := serve(t, town.Plain)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "http://tres.example/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: got %d, want 405", w.Code)
	}
	w = httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://outra.example/", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("another host: got %d, want 404", w.Code)
	}
}

func TestServer_writesOldPagesInTheirCharset(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, town.Windows1252)
	w := get(s, "/")
	if utf8.Valid(w.Body.Bytes()) || !strings.Contains(w.Body.String(), "Tr\xeas &amp; Irm\xe3os") || strings.Contains(w.Header().Get("Content-Type"), "charset") {
		t.Errorf("the page is not in windows-1252, or its header says so: %s\n%q", w.Header().Get("Content-Type"), w.Body)
	}
}

func TestServer_writesJSONLDThatCanBeRead(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, town.JSONLD)
	block := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindStringSubmatch(get(s, "/").Body.String())
	var value map[string]any
	if len(block) != 2 || json.Unmarshal([]byte(block[1]), &value) != nil || value["name"] != "Padaria Três & Irmãos" {
		t.Errorf("the block cannot be read: %v", block)
	}
}

func TestServer_isSlowWhereAskedAndStopsForWhoLeft(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, town.Slow)
	server := httptest.NewServer(s)
	defer server.Close()
	client := &http.Client{Timeout: slowBy / 10}
	req, err := http.NewRequest(http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "tres.example"
	if res, err := client.Do(req); err == nil {
		_ = res.Body.Close()
		t.Error("a slow site answered at once")
	}
}

func TestServer_breaksAPageOnRequest(t *testing.T) {
	t.Parallel()
	s, faults := serve(t, town.Plain)
	server := httptest.NewServer(s)
	defer server.Close()
	for _, kind := range []string{fault.Drop, fault.Truncated} {
		if err := faults.Add(fault.Fault{On: fault.Websites, Kind: kind}); err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequest(http.MethodGet, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "tres.example"
		if res, err := http.DefaultClient.Do(req); err == nil {
			var all strings.Builder
			if err := res.Write(&all); err == nil {
				t.Errorf("%s: a whole page came", kind)
			}
			_ = res.Body.Close()
		}
	}
}

func TestServer_servesEveryPageOfARealTown(t *testing.T) {
	t.Parallel()
	made, err := town.Generate(1, 300)
	if err != nil {
		t.Fatal(err)
	}
	mapped, err := town.LoadOSM(sandboxtest.Shared(t, "data", "osm", "overpass_sc_blumenau.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range []*town.Town{made, mapped} {
		s, err := New(place, &fault.Book{})
		if err != nil {
			t.Fatal(err)
		}
		for host, site := range place.Sites {
			if site.Shape == town.Slow || site.Shape == town.Missing || site.Shape == town.Redirect {
				continue
			}
			w := httptest.NewRecorder()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Host = host
			s.ServeHTTP(w, r)
			if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "<no value>") {
				t.Errorf("%s (%s): %d %s", host, site.Shape, w.Code, w.Body)
			}
			if len(site.Businesses) > 1 && strings.Contains(w.Body.String(), "wa.me") {
				t.Errorf("%s is a chain's and shows one branch's number", host)
			}
		}
	}
}
