package hooks

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/hooks/realtime"
	"aceno/internal/clock"
	"aceno/internal/testapp"
	"aceno/internal/vault"
	"aceno/outreach"
	"aceno/pipeline"
	"aceno/scrapers"
	"aceno/store"
)

// server is the real app behind HTTP, with two workspaces and a member of each role in each.
type server struct {
	t        testing.TB
	app      core.App
	store    *store.Store
	vault    *vault.Vault
	clock    *clock.Manual
	progress *realtime.Progress
	url      string
	routes   []string          // METHOD /path of everything that the router answers
	a, b     string            // workspaces
	tokens   map[string]string // who → token
	users    map[string]string // who → id
}

func serve(tb testing.TB, change ...func(*Dependencies)) *server {
	tb.Helper()
	s := serveNobody(tb, change...)
	s.people()
	return s
}

// serveNobody is the real app behind HTTP as it is after installing: without workspaces and users.
func serveNobody(tb testing.TB, change ...func(*Dependencies)) *server {
	tb.Helper()
	app := testapp.New(tb)
	box, err := vault.New(bytes.Repeat([]byte{7}, vault.KeySize))
	must(tb, err)
	s := &server{t: tb, app: app, vault: box, clock: clock.NewManual(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)),
		tokens: map[string]string{"guest": ""}, users: map[string]string{}}
	s.progress = realtime.NewProgress(app, nil)
	talks := realtime.NewTalks(app, nil)
	s.store, err = store.Open(store.Options{App: app, Clock: s.clock, Hasher: box, OptOut: oneWord{}, Changed: s.progress.Changed, Talked: talks.Talked})
	must(tb, err)
	d := Dependencies{
		App: app, Store: s.store, Vault: box, Clock: s.clock, Progress: s.progress, Talks: talks, Writer: plainWriter{}, Preview: pipeline.Preview{Store: s.store, Writer: plainWriter{}}, Links: plainLinks{},
		Sources:  map[string]scrapers.Source{"openstreetmap": mapSource{}},
		Channels: map[string]outreach.Channel{"whatsapp": plainChannel{}}, Webhooks: map[string]outreach.Webhook{"whatsapp": signedHook{}},
		Templates: plainTemplates{}, Logger: slog.New(slog.DiscardHandler),
	}
	for _, c := range change {
		c(&d)
	}
	must(tb, Bind(d))
	s.start(app)
	return s
}

// start serves the app's router, and the store's writer beside it, until the test ends.
func (s *server) start(app core.App) {
	ctx, cancel := context.WithCancel(context.Background())
	written := make(chan error, 1)
	go func() { written <- s.store.Run(ctx) }()
	router, err := apis.NewRouter(app)
	must(s.t, err)
	defer func() { s.routes = routed(reflect.ValueOf(router.RouterGroup).Elem(), "") }()
	var handler http.Handler
	must(s.t, app.OnServe().Trigger(&core.ServeEvent{App: app, Router: router, Server: &http.Server{}}, func(e *core.ServeEvent) error {
		var err error
		handler, err = e.Router.BuildMux()
		return err
	}))
	web := httptest.NewServer(handler)
	s.url = web.URL
	s.t.Cleanup(func() {
		web.CloseClientConnections()
		web.Close()
		cancel()
		<-written
		if err := s.store.Close(); err != nil {
			s.t.Errorf("close the store: %v", err)
		}
	})
}

