package outreachtest

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"

	"aceno/campaign"
)

// Case is one fault and what a channel may say of it.
type Case struct {
	Name     string
	Fault    Fault
	URL      string            // instead of the server's
	Secure   bool              // the server is called over TLS, which it does not speak
	Want     []campaign.Result // any of them
	Exact    *campaign.Outcome // compared further, where a refusal is documented
	Requests int               // at most so many reach the server
}

func (c Case) check(out campaign.Outcome) error {
	if !slices.Contains(c.Want, out.Result) {
		return fmt.Errorf("result %q (code %q, %s): want %v", out.Result, out.Code, out.Error, c.Want)
	}
	if c.Exact == nil {
		return nil
	}
	got := campaign.Outcome{Result: out.Result, Effect: out.Effect, Wait: out.Wait, Code: out.Code, OptOut: out.OptOut, BadRecipient: out.BadRecipient, StopTemplate: out.StopTemplate}
	if got != *c.Exact {
		return fmt.Errorf("outcome %+v: want %+v", got, *c.Exact)
	}
	return nil
}

var (
	surelyUnsent = []campaign.Result{campaign.ResultUnsent}
	inDoubt      = []campaign.Result{campaign.ResultInDoubt}
	// neverAgain: a success that is there and cannot be read.
	neverAgain = []campaign.Result{campaign.ResultInDoubt, campaign.ResultSent}
	// either: the connection breaks while the request is on its way out.
	either = []campaign.Result{campaign.ResultUnsent, campaign.ResultInDoubt}
)

// before are the faults that come before the first byte of the request.
func before() []Case {
	return []Case{
		{Name: "connection refused", URL: "http://" + closedPort, Want: surelyUnsent},
		{Name: "DNS failure", URL: "http://no..host", Want: surelyUnsent}, // no resolver is asked about an empty label
		{Name: "TLS handshake failure", Secure: true, Fault: Fault{Accept: func(c net.Conn) {
			_, _ = io.WriteString(c, "220 mail.example ESMTP\r\n") // the client has hung up already, perhaps
		}}, Want: surelyUnsent},
		{Name: "connection reset before the request", Fault: Fault{Accept: reset}, Want: either},
		{Name: "connection closed before the request", Fault: Fault{Accept: func(net.Conn) {}}, Want: either},
	}
}

// closedPort is a loopback address at which nobody listens.
const closedPort = "127.0.0.1:1"

// after are the faults that come when the whole request was read: nobody knows what the provider did with it.
func after(s Subject) []Case {
	accepted := s.Accepted.Wire()
	answers := func(name string, want []campaign.Result, answer Answer) Case {
		return Case{Name: name, Want: want, Requests: 1, Fault: Fault{Answer: write(answer.Wire())}}
	}
	html := map[string]string{"Content-Type": "text/html"}
	return []Case{
		{Name: "request read, connection closed with no answer", Want: inDoubt, Requests: 1, Fault: Fault{Answer: write("")}},
		{Name: "request read, connection reset", Want: inDoubt, Requests: 1, Fault: Fault{Answer: func(c net.Conn, _ int) bool {
			reset(c)
			return false
		}}},
		{Name: "request read, head broken off", Want: inDoubt, Requests: 1, Fault: Fault{Answer: write(accepted[:20])}},
		{Name: "request read, answer that is not HTTP", Want: inDoubt, Requests: 1, Fault: Fault{Answer: write("SSH-2.0-OpenSSH_9.6\r\n")}},
		{Name: "200 with truncated JSON", Want: neverAgain, Requests: 1, Fault: Fault{Answer: write(accepted[:len(accepted)-8])}},
		answers("200 with broken JSON", neverAgain, Answer{Status: 200, Body: s.Accepted.Body[:len(s.Accepted.Body)/2]}),
		answers("200 with unknown JSON shape", neverAgain, Answer{Status: 200, Body: `{"ok":true,"result":{"n":1}}`}),
		answers("200 with a list", neverAgain, Answer{Status: 200, Body: `[1,2,3]`}),
		answers("200 with an empty body", neverAgain, Answer{Status: 200}),
		answers("200 with a page", neverAgain, Answer{Status: 200, Header: html, Body: "<html><body>Welcome to the hotel's Wi-Fi</body></html>"}),
		answers("200 in gzip that nobody asked for", neverAgain, Answer{Status: 200, Header: map[string]string{"Content-Encoding": "gzip"}, Body: "\x1f\x8b\x08\x00garbage"}),
		answers("204", neverAgain, Answer{Status: 204}),
		answers("HTTP 503 from a gateway, HTML body", inDoubt, Answer{Status: 503, Header: html, Body: "<h1>503 Service Unavailable</h1>"}),
		answers("HTTP 502 with an empty body", inDoubt, Answer{Status: 502}),
		answers("HTTP 500 with JSON of another shape", inDoubt, Answer{Status: 500, Body: `{"detail":"internal"}`}),
		answers("HTTP 504 with a page", inDoubt, Answer{Status: 504, Header: html, Body: "<h1>Gateway Timeout</h1>"}),
		answers("HTTP 301", inDoubt, Answer{Status: 301, Header: map[string]string{"Location": "http://127.0.0.1:1/"}}),
		answers("HTTP 307", inDoubt, Answer{Status: 307, Header: map[string]string{"Location": "http://127.0.0.1:1/"}}),
		answers("HTTP 304", inDoubt, Answer{Status: 304}),
	}
}

// refusals are the provider's own.
func refusals(s Subject) []Case {
	var cases []Case
	for _, d := range s.Documented {
		want := d.Want
		cases = append(cases, Case{Name: d.Name, Want: []campaign.Result{want.Result}, Exact: &want, Requests: 1, Fault: Fault{Answer: write(d.Answer.Wire())}})
	}
	return cases
}

// Wire is an answer as it goes over the wire.
func (a Answer) Wire() string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", a.Status, http.StatusText(a.Status))
	if a.Header["Content-Type"] == "" {
		b.WriteString("Content-Type: application/json\r\n")
	}
	for name, value := range a.Header {
		fmt.Fprintf(&b, "%s: %s\r\n", name, value)
	}
	if a.Status != http.StatusNoContent && a.Status != http.StatusNotModified {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(a.Body))
	}
	return b.String() + "\r\n" + a.Body
}

// write answers every request with the same bytes and closes.
func write(answer string) func(net.Conn, int) bool {
	return func(c net.Conn, _ int) bool {
		_, _ = io.WriteString(c, answer) // whoever has gone does not hear it
		return false
	}
}

// reset ends a connection without goodbye.
func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}
