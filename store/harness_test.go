package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/internal/testapp"
	"aceno/store"
)

// noon is a Wednesday, inside every window the tests use.
var noon = time.Date(2026, 11, 25, 15, 0, 0, 0, time.UTC)

// house is a store on a real database, with a writer that runs, and shortcuts through the stages.
type house struct {
	testing.TB
	app   core.App
	store *store.Store
	clock *clock.Manual
	ws    string

	mu     sync.Mutex
	wakes  map[string]int
	serial int
}

type hasher struct{}

func (hasher) Hash(workspace, kind, value string) string {
	sum := sha256.Sum256([]byte(workspace + "|" + kind + "|" + value))
	return hex.EncodeToString(sum[:])
}

// words is an opt-out detector of two words.
type words struct{}

func (words) Judge(text string) campaign.OptOutVerdict {
	switch strings.ToLower(text) {
	case "parar":
		return campaign.OptOutYes
	case "chega?":
		return campaign.OptOutUnclear
	default:
		return campaign.OptOutNo
	}
}

func newHouse(tb testing.TB, change ...func(*store.Options)) *house {
	tb.Helper()
	h := &house{TB: tb, app: testapp.New(tb), clock: clock.NewManual(noon), wakes: map[string]int{}}
	h.open(change...)
	h.ws = h.workspace("Aurora", nil)
	return h
}

// open starts a store on the house's database and a run of the program, and ends it with the test.
func (h *house) open(change ...func(*store.Options)) (stop func()) {
	h.Helper()
	stop, err := h.begin(change...)
	h.ok(err, "begin an epoch")
	return stop
}

// begin opens the house's database, and says whether a run of the program could begin.
func (h *house) begin(change ...func(*store.Options)) (stop func(), err error) {
	h.Helper()
	opt := store.Options{App: h.app, Clock: h.clock, Hasher: hasher{}, OptOut: words{}, Wake: func(stage string) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.wakes[stage]++
	}}
	for _, c := range change {
		c(&opt)
	}
	s, err := store.Open(opt)
	h.ok(err, "open the store")
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			h.Errorf("the writer ended with %v", err)
		}
		if err := s.Close(); err != nil {
			h.Errorf("close the store: %v", err)
		}
	})
	h.Cleanup(stop)
	h.store = s
	return stop, s.BeginEpoch(h.ctx())
}

func (h *house) ctx() context.Context { return context.Background() }

func (h *house) ok(err error, act string) {
	h.Helper()
	if err != nil {
		h.Fatalf("%s: %v", act, err)
	}
}

// save makes a record, as the collections API would, and tells the store.
func (h *house) save(collection string, fields map[string]any) string {
	h.Helper()
	c, err := h.app.FindCollectionByNameOrId(collection)
	h.ok(err, "find "+collection)
	r := core.NewRecord(c)
	r.Load(fields)
	h.ok(h.app.Save(r), "save "+collection)
	h.store.Reload(collection, r.Id)
	return r.Id
}

// set changes a record by SQL, as somebody else would, and tells the store.
func (h *house) set(collection, id, assign string) {
	h.Helper()
	h.sql("UPDATE " + collection + " SET " + assign + " WHERE id = '" + id + "'")
	h.store.Reload(collection, id)
}

func (h *house) sql(statement string) {
	h.Helper()
	_, err := h.app.NonconcurrentDB().NewQuery(statement).Execute()
	h.ok(err, statement)
}

// value reads one value.
func (h *house) value(statement string, params ...string) string {
	h.Helper()
	bound := dbx.Params{}
	for i, p := range params {
		bound[fmt.Sprintf("p%d", i)] = p
	}
	var v *string
	h.ok(h.app.NonconcurrentDB().NewQuery(statement).Bind(bound).Row(&v), statement)
	if v == nil {
		return ""
	}
	return *v
}

func (h *house) want(want, statement string, params ...string) {
	h.Helper()
	if got := h.value(statement, params...); got != want {
		h.Errorf("%s %v\n got %q\nwant %q", statement, params, got, want)
	}
}

func (h *house) workspace(name string, fields map[string]any) string {
	all := map[string]any{"name": name, "plan_tier": "enterprise", "timezone": "America/Sao_Paulo", "locale": "pt-BR", "currency": "BRL", "country": "BR"}
	for k, v := range fields {
		all[k] = v
	}
	return h.save("workspaces", all)
}

func (h *house) account(fields map[string]any) string {
	all := map[string]any{"workspace": h.ws, "platform": "whatsapp", "account_identifier": "+55 47 9 0000 0000", "status": "active"}
	for k, v := range fields {
		all[k] = v
	}
	id := h.save("integrated_accounts", all)
	h.ok(h.store.SyncTemplates(h.ctx(), h.ws, id, []campaign.WhatsAppTemplate{{Name: "hello", Language: "pt_BR", Status: "APPROVED"}}), "sync templates")
	return id
}

// campaign makes an active WhatsApp campaign of two steps, its gate lowered.
func (h *house) campaign(fields map[string]any) string {
	all := map[string]any{"workspace": h.ws, "name": "Dentistas", "status": "active", "channel": "whatsapp", "selection": "auto", "approval": "auto",
		"gate": "recorded_basis", "legal_basis": "legitimate_interest", "search_config": json.RawMessage(`{"sources":[{"type":"websites","urls":["https://a.example"]}]}`),
		"sequence": json.RawMessage(`[{"wait_hours":0,"whatsapp_template":"hello/pt_BR"},{"wait_hours":72,"whatsapp_template":"hello/pt_BR"}]`)}
	for k, v := range fields {
		all[k] = v
	}
	return h.save("campaigns", all)
}

