package routes

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/hooks/middleware"
	"aceno/internal/clock"
	"aceno/internal/testapp"
	"aceno/internal/vault"
	"aceno/store"
)

type deaf struct{}

func (deaf) Judge(string) campaign.OptOutVerdict { return campaign.OptOutNo }

func bound(t *testing.T) (*api, *router.Router[*core.RequestEvent]) {
	t.Helper()
	app := testapp.New(t)
	box, err := vault.New(bytes.Repeat([]byte{7}, vault.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(store.Options{App: app, Clock: clock.System{}, Hasher: box, OptOut: deaf{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	r, err := apis.NewRouter(app)
	if err != nil {
		t.Fatal(err)
	}
	front, err := middleware.New(middleware.Dependencies{App: app, Store: st, Hasher: box})
	if err != nil {
		t.Fatal(err)
	}
	a, err := bind(r, Dependencies{App: app, Store: st, Vault: box, Sessions: front.Sessions, Clock: clock.System{}})
	if err != nil {
		t.Fatal(err)
	}
	return a, r
}

// documented lists METHOD /path of the document.
func documented(a *api) []string {
	var list []string
	for path, item := range a.huma.OpenAPI().Paths {
		for method := range methodsOf(item) {
			list = append(list, method+" "+path)
		}
	}
	slices.Sort(list)
	return list
}

// routed lists METHOD /path below our prefix of a router, and how they are answered.
func routed(t *testing.T, group reflect.Value, prefix string) []string {
	t.Helper()
	prefix += group.FieldByName("Prefix").String()
	var list []string
	children := group.FieldByName("children")
	for i := range children.Len() {
		child := children.Index(i).Elem().Elem()
		if method := child.FieldByName("Method"); method.IsValid() {
			path, ours := strings.CutPrefix(prefix+child.FieldByName("Path").String(), Prefix)
			if ours && path != "/{path...}" || strings.HasSuffix(path, "/{token}") { // the public pages lie at the root
				list = append(list, method.String()+" "+path)
			}
			continue
		}
		list = append(list, routed(t, child, prefix)...)
	}
	return list
}

// daily are the routes that the screens of a working day rely on.
var daily = []string{
	"GET /campaigns/{id}/failures", "GET /campaigns/{id}/upcoming", "GET /conversations", "GET /search", "POST /campaigns/{id}/duplicate", "POST /campaigns/{id}/preview",
	"POST /messages/retry", "POST /messages/{id}/rechannel", "POST /searches/estimate", "POST /searches/{id}/stop", "POST /prospects/judge", "POST /prospects/{id}/inbound", "POST /prospects/{id}/reply",
}

// contracted are the routes that clients rely on.
var contracted = []string{
	"DELETE /auth/sessions", "DELETE /messages/{id}/sent", "GET /accounts/{id}/echo", "GET /accounts/{id}/numbers", "GET /accounts/{id}/templates", "GET /assisted/next", "GET /auth/claim/{token}",
	"GET /auth/invitation/{token}", "GET /auth/sessions", "GET /campaigns/{id}/forecast", "GET /dashboard", "GET /docs", "GET /messages", "GET /messages/in-doubt", "GET /openapi.json", "GET /p/{token}",
	"GET /privacy/export", "GET /privacy/opt-out/{token}", "GET /prospects", "GET /prospects/export", "GET /prospects/import/{id}", "GET /prospects/{id}", "GET /r/{token}", "GET /reports",
	"GET /reports/week", "GET /waiting", "GET /webhooks/{platform}", "GET /why", "POST /accounts/{id}/echo", "POST /accounts/{id}/templates", "POST /accounts/{id}/test", "POST /accounts/{id}/webhook",
	"POST /agents/{id}/test", "POST /auth/claim", "POST /auth/invitation/{token}", "POST /auth/login", "POST /auth/logout", "POST /auth/refresh", "POST /campaigns/{id}/complete",
	"POST /campaigns/{id}/find", "POST /campaigns/{id}/gate", "POST /campaigns/{id}/pause", "POST /campaigns/{id}/rehearse", "POST /campaigns/{id}/resume", "POST /campaigns/{id}/start",
	"POST /invitations", "POST /messages/approve", "POST /messages/{id}/approve", "POST /messages/{id}/cancel", "POST /messages/{id}/release", "POST /messages/{id}/retry", "POST /messages/{id}/sent",
	"POST /messages/{id}/settle", "POST /p/{token}", "POST /privacy/erase", "POST /privacy/opt-out/{token}", "POST /prospects/import", "POST /prospects/{id}/consents", "POST /reports/week/share",
	"POST /suppressions", "POST /webhooks/{platform}", "POST /workspaces/{id}/activate", "POST /workspaces/{id}/read-site",
}

func TestDocument_isWhatTheRouterAnswers(t *testing.T) {
	t.Parallel()
	a, r := bound(t)
	if got, contracted := documented(a), slices.Sorted(slices.Values(slices.Concat(contracted, daily))); !slices.Equal(got, contracted) {
		t.Errorf("the document has\n%s\nthe contract\n%s", strings.Join(got, "\n"), strings.Join(contracted, "\n"))
	}
	plain := routed(t, reflect.ValueOf(r.RouterGroup).Elem(), "")
	for _, route := range plain {
		if !slices.Contains(documented(a), route) {
			t.Errorf("%s is on the router and not in the document", route)
		}
	}
	for _, route := range documented(a) {
		method, path, _ := strings.Cut(route, " ")
		request, err := http.NewRequestWithContext(t.Context(), method, Prefix+strings.ReplaceAll(path, "{id}", "x"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, pattern := a.mux.Handler(request); pattern == "" && !slices.Contains(plain, route) {
			t.Errorf("%s is in the document and nobody answers it", route)
		}
	}
}

func TestDocument_saysWhatEveryRouteDoes(t *testing.T) {
	t.Parallel()
	a, _ := bound(t)
	ids := map[string]bool{}
	for path, item := range a.huma.OpenAPI().Paths {
		for method, op := range methodsOf(item) {
			name := method + " " + path
			if op.Summary == "" || op.Description == "" || len(op.Tags) != 1 || op.OperationID == "" || ids[op.OperationID] {
				t.Errorf("%s: summary %q, description %q, tags %v, id %q", name, op.Summary, op.Description, op.Tags, op.OperationID)
			}
			ids[op.OperationID] = true
			if len(op.Responses) == 0 {
				t.Errorf("%s answers nothing", name)
			}
			for _, p := range op.Parameters {
				if p.Description == "" {
					t.Errorf("%s: parameter %s is not described", name, p.Name)
				}
			}
			if op.Security == nil {
				t.Errorf("%s does not say whether it needs a session", name)
			}
		}
	}
	raw, err := json.Marshal(a.huma.OpenAPI())
	if err != nil || !bytes.Contains(raw, []byte(`"openapi":"3.1`)) || bytes.Contains(raw, []byte("$schema")) {
		t.Errorf("the document is %s: %v", raw, err)
	}
}

func TestDocs_loadNothingFromElsewhere(t *testing.T) {
	t.Parallel()
	a, _ := bound(t)
	page, err := renderDocs(a.huma.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"<script", "http://", "https://", "@import", "src="} {
		if strings.Contains(string(page), foreign) {
			t.Errorf("the page holds %s", foreign)
		}
	}
	for _, route := range contracted {
		_, path, _ := strings.Cut(route, " ")
		if !strings.Contains(string(page), path) {
			t.Errorf("the page does not show %s", route)
		}
	}
}
