package fetch

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

type attack struct {
	ID      string
	Class   string `json:"cls"`
	URL     string
	Expect  string
	MayDial []string `json:"may_dial"`
}

// readLines reads a file of one JSON value a line.
func readLines[T any](t *testing.T, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out []T
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		out = append(out, one)
	}
	return out
}

func readZone(t *testing.T, aton bool) *zone {
	t.Helper()
	type entry struct {
		Name  string
		Steps [][]string
	}
	z := &zone{steps: map[string][][]string{}, taken: map[string]int{}, aton: aton}
	for _, e := range readLines[entry](t, filepath.Join(sharedFolder(t, "attacks"), "ssrf_dns.jsonl")) {
		z.steps[e.Name] = e.Steps
	}
	return z
}

type redirectCase struct {
	ID    string
	Start string
	Hops  []struct {
		Status   int
		Location string
		Body     string
	}
}

// redirector answers each start address with its first hop, and that hop's target with the next.
func redirector(cases []redirectCase) http.HandlerFunc {
	answers := map[string]func(http.ResponseWriter){}
	for _, c := range cases {
		at := c.Start
		for _, hop := range c.Hops {
			u, err := url.Parse(at)
			if err != nil {
				panic(err)
			}
			answers[u.Path] = func(w http.ResponseWriter) {
				if hop.Location != "" {
					w.Header().Set("Location", hop.Location)
				}
				w.WriteHeader(hop.Status)
				_, _ = w.Write([]byte(hop.Body))
			}
			at = hop.Location
		}
	}
	return noRobots(func(w http.ResponseWriter, r *http.Request) {
		if answer := answers[r.URL.Path]; answer != nil {
			answer(w)
			return
		}
		hello(w, r)
	})
}

func TestGet_refusesEveryAttackAndReadsEveryControl(t *testing.T) {
	t.Parallel()
	folder := sharedFolder(t, "attacks")
	attacks := readLines[attack](t, filepath.Join(folder, "ssrf_urls.jsonl"))
	redirects := readLines[redirectCase](t, filepath.Join(folder, "ssrf_redirects.jsonl"))
	t.Logf("%d addresses, each by a resolver that reads 0x7f.1 and by one that does not", len(attacks))
	for _, aton := range []bool{false, true} {
		for _, a := range attacks {
			t.Run(a.ID, func(t *testing.T) {
				t.Parallel()
				z := readZone(t, aton)
				synctest.Test(t, func(t *testing.T) {
					s := newStub(t, redirector(redirects))
					c := s.client(t, Options{Resolver: z})
					page, err := c.Get(t.Context(), withoutTLS(a.URL))
					checkOutcome(t, a, page, err)
					dialled, _ := s.seen()
					for _, d := range dialled {
						if addr := netip.MustParseAddrPort(d).Addr().String(); !slices.Contains(a.MayDial, addr) {
							t.Errorf("%s: dialled %s", a.URL, d)
						}
					}
				})
			})
		}
	}
}

// withoutTLS asks the stub, which speaks no TLS, by http; the scheme makes no difference to what may be dialled.
func withoutTLS(raw string) string {
	if rest, ok := strings.CutPrefix(raw, "https://"); ok {
		return "http://" + rest
	}
	return raw
}

func checkOutcome(t *testing.T, a attack, page *Page, err error) {
	t.Helper()
	switch a.Expect {
	case "block":
		var failed *Error
		if !errors.As(err, &failed) || (failed.Kind != Forbidden && failed.Kind != Unreachable) {
			t.Errorf("%s: want a refusal, got %v, %v", a.URL, page, err)
		}
	case "allow":
		if err != nil || page.Status != http.StatusOK {
			t.Errorf("%s: want a page, got %v", a.URL, err)
		}
	case "public_only":
	default:
		t.Errorf("unknown expectation %q", a.Expect)
	}
}

func TestGet_refusesRedirectsToForbiddenPlaces(t *testing.T) {
	t.Parallel()
	cases := readLines[redirectCase](t, filepath.Join(sharedFolder(t, "attacks"), "ssrf_redirects.jsonl"))
	t.Logf("%d redirects", len(cases))
	for _, one := range cases {
		t.Run(one.ID, func(t *testing.T) {
			t.Parallel()
			z := readZone(t, false)
			synctest.Test(t, func(t *testing.T) {
				s := newStub(t, redirector(cases))
				page, err := s.client(t, Options{Resolver: z}).Get(t.Context(), one.Start)
				dialled, asked := s.seen()
				for _, d := range dialled {
					if d != "93.184.216.34:80" {
						t.Errorf("dialled %s", d)
					}
				}
				var failed *Error
				switch one.Hops[len(one.Hops)-1].Location {
				case "":
					if err != nil || page.Status != http.StatusOK || page.FinalURL != one.Start {
						t.Errorf("want the page itself, got %v, %v", page, err)
					}
				case one.Start:
					if !errors.As(err, &failed) || failed.Kind != Redirects || len(asked) != 1+1+maxRedirects {
						t.Errorf("want a stop after %d redirects, got %v after %q", maxRedirects, err, asked)
					}
				default:
					if !errors.As(err, &failed) || failed.Kind != Forbidden {
						t.Errorf("want forbidden, got %v", err)
					}
				}
			})
		})
	}
}

// The guard alone holds where the address check before it is missing, as for hosts named in settings.
func TestGuard_dialsNothingForbiddenWhateverTheNameSays(t *testing.T) {
	t.Parallel()
	for _, a := range readLines[attack](t, filepath.Join(sharedFolder(t, "attacks"), "ssrf_urls.jsonl")) {
		u, err := url.Parse(a.URL)
		if err != nil || u.Hostname() == "" || a.Expect != "block" || u.User != nil || a.Class == "port" || len(a.MayDial) > 0 {
			continue
		}
		t.Run(a.ID, func(t *testing.T) {
			t.Parallel()
			g := NewGuard(nil)
			g.resolver = readZone(t, true)
			g.dial = func(ctx context.Context, d *net.Dialer, network, address string) (net.Conn, error) {
				if err := d.ControlContext(ctx, network, address, nil); err != nil {
					return nil, err
				}
				t.Errorf("%s: dialled %s", a.URL, address)
				return nil, errors.New("recorded")
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			if _, err := g.DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), "80")); err == nil {
				t.Error("connected")
			}
		})
	}
}
