package cmd

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/ui"
	"github.com/spf13/cobra"
)

func TestServe_answersHealthPagesAndAPI(t *testing.T) {
	t.Parallel()
	s := serving(t, newConfig(t))
	for name, one := range map[string]struct {
		method, path string
		status       int
		body         string
	}{
		"health":              {http.MethodGet, "/api/health", 200, `"code":200`},
		"first page":          {http.MethodGet, "/", 200, "first page"},
		"a file":              {http.MethodGet, "/app.js", 200, "export {}"},
		"an address of pages": {http.MethodGet, "/campaigns/abc?tab=leads", 200, "first page"},
		"only its head":       {http.MethodHead, "/app.js", 200, ""},
		"a page is no form":   {http.MethodPost, "/campaigns/abc", 405, ""},
		"no such API":         {http.MethodGet, "/api/nothing", 404, `"status":404`},
		"no such act":         {http.MethodPost, "/api/v1/nothing", 404, ""},
		"admin panel":         {http.MethodGet, "/_/", 200, "PocketBase"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			response, body := get(t, one.method, s.address+one.path)
			if response.StatusCode != one.status || !strings.Contains(body, one.body) {
				t.Errorf("%d %.200s; want %d with %q", response.StatusCode, body, one.status, one.body)
			}
			if response.Header.Get("X-Request-Id") == "" {
				t.Error("the answer has no X-Request-Id")
			}
		})
	}
}

func TestServe_hidesTheAdminPanelWithoutTouchingItForOthers(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	c.Admin = adminOff
	s := serving(t, c)
	if response, _ := get(t, http.MethodGet, s.address+"/_/"); response.StatusCode != http.StatusNotFound {
		t.Errorf("the panel answers %d", response.StatusCode)
	}
	if response, _ := get(t, http.MethodGet, s.address+"/api/health"); response.StatusCode != http.StatusOK {
		t.Errorf("the API answers %d", response.StatusCode)
	}
	if ui.DistDirFS == nil {
		t.Error("the panel is gone for every program of this process")
	}
}

func TestServe_endsWithPortClosedAndFoldersFree(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	s := serving(t, c)
	stream, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.address+"/api/realtime", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultTransport.RoundTrip(stream) // an open stream must not hold the end up
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	began := time.Now()
	if err := s.stop(); err != nil {
		t.Fatalf("stop: %v", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("the end took %s", took)
	}
	u, err := url.Parse(s.address)
	if err != nil {
		t.Fatal(err)
	}
	if conn, err := net.DialTimeout("tcp", u.Host, time.Second); err == nil {
		_ = conn.Close()
		t.Error("the port is still open")
	}
	opened(t, c) // both folders are free
}

func TestServe_refusesATakenPortWithoutHanging(t *testing.T) {
	t.Parallel()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	c := newConfig(t)
	c.HTTP = listener.Addr().String()
	p, err := open(c, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	err = p.serve(t.Context(), nil, func(string) { t.Error("it says that it is ready") })
	wantWords(t, err, "--http (ACENO_HTTP)", c.HTTP, "name another address or port")
	if n := strings.Count(err.Error(), "name another"); n != 1 {
		t.Errorf("the error is said %d times: %v", n, err)
	}
	opened(t, c)
}

func TestServe_endsAtOnceWhenItIsStoppedBeforeItServes(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	p, err := open(c, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.serve(ctx, nil, func(string) {}); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("serve: %v", err)
	}
	opened(t, c)
}

func TestServe_secondRunTakesTheDataUpAgain(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	first := serving(t, c)
	answer, err := first.setup(agency())
	if err != nil {
		t.Fatal(err)
	}
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	second := serving(t, c)
	user := newClient(second.address)
	if err := user.signIn(t.Context(), "users", "ana@agencia.example", "uma-senha-longa"); err != nil {
		t.Fatal(err)
	}
	var workspace struct {
		Name string `json:"name"`
	}
	if err := user.do(t.Context(), http.MethodGet, "/api/collections/workspaces/records/"+answer.Workspace, nil, &workspace); err != nil || workspace.Name != "Agência" {
		t.Errorf("got %q, %v", workspace.Name, err)
	}
}

func TestIsLoopback_knowsEveryAddressOfThisMachine(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]bool{"127.0.0.1": true, "127.9.9.9": true, "::1": true, "::ffff:127.0.0.1": true, "192.0.2.1": false, "0.0.0.0": false, "": false, "localhost": false} {
		if isLoopback(ip) != want {
			t.Errorf("isLoopback(%q) = %t", ip, !want)
		}
	}
}

func TestTask_outlivesItsContextUntilItIsStopped(t *testing.T) {
	t.Parallel()
	outer, cancel := context.WithCancel(t.Context())
	work := newTask(func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	})
	work.start(outer)
	cancel()
	wantWords(t, work.wait(time.Millisecond), "did not end within 1ms")
	work.stop()
	if err := work.wait(0); err != nil {
		t.Errorf("the end: %v", err)
	}
}