// phone is a fictional mobile number, with its ninth digit.
func phone(n int) string { return fmt.Sprintf("+55479%08d", n) }

// business is a candidate whose one contact is a number on WhatsApp.
func business(n int) campaign.Candidate {
	return campaign.Candidate{Platform: "openstreetmap", ExternalID: fmt.Sprintf("node/%d", n), Name: fmt.Sprintf("Clínica %d", n), City: "Blumenau", Country: "BR",
		Facts: []campaign.Fact{{Kind: campaign.FactWhatsApp, Value: phone(n), Source: "openstreetmap", URL: fmt.Sprintf("https://osm.example/%d", n), At: noon}}}
}

// find puts candidates into a campaign through the search stage.
func (h *house) find(campaignID string, list ...campaign.Candidate) {
	h.Helper()
	_, err := h.store.QueueSearches(h.ctx(), h.ws, campaignID, "tester")
	h.ok(err, "queue searches")
	tasks, err := h.store.ClaimSearches(h.ctx(), 10, time.Minute)
	h.ok(err, "claim searches")
	for _, task := range tasks {
		done := campaign.SearchDone{Task: task}
		if task.Campaign == campaignID {
			done.Candidates, list = list, nil
		}
		h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{done}), "commit searches")
	}
}

// enrich moves everybody on who waits for it.
func (h *house) enrich() {
	h.Helper()
	for {
		tasks, err := h.store.ClaimEnrich(h.ctx(), 200, time.Minute)
		h.ok(err, "claim prospects to enrich")
		if len(tasks) == 0 {
			return
		}
		var done []campaign.EnrichDone
		for _, task := range tasks {
			done = append(done, campaign.EnrichDone{Task: task, Prospect: task.Prospect})
		}
		h.ok(h.store.CommitEnrich(h.ctx(), done), "commit enriched prospects")
	}
}

// write writes everything that is due and says how many messages that were.
func (h *house) write() int {
	h.Helper()
	n := 0
	for {
		tasks, err := h.store.ClaimWrite(h.ctx(), 200, time.Minute)
		h.ok(err, "claim prospects to write to")
		if len(tasks) == 0 {
			return n
		}
		var done []campaign.WriteDone
		for _, task := range tasks {
			draft := campaign.Draft{Content: "Olá, " + task.Prospect.Name, Template: &campaign.TemplateUse{Name: "hello", Language: "pt_BR"}}
			done = append(done, campaign.WriteDone{Task: task, Draft: draft})
			n++
		}
		h.ok(h.store.CommitWrite(h.ctx(), done), "commit messages")
	}
}

// pending makes a campaign's first messages for n businesses, numbered from first.
func (h *house) pending(campaignID string, first, n int) {
	h.Helper()
	var list []campaign.Candidate
	for i := range n {
		list = append(list, business(first+i))
	}
	for len(list) > 0 {
		page := min(len(list), 200)
		h.find(campaignID, list[:page]...)
		list = list[page:]
	}
	h.enrich()
	h.write()
}

// next claims one message, or nil.
func (h *house) next(last *campaign.Outcome) *campaign.Outgoing {
	h.Helper()
	out, err := h.store.Next(h.ctx(), last)
	h.ok(err, "next")
	return out
}

// mustNext claims one message.
func (h *house) mustNext() *campaign.Outgoing {
	h.Helper()
	out := h.next(nil)
	if out == nil {
		why, err := h.store.Why(h.ctx(), h.ws, "", "", "en")
		h.Fatalf("nothing was claimed: %+v %v", why, err)
	}
	return out
}

func (h *house) record(o campaign.Outcome) {
	h.Helper()
	h.ok(h.store.Record(h.ctx(), o), "record")
}

// sent is the outcome of a claim that the provider took.
func (h *house) sent(out *campaign.Outgoing) campaign.Outcome {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.serial++
	return campaign.Outcome{ClaimID: out.ClaimID, MessageID: out.MessageID, Result: campaign.ResultSent, ProviderID: fmt.Sprintf("wamid.%d", h.serial), At: h.clock.Now()}
}

// ready is a house with an account and a campaign that uses it.
func ready(tb testing.TB, change ...func(*store.Options)) (h *house, campaignID, accountID string) {
	tb.Helper()
	h = newHouse(tb, change...)
	accountID = h.account(nil)
	return h, h.campaign(map[string]any{"accounts": []string{accountID}}), accountID
}

// event delivers one event of the account's webhook.
func (h *house) event(accountID string, e campaign.Event) {
	h.Helper()
	h.ok(h.store.Receive(h.ctx(), "whatsapp", h.ws, accountID, []campaign.Event{e}), "receive")
}

// wrote is somebody's message.
func (h *house) wrote(accountID, from, text string) {
	h.Helper()
	h.mu.Lock()
	h.serial++
	key := fmt.Sprintf("in-%d", h.serial)
	h.mu.Unlock()
	h.event(accountID, campaign.Event{Key: key, Kind: campaign.EventInbound, At: h.clock.Now(),
		Inbound: &campaign.InboundEvent{ProviderID: key, From: from, Type: "text", Text: text}})
}