// people makes two workspaces, a member of each role in the first, an admin of the second, one who was removed, and a
// superuser.
func (s *server) people() {
	s.a = s.save("workspaces", map[string]any{"name": "Alfa", "plan_tier": "enterprise", "country": "BR", "timezone": "America/Sao_Paulo"})
	s.b = s.save("workspaces", map[string]any{"name": "Beta", "plan_tier": "enterprise", "country": "BR"})
	for who, workspace := range map[string]string{"admin": s.a, "user": s.a, "viewer": s.a, "stranger": s.b, "removed": s.a} {
		s.users[who] = s.user(who)
		role := who
		if who == "stranger" || who == "removed" {
			role = "admin"
		}
		membership := s.save("memberships", map[string]any{"workspace": workspace, "user": s.users[who], "role": role})
		if who == "removed" {
			must(s.t, s.app.Delete(s.find("memberships", membership)))
		}
	}
	super := core.NewRecord(s.collection(core.CollectionNameSuperusers))
	super.SetEmail("root@aceno.example")
	super.SetRandomPassword()
	must(s.t, s.app.Save(super))
	s.tokens["superuser"] = s.token(super)
}

func (s *server) user(name string) string {
	user := core.NewRecord(s.collection("users"))
	user.SetEmail(name + "@aceno.example")
	user.SetRandomPassword()
	must(s.t, s.app.Save(user))
	s.tokens[name] = s.token(user)
	return user.Id
}

func (s *server) token(user *core.Record) string {
	token, err := user.NewAuthToken()
	must(s.t, err)
	return token
}

func (s *server) collection(name string) *core.Collection {
	s.t.Helper()
	c, err := s.app.FindCachedCollectionByNameOrId(name)
	must(s.t, err)
	return c
}

// save writes a record beside the API, as the system does, and returns its id.
func (s *server) save(collection string, data map[string]any) string {
	s.t.Helper()
	record := core.NewRecord(s.collection(collection))
	record.Load(data)
	if err := s.app.Save(record); err != nil {
		s.t.Fatalf("save %s: %v", collection, err)
	}
	return record.Id
}

func (s *server) find(collection, id string) *core.Record {
	s.t.Helper()
	record, err := s.app.FindRecordById(collection, id)
	if err != nil {
		s.t.Fatalf("find %s %s: %v", collection, id, err)
	}
	return record
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   map[string]any
	raw    string
}

// field returns what an error says about one field.
func (a answer) field(name string) string {
	data, _ := a.body["data"].(map[string]any)
	entry, _ := data[name].(map[string]any)
	message, _ := entry["message"].(string)
	return message
}

func (a answer) id() string { id, _ := a.body["id"].(string); return id }

// items returns the items of a list.
func (a answer) items() []any { items, _ := a.body["items"].([]any); return items }

// do asks as somebody; body may be nil, a string, bytes or what becomes JSON.
func (s *server) do(who, method, path string, body any) answer {
	s.t.Helper()
	return s.send(who, method, path, body, nil)
}