func TestTask_returnsItsErrorAndNeverStartedHasNone(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	work := newTask(func(context.Context) error { return broken })
	work.stop()
	if err := work.wait(0); err != nil {
		t.Errorf("never started: %v", err)
	}
	work.start(t.Context())
	if err := work.wait(patience); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestServe_wantsANameWhereItIsToServeHTTPS(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"8090", "localhost", "192.0.2.1", "::1", "https://aceno.example", "aceno.example:443", "me@aceno.example"} {
		wantWords(t, checkDomain([]string{wrong}), wrong, "goes to --http")
	}
	for _, right := range [][]string{nil, {"aceno.example"}, {"a.b.example"}} {
		if err := checkDomain(right); err != nil {
			t.Errorf("%v: %v", right, err)
		}
	}
	_, err := command(t, "serve", "8090", "--log-level", "chatty")
	wantWords(t, err, "--log-level", `domain "8090"`)
}

func TestGuardPanel_letsInWhomTheAdminFlagMeans(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	for name, one := range map[string]struct {
		admin, from, path string
		hidden            bool
	}{
		"local from here":                {adminLocal, "127.0.0.1:1", "/_/", false},
		"local from elsewhere":           {adminLocal, "192.0.2.1:1", "/_/", true},
		"local without slash":            {adminLocal, "192.0.2.1:1", "/_", true},
		"local, a file of the panel":     {adminLocal, "192.0.2.1:1", "/_/assets/index.js", true},
		"local, another page":            {adminLocal, "192.0.2.1:1", "/_other", false},
		"local, the API from elsewhere":  {adminLocal, "192.0.2.1:1", "/api/health", false},
		"on from elsewhere":              {adminOn, "192.0.2.1:1", "/_/", false},
		"off from here":                  {adminOff, "127.0.0.1:1", "/_/", true},
		"off, the page is still a page":  {adminOff, "127.0.0.1:1", "/", false},
		"local over IPv6 from elsewhere": {adminLocal, "[2001:db8::1]:1", "/_/", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			event := &core.RequestEvent{App: p.app}
			event.Request = httptest.NewRequest(http.MethodGet, one.path, nil)
			event.Request.RemoteAddr = one.from
			event.Response = httptest.NewRecorder()
			if err := guardPanel(one.admin).Func(event); (err != nil) != one.hidden {
				t.Errorf("got %v, want hidden %t", err, one.hidden)
			}
		})
	}
}

func TestServe_saysFirstStepsUntilThereIsAUser(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	said := func() string {
		var out bytes.Buffer
		command := &cobra.Command{}
		command.SetOut(&out)
		p.sayFirstSteps(command, "http://127.0.0.1:8090")
		return out.String()
	}
	if text := said(); !strings.Contains(text, "aceno setup --workspace") || !strings.Contains(text, "http://127.0.0.1:8090/primeiro-acesso/"+p.claimToken+"\n") {
		t.Errorf("without a user it says %q", text)
	}
	if _, err := p.setup(agency()); err != nil {
		t.Fatal(err)
	}
	if text := said(); text != "" {
		t.Errorf("with users it says %q", text)
	}
	if got := (&config{Admin: adminOff}).panel("http://a"); got != "off" {
		t.Errorf("a panel that is off is at %q", got)
	}
	if got := p.cfg.panel("http://a"); got != "http://a/_/" {
		t.Errorf("the panel is at %q", got)
	}
}
