package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// client speaks JSON to one server, as one user. The demo does everything over HTTP, as a custom front end would.
type client struct {
	base  string
	token string
	http  *http.Client
	again func(ctx context.Context) error // signs in again; nil before the first time
}

func newClient(base string) *client {
	return &client{base: base, http: &http.Client{Timeout: 30 * time.Second}}
}

// clientSize is the most of an answer that is read.
const clientSize = 32 << 20

// do makes one request; in and out may be nil. A session that has ended is begun anew, once.
func (c *client) do(ctx context.Context, method, path string, in, out any) error {
	err := c.once(ctx, method, path, in, out)
	var refused *refusal
	if c.again == nil || !errors.As(err, &refused) || refused.status != http.StatusUnauthorized {
		return err
	}
	if err := c.again(ctx); err != nil {
		return fmt.Errorf("sign in again: %w", err)
	}
	return c.once(ctx, method, path, in, out)
}

func (c *client) once(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
		body = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	request.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		request.Header.Set("Authorization", c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, clientSize))
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return &refusal{act: method + " " + path, status: response.StatusCode, body: string(bytes.TrimSpace(raw))}
	}
	if out == nil || len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// refusal is an answer that says no.
type refusal struct {
	act    string
	status int
	body   string
}

// Error returns act, status and the server's words.
func (r *refusal) Error() string { return fmt.Sprintf("%s: %d %s", r.act, r.status, r.body) }

// signIn takes a token for a collection of users.
func (c *client) signIn(ctx context.Context, collection, email, password string) error {
	var answer struct {
		Token string `json:"token"`
	}
	err := c.once(ctx, http.MethodPost, "/api/collections/"+collection+"/auth-with-password", map[string]string{"identity": email, "password": password}, &answer)
	if err != nil {
		return err
	}
	c.token = answer.Token
	c.again = func(ctx context.Context) error {
		c.token = ""
		return c.signIn(ctx, collection, email, password)
	}
	return nil
}

// create makes a record and returns its id.
func (c *client) create(ctx context.Context, collection string, record map[string]any) (id string, err error) {
	var answer struct {
		ID string `json:"id"`
	}
	err = c.do(ctx, http.MethodPost, "/api/collections/"+collection+"/records", record, &answer)
	return answer.ID, err
}
