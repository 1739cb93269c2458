package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"regexp"
	"strings"
)

// DefaultVersion is the version of the API when a call names none.
const DefaultVersion = "v23.0"

const userAgent = "Aceno"

var versionShape = regexp.MustCompile(`^v[0-9]{1,3}\.[0-9]{1,2}$`)

// Call is one request. It prints without its token.
type Call struct {
	Version string // DefaultVersion when empty
	Path    []string
	Query   url.Values
	Body    any // sent as JSON by POST; nil = GET
	Token   string
	// Allow is asked right before the first byte goes out; its error keeps the request back. It must be quick.
	Allow func() error
}

// String names the call without its token.
func (c Call) String() string {
	method := http.MethodGet
	if c.Body != nil {
		method = http.MethodPost
	}
	return method + " /" + strings.Join(c.Path, "/")
}

// GoString names the call without its token.
func (c Call) GoString() string { return c.String() }

// Do makes the call once and reads its 2xx answer into into, a pointer or nil. Its errors are *Unsent (nothing left
// this machine), *Error (the API refused, in its documented form), *Unexpected (an answer of any other form) and *Lost
// (the request may have left, and no whole answer came).
func (c *Client) Do(ctx context.Context, call Call, into any) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	g := &gate{allow: call.Allow}
	req, err := c.request(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) {
		if held, ok := i.Conn.(*conn); ok {
			held.attach(g)
		}
	}}), call)
	if err != nil {
		return &Unsent{err: err}
	}
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return broken(ctx, g, err, call.Token)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := readAnswer(resp.Body)
	switch {
	case errors.Is(err, errTooLong):
		return unexpected(resp, "an answer longer than 1 MiB")
	case err != nil && resp.StatusCode/100 == 2:
		return &Lost{err: without(call.Token, fmt.Errorf("read the answer: %w", err))}
	case err != nil:
		return unexpected(resp, "an answer that broke off")
	}
	return judge(resp, body, call.Token, into)
}

func (c *Client) request(ctx context.Context, call Call) (*http.Request, error) {
	if c.bad != nil {
		return nil, c.bad
	}
	version := call.Version
	if version == "" {
		version = DefaultVersion
	}
	if !versionShape.MatchString(version) {
		return nil, fmt.Errorf("%q is no version of the Graph API: write one such as %s", version, DefaultVersion)
	}
	if call.Token == "" {
		return nil, errors.New("there is no access token")
	}
	steps := make([]string, 0, len(call.Path)+2)
	steps = append(steps, c.base, version)
	for _, part := range call.Path {
		if part == "" || part == "." || part == ".." {
			return nil, fmt.Errorf("%q cannot stand in a path of the Graph API", part)
		}
		steps = append(steps, url.PathEscape(part))
	}
	address := strings.Join(steps, "/")
	if len(call.Query) > 0 {
		address += "?" + call.Query.Encode()
	}
	method, body := http.MethodGet, io.Reader(nil)
	if call.Body != nil {
		raw, err := json.Marshal(call.Body)
		if err != nil {
			return nil, fmt.Errorf("write the request: %w", err)
		}
		method, body = http.MethodPost, bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	req.GetBody = nil // with it, net/http could send the body a second time
	req.Header.Set("Authorization", "Bearer "+call.Token)
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "application/json")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

var errTooLong = errors.New("longer than allowed")

func readAnswer(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, MaxAnswer+1))
	if err == nil && len(body) > MaxAnswer {
		err = errTooLong
	}
	return body, err
}

// broken says what an error of the transport means: only the gate knows whether a byte went out.
func broken(ctx context.Context, g *gate, err error, token string) error {
	out, why := g.close()
	if why != nil {
		err = why
	}
	if cause := context.Cause(ctx); cause != nil && why == nil && !errors.Is(err, cause) {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	if out {
		return &Lost{err: without(token, err)}
	}
	return &Unsent{err: without(token, err)}
}

// judge takes a whole answer apart.
func judge(resp *http.Response, body []byte, token string, into any) error {
	if resp.StatusCode/100 == 2 {
		if into == nil {
			return nil
		}
		if err := json.Unmarshal(body, into); err != nil {
			return unexpected(resp, "an answer that is not the JSON expected")
		}
		return nil
	}
	if resp.StatusCode >= 400 {
		if refused, ok := parseError(resp, body, token); ok {
			return refused
		}
	}
	return unexpected(resp, "an answer without the API's error object")
}