func (s *server) send(who, method, path string, body any, header map[string]string) answer {
	s.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	case []byte:
		reader = bytes.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		must(s.t, err)
		reader = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, reader)
	must(s.t, err)
	request.Header.Set("Content-Type", "application/json")
	token, known := s.tokens[who]
	if !known {
		s.t.Fatalf("nobody is called %q", who)
	}
	if token != "" {
		request.Header.Set("Authorization", token)
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	must(s.t, err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	must(s.t, err)
	out := answer{status: response.StatusCode, header: response.Header, raw: string(raw)}
	_ = json.Unmarshal(raw, &out.body)
	return out
}

// at is the path of a collection's records.
func at(collection string, id ...string) string {
	return "/api/collections/" + strings.Join(append([]string{collection, "records"}, id...), "/")
}

// want fails unless the answer has this status.
func (a answer) want(tb testing.TB, status int) answer {
	tb.Helper()
	if a.status != status {
		tb.Fatalf("status %d, want %d: %s", a.status, status, a.raw)
	}
	return a
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// The providers of these tests: each says no more than the test needs.
type oneWord struct{}

func (oneWord) Judge(text string) campaign.OptOutVerdict {
	if text == "parar" {
		return campaign.OptOutYes
	}
	return campaign.OptOutNo
}

type plainWriter struct{}

func (plainWriter) Check(s campaign.Sequence) error {
	for _, step := range s {
		for _, variant := range step.Variants {
			if strings.Contains(variant.Template, "{{ unknown }}") {
				return campaign.Errors{campaign.Invalid("sequence[0].variants[0].template", "unknown is no name here: use prospect.name")}
			}
		}
	}
	return nil
}

func (plainWriter) Write(context.Context, campaign.WriteTask) (campaign.Draft, error) {
	return campaign.Draft{}, errors.New("not here")
}

type plainLinks struct{}

func (plainLinks) Link(_ campaign.Channel, recipient, _, text string) string {
	return "https://wa.me/" + strings.TrimPrefix(recipient, "+") + "?text=" + url.QueryEscape(text)
}

type mapSource struct{}

func (mapSource) Describe() scrapers.Description { return scrapers.Description{Type: "openstreetmap"} }
func (mapSource) Check(entry json.RawMessage) error {
	var keys map[string]any
	if err := json.Unmarshal(entry, &keys); err != nil {
		return campaign.Errors{campaign.Invalid("", "%v", err)}
	}
	if keys["query"] == nil {
		return campaign.Errors{campaign.Invalid("query", "what to look for is missing: write a trade such as dentist")}
	}
	return nil
}
func (mapSource) Search(context.Context, scrapers.Query) (scrapers.Page, error) {
	return scrapers.Page{}, errors.New("not here")
}

type plainChannel struct{}

func (plainChannel) Send(context.Context, outreach.Account, campaign.Outgoing) campaign.Outcome {
	return campaign.Outcome{}
}
func (plainChannel) Check(_ context.Context, a outreach.Account) (outreach.Health, error) {
	if a.Credentials["access_token"].Reveal() != "tok-123" {
		return outreach.Health{Status: campaign.AccountStatusExpired, Detail: "the token is not valid"}, nil
	}
	return outreach.Health{Status: campaign.AccountStatusActive, Detail: "ready"}, nil
}
func (plainChannel) Describe() outreach.Description {
	return outreach.Description{Platform: "whatsapp",
		Credentials: []outreach.Field{{Name: "access_token"}, {Name: "app_secret"}, {Name: "previous_app_secret", Optional: true}, {Name: "verify_token"}},
		Settings:    []outreach.Field{{Name: "phone_number_id"}, {Name: "waba_id"}, {Name: "api_version", Optional: true}}}
}

type plainTemplates struct{}

func (plainTemplates) List(_ context.Context, a outreach.Account) ([]campaign.WhatsAppTemplate, error) {
	return []campaign.WhatsAppTemplate{{Account: a.ID, Name: "ola", Language: "pt_BR", Category: "MARKETING", Status: "APPROVED",
		Components: json.RawMessage(`[{"type":"BODY","text":"Oi"}]`)}}, nil
}

// signedHook takes bodies {"events":[{"key","id","unread"}]} signed with the app secret in X-Sign.
type signedHook struct{}

func (signedHook) Challenge(q url.Values, tokens []outreach.Secret) (string, bool) {
	for _, token := range tokens {
		if q.Get("token") == token.Reveal() {
			return q.Get("challenge"), true
		}
	}
	return "", false
}

func (signedHook) Signed(h http.Header, body []byte, a outreach.Account) bool {
	return hmac.Equal([]byte(h.Get("X-Sign")), []byte(sign(a.Credentials["app_secret"].Reveal(), body)))
}

func (signedHook) Parse(body []byte) ([]campaign.Event, error) {
	var told struct {
		Events []struct{ Key, ID, Unread string }
	}
	if err := json.Unmarshal(body, &told); err != nil {
		return nil, err
	}
	var events []campaign.Event
	for _, e := range told.Events {
		events = append(events, campaign.Event{Key: e.Key, Kind: campaign.EventIgnored, AccountID: e.ID, Unread: e.Unread, Payload: body})
	}
	return events, nil
}

func sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
