package graph

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

const token = "EAAG-token-of-a-test"

// answer starts a server that counts its requests.
func answer(t *testing.T, handle http.HandlerFunc) (*Client, *atomic.Int32) {
	t.Helper()
	var n atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		handle(w, r)
	}))
	t.Cleanup(server.Close)
	c := New(Options{BaseURL: server.URL})
	t.Cleanup(c.CloseIdle)
	return c, &n
}

func text(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func get(path ...string) Call { return Call{Path: path, Token: token} }

func TestDo_makesARequestAsTheAPIDocumentsIt(t *testing.T) {
	t.Parallel()
	seen := make(chan *http.Request, 1)
	body := make(chan string, 1)
	c, _ := answer(t, func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		seen <- r
		body <- string(raw)
		_, _ = io.WriteString(w, `{"id":"7"}`)
	})
	var got struct{ ID string }
	call := Call{Version: "v25.0", Path: []string{"a/b", "messages"}, Query: url.Values{"fields": {"x,y"}}, Body: map[string]int{"n": 1}, Token: token}
	if err := c.Do(context.Background(), call, &got); err != nil || got.ID != "7" {
		t.Fatalf("%+v, %v", got, err)
	}
	r := <-seen
	if r.Method != http.MethodPost || r.URL.EscapedPath() != "/v25.0/a%2Fb/messages" || r.URL.Query().Get("fields") != "x,y" || <-body != `{"n":1}` {
		t.Errorf("%s %s", r.Method, r.URL)
	}
	if r.Header.Get("Authorization") != "Bearer "+token || r.Header.Get("Content-Type") != "application/json" || r.ProtoMajor != 1 || r.Header.Get("Accept-Encoding") != "" {
		t.Errorf("header %v", r.Header)
	}
	if err := c.Do(context.Background(), get("7"), nil); err != nil {
		t.Fatal(err)
	}
	if r = <-seen; r.Method != http.MethodGet || r.URL.Path != "/v23.0/7" {
		t.Errorf("%s %s", r.Method, r.URL)
	}
}

func TestDo_sendsNothingWhenTheCallCannotBeMade(t *testing.T) {
	t.Parallel()
	c, n := answer(t, text(200, "{}"))
	for name, call := range map[string]Call{
		"no token":          {Path: []string{"1"}},
		"a token of lines":  {Path: []string{"1"}, Token: "a\r\nX-Injected: 1"},
		"a strange version": {Path: []string{"1"}, Token: token, Version: "../v1"},
		"an empty id":       get(""),
		"a step upwards":    get("..", "x"),
		"no JSON":           {Path: []string{"1"}, Token: token, Body: func() {}},
		"not allowed":       {Path: []string{"1"}, Token: token, Allow: func() error { return errors.New("no longer") }},
	} {
		var unsent *Unsent
		if err := c.Do(context.Background(), call, nil); !errors.As(err, &unsent) || strings.Contains(err.Error(), "X-Injected") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, base := range []string{"ftp://x", "graph.facebook.com", "https://user:secret@x", "https://x?y=1", "http://", "http://[::1", "https://x#y"} {
		var unsent *Unsent
		if err := New(Options{BaseURL: base}).Do(context.Background(), get("1"), nil); !errors.As(err, &unsent) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", base, err)
		}
	}
	if n.Load() != 0 {
		t.Errorf("%d requests", n.Load())
	}
}

func TestDo_tellsTheKindsOfAnswersApart(t *testing.T) {
	t.Parallel()
	const refused = `{"error":{"message":"(#131026) Undeliverable","type":"OAuthException","code":131026,"error_data":{"details":"not on WhatsApp"},"fbtrace_id":"A"}}`
	for name, c := range map[string]struct {
		status int
		body   string
		want   any
	}{
		"documented":           {400, refused, new(*Error)},
		"documented with 500":  {500, refused, new(*Error)},
		"a code as a string":   {400, `{"error":{"code":"190"}}`, new(*Error)},
		"an error without one": {400, `{"error":{"message":"x"}}`, new(*Unexpected)},
		"an error as text":     {400, `{"error":"x"}`, new(*Unexpected)},
		"a page":               {502, "<html>", new(*Unexpected)},
		"nothing":              {503, "", new(*Unexpected)},
		"a redirect":           {307, "", new(*Unexpected)},
		"a refusal in a 200":   {200, `[` + refused + `]`, new(*Unexpected)},
		"broken JSON":          {200, `{"id":`, new(*Unexpected)},
		"too long":             {200, `{"id":"` + strings.Repeat("x", MaxAnswer) + `"}`, new(*Unexpected)},
		"too long a refusal":   {400, `{"error":{"code":1,"message":"` + strings.Repeat("x", MaxAnswer) + `"}}`, new(*Unexpected)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, n := answer(t, text(c.status, c.body))
			var into struct{ ID string }
			if err := client.Do(context.Background(), get("1"), &into); !errors.As(err, c.want) {
				t.Errorf("%T %v", err, err)
			}
			if n.Load() != 1 {
				t.Errorf("%d requests", n.Load())
			}
		})
	}
}

