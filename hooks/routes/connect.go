package routes

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/outreach"
)

// NumbersQuery asks what an account's token can see.
type NumbersQuery struct {
	AccountID
	WABA string `query:"waba_id" maxLength:"32" pattern:"^[0-9]*$" doc:"A business account to look into, where the token does not name any."`
}

// ReachBody is what a token can see.
type ReachBody struct {
	Body outreach.Reach
}

// SubscriptionBody is where an account's webhooks go.
type SubscriptionBody struct {
	Body outreach.Subscription
}

// EchoInput names the number of a test message.
type EchoInput struct {
	AccountID
	Body struct {
		To string `json:"to" minLength:"4" maxLength:"40" example:"+55 47 9 0000 1234" doc:"A number of one's own, with WhatsApp."`
	}
}

// EchoBody is an account's test message.
type EchoBody struct {
	Body campaign.EchoTest
}

// echoWords is the free text of a test message, where an account has no template without values.
var echoWords = map[string]string{
	"pt-BR": "Teste do Aceno: se você recebeu, responda com um oi para fechar o teste.",
	"en":    "A test by Aceno: if you got this, answer with a hello to close the test.",
}

// connect are the acts that bring an account up: what its token sees, its webhook, its test message.
func (a *api) connect() {
	const tag = "Accounts"
	errs := append(slices.Clone(actErrors), http.StatusBadGateway)
	huma.Register(a.huma, operation("account-numbers", http.MethodGet, "/accounts/{id}/numbers", tag, "What an account's token can see",
		"Business accounts, their numbers with quality and limit, and missing permissions by name. Token and secret are enough: an account may be made with them alone, and "+
			"does not send until a number was chosen.", errs), a.accountNumbers)
	huma.Register(a.huma, operation("account-webhook", http.MethodPost, "/accounts/{id}/webhook", tag, "Register an account's webhook",
		"Has the provider send the account's webhooks here, and reads back that it does. The provider asks this server for the verify token at once: others must reach it.", errs),
		a.accountWebhook)
	huma.Register(a.huma, operation("account-echo", http.MethodPost, "/accounts/{id}/echo", tag, "Send a test message",
		"One message to a number of one's own. It is green only when something of it has come back by the webhook: its status, or an answer.", errs), a.accountEcho)
	huma.Register(a.huma, operation("show-account-echo", http.MethodGet, "/accounts/{id}/echo", tag, "Show the test message",
		"What has become of the account's last test message.", usualErrors),
		func(ctx context.Context, in *AccountID) (*EchoBody, error) {
			if _, err := a.allowOn(ctx, viewer, "integrated_accounts", in.ID); err != nil {
				return nil, a.problem(ctx, err)
			}
			return a.showEcho(ctx, in.ID)
		})
}

// connector opens an account of the caller's for an admin, with the channel that can connect it.
func (a *api) connector(ctx context.Context, id string) (caller, outreach.Account, outreach.Connector, error) {
	c, err := a.allowOn(ctx, admin, "integrated_accounts", id)
	if err != nil {
		return c, outreach.Account{}, nil, err
	}
	account, err := a.open(ctx, id)
	if err != nil {
		return c, account, nil, err
	}
	connector, ok := a.Channels[account.Platform].(outreach.Connector)
	if !ok {
		none := campaign.NewReason(campaign.ReasonNoNumbers, map[string]any{"platform": account.Platform})
		return c, account, nil, &campaign.Refused{Reasons: []campaign.Reason{none}}
	}
	return c, account, connector, nil
}

func (a *api) accountNumbers(ctx context.Context, in *NumbersQuery) (*ReachBody, error) {
	_, account, connector, err := a.connector(ctx, in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	if in.WABA != "" {
		account.Settings["waba_id"] = in.WABA
	}
	ask, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	reach, err := connector.Reach(ask, account)
	if err != nil {
		return nil, a.problem(ctx, unreachable(account.Platform, err))
	}
	return &ReachBody{Body: reach}, nil
}

func (a *api) accountWebhook(ctx context.Context, in *AccountID) (*SubscriptionBody, error) {
	c, account, connector, err := a.connector(ctx, in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	if a.PublicURL == "" {
		return nil, a.problem(ctx, &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(campaign.ReasonNoPublicURL, nil)}})
	}
	if account.Settings["waba_id"] == "" {
		missing := campaign.NewReason(campaign.ReasonAccountIncomplete, map[string]any{"missing": "waba_id"})
		return nil, a.problem(ctx, &campaign.Refused{Reasons: []campaign.Reason{missing}})
	}
	ask, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	done, err := connector.Subscribe(ask, account, strings.TrimRight(a.PublicURL, "/")+Prefix+"/webhooks/"+account.Platform)
	if err != nil {
		return nil, a.problem(ctx, unreachable(account.Platform, err))
	}
	if err := a.Store.Audit(ctx, auditOf(c, "account.webhook", in.ID, map[string]any{"registered": done.Registered})); err != nil {
		return nil, a.problem(ctx, err)
	}
	return &SubscriptionBody{Body: done}, nil
}

func (a *api) accountEcho(ctx context.Context, in *EchoInput) (*EchoBody, error) {
	c, account, _, err := a.connector(ctx, in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	text := echoWords[c.locale]
	if text == "" {
		text = echoWords["pt-BR"]
	}
	out, err := a.Store.BeginEcho(ctx, c.workspace, in.ID, in.Body.To, text, c.by())
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	// Once begun it is recorded, whether or not whoever asked still waits.
	whole, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkTimeout)
	defer cancel()
	if err := a.Store.EndEcho(whole, in.ID, a.Channels[account.Platform].Send(whole, account, out)); err != nil {
		return nil, a.problem(ctx, err)
	}
	return a.showEcho(whole, in.ID)
}

func (a *api) showEcho(ctx context.Context, id string) (*EchoBody, error) {
	echo, err := a.Store.Echo(ctx, id)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	return &EchoBody{Body: echo}, nil
}
