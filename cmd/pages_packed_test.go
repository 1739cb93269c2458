package cmd

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestServe_givesTheSmallestFormOfAFileThatTheBrowserTakes(t *testing.T) {
	t.Parallel()
	s := serving(t, newConfig(t))
	const script, page = "text/javascript; charset=utf-8", "text/html; charset=utf-8"
	for _, one := range []struct {
		method, path, accepts, body, encoding, cache, kind string
		status                                             int
	}{
		{"GET", "/assets/app-1.js", "gzip, deflate, br, zstd", "brotli", "br", forGood, script, 200},
		{"GET", "/assets/app-1.js", "gzip;q=0.8, br;q=0", "gzip", "gzip", forGood, script, 200},
		{"GET", "/assets/app-1.js", "identity", "plain", "", forGood, script, 200},
		{"HEAD", "/assets/app-1.js", "br", "", "br", forGood, script, 200},
		{"GET", "/assets/type-2.woff2", "br", "font", "", forGood, "font/woff2", 200},
		{"GET", "/assets/app-0.js", "br", "", "", "no-store", "application/json", 404},
		{"GET", "/app.js", "br", "export {}", "", "", script, 200},
		{"GET", "/prospectos", "br", "first page", "", "no-store", page, 200},
	} {
		t.Run(one.method+" "+one.path+" "+one.accepts, func(t *testing.T) {
			t.Parallel()
			request, err := http.NewRequestWithContext(t.Context(), one.method, s.address+one.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Accept-Encoding", one.accepts)
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = response.Body.Close() }()
			raw, err := io.ReadAll(response.Body)
			body, head := string(raw), response.Header
			if err != nil || response.StatusCode != one.status || !strings.Contains(body, one.body) || one.method == "HEAD" && body != "" {
				t.Errorf("%d %q (%v), want %d %q", response.StatusCode, body, err, one.status, one.body)
			}
			if varies := slices.Contains(head.Values("Vary"), "Accept-Encoding"); varies != strings.HasPrefix(one.path, "/assets/app-1") {
				t.Errorf("the answer says that it varies: %t", varies)
			}
			if head.Get("Content-Encoding") != one.encoding || head.Get("Cache-Control") != one.cache || head.Get("Content-Type") != one.kind {
				t.Errorf("headers %v, want encoding %q, cache %q, type %q", head, one.encoding, one.cache, one.kind)
			}
		})
	}
}
