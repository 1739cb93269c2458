package whatsapp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/internal/graph"
	"aceno/outreach"
)

var _ outreach.Connector = (*Channel)(nil)

// The permissions that a token needs: to send, and to list numbers and templates (WhatsApp, access tokens).
const (
	scopeMessaging  = "whatsapp_business_messaging"
	scopeManagement = "whatsapp_business_management"
)

// fieldsToChoose are what a person sees of a number when they choose one.
const fieldsToChoose = "id,display_phone_number,verified_name,status,quality_rating,whatsapp_business_manager_messaging_limit"

// maxReach bounds how many business accounts are asked for their numbers.
const maxReach = 20

// tokenData is what GET /debug_token says of a token (Graph API, debug_token).
type tokenData struct {
	Data struct {
		Valid     bool            `json:"is_valid"`
		ExpiresAt int64           `json:"expires_at"` // seconds; 0 = never
		Scopes    []string        `json:"scopes"`
		Error     json.RawMessage `json:"error"`
		Granular  []struct {
			Scope   string   `json:"scope"`
			Targets []string `json:"target_ids"` // none = all that the token's user has
		} `json:"granular_scopes"`
	} `json:"data"`
}

// Reach asks what the account's token can see. See outreach.Connector.
func (c *Channel) Reach(ctx context.Context, a outreach.Account) (outreach.Reach, error) {
	token := strings.TrimSpace(a.Credentials["access_token"].Reveal())
	version := strings.TrimSpace(a.Settings["api_version"])
	if token == "" {
		return outreach.Reach{Status: campaign.AccountStatusBlocked, Detail: "the account lacks access_token: enter what is missing", Missing: []string{}, Accounts: []outreach.ReachAccount{}}, nil
	}
	var said tokenData
	err := c.graph.Do(ctx, graph.Call{Version: version, Path: []string{"debug_token"}, Query: url.Values{"input_token": {token}}, Token: token}, &said)
	if err == nil && !said.Data.Valid {
		if refused, ok := graph.ParseError(said.Data.Error); ok {
			err = refused
		} else {
			err = &graph.Error{Code: 190, Message: "the token is not valid"}
		}
	}
	if err != nil {
		health, err := unhealthy(err, a)
		return outreach.Reach{Status: health.Status, Detail: health.Detail, Missing: []string{}, Accounts: []outreach.ReachAccount{}}, err
	}
	reach := outreach.Reach{Status: campaign.AccountStatusActive, Missing: []string{}, Accounts: []outreach.ReachAccount{}}
	if said.Data.ExpiresAt > 0 {
		at := time.Unix(said.Data.ExpiresAt, 0).UTC()
		reach.ExpiresAt = &at
	}
	for _, scope := range []string{scopeMessaging, scopeManagement} {
		if !slices.Contains(said.Data.Scopes, scope) {
			reach.Missing = append(reach.Missing, scope)
		}
	}
	if len(reach.Missing) > 0 {
		reach.Status, reach.Detail = campaign.AccountStatusBlocked, "the token lacks "+strings.Join(reach.Missing, " and ")+": make one anew with these permissions"
	}
	ids := said.accounts(strings.TrimSpace(a.Settings["waba_id"]))
	reach.Unlisted = len(ids) == 0
	for _, id := range ids {
		one, err := c.numbers(ctx, a, graph.Call{Version: version, Token: token}, id)
		if err != nil {
			return outreach.Reach{}, err
		}
		reach.Accounts = append(reach.Accounts, one)
	}
	return reach, nil
}

// accounts are the business accounts that a token names, and the one that a person named, each once.
func (d tokenData) accounts(named string) []string {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) && len(ids) < maxReach {
			ids = append(ids, id)
		}
	}
	add(named)
	for _, g := range d.Data.Granular {
		if g.Scope == scopeManagement || g.Scope == scopeMessaging {
			for _, id := range g.Targets {
				add(id)
			}
		}
	}
	return ids
}

