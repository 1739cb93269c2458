package cmd

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/sandbox"
)

// installation is one with a draft campaign over WhatsApp of two steps, whose first messages are written, and one that is sent
// by hand.
type installation struct {
	config
	workspace, campaign, byHand, account string
}

// installed is how many prospects each campaign of the installation has.
const installed = 8

// drafted makes an installation once; the tests copy it. Making one takes a server.
var drafted = sync.OnceValues(func() (h installation, err error) {
	root, err := os.MkdirTemp("", "aceno-cmd-drafted-*")
	if err != nil {
		return h, err
	}
	from, err := begun()
	if err != nil {
		return h, err
	}
	h.config = defaultConfig()
	h.HTTP, h.DataDir, h.StateDir, h.MasterKey = "127.0.0.1:0", filepath.Join(root, "data"), filepath.Join(root, "state"), testKey
	if err := os.CopyFS(h.DataDir, os.DirFS(from)); err != nil {
		return h, err
	}
	now := clock.NewManual(demoStart)
	box, err := sandbox.New(sandbox.Options{Seed: 1, Clock: now})
	if err != nil {
		return h, err
	}
	world := httptest.NewServer(box.Handler())
	defer world.Close()
	h.time, h.GraphURL, h.OverpassURL, h.NominatimURL = now, world.URL, world.URL, world.URL
	p, err := open(h.config, site(), discard())
	if err != nil {
		return h, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- p.serve(ctx, nil, func(address string) { ready <- address }) }()
	select {
	case address := <-ready:
		err = h.fill(ctx, &show{demo: &demoConfig{}, program: p, sandbox: newClient(world.URL), server: newClient(address)})
	case err = <-ended:
		return h, fmt.Errorf("the server did not start: %w", err)
	}
	cancel()
	if end := <-ended; err == nil {
		err = end
	}
	return h, err
})

// fill makes members, account, campaigns and prospects as people do, over the API, and waits until messages are written.
func (h *installation) fill(ctx context.Context, s *show) (err error) {
	if s.state, err = s.members(); err != nil {
		return err
	}
	admin := newClient(s.server.base)
	if err := admin.signIn(ctx, "users", s.state.Members[0].Email, s.state.Members[0].Password); err != nil {
		return err
	}
	if h.account, err = s.connect(ctx, admin); err != nil {
		return err
	}
	agent, plans, err := s.offer(ctx, admin)
	if err != nil {
		return err
	}
	step := func(hours int) map[string]any {
		return map[string]any{"wait_hours": hours, "whatsapp_template": demoTemplate + "/pt_BR", "whatsapp_params": []string{"Agência Maré", "{{ prospect.name }}", "Vale Sereno", "um site"}}
	}
	common := map[string]any{"agent": agent, "plans": plans, "channel": "whatsapp", "legal_basis": "legitimate_interest",
		"schedule": map[string]any{"timezone": "America/Sao_Paulo", "windows": []string{"mon-sat 08:00-20:00"}}}
	if h.campaign, err = admin.create(ctx, "campaigns", merge(common, map[string]any{"name": "Sites", "accounts": []string{h.account},
		"sequence": []any{step(0), step(24)}})); err != nil {
		return err
	}
	if err := admin.do(ctx, "POST", "/api/v1/campaigns/"+h.campaign+"/gate", map[string]string{"gate": "recorded_basis", "statement": demoStatement}, nil); err != nil {
		return err
	}
	if h.byHand, err = admin.create(ctx, "campaigns", merge(common, map[string]any{"name": "À mão",
		"sequence": []any{map[string]any{"wait_hours": 0, "variants": []any{map[string]any{"template": "Oi, {{ prospect.name }}! Posso mandar uma ideia?"}}}}})); err != nil {
		return err
	}
	for i := range installed {
		for n, id := range []string{h.campaign, h.byHand} {
			if _, err := admin.create(ctx, "prospects", map[string]any{"campaign": id, "name": fmt.Sprintf("Padaria %d", i+1), "phone": fmt.Sprintf("+55479%d0000%03d", n, 100+i)}); err != nil {
				return err
			}
		}
	}
	if err := s.program.app.DB().NewQuery("SELECT workspace FROM campaigns WHERE id = {:id}").Bind(dbx.Params{"id": h.campaign}).Row(&h.workspace); err != nil {
		return err
	}
	return h.written(ctx, s.program)
}

func (h *installation) written(ctx context.Context, p *program) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		var n int
		if err := p.app.DB().NewQuery("SELECT COUNT(*) FROM messages WHERE status = 'pending'").Row(&n); err != nil || n == 2*installed {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%d of %d messages were written", n, 2*installed)
		case <-tick.C:
		}
	}
}

// install copies the installation for one test.
func install(t *testing.T) installation {
	t.Helper()
	h, err := drafted()
	if err != nil {
		t.Fatalf("make the installation that tests copy: %v", err)
	}
	root := folder(t)
	for _, part := range []*string{&h.DataDir, &h.StateDir} {
		to := filepath.Join(root, filepath.Base(*part))
		if err := os.CopyFS(to, os.DirFS(*part)); err != nil {
			t.Fatal(err)
		}
		*part = to
	}
	h.time = clock.NewManual(demoStart)
	h.GraphURL = "http://127.0.0.1:1" // the provider's place: a rehearsal that called there would fail
	return h
}

// change writes to the installation while no server runs on it.
func (h *installation) change(t *testing.T, statements ...string) {
	t.Helper()
	p, err := open(h.config, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := p.app.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
}

// rehearsed runs a rehearsal of a campaign.
func (h *installation) rehearsed(t *testing.T, id string, change func(r *rehearseConfig)) campaign.Rehearsal {
	t.Helper()
	r := rehearseConfig{config: h.config, Campaign: id, Seed: 7, Limit: 2 * patience}
	if change != nil {
		change(&r)
	}
	answer, _, err := r.rehearse(t.Context(), site())
	if err != nil {
		t.Fatalf("rehearse: %v", err)
	}
	return answer
}

// reasons are the codes of what was blocked, sorted.
func reasons(a campaign.Rehearsal) []string {
	var list []string
	for _, b := range a.Blocked {
		list = append(list, b.Reason.Code)
	}
	slices.Sort(list)
	return list
}
