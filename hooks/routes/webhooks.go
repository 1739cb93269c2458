package routes

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/hooks/session"
	"aceno/outreach"
)

// storeTimeout bounds the storing of one webhook. It is not the request's own context: a provider that hangs up early
// must not undo what it told us.
const storeTimeout = 10 * time.Second

// webhooks are plain routes: the signature is over the raw body. What a provider does not need is left out: the request
// log (it would keep verify tokens), sessions, the limiter, CORS.
func (a *api) webhooks(r *router.Router[*core.RequestEvent]) {
	unbound := []string{apis.DefaultActivityLoggerMiddlewareId, apis.DefaultLoadAuthTokenMiddlewareId,
		apis.DefaultRateLimitMiddlewareId, apis.DefaultCorsMiddlewareId, session.MiddlewareID}
	platform := &huma.Param{Name: "platform", In: "path", Required: true, Description: "whatsapp", Schema: &huma.Schema{Type: "string"}}

	a.plain(r, huma.Operation{OperationID: "webhook-verify", Method: http.MethodGet, Path: "/webhooks/{platform}", Tags: []string{"Webhooks"},
		Summary: "Answer a provider's verify handshake", Description: "Answers the challenge when the token is the verify_token of an account.",
		Parameters: []*huma.Param{platform},
		Responses:  answers(map[string]string{"200": "The challenge, as text.", "403": "No account has this token.", "404": "No such platform."}),
	}, a.challenge).Unbind(unbound...)

	a.plain(r, huma.Operation{OperationID: "webhook-receive", Method: http.MethodPost, Path: "/webhooks/{platform}", Tags: []string{"Webhooks"},
		Summary: "Take a provider's webhook", Description: "The raw body (up to 4 MiB) must bear the signature of an account. It is stored and applied in one " +
			"transaction, and answered after the commit. What is signed and cannot be understood is stored with its error and answered 200 too.",
		Parameters:  []*huma.Param{platform},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{}}}},
		Responses: answers(map[string]string{"200": "Stored.", "401": "No account's secret verifies this body; nothing was stored.",
			"404": "No such platform.", "413": "The body is too large.", "500": "It could not be stored: send it again."}),
	}, a.receive).Unbind(unbound...)
}

// challenge answers the verify handshake with the tokens of all accounts.
func (a *api) challenge(e *core.RequestEvent) error {
	hook, accounts, err := a.listeners(e)
	if err != nil {
		return err
	}
	var tokens []outreach.Secret
	for _, account := range accounts {
		if token := account.Credentials["verify_token"]; token != "" {
			tokens = append(tokens, token)
		}
	}
	answer, ok := hook.Challenge(e.Request.URL.Query(), tokens)
	if !ok {
		return e.ForbiddenError("No account has this verify token.", nil)
	}
	return e.String(http.StatusOK, answer)
}

// receive takes one webhook. It answers 200 only when everything is stored.
func (a *api) receive(e *core.RequestEvent) error {
	hook, accounts, err := a.listeners(e)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(e.Request.Body)
	if err != nil {
		return tooLarge(e, err)
	}
	var signed []outreach.Account
	for _, account := range accounts {
		if hook.Signed(e.Request.Header, body, account) {
			signed = append(signed, account)
		}
	}
	if len(signed) == 0 {
		return e.UnauthorizedError("No account's secret verifies this body.", nil)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(e.Request.Context()), storeTimeout)
	defer cancel()
	if err := a.keep(ctx, e.Request.PathValue("platform"), hook, signed, body); err != nil {
		a.Logger.ErrorContext(ctx, "webhook not stored", "request_id", e.Response.Header().Get("X-Request-Id"), "error", err)
		return e.InternalServerError("The webhook could not be stored: send it again.", nil)
	}
	return e.NoContent(http.StatusOK)
}

