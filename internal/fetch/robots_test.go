package fetch

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
)

func TestRobots_agreesWithGooglesParserOnRealSites(t *testing.T) {
	t.Parallel()
	folder := sharedFolder(t, "data", "robots")
	f, err := os.Open(filepath.Join(folder, "real_sites_expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	reader := csv.NewReader(f)
	reader.Comma, reader.LazyQuotes = '\t', true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	files, agreed := map[string]string{}, 0
	for _, row := range rows[1:] {
		text, ok := files[row[0]]
		if !ok {
			raw, err := os.ReadFile(filepath.Join(folder, "files", row[0]))
			if err != nil {
				t.Fatal(err)
			}
			text = string(raw)
			files[row[0]] = text
		}
		if robotsAllow(text, row[1], row[2]) == (row[3] == "allow") {
			agreed++
		}
	}
	total := len(rows) - 1
	t.Logf("real sites: %d of %d verdicts agree (%.3f %%)", agreed, total, 100*float64(agreed)/float64(total))
	if float64(agreed) < 0.995*float64(total) {
		t.Error("want 99.5 %")
	}
}

func TestRobots_agreesWithGooglesOwnCases(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join(sharedFolder(t, "data", "robots"), "google_suite_cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Test    string
		Robots  string `json:"robots_txt"`
		Agent   string `json:"user_agent"`
		URL     string
		Allowed bool
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	agreed, skipped := 0, 0
	for _, c := range cases {
		if strings.ContainsFunc(c.URL, func(r rune) bool { return r > '~' }) {
			skipped++ // an address that is not escaped; none reaches the client
			continue
		}
		if robotsAllow(c.Robots, c.Agent, c.URL) == c.Allowed {
			agreed++
		} else {
			t.Logf("%s: %q for %q at %q", c.Test, c.Robots, c.Agent, c.URL)
		}
	}
	run := len(cases) - skipped
	t.Logf("Google's cases: %d of %d agree, %d with addresses that are not escaped were not run", agreed, run, skipped)
	if float64(agreed) < 0.995*float64(run) {
		t.Error("want 99.5 %")
	}
}

func TestGet_obeysRobotsByItsStatus(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		want   Kind
	}{
		"allows when the file allows":              {200, "user-agent: *\ndisallow: /other", ""},
		"refuses when the file refuses":            {200, "user-agent: *\ndisallow: /", Robots},
		"refuses when the file refuses us by name": {200, "user-agent: acenobot\ndisallow: /\n\nuser-agent: *\nallow: /", Robots},
		"allows when there is no file":             {404, "", ""},
		"allows when the file is forbidden":        {403, "user-agent: *\ndisallow: /", ""},
		"waits when the host is in trouble":        {503, "", RobotsLater},
		"waits when the host is busy":              {429, "", RobotsLater},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newStub(t, func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/robots.txt" {
						w.WriteHeader(c.status)
						_, _ = w.Write([]byte(c.body))
						return
					}
					hello(w, r)
				})
				_, err := s.client(t, Options{UserAgent: "AcenoBot/1.0 (+https://agency.example/bot)"}).Get(t.Context(), "http://shop.test/page")
				var failed *Error
				switch {
				case c.want == "" && err != nil:
					t.Errorf("want a page, got %v", err)
				case c.want != "" && (!errors.As(err, &failed) || failed.Kind != c.want):
					t.Errorf("want %s, got %v", c.want, err)
				case c.want == RobotsLater && (!failed.Retry || failed.After == 0):
					t.Errorf("want a later try, got %+v", failed)
				}
				if _, asked := s.seen(); c.want != "" && len(asked) != 1 {
					t.Errorf("asked for %q", asked)
				}
			})
		})
	}
}

func TestGet_obeysTheFirst500KiBOfRobots(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]int{"within": 100 << 10, "beyond": 600 << 10} {
		synctest.Test(t, func(t *testing.T) {
			s := newStub(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					_, _ = w.Write([]byte(strings.Repeat("# nothing\n", before/10) + "user-agent: *\ndisallow: /\n"))
					return
				}
				hello(w, r)
			})
			_, err := s.client(t, Options{}).Get(t.Context(), "http://shop.test/")
			if (err == nil) != (name == "beyond") {
				t.Errorf("a rule %s the limit: %v", name, err)
			}
		})
	}
}

func TestGet_asksForRobotsOncePerHostAndChecksEveryHop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStub(t, func(w http.ResponseWriter, r *http.Request) {
			switch r.Host + r.URL.Path {
			case "away.test/robots.txt":
				_, _ = w.Write([]byte("user-agent: *\ndisallow: /secret"))
			case "shop.test/leave":
				http.Redirect(w, r, "http://away.test/secret", http.StatusMovedPermanently)
			default:
				noRobots(hello)(w, r)
			}
		})
		c := s.client(t, Options{})
		for _, path := range []string{"/a", "/b", "/c"} {
			if _, err := c.Get(t.Context(), "http://shop.test"+path); err != nil {
				t.Error(err)
			}
		}
		if _, asked := s.seen(); len(asked) != 4 {
			t.Errorf("want one robots.txt and three pages, asked for %q", asked)
		}
		_, err := c.Get(t.Context(), "http://shop.test/leave")
		var failed *Error
		if !errors.As(err, &failed) || failed.Kind != Robots {
			t.Errorf("want the other host's robots.txt obeyed, got %v", err)
		}
	})
}
