package cmd

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// testKey is the master key of the tests' data folders.
const testKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

// patience is how long a test waits for a signal before it gives up.
const patience = 30 * time.Second

// site is a small web page with hashed files, packed beside themselves.
func site() fstest.MapFS {
	return fstest.MapFS{
		"index.html":          {Data: []byte("<title>first page</title>")},
		"app.js":              {Data: []byte("export {}")},
		"assets/app-1.js":     {Data: []byte("plain")},
		"assets/app-1.js.br":  {Data: []byte("brotli")},
		"assets/app-1.js.gz":  {Data: []byte("gzip")},
		"assets/type-2.woff2": {Data: []byte("font")},
	}
}

// begun is a data folder with the schema, made once and copied by the tests: migrating takes a while.
var begun = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "aceno-cmd-begun-*")
	if err != nil {
		return "", err
	}
	c := defaultConfig()
	c.DataDir, c.StateDir, c.MasterKey = filepath.Join(folder, "data"), filepath.Join(folder, "state"), testKey
	p, err := open(c, site(), discard())
	if err != nil {
		return "", err
	}
	return c.DataDir, p.close()
})

// TestMain runs the tests, or the program itself where a server under test starts it as its child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && slices.Contains([]string{"demo", "serve", "bench"}, os.Args[1]) {
		os.Exit(Execute(site()))
	}
	code := m.Run()
	if data, err := begun(); err == nil {
		_ = os.RemoveAll(filepath.Dir(data))
	}
	if h, err := drafted(); err == nil {
		_ = os.RemoveAll(filepath.Dir(h.DataDir))
	}
	os.Exit(code)
}

// folder returns a temporary folder whose path is short enough for a Unix socket, which t.TempDir's may not be.
func folder(t *testing.T) string {
	t.Helper()
	path, err := os.MkdirTemp("", "aceno-cmd-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(path) })
	return path
}

// newConfig returns a configuration on folders of its own; the database has its schema.
func newConfig(t *testing.T) config {
	t.Helper()
	from, err := begun()
	if err != nil {
		t.Fatalf("make the data folder that tests copy: %v", err)
	}
	root := folder(t)
	c := defaultConfig()
	c.HTTP, c.DataDir, c.StateDir, c.MasterKey = "127.0.0.1:0", filepath.Join(root, "data"), filepath.Join(root, "state"), testKey
	if err := os.CopyFS(c.DataDir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return c
}

// opened returns the program on a configuration; it is closed with the test.
func opened(t *testing.T, c config) *program {
	t.Helper()
	p, err := open(c, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return p
}

// server is a program that serves.
type server struct {
	*program
	address string
	stop    func() error // ends it as a signal does, and waits
}

// serving returns a running server on a configuration.
func serving(t *testing.T, c config) server {
	t.Helper()
	p, err := open(c, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- p.serve(ctx, nil, func(address string) { ready <- address }) }()
	stop := sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(patience):
			return fmt.Errorf("the server did not end within %s", patience)
		}
	})
	t.Cleanup(func() { _ = stop() })
	select {
	case address := <-ready:
		return server{program: p, address: address, stop: stop}
	case err := <-ended:
		t.Fatalf("the server did not start: %v", err)
	case <-time.After(patience):
		t.Fatalf("the server did not answer within %s", patience)
	}
	return server{}
}

// get returns status, headers and body of an answer.
func get(t *testing.T, method, url string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatalf("%s %s: %v", method, url, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// command runs one command line in this process and returns what it prints.
func command(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	root := newRoot(site())
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(&out)
	err := root.ExecuteContext(t.Context())
	return out.String(), err
}

// wantWords fails unless an error says all of the words.
func wantWords(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error; want one that says %q", words)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q does not say %q", err, word)
		}
	}
}

// answering returns the address of a server that answers everything with one text.
func answering(t *testing.T, text string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }))
	t.Cleanup(s.Close)
	return s.URL
}
