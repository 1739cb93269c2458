package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"testing"
)

func packed(t *testing.T, packer func(io.Writer) io.WriteCloser, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := packer(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReadBody_decodesWithinItsLimits(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("padaria ", 500)
	gz := packed(t, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, text)
	zl := packed(t, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, text)
	raw := packed(t, func(w io.Writer) io.WriteCloser {
		f, err := flate.NewWriter(w, flate.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}, text)
	for name, c := range map[string]struct {
		coding, sent string
		wire, plain  int64
		want         string
		cut, refused bool
	}{
		"plain":              {"", text, 1 << 20, 1 << 20, text, false, false},
		"plain cut":          {"", text, 100, 1 << 20, text[:100], true, false},
		"gzip":               {"gzip", gz, 1 << 20, 1 << 20, text, false, false},
		"gzip in capitals":   {"GZIP", gz, 1 << 20, 1 << 20, text, false, false},
		"gzip cut decoded":   {"gzip", gz, 1 << 20, 1000, text[:1000], true, false},
		"zlib":               {"deflate", zl, 1 << 20, 1 << 20, text, false, false},
		"raw deflate":        {"deflate", raw, 1 << 20, 1 << 20, text, false, false},
		"empty gzip":         {"gzip", "", 1 << 20, 1 << 20, "", false, false},
		"empty deflate":      {"deflate", "", 1 << 20, 1 << 20, "", false, false},
		"gzip without end":   {"gzip", gz[:len(gz)-8], 1 << 20, 1 << 20, text, true, false},
		"not gzip":           {"gzip", text, 1 << 20, 1 << 20, "", false, true},
		"brotli":             {"br", text, 1 << 20, 1 << 20, "", false, true},
		"two layers of gzip": {"gzip, gzip", gz, 1 << 20, 1 << 20, "", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resp := &http.Response{Header: http.Header{"Content-Encoding": {c.coding}}, Body: io.NopCloser(strings.NewReader(c.sent))}
			body, cut, err := readBody(resp, c.wire, c.plain)
			if (err != nil) != c.refused || string(body) != c.want || (err == nil && cut != c.cut) {
				t.Errorf("%d bytes, cut %v, %v", len(body), cut, err)
			}
		})
	}
}
