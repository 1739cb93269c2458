package whatsapp

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
)

// maxBodyBytes bounds the body of a request.
const maxBodyBytes = 1 << 20

var versionPath = regexp.MustCompile(`^/(v[0-9]+\.[0-9]+)/([^/]+)(?:/([^/]+))?/?$`)

// Serves tells whether a path is one of the Graph API.
func Serves(path string) bool { return versionPath.MatchString(path) }

// ServeHTTP answers a call of the Graph API.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m := versionPath.FindStringSubmatch(r.URL.Path)
	if m == nil {
		(&refusal{code: 2500, status: http.StatusBadRequest, title: "Unknown path components: " + r.URL.Path}).write(w)
		return
	}
	node, edge := m[2], m[3]
	account := s.Account()
	if node == account.PhoneNumberID && edge == "messages" && r.Method == http.MethodPost {
		s.messages(w, r)
		return
	}
	if err := authorised(r, account); err != nil {
		err.write(w)
		return
	}
	if node == account.WABAID && !account.may(scopeManagement) {
		refuse(200, "The token lacks the permission %s.", scopeManagement).write(w)
		return
	}
	switch {
	case node == "debug_token" && edge == "" && r.Method == http.MethodGet:
		debugToken(w, r, account)
	case node == account.PhoneNumberID && edge == "" && r.Method == http.MethodGet:
		s.phone(w, r, account)
	case node == account.WABAID && edge == "message_templates":
		s.edgeTemplates(w, r)
	case node == account.WABAID && edge == "phone_numbers" && r.Method == http.MethodGet:
		phoneNumbers(w, r, account)
	case node == account.WABAID && edge == "subscribed_apps":
		s.edgeApps(w, r)
	case node == account.WABAID && edge == "" && r.Method == http.MethodGet:
		writeJSON(w, http.StatusOK, map[string]any{"id": account.WABAID, "name": account.VerifiedName, "currency": "BRL", "timezone_id": "25"})
	default:
		noObject(node, r.Method).write(w)
	}
}

func noObject(node, method string) *refusal {
	act := "get"
	if method != http.MethodGet {
		act = "post"
	}
	return &refusal{code: 100, subcode: 33, title: "Unsupported " + act + " request. Object with ID '" + node +
		"' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"}
}

// authorised checks the token of a call.
func authorised(r *http.Request, a Account) *refusal {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch {
	case !ok || token == "":
		return &refusal{code: 190, title: "An access token is required to request this resource."}
	case token != a.AccessToken:
		return &refusal{code: 190, title: "Invalid OAuth access token - Cannot parse access token"}
	case a.Expired:
		return &refusal{code: 190, subcode: 463, title: "Error validating access token: Session has expired"}
	}
	return nil
}

// readJSON reads the body of a call that must be JSON.
func readJSON(w http.ResponseWriter, r *http.Request) ([]byte, *refusal) {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); strings.TrimSpace(kind) != "application/json" {
		return nil, parameter("The Content-Type must be application/json - got %q.", kind)
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, parameter("The body is larger than %d bytes.", maxBodyBytes)
	}
	if err != nil {
		return nil, refuse(1, "The body cannot be read: %v", err)
	}
	return raw, nil
}

func (s *Server) edgeTemplates(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		s.list(w, r)
	case http.MethodDelete:
		s.remove(w, r.URL.Query().Get("name"))
	case http.MethodPost:
		raw, err := readJSON(w, r)
		if err != nil {
			err.write(w)
			return
		}
		s.create(w, raw)
	default:
		noObject("message_templates", r.Method).write(w)
	}
}

// phone answers GET /{phone-number-id}.
func (s *Server) phone(w http.ResponseWriter, r *http.Request, a Account) {
	asked, err := askedOfPhone(r, a)
	if err != nil {
		err.write(w)
		return
	}
	writeJSON(w, http.StatusOK, phoneFields(a, asked...))
}

// askedOfPhone are the fields of a number that a request asks for.
func askedOfPhone(r *http.Request, a Account) ([]string, *refusal) {
	asked := []string{"id", "display_phone_number", "verified_name", "quality_rating"}
	if fields := r.URL.Query().Get("fields"); fields != "" {
		asked = append(strings.Split(fields, ","), "id")
	}
	all := phoneFields(a)
	for _, f := range asked {
		if _, ok := all[strings.TrimSpace(f)]; !ok {
			return nil, parameter("Tried accessing nonexisting field (%s) on node type (WhatsAppBusinessPhoneNumber)", f)
		}
	}
	return asked, nil
}

// phoneFields returns the named fields of the number, all of them when none is named.
func phoneFields(a Account, named ...string) map[string]any {
	all := map[string]any{
		"id": a.PhoneNumberID, "display_phone_number": pretty(a.DisplayPhone), "verified_name": a.VerifiedName,
		"quality_rating": a.Quality, "code_verification_status": "VERIFIED", "name_status": "APPROVED", "status": standingOf(a),
		"platform_type": "CLOUD_API", "account_mode": "LIVE", "throughput": map[string]any{"level": "STANDARD"},
		"whatsapp_business_manager_messaging_limit": a.Tier, "messaging_limit_tier": a.Tier, "is_official_business_account": false,
	}
	if len(named) == 0 {
		return all
	}
	out := map[string]any{}
	for _, n := range named {
		out[strings.TrimSpace(n)] = all[strings.TrimSpace(n)]
	}
	return out
}

// standingOf is the number's status as the API gives it.
func standingOf(a Account) string {
	switch {
	case a.Blocked == codeBanned:
		return "BANNED"
	case a.Blocked == codeRestricted:
		return "RESTRICTED"
	case a.Quality == "RED":
		return "FLAGGED"
	}
	return "CONNECTED"
}

// pretty writes digits as the provider shows a number: +55 47 3000-0912.
func pretty(d string) string {
	return "+" + d[:2] + " " + d[2:4] + " " + d[4:len(d)-4] + "-" + d[len(d)-4:]
}
