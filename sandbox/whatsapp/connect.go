package whatsapp

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

// The permissions of a token that the sandbox knows.
const (
	scopeManagement = "whatsapp_business_management"
	scopeMessaging  = "whatsapp_business_messaging"
)

// may says whether the token has a permission.
func (a Account) may(scope string) bool { return !slices.Contains(a.Lacks, scope) }

// debugToken answers GET /debug_token: what a token is good for. A token may ask about itself.
func debugToken(w http.ResponseWriter, r *http.Request, a Account) {
	input := r.URL.Query().Get("input_token")
	switch input {
	case "":
		parameter("The parameter input_token is required").write(w)
		return
	case a.AccessToken:
	default:
		writeJSON(w, http.StatusOK, map[string]any{"data": map[string]any{"error": map[string]any{"code": 190, "message": "The access token could not be decrypted"},
			"is_valid": false, "scopes": []string{}}})
		return
	}
	scopes, granular := []string{}, []any{}
	for _, scope := range []string{scopeManagement, scopeMessaging} {
		if a.may(scope) {
			scopes = append(scopes, scope)
			granular = append(granular, map[string]any{"scope": scope, "target_ids": []string{a.WABAID}})
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": map[string]any{"app_id": "1000000000000001", "type": "SYSTEM_USER", "application": "sandbox", "data_access_expires_at": 0,
		"expires_at": 0, "is_valid": true, "scopes": scopes, "granular_scopes": granular, "user_id": "1000000000000002"}})
}

// phoneNumbers answers GET /{waba}/phone_numbers: the account's one number.
func phoneNumbers(w http.ResponseWriter, r *http.Request, a Account) {
	q := r.URL.Query()
	if limit := q.Get("limit"); limit != "" {
		if n, err := strconv.Atoi(limit); err != nil || n < 1 || n > 100 {
			parameter("Param limit must be between 1 and 100.").write(w)
			return
		}
	}
	asked, err := askedOfPhone(r, a)
	if err != nil {
		err.write(w)
		return
	}
	data := []any{phoneFields(a, asked...)}
	if q.Get("after") != "" { // there is no page behind the one number
		data = []any{}
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": data, "paging": map[string]any{"cursors": map[string]string{"before": cursor(0), "after": cursor(1)}}})
}

// edgeApps answers /{waba}/subscribed_apps: who gets the account's webhooks, and at which address of its own.
func (s *Server) edgeApps(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		s.showApps(w)
	case http.MethodPost:
		s.subscribeApp(w, r)
	case http.MethodDelete:
		if err := s.Subscribe(r.Context(), Subscription{}); err != nil {
			refuse(1, "%v", err).write(w)
			return
		}
		writeJSON(w, http.StatusOK, map[string]any{"success": true})
	default:
		noObject("subscribed_apps", r.Method).write(w)
	}
}

func (s *Server) showApps(w http.ResponseWriter) {
	data := []any{}
	if sub := s.Subscription(); sub.CallbackURL != "" {
		app := map[string]any{"whatsapp_business_api_data": map[string]any{"id": "1000000000000001", "name": "sandbox", "link": "https://sandbox.example/"}}
		if sub.Override {
			app["override_callback_uri"] = sub.CallbackURL
		}
		data = append(data, app)
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": data})
}

// subscribeApp takes an address for the account's webhooks, asks it to prove itself, and delivers there. Without one the app's
// own address holds.
func (s *Server) subscribeApp(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength == 0 {
		writeJSON(w, http.StatusOK, map[string]any{"success": true})
		return
	}
	raw, refused := readJSON(w, r)
	if refused != nil {
		refused.write(w)
		return
	}
	var body struct {
		URL   string `json:"override_callback_uri"`
		Token string `json:"verify_token"`
	}
	switch err := json.Unmarshal(raw, &body); {
	case err != nil:
		parameter("The body is no JSON object: %v", err).write(w)
		return
	case (body.URL == "") != (body.Token == ""):
		parameter("Params override_callback_uri and verify_token must be given together.").write(w)
		return
	}
	if body.URL != "" {
		if err := s.Subscribe(r.Context(), Subscription{CallbackURL: body.URL, VerifyToken: body.Token, Override: true}); err != nil {
			(&refusal{code: 2200, status: http.StatusBadRequest, title: "(#2200) Callback verification failed: " + err.Error()}).write(w)
			return
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"success": true})
}
