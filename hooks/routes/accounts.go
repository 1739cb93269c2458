package routes

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/dbx"

	"aceno/campaign"
	"aceno/outreach"
	"aceno/store"
)

// checkTimeout bounds one question to a provider.
const checkTimeout = 30 * time.Second

// AccountID is the account of a path.
type AccountID struct {
	ID string `path:"id" maxLength:"64" doc:"The integrated account's id."`
}

// Checked says whether an account can be used.
type Checked struct {
	Body struct {
		Status string `json:"status" enum:"active,expired,blocked"`
		Detail string `json:"detail" doc:"What the provider said, and what is missing."`
	}
}

// TemplateItem is one template as last synced.
type TemplateItem struct {
	Name       string          `json:"name"`
	Language   string          `json:"language"`
	Category   string          `json:"category"`
	Status     string          `json:"status" doc:"APPROVED, PENDING, REJECTED, PAUSED, DISABLED …"`
	Components json.RawMessage `json:"components" doc:"As the provider lists them."`
}

// TemplateList are an account's templates.
type TemplateList struct {
	Body struct {
		Items []TemplateItem `json:"items"`
	}
}

// accounts asks providers about accounts.
func (a *api) accounts() {
	const tag = "Accounts"
	huma.Register(a.huma, operation("test-account", http.MethodPost, "/accounts/{id}/test", tag, "Check an account",
		"Asks the provider whether the account can be used, keeps the answer on the account and names what is missing.", append(slices.Clone(actErrors), http.StatusBadGateway)),
		a.testAccount)
	huma.Register(a.huma, operation("list-templates", http.MethodGet, "/accounts/{id}/templates", tag, "List an account's templates",
		"The WhatsApp templates as they were when last synced.", usualErrors),
		func(ctx context.Context, in *AccountID) (*TemplateList, error) {
			if _, err := a.allowOn(ctx, viewer, "integrated_accounts", in.ID); err != nil {
				return nil, a.problem(ctx, err)
			}
			return a.listTemplates(ctx, in.ID)
		})
	huma.Register(a.huma, operation("sync-templates", http.MethodPost, "/accounts/{id}/templates", tag, "Sync an account's templates",
		"Lists the account's WhatsApp templates at the provider and keeps what it says. Only templates with status APPROVED are sent.",
		append(slices.Clone(actErrors), http.StatusBadGateway)), a.syncTemplates)
}

func (a *api) testAccount(ctx context.Context, in *AccountID) (*Checked, error) {
	if _, err := a.allowOn(ctx, admin, "integrated_accounts", in.ID); err != nil {
		return nil, a.problem(ctx, err)
	}
	account, err := a.open(ctx, in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	channel, ok := a.Channels[account.Platform]
	if !ok {
		return nil, a.problem(ctx, campaign.Conflict(campaign.ReasonPlatformUnknown, "this version cannot ask the platform %s", account.Platform))
	}
	ask, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	health, err := channel.Check(ask, account)
	if err != nil {
		return nil, a.problem(ctx, unreachable(account.Platform, err))
	}
	if err := a.Store.SetAccountHealth(ctx, in.ID, health); err != nil {
		return nil, a.problem(ctx, err)
	}
	out := &Checked{}
	out.Body.Status, out.Body.Detail = string(health.Status), health.Detail
	return out, nil
}

func (a *api) syncTemplates(ctx context.Context, in *AccountID) (*TemplateList, error) {
	c, err := a.allowOn(ctx, user, "integrated_accounts", in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	account, err := a.open(ctx, in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	if account.Platform != string(campaign.ChannelWhatsApp) || a.Templates == nil {
		return nil, a.problem(ctx, campaign.Conflict(campaign.ReasonNoTemplates, "accounts of the platform %s have no templates", account.Platform))
	}
	ask, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	list, err := a.Templates.List(ask, account)
	if err != nil {
		return nil, a.problem(ctx, unreachable(account.Platform, err))
	}
	if err := a.Store.SyncTemplates(ctx, c.workspace, in.ID, list); err != nil {
		return nil, a.problem(ctx, err)
	}
	return a.listTemplates(ctx, in.ID)
}

func (a *api) listTemplates(ctx context.Context, account string) (*TemplateList, error) {
	found, err := a.App.FindAllRecords("whatsapp_templates", dbx.HashExp{"account": account})
	if err != nil {
		return nil, a.problem(ctx, fmt.Errorf("list templates of account %s: %w", account, err))
	}
	out := &TemplateList{}
	out.Body.Items = make([]TemplateItem, len(found))
	for i, t := range found {
		components := json.RawMessage(t.GetString("components"))
		if !json.Valid(components) {
			components = json.RawMessage("null")
		}
		out.Body.Items[i] = TemplateItem{Name: t.GetString("name"), Language: t.GetString("language"), Category: t.GetString("category"),
			Status: t.GetString("status"), Components: components}
	}
	return out, nil
}

// open returns an account with its credentials, for one use.
func (a *api) open(ctx context.Context, id string) (outreach.Account, error) {
	sealed, err := a.Store.SealedAccount(ctx, id)
	if err != nil {
		return outreach.Account{}, err
	}
	account, err := Unseal(a.Vault, sealed)
	if err != nil {
		a.Logger.ErrorContext(ctx, "credentials cannot be opened", "account_id", id, "error", err)
		return account, campaign.Conflict(campaign.ReasonCredentials, "the account's credentials cannot be opened: enter them again")
	}
	return account, nil
}

// Unseal opens an account's credentials.
func Unseal(vault Opener, sealed store.SealedAccount) (outreach.Account, error) {
	account := outreach.Account{ID: sealed.ID, Workspace: sealed.Workspace, Platform: sealed.Platform, Identifier: sealed.Identifier,
		Settings: sealed.Settings, Number: sealed.Number, Credentials: map[string]outreach.Secret{}}
	if sealed.Sealed == "" {
		return account, nil
	}
	plain, err := vault.Unseal(sealed.Workspace, "integrated_accounts", sealed.ID, "credentials", sealed.Sealed)
	if err != nil {
		return account, err
	}
	if err := json.Unmarshal(plain, &account.Credentials); err != nil {
		return account, fmt.Errorf("read the credentials of account %s: damaged", sealed.ID)
	}
	return account, nil
}

func unreachable(platform string, err error) *APIError {
	return &APIError{Status: http.StatusBadGateway, Message: sentence(fmt.Sprintf("%s could not be asked: %v", platform, err)), Data: map[string]any{}}
}
