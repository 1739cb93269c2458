package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

// What the tests' campaign is made of. Sending accounts are five, and each has messages of its own.
const (
	operator     = "operador@aceno.example"
	admin        = "admin@aceno.example"
	password     = "uma senha comprida para testes"
	senders      = 5
	sendWorkers  = 16 // calls in flight at most
	templateName = "primeiro_aceno"
	seedSpeed    = "1"
)

// seed is a data folder with a draft campaign whose messages are written and wait. It is made once, through the program
// and its API, and copied by the tests.
type seed struct {
	folder    string // with data and state
	size      int    // businesses of the sandbox's town
	workspace string
	campaign  string
	accounts  []string
	messages  int
}

var seedMade atomic.Bool

// seeded makes the seed: as many messages as the largest proof sends.
var seeded = sync.OnceValues(func() (*seed, error) {
	binary, err := built()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "aceno-seed-*")
	if err != nil {
		return nil, err
	}
	seedMade.Store(true)
	messages := sized(600, 2000)
	s := &seed{folder: folder, messages: messages, size: messages * 3 / 2}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	return s, s.make(ctx, binary)
})

// forgetSeed removes the seed at the end.
func forgetSeed() {
	if !seedMade.Load() {
		return
	}
	if s, err := seeded(); s != nil && s.folder != "" {
		_ = errors.Join(err, os.RemoveAll(s.folder))
	}
}

func (s *seed) data() string  { return filepath.Join(s.folder, "data") }
func (s *seed) state() string { return filepath.Join(s.folder, "state") }

// boxArgs starts a sandbox of the seed's town.
func (s *seed) boxArgs(folder, speed string) []string {
	return []string{"sandbox", "--sandbox-http", "127.0.0.1:0", "--sandbox-dir", folder, "--size", strconv.Itoa(s.size), "--speed", speed, "--log-level", "warn"}
}

// serveArgs starts a server beside a sandbox, on a folder with data and state.
func serveArgs(folder, box, base string) []string {
	return []string{
		"serve", "--http", "127.0.0.1:0", "--data-dir", filepath.Join(folder, "data"), "--state-dir", filepath.Join(folder, "state"),
		"--clock-file", filepath.Join(box, "clock"), "--graph-url", base, "--overpass-url", base, "--nominatim-url", base,
		"--send-workers", strconv.Itoa(sendWorkers), "--limit-ip", "off", "--limit-user", "off", // proofs ask far more often than people
	}
}

const (
	boxReady    = `^sandbox on (http://\S+),`
	serverReady = `"msg":"aceno serves","address":"(http://[^"]+)"`
)

func (s *seed) make(ctx context.Context, binary string) (err error) {
	for _, args := range [][]string{
		{"setup", "--workspace", "Agência Maré", "--member", admin + ":admin:" + password},
		{"superuser", "upsert", operator, password},
	} {
		p, err := begin(binary, append(args, "--data-dir", s.data(), "--state-dir", s.state())...)
		if err == nil {
			err = p.end(time.Minute)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", args[0], err)
		}
	}
	boxFolder := filepath.Join(s.folder, "box")
	boxRuns, err := begin(binary, s.boxArgs(boxFolder, seedSpeed)...)
	if err != nil {
		return err
	}
	defer boxRuns.kill()
	match, err := boxRuns.line(boxReady, 30*time.Second)
	if err != nil {
		return err
	}
	box, err := openBox(ctx, match[1])
	if err != nil {
		return err
	}
	defer box.close()
	server, err := begin(binary, serveArgs(s.folder, boxFolder, box.board.URL)...)
	if err != nil {
		return err
	}
	defer server.kill()
	if match, err = server.line(serverReady, 30*time.Second); err != nil {
		return err
	}
	if err := s.fill(ctx, client{base: match[1]}, box); err != nil {
		return err
	}
	if err := server.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return errors.Join(server.end(30*time.Second), os.RemoveAll(boxFolder))
}

// fill makes accounts, campaign and prospects, and waits until every message is written.
func (s *seed) fill(ctx context.Context, server client, box *box) error {
	super := server
	if err := errors.Join(super.signIn(ctx, "_superusers", operator, password), server.signIn(ctx, "users", admin, password)); err != nil {
		return err
	}
	if err := s.connect(ctx, server, box); err != nil {
		return err
	}
	if err := s.draft(ctx, server); err != nil {
		return err
	}
	if err := s.find(ctx, server, box); err != nil {
		return err
	}
	return s.written(ctx, super)
}

// whatsApp is the sandbox's WhatsApp account.
type whatsApp struct {
	PhoneNumberID string `json:"phone_number_id"`
	WABA          string `json:"waba_id"`
	AccessToken   string `json:"access_token"`
	AppSecret     string `json:"app_secret"`
	VerifyToken   string `json:"verify_token"`
}

// box is a running sandbox with the switchboard before it.
type box struct {
	client
	account whatsApp
	board   *switchboard
}

