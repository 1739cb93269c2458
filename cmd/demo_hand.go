package cmd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"aceno/sandbox/ledger"
)

// handSend is the demo's member: takes the next messages, sends each by hand, says so.
func (s *show) handSend(ctx context.Context) error {
	member := newClient(s.server.base)
	if err := member.signIn(ctx, "users", s.state.Members[1].Email, s.state.Members[1].Password); err != nil {
		return fmt.Errorf("sign in as the demo's member: %w", err)
	}
	sent, err := s.sentByHand(ctx)
	if err != nil {
		return err
	}
	for {
		var page struct {
			Items []struct {
				Message string `json:"message"`
				Content string `json:"content"`
				Link    string `json:"link"`
			} `json:"items"`
			Used    int `json:"used"`
			Ceiling int `json:"ceiling"`
		}
		err = member.do(ctx, "GET", "/api/v1/assisted/next?n=3&campaign="+s.state.Campaigns[1], nil, &page)
		if no, ok := errors.AsType[*refusal](err); ok && no.status == http.StatusConflict {
			return nil // the campaign is completed
		}
		if err != nil {
			return fmt.Errorf("take the next message to send by hand: %w", err)
		}
		for _, item := range page.Items {
			if to := recipientOf(item.Link); sent[to] == item.Content {
				delete(sent, to)
			} else if err := s.sandbox.do(ctx, "POST", "/sandbox/hand", map[string]string{"to": to, "text": item.Content}, nil); err != nil {
				return fmt.Errorf("send by hand: %w", err)
			}
			if err := member.do(ctx, "POST", "/api/v1/messages/"+item.Message+"/sent", map[string]string{"outcome": "sent"}, nil); err != nil {
				return fmt.Errorf("say that it was sent: %w", err)
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookEvery):
		}
	}
}

// sentByHand is what the demo's member finds on the phone: what went out by hand before this run, by number. A member whose
// machine went down between sending and saying so looks there, and only says so.
func (s *show) sentByHand(ctx context.Context) (map[string]string, error) {
	var report ledger.Report
	if err := s.sandbox.do(ctx, "GET", "/sandbox/ledger", nil, &report); err != nil {
		return nil, fmt.Errorf("look at what was sent by hand: %w", err)
	}
	sent := map[string]string{}
	for _, p := range report.People {
		for _, m := range p.Messages {
			if m.Channel == ledger.ByHand {
				sent[m.To] = m.Text
			}
		}
	}
	return sent, nil
}

// recipientOf reads the number out of a wa.me link, as WhatsApp does when it opens one.
func recipientOf(link string) string {
	_, rest, _ := strings.Cut(link, "wa.me/")
	number, _, _ := strings.Cut(rest, "?")
	return number
}
