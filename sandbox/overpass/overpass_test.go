package overpass

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"aceno/sandbox/fault"
	"aceno/sandbox/sandboxtest"
	"aceno/sandbox/town"
)

func place() *town.Town {
	city := func(name string, relation int64, south float64) town.City {
		return town.City{Name: name, State: "Santa Catarina", UF: "SC", Relation: relation, South: south, North: south + 1, West: -50, East: -49, AreaCode: "47"}
	}
	return &town.Town{
		Cities: []town.City{city("Vale Sereno", 101, -27), city("Porto Manso", 102, -28)},
		Elements: []town.Element{
			{Type: "way", ID: 5, Lat: -26.5, Lon: -49.5, Tags: map[string]string{"name": "Padaria Sol", "shop": "bakery", "phone": "+55 47 3000-0011"}},
			{Type: "node", ID: 2, Lat: -26.5001, Lon: -49.5, Tags: map[string]string{"name": "Café Sol", "amenity": "cafe;bakery"}},
			{Type: "node", ID: 1, Lat: -26.6, Lon: -49.6, Tags: map[string]string{"shop": "hairdresser"}},
			{Type: "relation", ID: 9, Lat: -26.7, Lon: -49.7, Tags: map[string]string{"name": "Escola", "amenity": "school"}},
			{Type: "node", ID: 3, Lat: -27.5, Lon: -49.5, Tags: map[string]string{"name": "Padaria Lua", "shop": "bakery"}, City: 1},
		},
	}
}

func serve(t *testing.T) (*Server, *fault.Book) {
	t.Helper()
	faults := &fault.Book{}
	now := func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }
	return New(place(), faults, func(r *http.Request) bool { return r.UserAgent() != "" }, now), faults
}

// ask posts a query.
func ask(s *Server, query string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/api/interpreter", strings.NewReader(url.Values{"data": {query}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", "overpass-test/1.0")
	w := httptest.NewRecorder()
	s.Interpreter(w, r)
	return w
}

