package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/sandbox/people"
	places "aceno/sandbox/town"
	"aceno/sandbox/whatsapp"
)

// numbersOf reads where a campaign's prospects are reached; templatesOfAccount, what the copy knows of an account's templates. Rely
// on prospects_campaign and whatsapp_templates_once.
const (
	numbersOf          = `SELECT name, phone, whatsapp FROM prospects WHERE campaign = {:campaign} AND deleted = 0 ORDER BY created, id`
	templatesOfAccount = `SELECT name, language, category, status, components FROM whatsapp_templates WHERE account = {:account}`
)

// settleTown puts a person at each number of the campaign's prospects. How they take a message is drawn from the seed, where
// answers are wanted; nobody lives else.
func (r *rehearsal) settleTown(ctx context.Context) error {
	place := &places.Town{}
	if r.answers {
		var prospects []struct {
			Name     string `db:"name"`
			Phone    string `db:"phone"`
			WhatsApp string `db:"whatsapp"`
		}
		if err := r.p.app.DB().NewQuery(numbersOf).Bind(dbx.Params{"campaign": r.campaign}).WithContext(ctx).All(&prospects); err != nil {
			return fmt.Errorf("read the prospects' numbers: %w", err)
		}
		for _, p := range prospects {
			if number := strings.TrimPrefix(firstOf(p.WhatsApp, p.Phone), "+"); number != "" {
				place.Businesses = append(place.Businesses, places.Business{Name: p.Name, Numbers: []string{number}})
			}
		}
	}
	r.stand.people = people.New(place, int64(r.p.cfg.Seed)) //nolint:gosec // any number will do
	return nil
}

// templatesOf returns an account's templates as the sandbox has them.
func (r *rehearsal) templatesOf(account string) ([]whatsapp.Template, error) {
	var rows []struct {
		Name       string `db:"name"`
		Language   string `db:"language"`
		Category   string `db:"category"`
		Status     string `db:"status"`
		Components []byte `db:"components"`
	}
	if err := r.p.app.DB().NewQuery(templatesOfAccount).Bind(dbx.Params{"account": account}).All(&rows); err != nil {
		return nil, fmt.Errorf("read the templates of account %s: %w", account, err)
	}
	list := make([]whatsapp.Template, 0, len(rows))
	for _, row := range rows {
		t := whatsapp.Template{Name: row.Name, Language: row.Language, Category: row.Category, Status: row.Status}
		if err := json.Unmarshal(row.Components, &t.Components); err != nil {
			r.p.logger.Warn("a template cannot be read", "name", row.Name, "error", err)
			continue
		}
		if strings.Contains(string(row.Components), "param_name") {
			t.ParameterFormat = "NAMED"
		}
		list = append(list, t)
	}
	return list, nil
}

// readerOf is whom the answer is worded for: the workspace's people.
func readerOf(workspace *core.Record) reader {
	return reader{locale: workspace.GetString("locale"), currency: workspace.GetString("currency"), zone: zoneOf(workspace.GetString("timezone"))}
}