func TestDo_speaksTLSWithWhomItTrusts(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(text(200, "{}"))
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	if err := New(Options{BaseURL: server.URL, RootCAs: roots}).Do(context.Background(), get("1"), nil); err != nil {
		t.Error(err)
	}
	var unsent *Unsent
	if err := New(Options{BaseURL: server.URL}).Do(context.Background(), get("1"), nil); !errors.As(err, &unsent) {
		t.Errorf("a stranger's certificate: %T %v", err, err)
	}
}

// hang returns a client whose server takes the request, if read is set, and never answers.
func hang(read bool) *Client {
	return New(Options{BaseURL: "http://graph.example", Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		if read {
			go func() { _, _ = io.Copy(io.Discard, theirs) }()
		}
		return ours, nil
	}})
}

func TestDo_givesUpAfterThirtySeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		err := hang(true).Do(context.Background(), Call{Path: []string{"1"}, Token: token, Body: 1}, nil)
		var lost *Lost
		if !errors.As(err, &lost) || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != Timeout {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

func TestDo_isUnsentWhenTheConnectionIsNotThereInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		over := make(chan struct{})
		defer close(over)
		c := New(Options{BaseURL: "http://graph.example", Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			select {
			case <-ctx.Done():
			case <-over:
			}
			return nil, context.Canceled
		}})
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		var unsent *Unsent
		if err := c.Do(ctx, get("1"), nil); !errors.As(err, &unsent) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%T %v", err, err)
		}
	})
}

// Right before the first byte the call is asked once more whether it may still go out: dialling took too long here.
func TestDo_asksAgainRightBeforeTheFirstByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := errors.New("too late")
		start := time.Now()
		c := New(Options{BaseURL: "http://graph.example", Dial: func(context.Context, string, string) (net.Conn, error) {
			<-time.After(11 * time.Second) // of the bubble
			ours, theirs := net.Pipe()
			go func() {
				if n, _ := io.Copy(io.Discard, theirs); n > 0 {
					t.Errorf("%d bytes went out", n)
				}
			}()
			return ours, nil
		}})
		call := Call{Path: []string{"1"}, Token: token, Body: 1, Allow: func() error {
			if time.Since(start) > 10*time.Second {
				return late
			}
			return nil
		}}
		var unsent *Unsent
		if err := c.Do(context.Background(), call, nil); !errors.As(err, &unsent) || !errors.Is(err, late) {
			t.Errorf("%T %v", err, err)
		}
	})
}

func TestDo_hidesTheTokenInEveryError(t *testing.T) {
	t.Parallel()
	for name, handle := range map[string]http.HandlerFunc{
		"in a refusal": text(400, fmt.Sprintf(`{"error":{"code":100,"message":"bad %s","type":"%s","fbtrace_id":"%s","error_data":{"details":"%s"}}}`, token, token, token, token)),
		"in a page":    text(502, token),
		"in place of HTTP": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, token+"\r\n")
			_ = conn.Close()
		},
	} {
		c, _ := answer(t, handle)
		err := c.Do(context.Background(), get("1"), nil)
		if printed := fmt.Sprintf("%v %+v %#v", err, err, err); err == nil || strings.Contains(printed, token) {
			t.Errorf("%s: %s", name, printed)
		}
	}
	call := get("1", "messages")
	if printed := fmt.Sprintf("%v %+v %#v %s", call, call, call, call); strings.Contains(printed, token) {
		t.Error("the call prints its token")
	}
}

// With GetBody, or with a key that makes a POST repeatable, net/http sends a request again by itself.
func TestRequest_cannotBeRepeatedByTheHTTPClient(t *testing.T) {
	t.Parallel()
	req, err := New(Options{}).request(context.Background(), Call{Path: []string{"1"}, Token: token, Body: 1})
	if err != nil {
		t.Fatal(err)
	}
	if req.GetBody != nil || req.Header.Get("Idempotency-Key") != "" || req.Header.Get("X-Idempotency-Key") != "" {
		t.Error("the request can be repeated")
	}
	if req.URL.String() != DefaultURL+"/"+DefaultVersion+"/1" {
		t.Errorf("URL %s", req.URL)
	}
}