// openBox gives a sandbox the template, an account that may write to anybody, and its switchboard.
func openBox(ctx context.Context, base string) (*box, error) {
	b := &box{client: client{base: base}}
	err := errors.Join(
		b.do(ctx, "POST", "/sandbox/whatsapp", map[string]any{"tier": "TIER_UNLIMITED", "quality": "GREEN"}, nil),
		b.do(ctx, "POST", "/sandbox/whatsapp/templates", map[string]any{
			"name": templateName, "language": "pt_BR", "category": "MARKETING", "status": "APPROVED",
			"components": []map[string]any{{"type": "BODY", "text": "Olá! Vi {{1}} no mapa e preparei uma ideia. Posso mandar?"}, {"type": "FOOTER", "text": "Para não receber mais, responda SAIR"}},
		}, nil),
		b.do(ctx, "GET", "/sandbox/whatsapp", nil, &b.account))
	if err != nil {
		return nil, err
	}
	b.board, err = newSwitchboard(base, b.account)
	return b, err
}

// close ends the switchboard; calls that a test froze are broken off.
func (b *box) close() {
	b.board.CloseClientConnections()
	b.board.Close()
}

// created is the answer to a new record.
type created struct {
	ID        string `json:"id"`
	Workspace string `json:"workspace"`
}

func (s *seed) connect(ctx context.Context, server client, box *box) error {
	wa := box.account
	for i := range senders {
		var account created
		if err := server.do(ctx, "POST", "/api/collections/integrated_accounts/records", map[string]any{
			"platform": "whatsapp", "account_identifier": fmt.Sprintf("WhatsApp %d", i+1), "status": "active",
			"credentials": map[string]string{"access_token": wa.AccessToken, "app_secret": wa.AppSecret, "verify_token": wa.VerifyToken},
			"settings":    map[string]string{"phone_number_id": numberOf(wa.PhoneNumberID, i), "waba_id": wa.WABA, "api_version": "v23.0"},
		}, &account); err != nil {
			return err
		}
		s.accounts, s.workspace = append(s.accounts, account.ID), account.Workspace
		for _, act := range []string{"test", "templates"} {
			if err := server.do(ctx, "POST", "/api/v1/accounts/"+account.ID+"/"+act, nil, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *seed) draft(ctx context.Context, server client) error {
	var agent, plan, campaign created
	if err := errors.Join(
		server.do(ctx, "POST", "/api/collections/agents/records", map[string]any{"name": "Lia", "language": "pt-BR"}, &agent),
		server.do(ctx, "POST", "/api/collections/service_plans/records", map[string]any{
			"name": "Site de uma página", "description": "um site no ar em dez dias", "price_cents": 149000, "currency": "BRL"}, &plan),
	); err != nil {
		return err
	}
	err := server.do(ctx, "POST", "/api/collections/campaigns/records", map[string]any{
		"name": "Sites", "agent": agent.ID, "plans": []string{plan.ID}, "channel": "whatsapp", "accounts": s.accounts, "legal_basis": "legitimate_interest",
		"schedule": map[string]any{"timezone": "America/Sao_Paulo", "windows": []string{"mon-sun 00:00-24:00"}},
		"sequence": []map[string]any{{"wait_hours": 0, "whatsapp_template": templateName + "/pt_BR", "whatsapp_params": []string{"{{ prospect.name }}"}}},
	}, &campaign)
	if err != nil {
		return err
	}
	s.campaign = campaign.ID
	return server.do(ctx, "POST", "/api/v1/campaigns/"+s.campaign+"/gate", map[string]string{"gate": "recorded_basis", "statement": "Demonstration on simulated people. " +
		"I know that WhatsApp allows templates only to people who opted in to messages from this business, that a number found on a map or a site is no opt-in, " +
		"and that Meta may restrict or close the account for it."}, nil)
}

// find adds people of the town, each with a number of its own.
func (s *seed) find(ctx context.Context, server client, box *box) error {
	var people []struct {
		Number   string `json:"number"`
		Business string `json:"business"`
		WhatsApp bool   `json:"whatsapp"`
	}
	if err := box.do(ctx, "GET", "/sandbox/people", nil, &people); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(4)
	added := 0
	for _, person := range people {
		if !person.WhatsApp || len(person.Number) != len("5547900000000") || added == s.messages {
			continue
		}
		added++
		group.Go(func() error {
			return server.do(ctx, "POST", "/api/collections/prospects/records", map[string]any{
				"campaign": s.campaign, "name": person.Business, "phone": "+" + person.Number}, nil)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if added < s.messages {
		return fmt.Errorf("the town has %d people with WhatsApp, %d are wanted", added, s.messages)
	}
	return nil
}

// written waits until every prospect's message waits to be sent.
func (s *seed) written(ctx context.Context, super client) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		rows, err := readRows(ctx, super)
		if counts := byStatus(rows); err == nil && counts["pending"] == s.messages {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the messages were not written: %v (%w)", byStatus(rows), err)
		case <-tick.C:
		}
	}
}
