package whatsapp

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"aceno/sandbox/town"
)

// Subscription is where webhooks go.
type Subscription struct {
	CallbackURL string `json:"callback_url"`
	VerifyToken string `json:"verify_token"`
	AppSecret   string `json:"app_secret"` // signs; "" = the account's
	Override    bool   `json:"override"`   // named for the business account alone, by subscribed_apps
}

// Subscription returns where webhooks go; an empty CallbackURL is nowhere.
func (s *Server) Subscription() Subscription {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.subscription
}

// Subscribe asks the callback to prove itself, as the provider does, and delivers webhooks to it from then on. An empty
// CallbackURL ends the deliveries; what happens meanwhile waits.
func (s *Server) Subscribe(ctx context.Context, sub Subscription) error {
	if sub.CallbackURL != "" {
		if sub.VerifyToken == "" {
			sub.VerifyToken = s.Account().VerifyToken
		}
		if err := s.handshake(ctx, sub); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.keep(noteSubscription, sub); err != nil {
		return err
	}
	s.subscription = sub
	return nil
}

func (s *Server) handshake(ctx context.Context, sub Subscription) error {
	u, err := url.Parse(sub.CallbackURL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("callback_url: %q is no http(s) URL", sub.CallbackURL)
	}
	challenge := strconv.Itoa(1_000_000_000 + town.Rand(s.o.Seed, sub.CallbackURL, sub.VerifyToken).IntN(1_000_000_000))
	q := u.Query()
	q.Set("hub.mode", "subscribe")
	q.Set("hub.challenge", challenge)
	q.Set("hub.verify_token", sub.VerifyToken)
	u.RawQuery = q.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return fmt.Errorf("verify callback_url: %w", err)
	}
	res, err := s.o.HTTP.Do(req)
	if err != nil {
		return fmt.Errorf("verify callback_url: it cannot be reached: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, 4096))
	if err != nil {
		return fmt.Errorf("verify callback_url: read its answer: %w", err)
	}
	if res.StatusCode != http.StatusOK || strings.TrimSpace(string(body)) != challenge {
		return fmt.Errorf("verify callback_url: it must answer 200 with the challenge; it answered %d with %d bytes: check the verify token", res.StatusCode, len(body))
	}
	return nil
}
