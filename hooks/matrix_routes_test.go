package hooks

// rule is one line of the rights matrix: a route, and what a role must be at least to use it.
//
// Path, query and body may name records: {id} is the record of the collection `on`, {campaigns} and so on are those of
// other collections. Each is filled with a record of the caller's workspace, of another one, and with one that does not
// exist. Who may use a route must get 2xx or 409 for their own, or what `fine` lists; for another's, all get 404, or what
// `foreign` says.
type rule struct {
	route   string // METHOD /path, with what its query needs
	least   string // public, person, viewer, user, admin, superuser; off = nobody
	on      string
	body    string
	fine    []int
	foreign int
}

// ourRules are the routes under /api/v1.
var ourRules = []rule{
	{route: "GET /openapi.json", least: "public"},
	{route: "GET /docs", least: "public"},
	{route: "GET /webhooks/{platform}", least: "public"},
	{route: "POST /webhooks/{platform}", least: "public", body: `{}`},
	{route: "GET /auth/claim/{token}", least: "public"},
	{route: "POST /auth/claim", least: "public", body: `{}`},
	{route: "GET /auth/invitation/{token}", least: "public"},
	{route: "POST /auth/invitation/{token}", least: "public", body: `{}`},
	{route: "POST /auth/login", least: "public", body: `{"email":"a@b.example","password":"x"}`},
	{route: "POST /auth/refresh", least: "public"},
	{route: "GET /privacy/opt-out/{token}", least: "public"},
	{route: "POST /privacy/opt-out/{token}", least: "public"},
	{route: "POST /auth/logout", least: "public"}, // last of its kind: it ends the caller's session

	{route: "GET /auth/sessions", least: "person"},
	{route: "DELETE /auth/sessions?id=zzzzzzzzzzzzzzz", least: "person", fine: []int{404}},
	{route: "POST /workspaces/{id}/activate", least: "person", on: "workspaces"},

	{route: "GET /dashboard", least: "viewer"},
	{route: "GET /dashboard?campaign={campaigns}", least: "viewer"},
	{route: "GET /why", least: "viewer"},
	{route: "GET /why?campaign={campaigns}", least: "viewer"},
	{route: "GET /why?account={integrated_accounts}", least: "viewer"},
	{route: "GET /prospects", least: "viewer"},
	{route: "GET /prospects?campaign={campaigns}", least: "viewer"},
	{route: "GET /prospects/{id}", least: "viewer", on: "prospects"},
	{route: "GET /prospects/export", least: "viewer"},
	{route: "GET /prospects/export?campaign={campaigns}", least: "viewer"},
	{route: "GET /messages", least: "viewer"},
	{route: "GET /messages?campaign={campaigns}", least: "viewer"},
	{route: "GET /messages?prospect={prospects}", least: "viewer", foreign: 200}, // an empty list
	{route: "GET /messages/in-doubt", least: "viewer"},
	{route: "GET /campaigns/{id}/forecast", least: "viewer", on: "campaigns"},
	{route: "GET /accounts/{id}/templates", least: "viewer", on: "integrated_accounts"},

	{route: "GET /waiting", least: "viewer"},
	{route: "GET /search?q=padaria", least: "viewer"},
	{route: "GET /conversations", least: "viewer"},
	{route: "GET /campaigns/{id}/failures", least: "viewer", on: "campaigns"},
	{route: "GET /campaigns/{id}/upcoming", least: "viewer", on: "campaigns"},
	{route: "GET /reports", least: "viewer"},
	{route: "GET /reports/week", least: "viewer"},
	{route: "GET /reports/week?campaign={campaigns}", least: "viewer"},
	{route: "GET /prospects/import/{id}", least: "viewer", fine: []int{404}}, // none is kept; import_test has its rights
	{route: "GET /accounts/{id}/echo", least: "viewer", on: "integrated_accounts", fine: []int{404}},

	{route: "POST /campaigns/{id}/preview", least: "user", on: "campaigns", body: `{"count":1}`},
	{route: "POST /campaigns/{id}/duplicate", least: "user", on: "campaigns"},
	{route: "POST /prospects/judge", least: "user", body: `{"campaign":"{campaigns}","approve":"rest"}`},
	{route: "POST /prospects/{id}/reply", least: "user", on: "prospects", body: `{"content":"Oi"}`},
	{route: "POST /prospects/{id}/inbound", least: "user", on: "prospects", body: `{"content":"Oi"}`},
	{route: "POST /messages/retry", least: "user", body: `{"ids":["{messages}"]}`, foreign: 200}, // a refusal an item
	{route: "POST /messages/{id}/rechannel", least: "user", on: "messages", body: `{"channel":"email"}`},
	{route: "POST /searches/estimate", least: "user", body: `{"sources":[{"type":"openstreetmap","query":"dentista","area":"Campinas, BR"}]}`, fine: []int{400}}, // of no source here
	{route: "POST /searches/{id}/stop", least: "user", on: "searches"},
	{route: "POST /reports/week/share", least: "user", body: `{"week":"2026-W48","days":7}`},
	{route: "POST /agents/{id}/test", least: "user", on: "agents", body: `{}`, fine: []int{400}},
	{route: "POST /campaigns/{id}/find", least: "user", on: "campaigns"},
	{route: "POST /campaigns/{id}/start", least: "user", on: "campaigns"},
	{route: "POST /campaigns/{id}/pause", least: "user", on: "campaigns"},
	{route: "POST /campaigns/{id}/resume", least: "user", on: "campaigns"},
	{route: "POST /campaigns/{id}/complete", least: "user", on: "campaigns"},
	{route: "POST /campaigns/{id}/rehearse", least: "user", on: "campaigns"},
	{route: "POST /accounts/{id}/templates", least: "user", on: "integrated_accounts"},
	{route: "GET /assisted/next", least: "user"},
	{route: "GET /assisted/next?campaign={campaigns}", least: "user"},
	{route: "POST /messages/approve", least: "user", body: `{"items":[{"id":"{messages}","content_hash":"x"}]}`, foreign: 200}, // a refusal an item
	{route: "POST /messages/{id}/approve", least: "user", on: "messages"},
	{route: "POST /messages/{id}/cancel", least: "user", on: "messages"},
	{route: "POST /messages/{id}/retry", least: "user", on: "messages"},
	{route: "POST /messages/{id}/release", least: "user", on: "messages"},
	{route: "POST /messages/{id}/settle", least: "user", on: "messages", body: `{"arrived":true}`},
	{route: "POST /messages/{id}/sent", least: "user", on: "messages", body: `{"outcome":"skipped"}`},
	{route: "DELETE /messages/{id}/sent", least: "user", on: "messages", fine: []int{404}},
	{route: "POST /prospects/{id}/consents", least: "user", on: "prospects", body: `{"kind":"opt_in","source":"balcão"}`},
	{route: "POST /prospects/import", least: "viewer", body: `no form`, fine: []int{400, 415}}, // the form names the campaign; import_test has its rights
	{route: "POST /suppressions", least: "user", body: `{"kind":"email","value":"x@parou.example"}`},

	{route: "POST /accounts/{id}/test", least: "admin", on: "integrated_accounts"},
	{route: "GET /accounts/{id}/numbers", least: "admin", on: "integrated_accounts", fine: []int{400}}, // its platform lists none
	{route: "POST /accounts/{id}/webhook", least: "admin", on: "integrated_accounts", fine: []int{400}},
	{route: "POST /accounts/{id}/echo", least: "admin", on: "integrated_accounts", body: `{"to":"+5547900000001"}`, fine: []int{400}},
	{route: "POST /workspaces/{id}/read-site", least: "admin", on: "workspaces", body: `{"url":"https://agencia.example"}`, fine: []int{400}},
	{route: "GET /privacy/export?phone=%2B5547900000001", least: "admin"},
	{route: "POST /privacy/erase", least: "admin", body: `{"phone":"+5547900000009"}`},
	{route: "POST /campaigns/{id}/gate", least: "admin", on: "campaigns", body: `{"gate":"provider_rules"}`},
	{route: "POST /invitations", least: "admin", body: `{"email":"bia@convite.example","role":"viewer"}`},
}

