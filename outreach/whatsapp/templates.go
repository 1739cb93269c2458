package whatsapp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"aceno/campaign"
	"aceno/internal/graph"
	"aceno/outreach"
)

// List returns all templates of the account's business account, whatever their status.
func (c *Channel) List(ctx context.Context, a outreach.Account) ([]campaign.WhatsAppTemplate, error) {
	call, missing := c.call(a, "waba_id")
	if missing != "" {
		return nil, campaign.Invalid(missing, "the account has none: enter it to read its templates")
	}
	call.Path = append(call.Path, "message_templates")
	call.Query = url.Values{"limit": {"100"}, "fields": {"name,language,category,status,components"}}
	type listed struct {
		Name       string          `json:"name"`
		Language   string          `json:"language"`
		Category   string          `json:"category"`
		Status     string          `json:"status"`
		Components json.RawMessage `json:"components"`
	}
	all, err := graph.All[listed](ctx, c.graph, call)
	if err != nil {
		var refused *graph.Error
		if errors.As(err, &refused) {
			err = errors.New(judge(refused).remedy + " (" + clean(refused.Error(), a, campaign.Outgoing{}) + ")")
		}
		return nil, fmt.Errorf("list the WhatsApp templates: %w", err)
	}
	templates := make([]campaign.WhatsAppTemplate, 0, len(all))
	for _, t := range all {
		if t.Name == "" || t.Language == "" {
			continue // of no use: nothing can name it
		}
		templates = append(templates, campaign.WhatsAppTemplate{
			Account: a.ID, Name: t.Name, Language: t.Language, Category: t.Category, Status: t.Status, Components: t.Components,
		})
	}
	return templates, nil
}
