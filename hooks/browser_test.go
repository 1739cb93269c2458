package hooks

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// password is that of everybody who signs in here.
const password = "uma-senha-longa"

// signer makes a member of the first workspace who can sign in.
func (s *server) signer(name, role string) {
	s.t.Helper()
	user := core.NewRecord(s.collection("users"))
	user.SetEmail(name + "@aceno.example")
	user.SetPassword(password)
	must(s.t, s.app.Save(user))
	s.users[name] = user.Id
	s.save("memberships", map[string]any{"workspace": s.a, "user": user.Id, "role": role})
}

// browser is one browser: its cookies, the word of its session and the page that it shows.
type browser struct {
	*server
	cookies map[string]*http.Cookie
	csrf    string
	origin  string
	header  map[string]string // sent with every request
	host    string            // "" = the server's address
}

func (s *server) browser() *browser {
	return &browser{server: s, cookies: map[string]*http.Cookie{}, origin: s.url, header: map[string]string{}}
}

// copied is another tab, or a thief: it knows what the first one knows now.
func (b *browser) copied() *browser {
	other := b.browser()
	for name, cookie := range b.cookies {
		other.cookies[name] = cookie
	}
	other.csrf, other.origin, other.host = b.csrf, b.origin, b.host
	for name, value := range b.header {
		other.header[name] = value
	}
	return other
}

// send makes a request as the page does: with its cookies, its origin and the word of its session.
func (b *browser) send(method, path string, body any) answer {
	b.t.Helper()
	header := map[string]string{"User-Agent": "Navegador de prova"}
	if method != "GET" {
		header["Origin"], header["X-CSRF-Token"] = b.origin, b.csrf
	}
	for name, value := range b.header {
		header[name] = value
	}
	var cookies []string
	for name, cookie := range b.cookies {
		cookies = append(cookies, name+"="+cookie.Value)
	}
	if len(cookies) > 0 {
		header["Cookie"] = strings.Join(cookies, "; ")
	}
	if b.host != "" {
		header["Host"] = b.host
	}
	got := b.server.send("guest", method, path, body, header)
	for _, cookie := range (&http.Response{Header: got.header}).Cookies() {
		if cookie.MaxAge < 0 {
			delete(b.cookies, cookie.Name)
			continue
		}
		b.cookies[cookie.Name] = cookie
	}
	if csrf, ok := got.body["csrf"].(string); ok {
		b.csrf = csrf
	}
	return got
}

func (b *browser) login(name string) answer {
	b.t.Helper()
	return b.send("POST", "/api/v1/auth/login", map[string]any{"email": name + "@aceno.example", "password": password})
}

// sdk signs in as the SDK does and makes the token known under a name.
func (s *server) sdk(name, as string) {
	s.t.Helper()
	got := s.do("guest", "POST", "/api/collections/users/auth-with-password",
		map[string]any{"identity": name + "@aceno.example", "password": password}).want(s.t, http.StatusOK)
	token, _ := got.body["token"].(string)
	s.tokens[as] = token
}

// stream is a realtime connection that tells of every event, and of its end.
type stream struct {
	id     string
	events chan string
	closed chan struct{}
}

func (s *server) stream() *stream {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s.t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/realtime", nil)
	must(s.t, err)
	response, err := http.DefaultClient.Do(request)
	must(s.t, err)
	if response.StatusCode != http.StatusOK {
		s.t.Fatalf("realtime answers %d", response.StatusCode)
	}
	l := &stream{events: make(chan string, 100), closed: make(chan struct{})}
	connected := make(chan string, 1)
	go func() {
		defer close(l.closed)
		defer response.Body.Close()
		lines, name := bufio.NewScanner(response.Body), ""
		for lines.Scan() {
			if event, ok := strings.CutPrefix(lines.Text(), "event:"); ok {
				name = event
			}
			data, ok := strings.CutPrefix(lines.Text(), "data:")
			switch {
			case ok && name == "PB_CONNECT":
				var hello struct{ ClientID string }
				_ = json.Unmarshal([]byte(data), &hello)
				connected <- hello.ClientID
			case ok:
				l.events <- data
			}
		}
	}()
	select {
	case l.id = <-connected:
	case <-time.After(10 * time.Second):
		s.t.Fatal("the realtime connection does not open")
	}
	return l
}

// following is the body of a subscription to all campaigns.
func (l *stream) following() map[string]any {
	return map[string]any{"clientId": l.id, "subscriptions": []string{"campaigns/*"}}
}

// hears waits for an event.
func (l *stream) hears(t *testing.T) {
	t.Helper()
	select {
	case <-l.events:
	case <-l.closed:
		t.Fatal("the stream was closed")
	case <-time.After(10 * time.Second):
		t.Fatal("no event comes")
	}
}

// ends fails unless the stream is closed within a second.
func (l *stream) ends(t *testing.T, why string) {
	t.Helper()
	select {
	case <-l.closed:
	case <-time.After(time.Second):
		t.Errorf("a second after %s the stream is still open", why)
	}
}
