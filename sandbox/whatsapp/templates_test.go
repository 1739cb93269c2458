package whatsapp

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"aceno/sandbox/ledger"
	"aceno/sandbox/sandboxtest"
)

func TestTemplates_listPagesThroughAll(t *testing.T) {
	t.Parallel()
	a := begin(t)
	for i := range 6 {
		a.put(fmt.Sprintf("modelo_%d", i), "APPROVED", "Oi")
	}
	path, seen := a.Account().WABAID+"/message_templates?limit=3", map[string]bool{}
	for pages := 1; path != ""; pages++ {
		status, out := a.call(http.MethodGet, path, "")
		if status != http.StatusOK || pages > 3 {
			t.Fatalf("page %d: %d %v", pages, status, out)
		}
		for _, one := range out["data"].([]any) {
			seen[one.(map[string]any)["name"].(string)] = true
		}
		path = ""
		if next, ok := out["paging"].(map[string]any)["next"].(string); ok {
			u, err := url.Parse(next)
			if err != nil {
				t.Fatal(err)
			}
			path = strings.TrimPrefix(u.RequestURI(), "/v23.0/")
		}
	}
	if len(seen) != 7 {
		t.Errorf("%d templates were listed, want 7", len(seen))
	}
}

func TestTemplates_listFiltersAndProjects(t *testing.T) {
	t.Parallel()
	a := begin(t)
	a.put("outra", "PAUSED", "Oi")
	for query, want := range map[string]int{"name=outra": 1, "status=APPROVED": 1, "language=en": 0, "category=MARKETING": 2, "fields=name,status": 2} {
		status, out := a.call(http.MethodGet, a.Account().WABAID+"/message_templates?"+query, "")
		data, _ := out["data"].([]any)
		if status != http.StatusOK || len(data) != want {
			t.Errorf("%s: %d and %d templates, want %d", query, status, len(data), want)
		}
		if one, ok := firstOf(data); ok && strings.HasPrefix(query, "fields") && (len(one) != 3 || one["components"] != nil) {
			t.Errorf("%s: a template has %v, want its id and the two fields", query, one)
		}
	}
	for _, query := range []string{"limit=x", "limit=0", "after=%21", "fields=colour"} {
		if got, _ := code(second(a.call(http.MethodGet, a.Account().WABAID+"/message_templates?"+query, ""))); got != 100 {
			t.Errorf("%s: code %d, want 100", query, got)
		}
	}
}

func firstOf(list []any) (map[string]any, bool) {
	if len(list) == 0 {
		return nil, false
	}
	one, ok := list[0].(map[string]any)
	return one, ok
}