// numbers lists the numbers of one business account. One that the token may not see has its problem; an error means that
// nobody knows.
func (c *Channel) numbers(ctx context.Context, a outreach.Account, call graph.Call, waba string) (outreach.ReachAccount, error) {
	one := outreach.ReachAccount{ID: waba, Numbers: []outreach.ReachNumber{}}
	var account struct {
		Name string `json:"name"`
	}
	call.Path, call.Query = []string{waba}, url.Values{"fields": {"id,name"}}
	if err := c.graph.Do(ctx, call, &account); err != nil {
		return refusedPart(one, err, a)
	}
	one.Name = account.Name
	type number struct {
		ID      string          `json:"id"`
		Display string          `json:"display_phone_number"`
		Name    string          `json:"verified_name"`
		Status  string          `json:"status"`
		Quality string          `json:"quality_rating"`
		Limit   json.RawMessage `json:"whatsapp_business_manager_messaging_limit"`
	}
	call.Path, call.Query = []string{waba, "phone_numbers"}, url.Values{"fields": {fieldsToChoose}, "limit": {"100"}}
	list, err := graph.All[number](ctx, c.graph, call)
	if err != nil {
		return refusedPart(one, err, a)
	}
	for _, n := range list {
		shown := outreach.ReachNumber{ID: n.ID, Number: n.Display, Name: n.Name, Quality: n.Quality, Tier: tier(n.Limit), Problem: dead[strings.ToUpper(n.Status)]}
		if shown.Quality == "" || shown.Quality == "NA" {
			shown.Quality = "UNKNOWN"
		}
		one.Numbers = append(one.Numbers, shown)
	}
	return one, nil
}

// refusedPart reads a refusal as a problem of one business account; anything else is an error.
func refusedPart(one outreach.ReachAccount, err error, a outreach.Account) (outreach.ReachAccount, error) {
	var refused *graph.Error
	if !errors.As(err, &refused) || refused.RetryAfter > 0 || refused.Status >= 500 {
		return one, fmt.Errorf("list the numbers: %s", clean(err.Error(), a, campaign.Outgoing{}))
	}
	one.Problem = judge(refused).remedy + " (" + clean(refused.Error(), a, campaign.Outgoing{}) + ")"
	return one, nil
}

// otherFields says which webhooks no override covers: Meta sends those to the app's own address (Webhook overrides, 2026-06).
const otherFields = "messages and their statuses come here; what Meta says of templates and of the account goes to the app's own webhook address: " +
	"enter this one there too, or sync the templates by hand"

// Subscribe has the webhooks of the account's business account sent to an address. See outreach.Connector.
func (c *Channel) Subscribe(ctx context.Context, a outreach.Account, address string) (outreach.Subscription, error) {
	call, missing := c.call(a, "waba_id")
	if missing != "" {
		return outreach.Subscription{}, campaign.Invalid(missing, "the account has none: enter it first")
	}
	done := outreach.Subscription{URL: address, Detail: otherFields}
	call.Path = append(call.Path, "subscribed_apps")
	call.Body = map[string]string{"override_callback_uri": address, "verify_token": a.Credentials["verify_token"].Reveal()}
	var answer struct {
		Success bool `json:"success"`
	}
	err := c.graph.Do(ctx, call, &answer)
	var refused *graph.Error
	if errors.As(err, &refused) && refused.RetryAfter == 0 && refused.Status < 500 {
		done.Detail = clean(refused.Error(), a, campaign.Outgoing{})
		return done, nil
	}
	if err != nil {
		return done, fmt.Errorf("register the webhook: %s", clean(err.Error(), a, campaign.Outgoing{}))
	}
	call.Body = nil
	var list struct {
		Data []struct {
			Override string `json:"override_callback_uri"`
		} `json:"data"`
	}
	if err := c.graph.Do(ctx, call, &list); err != nil {
		return done, fmt.Errorf("read back the webhook: %s", clean(err.Error(), a, campaign.Outgoing{}))
	}
	for _, app := range list.Data {
		done.Registered = done.Registered || app.Override == address
	}
	if !done.Registered {
		done.Detail = "Meta took the address and does not name it: look in the app's dashboard, under WhatsApp, Configuration"
	}
	return done, nil
}