// found asks and returns the elements as "node/1".
func found(t *testing.T, s *Server, query string) []string {
	t.Helper()
	w := ask(s, query)
	if w.Code != http.StatusOK {
		t.Fatalf("query %s\nwas answered with %d:\n%s", query, w.Code, w.Body)
	}
	var out struct {
		Elements []struct {
			Type string      `json:"type"`
			ID   json.Number `json:"id"`
		} `json:"elements"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	list := []string{}
	for _, e := range out.Elements {
		list = append(list, e.Type+"/"+e.ID.String())
	}
	return list
}

func TestInterpreter_findsWhatAQueryAsksFor(t *testing.T) {
	t.Parallel()
	s, _ := serve(t)
	for name, c := range map[string]struct {
		query string
		want  string
	}{
		"area by id":           {`[out:json][timeout:60][maxsize:134217728];area(3600000101)->.a;(nwr["shop"="bakery"]["name"](area.a););out tags center 500;`, "way/5"},
		"area by tags":         {`[out:json];area["name"="Porto Manso"]["admin_level"="8"]->.b;node[shop=bakery](area.b);out;`, "node/3"},
		"area without a set":   {`[out:json];area[name="Vale Sereno"];nwr[amenity](area);out ids;`, "node/2 relation/9"},
		"area in the filter":   {`[out:json];nwr["shop"](area:3600000102);out;`, "node/3"},
		"unknown area":         {`[out:json];area["name"="Nenhures"]->.a;nwr["shop"](area.a);out;`, ""},
		"union, each once":     {`[out:json];(node["amenity"];nwr["name"~"Sol$"];);out;`, "node/2 way/5"},
		"one of several":       {`[out:json];nwr["amenity"~"(^|;) *(bakery) *(;|$)"];out;`, "node/2"},
		"without case":         {`[out:json];nwr["name"~"padaria",i];out;`, "node/3 way/5"},
		"not equal":            {`[out:json];node["shop"!="bakery"];out;`, "node/1 node/2"},
		"not like":             {`[out:json];nwr["name"!~"Sol|Lua"];out;`, "node/1 relation/9"},
		"absent":               {`[out:json];nwr[!"name"];out;`, "node/1"},
		"key by expression":    {`[out:json];nwr[~"^(shop|office)$"~"hair"];out;`, "node/1"},
		"around":               {`[out:json];nwr(around:1000,-26.5,-49.5);out;`, "node/2 way/5"},
		"rectangle":            {`[out:json];nwr["shop"](-26.7,-49.8,-26.55,-49.0);out;`, "node/1"},
		"rectangle for all":    {`[out:json][bbox:-28,-50,-27,-49];nwr[shop];out;`, "node/3"},
		"by id":                {`[out:json];node(id:1,3);out;`, "node/1 node/3"},
		"by one id":            {`[out:json];way(5);out;`, "way/5"},
		"from a set":           {`[out:json];nwr[shop]->.s;nwr.s[name];.s out ids 1;`, "node/1"},
		"only relations":       {`[out:json];rel[amenity];out;`, "relation/9"},
		"at most so many":      {`[out:json];nwr[shop];out 2;`, "node/1 node/3"},
		"comments and escapes": {"[out:json]; // Läden\n/* all\nof them */ nwr[\"name\"=\"Caf\u00e9 Sol\"]; out;", "node/2"},
		"an area itself":       {`[out:json];area["name"="Porto Manso"];out;`, "area/3600000102"},
	} {
		if got := strings.Join(found(t, s, c.query), " "); got != c.want {
			t.Errorf("%s: found %q, want %q", name, got, c.want)
		}
	}
}

func TestInterpreter_refusesWhatDoesNotParse(t *testing.T) {
	t.Parallel()
	s, _ := serve(t)
	for name, c := range map[string]struct{ query, want string }{
		"unknown type":      {`[out:json];nodee["shop"];out;`, "line 1: parse error: Unknown type &#34;nodee&#34;"},
		"no semicolon":      {"[out:json];\nnwr[\"shop\"]", "line 2: parse error: &#39;;&#39; expected - end of input found."},
		"open string":       {`[out:json];nwr["shop];out;`, "Unclosed quotation mark"},
		"open bracket":      {`[out:json];nwr["shop"="x";out;`, "&#39;]&#39; expected"},
		"no filter":         {`[out:json];nwr;out;`, "static error"},
		"bad expression":    {`[out:json];nwr["a"~"("];out;`, "Invalid regular expression"},
		"unknown setting":   {`[out:json][speed:9];nwr["a"];out;`, "Unknown setting"},
		"bad time-out":      {`[out:json][timeout:soon];nwr["a"];out;`, "positive number"},
		"unknown mode":      {`[out:json];nwr["a"];out everything;`, "Unknown print mode"},
		"bad rectangle":     {`[out:json];nwr["a"](10,0,5,1);out;`, "static error"},
		"three coordinates": {`[out:json];nwr["a"](1,2,3);out;`, "&#39;,&#39; expected"},
		"xml":               {`nwr["a"];out;`, "json"},
		"empty union":       {`[out:json];();out;`, "union"},
		"empty":             {"  ", "whitespace"},
		"open comment":      {`[out:json]; /* nwr`, "Unclosed comment"},
		"operator":          {`[out:json];nwr["a"<"b"];out;`, "expected"},
	} {
		w := ask(s, c.query)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), c.want) || !strings.Contains(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: got %d %s\n%s\nwant 400 in HTML with %q", name, w.Code, w.Header().Get("Content-Type"), w.Body, c.want)
		}
	}
}

func TestInterpreter_printsPositionsOnlyWhereTheModeHasThem(t *testing.T) {
	t.Parallel()
	s, _ := serve(t)
	for out, want := range map[string]struct{ lat, center, tags bool }{
		"out tags center": {true, true, true}, "out tags": {false, false, true}, "out ids": {false, false, false},
		"out skel": {true, false, false}, "out": {true, false, true}, "out center": {true, true, true},
	} {
		body := ask(s, `[out:json];(node(2);way(5););`+out+`;`).Body.String()
		for key, has := range map[string]bool{`"lat": -26.5001`: want.lat, `"center":`: want.center, `"tags":`: want.tags} {
			if strings.Contains(body, key) != has {
				t.Errorf("%s: %s is there: %v, want %v\n%s", out, key, !has, has, body)
			}
		}
	}
}

