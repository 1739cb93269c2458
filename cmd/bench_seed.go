package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/internal/clock"
)

// Sizes of what is sent from. A workspace of the largest tier sends 10,000 messages a day, and a WhatsApp number 80 a second, so that
// many numbers of several workspaces send as fast as the program can.
const (
	benchWorkspaces   = 3
	benchPerWorkspace = 10_000
	benchNumbers      = 100 // of a workspace, for dispatch
	benchSecret       = "the secret that signs the webhooks of a measurement"
	benchTemplate     = "primeiro_aceno"
	benchMember       = "bench@aceno.example"
	benchPassword     = "only-for-measuring"
)

// benchHouse is one workspace with a campaign that sends.
type benchHouse struct{ workspace, campaign string }

// with opens the program on a folder, lets it write, and closes it when the function has returned.
func (b *bench) with(ctx context.Context, folder string, change func(*config), fn func(p *program) error) (err error) {
	c := defaultConfig()
	c.DataDir, c.StateDir, c.MasterKey = filepath.Join(folder, "data"), filepath.Join(folder, "state"), b.key
	if change != nil {
		change(&c)
	}
	p, err := open(c, b.pages, discard())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	stop := p.startStore(ctx)
	defer func() { err = errors.Join(err, stop()) }()
	if err := p.store.BeginEpoch(ctx); err != nil {
		return fmt.Errorf("begin to send: %w", err)
	}
	return fn(p)
}

// found makes the agency of a number, with so many WhatsApp numbers.
func (b *bench) found(p *program, n, numbers int) (a benchHouse, err error) {
	answer, err := p.setup(setupRequest{
		Workspace: "Agência " + strconv.Itoa(n+1), Timezone: "America/Sao_Paulo", Country: "BR", Currency: "BRL", Locale: "pt-BR", Tier: "enterprise",
		Members: []setupMember{{Email: benchMember, Role: "admin", Password: benchPassword}},
	})
	if err != nil {
		return a, fmt.Errorf("make a workspace: %w", err)
	}
	a.workspace = answer.Workspace
	var accounts []string
	for i := range numbers {
		id, err := b.account(p, a.workspace, fmt.Sprintf("1%03d%06d", n, i))
		if err != nil {
			return a, fmt.Errorf("make an account: %w", err)
		}
		accounts = append(accounts, id)
	}
	a.campaign, err = saved(p, "campaigns", map[string]any{
		"workspace": a.workspace, "name": "Sites", "status": "active", "channel": "whatsapp", "selection": "auto", "approval": "auto", "gate": "recorded_basis",
		"legal_basis": "legitimate_interest", "accounts": accounts, "schedule": json.RawMessage(`{"windows":["mon-sun 00:00-24:00"]}`),
		"search_config": json.RawMessage(`{"sources":[{"type":"websites","urls":["https://a.example"]}]}`),
		"sequence":      json.RawMessage(`[{"wait_hours":0,"whatsapp_template":"` + benchTemplate + `/pt_BR","whatsapp_params":["{{ prospect.name }}"]}]`),
	})
	return a, err
}

// account makes a WhatsApp number that its provider does not limit by the day.
func (b *bench) account(p *program, workspace, number string) (id string, err error) {
	id = core.GenerateDefaultRandomId()
	plain, err := json.Marshal(map[string]string{"access_token": "EAA" + number, "app_secret": benchSecret, "verify_token": "v"})
	if err != nil {
		return "", err
	}
	sealed, err := p.vault.Seal(workspace, "integrated_accounts", id, "credentials", plain)
	if err != nil {
		return "", err
	}
	if _, err := saved(p, "integrated_accounts", map[string]any{
		"id": id, "workspace": workspace, "platform": "whatsapp", "account_identifier": number, "status": "active", "credentials": sealed,
		"settings": map[string]string{"phone_number_id": number, "waba_id": "2" + number}, "state": campaign.AccountState{Tier: campaign.UnlimitedTier},
	}); err != nil {
		return "", err
	}
	body := json.RawMessage(`[{"type":"BODY","text":"Oi, {{1}}! Posso mandar uma ideia?"}]`)
	return id, p.store.SyncTemplates(context.Background(), workspace, id,
		[]campaign.WhatsAppTemplate{{Account: id, Name: benchTemplate, Language: "pt_BR", Category: "MARKETING", Status: "APPROVED", Components: body}})
}