func TestTemplates_listLooksLikeTheProviders(t *testing.T) {
	t.Parallel()
	want := sandboxtest.Keys(t, sandboxtest.Read(t, "payloads", "meta-whatsapp", "resp.meta.template_list.json"))
	a := begin(t)
	_, err := a.PutTemplate(Template{Name: "m", Language: "pt_BR", Components: []Component{
		{Type: "HEADER", Text: "Oi"}, {Type: "BODY", Text: "Olá {{1}}, tudo bem por aí hoje?", Example: []byte(`{"body_text":[["Ana"]]}`)},
		{Type: "BUTTONS", Buttons: []Button{{Type: "QUICK_REPLY", Text: "Parar"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	req := a.request(http.MethodGet, a.Account().WABAID+"/message_templates")
	got := sandboxtest.Keys(t, req)
	for _, k := range want {
		if strings.Contains(k, "previous_category") {
			continue
		}
		found := false
		for _, g := range got {
			found = found || g == k
		}
		if !found {
			t.Errorf("key %s of the provider's list is missing in\n%s", k, req)
		}
	}
}

func TestTemplates_createIsReviewed(t *testing.T) {
	t.Parallel()
	a := begin(t)
	const body = `{"name":"nova","language":"pt_BR","category":"UTILITY","components":[{"type":"BODY","text":"Oi {{1}}, o seu pedido chegou hoje.","example":{"body_text":[["Ana"]]}}]}`
	status, out := a.call(http.MethodPost, a.Account().WABAID+"/message_templates", body)
	if status != http.StatusOK || out["status"] != "PENDING" || out["id"] == "" {
		t.Fatalf("create: %d %v", status, out)
	}
	if got, _ := code(second(a.call(http.MethodPost, a.Account().WABAID+"/message_templates", body))); got != 100 {
		t.Errorf("the same again: code %d, want 100", got)
	}
	due, _ := a.ledger.Due(now.Add(time.Hour))
	if len(due) != 1 || due[0].Kind != ledger.Template {
		t.Fatalf("what is to come is %+v, want the end of the review", due)
	}
	done, err := a.review(due[0])
	if err != nil || done.Status != "APPROVED" {
		t.Fatalf("review: %+v %v", done, err)
	}
	if status, out := a.send(templateTo(a.someone(false).Number, "nova", "pt_BR", "Ana")); status != http.StatusOK {
		t.Errorf("the template after its review: %v", out)
	}
	if status, _ := a.call(http.MethodDelete, a.Account().WABAID+"/message_templates?name=nova", ""); status != http.StatusOK {
		t.Error("it cannot be deleted")
	}
	if status, _ := a.call(http.MethodDelete, a.Account().WABAID+"/message_templates?name=nova", ""); status == http.StatusOK {
		t.Error("it was deleted twice")
	}
}

func TestTemplates_createRefusesWhatTheReviewRefuses(t *testing.T) {
	t.Parallel()
	a := begin(t)
	const head = `{"name":"n","language":"pt_BR","category":"MARKETING","components":`
	for name, c := range map[string]struct {
		body    string
		subcode float64
	}{
		"leading variable":   {head + `[{"type":"BODY","text":"{{1}}, temos uma ideia para a loja de vocês"}]}`, 2388299},
		"trailing variable":  {head + `[{"type":"BODY","text":"Temos uma ideia boa para {{1}}"}]}`, 2388299},
		"too many variables": {head + `[{"type":"BODY","text":"Oi {{1}} {{2}} {{3}} tudo bem?"}]}`, 2388293},
		"gap in the numbers": {head + `[{"type":"BODY","text":"Oi {{1}}, vimos a loja em {{3}} e gostamos muito dela"}]}`, 2388293},
		"no example":         {head + `[{"type":"BODY","text":"Oi {{1}}, temos uma ideia para a loja"}]}`, 0},
		"no body":            {head + `[{"type":"FOOTER","text":"x"}]}`, 0},
		"unknown component":  {head + `[{"type":"BODY","text":"x"},{"type":"SIDE","text":"x"}]}`, 0},
		"name in capitals":   {`{"name":"Nova","language":"pt_BR","category":"MARKETING","components":[{"type":"BODY","text":"x"}]}`, 0},
		"unknown category":   {`{"name":"n","language":"pt_BR","category":"PROMO","components":[{"type":"BODY","text":"x"}]}`, 0},
		"unknown key":        {`{"name":"n","language":"pt_BR","category":"UTILITY","colour":"x","components":[{"type":"BODY","text":"x"}]}`, 0},
		"no JSON":            {`{`, 0},
	} {
		status, out := a.call(http.MethodPost, a.Account().WABAID+"/message_templates", c.body)
		e, _ := out["error"].(map[string]any)
		subcode, _ := e["error_subcode"].(float64)
		if status < 400 || subcode != c.subcode {
			t.Errorf("%s: got %d %v, want a refusal with subcode %v", name, status, out, c.subcode)
		}
	}
}

func TestFill_namedHeaderAndButtons(t *testing.T) {
	t.Parallel()
	a := begin(t)
	_, err := a.PutTemplate(Template{Name: "rica", Language: "pt_BR", ParameterFormat: "NAMED", Components: []Component{
		{Type: "HEADER", Format: "IMAGE"},
		{Type: "BODY", Text: "Olá {{cliente}}, veja a loja {{loja}} agora mesmo. Até já!"},
		{Type: "BUTTONS", Buttons: []Button{{Type: "URL", Text: "Ver", URL: "https://a.example/{{1}}"}, {Type: "QUICK_REPLY", Text: "Não quero receber"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	const head = `{"messaging_product":"whatsapp","recipient_type":"individual","to":"5547900000101","type":"template","template":{"name":"rica","language":{"code":"pt_BR"},"components":[`
	image := `{"type":"header","parameters":[{"type":"image","image":{"link":"https://a.example/i.jpg"}}]}`
	body := `{"type":"body","parameters":[{"type":"text","parameter_name":"loja","text":"Sol"},{"type":"text","parameter_name":"cliente","text":"Ana"}]}`
	button := `{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"x"}]}`
	for name, c := range map[string]struct {
		components []string
		code       int
	}{
		"all":               {[]string{image, body, button}, 0},
		"no header":         {[]string{body, button}, 132000},
		"no button":         {[]string{image, body}, 132000},
		"header of text":    {[]string{`{"type":"header","parameters":[{"type":"text","text":"x"}]}`, body, button}, 132012},
		"without names":     {[]string{image, `{"type":"body","parameters":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}`, button}, 100},
		"one name twice":    {[]string{image, strings.ReplaceAll(body, "loja", "cliente"), button}, 132000},
		"button too many":   {[]string{image, body, button, `{"type":"button","sub_type":"url","index":"5","parameters":[{"type":"text","text":"x"}]}`}, 132000},
		"image in the text": {[]string{image, `{"type":"body","parameters":[{"type":"image","parameter_name":"loja","image":{"id":"1"}},{"type":"text","parameter_name":"cliente","text":"b"}]}`, button}, 132012},
	} {
		_, out := a.send(head + strings.Join(c.components, ",") + `]}}`)
		if got, says := code(out); got != c.code {
			t.Errorf("%s: code %d %s, want %d", name, got, says, c.code)
		}
	}
	m := a.ledger.Since(now)
	if len(m) != 1 || m[0].Text != "Olá Ana, veja a loja Sol agora mesmo. Até já!" {
		t.Errorf("the person reads %+v", m)
	}
	if got := a.templates[1].exit(); got != "Não quero receber" {
		t.Errorf("the way out is %q", got)
	}
}

func TestPhone_showsTheFieldsAskedFor(t *testing.T) {
	t.Parallel()
	a := begin(t)
	id := a.Account().PhoneNumberID
	_, out := a.call(http.MethodGet, id, "")
	if len(out) != 4 || out["quality_rating"] != "GREEN" {
		t.Errorf("without fields: %v", out)
	}
	_, out = a.call(http.MethodGet, id+"?fields=whatsapp_business_manager_messaging_limit,quality_rating,throughput", "")
	if out["whatsapp_business_manager_messaging_limit"] != "TIER_2K" || out["throughput"] == nil || out["id"] != id {
		t.Errorf("with fields: %v", out)
	}
	for path, want := range map[string]int{id + "?fields=colour": 100, "123": 100, "123/messages": 100, id + "/nothing": 100} {
		if got, _ := code(second(a.call(http.MethodGet, path, ""))); got != want {
			t.Errorf("GET %s: code %d, want %d", path, got, want)
		}
	}
	for _, path := range []string{a.Account().WABAID, a.Account().WABAID + "/phone_numbers", a.Account().WABAID + "/subscribed_apps"} {
		if status, out := a.call(http.MethodGet, path, ""); status != http.StatusOK {
			t.Errorf("GET %s: %d %v", path, status, out)
		}
	}
}

func TestDebugToken_saysWhatTheTokenIsGoodFor(t *testing.T) {
	t.Parallel()
	a := begin(t)
	_, out := a.call(http.MethodGet, "debug_token?input_token="+a.Account().AccessToken, "")
	if data, _ := out["data"].(map[string]any); data["is_valid"] != true || len(data["scopes"].([]any)) != 2 || len(data["granular_scopes"].([]any)) != 2 {
		t.Errorf("the token is %v", out)
	}
	_, out = a.call(http.MethodGet, "debug_token?input_token=other", "")
	if data, _ := out["data"].(map[string]any); data["is_valid"] != false {
		t.Errorf("another token is %v", out)
	}
	if got, _ := code(second(a.call(http.MethodGet, "debug_token", ""))); got != 100 {
		t.Errorf("no token: code %d", got)
	}
	condition := a.Account().Condition
	condition.Lacks = []string{"whatsapp_business_management"}
	if err := a.SetCondition(condition); err != nil {
		t.Fatal(err)
	}
	if got, _ := code(second(a.call(http.MethodGet, a.Account().WABAID+"/phone_numbers", ""))); got != 200 {
		t.Errorf("without the permission: code %d", got)
	}
}

func TestSubscribedApps_takeAnAddressOfTheirOwn(t *testing.T) {
	t.Parallel()
	a := begin(t)
	waba := a.Account().WABAID + "/subscribed_apps"
	if status, _ := a.call(http.MethodPost, waba, ""); status != http.StatusOK {
		t.Errorf("without an address: %d", status)
	}
	for body, want := range map[string]int{`{"override_callback_uri":"http://127.0.0.1:1/"}`: 100, `[1]`: 100, `{"override_callback_uri":"http://127.0.0.1:1/","verify_token":"x"}`: 2200} {
		if got, _ := code(second(a.call(http.MethodPost, waba, body))); got != want {
			t.Errorf("%s: code %d, want %d", body, got, want)
		}
	}
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("hub.verify_token") == "word" {
			_, _ = w.Write([]byte(r.URL.Query().Get("hub.challenge")))
		}
	}))
	t.Cleanup(hook.Close)
	if status, out := a.call(http.MethodPost, waba, `{"override_callback_uri":"`+hook.URL+`","verify_token":"word"}`); status != http.StatusOK {
		t.Fatalf("%d %v", status, out)
	}
	_, out := a.call(http.MethodGet, waba, "")
	if list, _ := out["data"].([]any); len(list) != 1 || list[0].(map[string]any)["override_callback_uri"] != hook.URL {
		t.Errorf("subscribed %v", out)
	}
	if status, _ := a.call(http.MethodDelete, waba, ""); status != http.StatusOK || a.Subscription().CallbackURL != "" {
		t.Errorf("after the end: %d %v", status, a.Subscription())
	}
}