func TestInterpreter_answersOneAtATime(t *testing.T) {
	t.Parallel()
	s, faults := serve(t)
	if err := faults.Add(fault.Fault{On: fault.Overpass, Kind: fault.Slow, DelayMS: 60_000}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(s.Interpreter))
	defer server.Close()
	first, err := http.NewRequest(http.MethodGet, server.URL+"?data="+url.QueryEscape("[out:json];node(1);out;"), nil)
	if err != nil {
		t.Fatal(err)
	}
	first.Header.Set("User-Agent", "overpass-test/1.0")
	client := &http.Client{}
	done := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer close(done)
		if res, err := client.Do(first.WithContext(ctx)); err == nil {
			_ = res.Body.Close()
		}
	}()
	sandboxtest.Until(t, "the first query to hold the slot", s.busy.Load)
	w := ask(s, "[out:json];node(1);out;")
	if w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), "rate_limited") {
		t.Errorf("a second query beside the first got %d %s, want 429 rate_limited", w.Code, w.Body)
	}
	status := httptest.NewRecorder()
	s.Status(status, httptest.NewRequest(http.MethodGet, "/api/status", nil))
	if !strings.Contains(status.Body.String(), "Slot available after:") {
		t.Errorf("status while a query runs:\n%s", status.Body)
	}
	cancel()
	<-done
	sandboxtest.Until(t, "the slot to be free", func() bool { return !s.busy.Load() })
	if w := ask(s, "[out:json];node(1);out;"); w.Code != http.StatusOK {
		t.Errorf("after the first query a second got %d, want 200", w.Code)
	}
}

func TestInterpreter_misbehavesOnRequest(t *testing.T) {
	t.Parallel()
	s, faults := serve(t)
	for _, c := range []struct {
		f      fault.Fault
		status int
		want   string
	}{
		{fault.Fault{Kind: fault.Busy}, http.StatusGatewayTimeout, "too busy"},
		{fault.Fault{Kind: fault.Limited}, http.StatusTooManyRequests, "rate_limited"},
		{fault.Fault{Kind: fault.Status, Status: 502, HTML: true}, http.StatusBadGateway, "<h1>Bad Gateway</h1>"},
		{fault.Fault{Kind: fault.Remark}, http.StatusOK, `"remark": "runtime error: Query timed out`},
	} {
		c.f.On = fault.Overpass
		if err := faults.Add(c.f); err != nil {
			t.Fatal(err)
		}
		w := ask(s, `[out:json][timeout:60];nwr["shop"];out;`)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: got %d\n%s\nwant %d with %q", c.f.Kind, w.Code, w.Body, c.status, c.want)
		}
	}
	if w := ask(s, `[out:json];nwr["shop"];out;`); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "remark") {
		t.Errorf("after the faults: %d %s", w.Code, w.Body)
	}
	r := httptest.NewRequest(http.MethodGet, "/api/interpreter?data=x", nil)
	w := httptest.NewRecorder()
	s.Interpreter(w, r)
	if w.Code != http.StatusNotAcceptable {
		t.Errorf("without a User-Agent: %d, want 406", w.Code)
	}
}

func TestInterpreter_looksLikeTheRealServer(t *testing.T) {
	t.Parallel()
	sandboxtest.Shared(t, "payloads", "overpass-errors")
	s, faults := serve(t)
	strip := regexp.MustCompile(`</strong>: [^<]*`)
	for file, kind := range map[string]string{"err.429.html": fault.Limited, "err.504.html": fault.Busy, "err.400_parse.html": ""} {
		if kind != "" {
			if err := faults.Add(fault.Fault{On: fault.Overpass, Kind: kind}); err != nil {
				t.Fatal(err)
			}
		}
		got, want := strip.ReplaceAllString(ask(s, "nonsense").Body.String(), ""), strip.ReplaceAllString(string(sandboxtest.Read(t, "payloads", "overpass-errors", file)), "")
		if got != want {
			t.Errorf("%s: the page is\n%s\nwant the shape\n%s", file, got, want)
		}
	}
	if err := faults.Add(fault.Fault{On: fault.Overpass, Kind: fault.Remark}); err != nil {
		t.Fatal(err)
	}
	got := sandboxtest.Keys(t, ask(s, `[out:json];node["shop"];out;`).Body.Bytes(), "tags")
	want := sandboxtest.Keys(t, sandboxtest.Read(t, "payloads", "overpass-errors", "resp.200_remark_timeout_partial.json"), "tags")
	if !reflect.DeepEqual(got, want) {
		t.Errorf("an answer has the keys %v, want %v", got, want)
	}
}