// saved makes a record beside the collections API and tells the store.
func saved(p *program, collection string, fields map[string]any) (id string, err error) {
	record, err := newRecord(p.app, collection)
	if err != nil {
		return "", err
	}
	record.Load(fields)
	if err := p.app.Save(record); err != nil {
		return "", fmt.Errorf("save in %s: %w", collection, err)
	}
	p.store.Reload(collection, record.Id)
	return record.Id, nil
}

// benchPhone is a fictional mobile number: two digits of area, the ninth, and 0000 before the rest as long as they last.
func benchPhone(n int) string {
	return fmt.Sprintf("+55%02d9%08d", 11+n/benchPerWorkspace%80, n%benchPerWorkspace)
}

// waiting makes n messages that may go out now, shared by the workspaces, through the stages that make them in life.
func (b *bench) waiting(ctx context.Context, p *program, n, numbers int) error {
	for w := range benchWorkspaces {
		a, err := b.found(p, w, numbers)
		if err != nil {
			return err
		}
		first, last := n*w/benchWorkspaces, n*(w+1)/benchWorkspaces
		for ; first < last; first += campaign.ImportPage {
			var page []campaign.ImportRow
			for i := first; i < min(first+campaign.ImportPage, last); i++ {
				page = append(page, campaign.ImportRow{Candidate: campaign.Candidate{
					Platform: "openstreetmap", ExternalID: fmt.Sprintf("node/%d", i), Name: fmt.Sprintf("Padaria %d", i), City: "Blumenau", Country: "BR",
					Facts: []campaign.Fact{{Kind: campaign.FactWhatsApp, Value: benchPhone(i), Source: "openstreetmap", URL: fmt.Sprintf("https://osm.example/%d", i), At: time.Now().UTC()}},
				}})
			}
			if _, err := p.store.Import(ctx, a.workspace, a.campaign, page); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(enriched(ctx, p), written(ctx, p)); err != nil {
		return err
	}
	return wantMessages(ctx, p, countWaiting, n)
}

// countWaiting counts what may go out, and countSent what the provider took.
const (
	countWaiting = `SELECT COUNT(*) FROM messages WHERE status = 'pending'`
	countSent    = `SELECT COUNT(*) FROM messages WHERE status = 'sent' AND provider_id != ''`
)

// wantMessages refuses to go on where there are more or fewer than there must be.
func wantMessages(ctx context.Context, p *program, statement string, want int) error {
	var n int
	if err := p.app.DB().NewQuery(statement).WithContext(ctx).Row(&n); err != nil {
		return fmt.Errorf("count messages: %w", err)
	}
	if n != want {
		return fmt.Errorf("%s gives %d messages: %d are needed", statement, n, want)
	}
	return nil
}

// enriched moves everybody on who waits for their website to be read.
func enriched(ctx context.Context, p *program) error {
	for {
		tasks, err := p.store.ClaimEnrich(ctx, campaign.ImportPage, time.Hour)
		if err != nil || len(tasks) == 0 {
			return err
		}
		done := make([]campaign.EnrichDone, len(tasks))
		for i, task := range tasks {
			done[i] = campaign.EnrichDone{Task: task, Prospect: task.Prospect}
		}
		if err := p.store.CommitEnrich(ctx, done); err != nil {
			return err
		}
	}
}

// written writes to everybody who is due.
func written(ctx context.Context, p *program) error {
	for {
		tasks, err := p.store.ClaimWrite(ctx, campaign.ImportPage, time.Hour)
		if err != nil || len(tasks) == 0 {
			return err
		}
		done := make([]campaign.WriteDone, len(tasks))
		for i, task := range tasks {
			name := task.Prospect.Name
			use := &campaign.TemplateUse{Name: benchTemplate, Language: "pt_BR", Params: []string{name}}
			done[i] = campaign.WriteDone{Task: task, Draft: campaign.Draft{Content: "Oi, " + name + "! Posso mandar uma ideia?", Template: use}}
		}
		if err := p.store.CommitWrite(ctx, done); err != nil {
			return err
		}
	}
}

// yesterday is a clock that stands still until it is moved: what is made with it lies behind everything that is measured.
func yesterday() *clock.Manual {
	return clock.NewManual(time.Now().Add(-24 * time.Hour).Truncate(time.Second))
}