// keep stores a signed body: its events with the accounts that they name, and what names none apart.
func (a *api) keep(ctx context.Context, platform string, hook outreach.Webhook, signed []outreach.Account, body []byte) error {
	events, err := hook.Parse(body)
	if err != nil {
		return a.Store.StoreUnmatched(ctx, platform, keyOf(body), body, "unreadable: "+err.Error())
	}
	for _, group := range groupByAccount(signed, events) {
		if group.account.ID != "" {
			err = a.Store.Receive(ctx, platform, group.account.Workspace, group.account.ID, group.events)
		} else {
			err = a.keepUnmatched(ctx, platform, group.events)
		}
		if err != nil {
			return fmt.Errorf("store %d events of %s: %w", len(group.events), platform, err)
		}
	}
	return nil
}

func (a *api) keepUnmatched(ctx context.Context, platform string, events []campaign.Event) error {
	for _, event := range events {
		why := fmt.Sprintf("no account here that verifies this body has the id %q", event.AccountID)
		if event.Unread != "" {
			why = event.Unread
		}
		key := event.Key
		if key == "" {
			key = keyOf(event.Payload)
		}
		if err := a.Store.StoreUnmatched(ctx, platform, key, event.Payload, why); err != nil {
			return err
		}
	}
	return nil
}

// group are events of one account, in their order; without an account nobody here is meant.
type group struct {
	account outreach.Account
	events  []campaign.Event
}

// groupByAccount gives each event to the accounts that it is about, among those whose secret verified the body. A number may be an
// account of several workspaces, and a business account has several numbers: each of them gets the event as its own.
func groupByAccount(signed []outreach.Account, events []campaign.Event) []group {
	var groups []group
	at := map[string]int{}
	for _, event := range events {
		for n, account := range accountsOf(signed, event) {
			i, known := at[account.ID]
			if !known {
				i = len(groups)
				at[account.ID] = i
				groups = append(groups, group{account: account})
			}
			own := event
			if n > 0 {
				own.Key += "@" + account.ID // the same event acts once an account
			}
			groups[i].events = append(groups[i].events, own)
		}
	}
	return groups
}

// accountsOf returns the accounts that an event is about: those with the sender's id that it names, else those of the business
// account, else the one that alone could have got it. Where it is about nobody here, it is the empty account's.
func accountsOf(signed []outreach.Account, event campaign.Event) []outreach.Account {
	nobody := []outreach.Account{{}}
	if event.AccountID == "" {
		if len(signed) == 1 {
			return signed
		}
		return nobody
	}
	for _, setting := range []string{"phone_number_id", "ig_user_id", "waba_id"} {
		var found []outreach.Account
		for _, account := range signed {
			if account.Settings[setting] == event.AccountID {
				found = append(found, account)
			}
		}
		if len(found) > 0 {
			return ofNumber(found, event)
		}
	}
	return nobody
}

// ofNumber narrows the numbers of a business account down to the one that an event names by its digits. One whose number was
// never asked for may be the one.
func ofNumber(accounts []outreach.Account, event campaign.Event) []outreach.Account {
	if event.Account == nil || event.Account.Number == "" {
		return accounts
	}
	named := slices.DeleteFunc(slices.Clone(accounts), func(a outreach.Account) bool { return a.Number != "" && a.Number != event.Account.Number })
	if len(named) == 0 {
		return []outreach.Account{{}}
	}
	return named
}

// listeners returns the platform's webhook and its accounts, opened. An account whose credentials cannot be opened hears
// nothing.
func (a *api) listeners(e *core.RequestEvent) (outreach.Webhook, []outreach.Account, error) {
	platform := e.Request.PathValue("platform")
	hook, ok := a.Webhooks[platform]
	if !ok {
		return nil, nil, e.NotFoundError("", nil)
	}
	accounts, err := a.opened.OfPlatform(e.Request.Context(), platform)
	if err != nil {
		a.Logger.Error("webhook accounts not read", "error", err)
		return nil, nil, e.InternalServerError("The webhook could not be read: send it again.", nil)
	}
	return hook, accounts, nil
}

func tooLarge(e *core.RequestEvent, err error) error {
	if errors.Is(err, apis.ErrRequestEntityTooLarge) {
		return apis.ErrRequestEntityTooLarge
	}
	return e.BadRequestError("The body could not be read.", err)
}

// keyOf makes the event key of what has none of its own, so that the same body is stored once.
func keyOf(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + strings.ToLower(hex.EncodeToString(sum[:]))
}
