package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// ledger is what the sandbox saw, as its totals say.
type ledger struct {
	Accepted    int `json:"accepted"`
	People      int `json:"people"`
	Answered    int `json:"answered"`
	OptedOut    int `json:"opted_out"`
	Doubles     int `json:"doubles"`
	AfterOptOut int `json:"after_opt_out"`
	Untold      int `json:"untold"`
}

// delivery is one message that the sandbox accepted for a person.
type delivery struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`   // business time, by the sandbox's clock
	Real     time.Time `json:"real"` // the machine's time at which it came
	Person   string    `json:"person"`
	To       string    `json:"to"`
	Claim    string    `json:"claim"`
	Template string    `json:"template"`
	Text     string    `json:"text"`
	Status   string    `json:"status"`
}

// client speaks JSON to one server.
type client struct{ base, token string }

var webClient = &http.Client{Timeout: 30 * time.Second}

// do makes one request; in and out may be nil. An answer that says no is an error.
func (c client) do(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		request.Header.Set("Authorization", c.token)
	}
	response, err := webClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("%s %s: %d %s", method, path, response.StatusCode, raw)
	}
	if out == nil || len(raw) == 0 {
		return nil
	}
	return json.Unmarshal(raw, out)
}

// signIn takes a token for a collection of users.
func (c *client) signIn(ctx context.Context, collection, email, password string) error {
	var answer struct {
		Token string `json:"token"`
	}
	err := c.do(ctx, "POST", "/api/collections/"+collection+"/auth-with-password", map[string]string{"identity": email, "password": password}, &answer)
	c.token = answer.Token
	return err
}

func readLedger(ctx context.Context, base string) (l ledger, err error) {
	return l, client{base: base}.do(ctx, "GET", "/sandbox/ledger/totals", nil, &l)
}

// readDeliveries returns every message that the sandbox accepted.
func readDeliveries(ctx context.Context, base string) ([]delivery, error) {
	var report struct {
		People []struct {
			Messages []delivery `json:"messages"`
		} `json:"people"`
	}
	err := client{base: base}.do(ctx, "GET", "/sandbox/ledger", nil, &report)
	var all []delivery
	for _, person := range report.People {
		all = append(all, person.Messages...)
	}
	return all, err
}

// until asks again and again, every so often, until the answer is yes.
func until(t *testing.T, what string, limit, every time.Duration, yes func(ctx context.Context) (bool, error)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		done, err := yes(ctx)
		if done && err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("waited %s for %s in vain (%v)", limit, what, err)
		case <-tick.C:
		}
	}
}

// pass lets real time go by: what is watched is that nothing happens in it.
func pass(t *testing.T, d time.Duration) {
	t.Helper()
	select {
	case <-time.After(d):
	case <-t.Context().Done():
	}
}

// row is a message as the program keeps it.
type row struct {
	ID        string `json:"id"`
	Prospect  string `json:"prospect"`
	Campaign  string `json:"campaign"`
	Account   string `json:"account"`
	Step      int    `json:"step"`
	Status    string `json:"status"`
	Content   string `json:"content"`
	Hash      string `json:"content_hash"`
	Claim     string `json:"claim_id"`
	Provider  string `json:"provider_id"`
	To        string `json:"recipient"`
	SentAt    string `json:"sent_at"` // business time of the claim
	Attempts  int    `json:"attempts"`
	ErrorCode string `json:"error_code"`
	Reason    *struct {
		Code string `json:"code"`
	} `json:"status_reason"`
}

func (r row) reason() string {
	if r.Reason == nil {
		return ""
	}
	return r.Reason.Code
}

// readRows returns every outbound message, as a superuser sees it.
func readRows(ctx context.Context, c client) ([]row, error) {
	var all []row
	for page := 1; ; page++ {
		var answer struct {
			Items []row `json:"items"`
		}
		path := fmt.Sprintf("/api/collections/messages/records?perPage=1000&page=%d&skipTotal=1&sort=id&filter=%s&fields=%s", page,
			"direction%3D%22outbound%22", "id,prospect,campaign,account,step,status,content,content_hash,claim_id,provider_id,recipient,sent_at,attempts,error_code,status_reason")
		if err := c.do(ctx, "GET", path, nil, &answer); err != nil {
			return nil, err
		}
		all = append(all, answer.Items...)
		if len(answer.Items) < 1000 {
			return all, nil
		}
	}
}

// byStatus counts rows.
func byStatus(rows []row) map[string]int {
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.Status]++
	}
	return counts
}

// digits is a number as the provider writes it.
func digits(number string) string { return strings.TrimPrefix(number, "+") }