// theirRules are PocketBase's own routes. Records are the collections' matter, file contents their records'.
var theirRules = []rule{
	{route: "GET /api/health", least: "public"},
	{route: "GET /api/realtime", least: "public"}, // what is heard there: TestMatrix_realtime
	{route: "POST /api/realtime", least: "public"},
	{route: "GET /api/oauth2-redirect", least: "public"},
	{route: "POST /api/oauth2-redirect", least: "public"},
	{route: "GET /api/files/{collection}/{recordId}/{filename}", least: "public"},
	{route: "GET /_/extensions.js", least: "public"},
	{route: "GET /p/{token}", least: "public"},
	{route: "POST /p/{token}", least: "public"},
	{route: "GET /r/{token}", least: "public"},
	{route: "GET /api/collections/{collection}/auth-methods", least: "public"},
	{route: "POST /api/collections/{collection}/auth-with-password", least: "public"},
	{route: "POST /api/collections/{collection}/auth-with-otp", least: "public"},
	{route: "POST /api/collections/{collection}/auth-with-oauth2", least: "public"},
	{route: "POST /api/collections/{collection}/request-otp", least: "public"},
	{route: "POST /api/collections/{collection}/request-password-reset", least: "public"},
	{route: "POST /api/collections/{collection}/request-verification", least: "public"},
	{route: "POST /api/collections/{collection}/confirm-email-change", least: "public"},
	{route: "POST /api/collections/{collection}/confirm-password-reset", least: "public"},
	{route: "POST /api/collections/{collection}/confirm-verification", least: "public"},
	{route: "POST /api/collections/{collection}/auth-refresh", least: "person"},
	{route: "POST /api/collections/{collection}/request-email-change", least: "person"},
	{route: "POST /api/files/token", least: "person"},

	{route: "GET /api/collections/{collection}/records", least: "records"},
	{route: "POST /api/collections/{collection}/records", least: "records"},
	{route: "GET /api/collections/{collection}/records/{id}", least: "records"},
	{route: "PATCH /api/collections/{collection}/records/{id}", least: "records"},
	{route: "DELETE /api/collections/{collection}/records/{id}", least: "records"},

	{route: "POST /api/batch", least: "off", body: `{"requests":[{"method":"POST","url":"/api/collections/agents/records","body":{"name":"x"}}]}`},

	{route: "GET /api/settings", least: "superuser"},
	{route: "PATCH /api/settings", least: "superuser", body: `{}`},
	{route: "POST /api/settings/test/email", least: "superuser", body: `{}`},
	{route: "POST /api/settings/test/s3", least: "superuser", body: `{}`},
	{route: "POST /api/settings/apple/generate-client-secret", least: "superuser", body: `{}`},
	{route: "GET /api/logs", least: "superuser"},
	{route: "GET /api/logs/stats", least: "superuser"},
	{route: "GET /api/logs/{id}", least: "superuser"},
	{route: "DELETE /api/logs", least: "superuser"},
	{route: "GET /api/backups", least: "superuser"},
	{route: "POST /api/backups", least: "superuser", body: `{}`},
	{route: "POST /api/backups/upload", least: "superuser"},
	{route: "GET /api/backups/{key}", least: "superuser"},
	{route: "DELETE /api/backups/{key}", least: "superuser"},
	{route: "POST /api/backups/{key}/restore", least: "superuser"},
	{route: "GET /api/crons", least: "superuser"},
	{route: "POST /api/crons/{id}", least: "superuser"},
	{route: "POST /api/sql", least: "superuser", body: `{"query":"SELECT 1"}`},
	{route: "GET /api/collections", least: "superuser"},
	{route: "POST /api/collections", least: "superuser", body: `{}`},
	{route: "PUT /api/collections/import", least: "superuser", body: `{}`},
	{route: "GET /api/collections/meta/oauth2-providers", least: "superuser"},
	{route: "GET /api/collections/meta/scaffolds", least: "superuser"},
	{route: "POST /api/collections/meta/dry-run-view", least: "superuser", body: `{}`},
	{route: "GET /api/collections/{collection}", least: "superuser"},
	{route: "PATCH /api/collections/{collection}", least: "superuser", body: `{}`},
	{route: "DELETE /api/collections/{collection}", least: "superuser"},
	{route: "DELETE /api/collections/{collection}/truncate", least: "superuser"},
	{route: "POST /api/collections/{collection}/impersonate/{id}", least: "superuser"},
}
