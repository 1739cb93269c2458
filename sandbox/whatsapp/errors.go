package whatsapp

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
)

// refusal is an error of the Graph API.
type refusal struct {
	code    int
	subcode int
	status  int    // HTTP; 0 = by the code
	title   string // "" = by the code
	details string
	user    string // error_user_msg
}

func (e *refusal) Error() string { return fmt.Sprintf("(#%d) %s: %s", e.code, e.words(), e.details) }

func refuse(code int, details string, args ...any) *refusal {
	return &refusal{code: code, details: fmt.Sprintf(details, args...)}
}

// parameter is a refusal with code 100, whose title says all.
func parameter(title string, args ...any) *refusal {
	text := fmt.Sprintf(title, args...)
	return &refusal{code: 100, title: text, details: text}
}

type meaning struct {
	status int
	title  string
}

// codes are the provider's codes with the HTTP status and title that come with them.
var codes = map[int]meaning{
	0:      {http.StatusUnauthorized, "AuthException"},
	1:      {http.StatusBadRequest, "API Unknown"},
	2:      {http.StatusServiceUnavailable, "API Service"},
	3:      {http.StatusInternalServerError, "API Method"},
	4:      {http.StatusTooManyRequests, "Application request limit reached"},
	10:     {http.StatusForbidden, "Permission Denied"},
	100:    {http.StatusBadRequest, "Invalid parameter"},
	190:    {http.StatusUnauthorized, "Error validating access token"},
	200:    {http.StatusForbidden, "API Permission"},
	368:    {http.StatusForbidden, "Temporarily blocked for policies violations"},
	80007:  {http.StatusTooManyRequests, "Rate limit issues"},
	130403: {http.StatusBadRequest, "User is blocked"},
	130429: {http.StatusTooManyRequests, "Rate limit hit"},
	130472: {http.StatusBadRequest, "User's number is part of an experiment"},
	130497: {http.StatusForbidden, "Business account is restricted from messaging users in this country"},
	131000: {http.StatusInternalServerError, "Something went wrong"},
	131005: {http.StatusForbidden, "Access denied"},
	131008: {http.StatusBadRequest, "Required parameter is missing"},
	131009: {http.StatusBadRequest, "Parameter value is not valid"},
	131016: {http.StatusServiceUnavailable, "Service unavailable"},
	131021: {http.StatusBadRequest, "Recipient cannot be sender"},
	131026: {http.StatusBadRequest, "Message undeliverable"},
	131030: {http.StatusBadRequest, "Recipient phone number not in allowed list"},
	131031: {http.StatusForbidden, "Business Account locked"},
	131037: {http.StatusBadRequest, "WhatsApp provided number needs display name approval before message can be sent"},
	131042: {http.StatusBadRequest, "Business eligibility payment issue"},
	131045: {http.StatusBadRequest, "Incorrect certificate"},
	131047: {http.StatusBadRequest, "Re-engagement message"},
	131048: {http.StatusBadRequest, "Spam Rate limit hit"},
	131049: {http.StatusBadRequest, "Meta chose not to deliver"},
	131050: {http.StatusBadRequest, "Recipient stopped marketing messages"},
	131051: {http.StatusBadRequest, "Unsupported message type"},
	131052: {http.StatusBadRequest, "Media download error"},
	131053: {http.StatusBadRequest, "Media upload error"},
	131056: {http.StatusBadRequest, "(Business Account, Consumer Account) pair rate limit hit"},
	131057: {http.StatusServiceUnavailable, "Account in maintenance mode"},
	131062: {http.StatusBadRequest, "Business-scoped user ID is not allowed for this message"},
	131063: {http.StatusBadRequest, "Marketing messages are disabled on Cloud API"},
	131064: {http.StatusBadRequest, "Limited because of template categories"},
	132000: {http.StatusBadRequest, "Number of parameters does not match the expected number of params"},
	132001: {http.StatusNotFound, "Template name does not exist in the translation"},
	132005: {http.StatusBadRequest, "Translated text too long"},
	132007: {http.StatusBadRequest, "Template format character policy violated"},
	132008: {http.StatusBadRequest, "Template parameters policy violated"},
	132012: {http.StatusBadRequest, "Parameter format does not match format in the created template"},
	132015: {http.StatusBadRequest, "Template is paused"},
	132016: {http.StatusBadRequest, "Template is disabled"},
	133010: {http.StatusBadRequest, "Account not registered"},
	133016: {http.StatusTooManyRequests, "Registration rate limit exceeded"},
	135000: {http.StatusBadRequest, "Generic user error"},
}

func (e *refusal) words() string {
	if e.title != "" {
		return e.title
	}
	if k, ok := codes[e.code]; ok {
		return k.title
	}
	return "Unknown error"
}

// write answers with the error.
func (e *refusal) write(w http.ResponseWriter) {
	status := e.status
	if status == 0 {
		status = http.StatusBadRequest
		if k, ok := codes[e.code]; ok {
			status = k.status
		}
	}
	body := map[string]any{"message": fmt.Sprintf("(#%d) %s", e.code, e.words()), "type": "OAuthException", "code": e.code, "fbtrace_id": trace(e.Error())}
	if e.code == 190 || e.subcode == 33 {
		body["message"] = e.words() // without its number, as the Graph API writes these
	}
	if e.code > 1000 || e.code == 100 && e.subcode == 0 && e.details != "" {
		body["error_data"] = map[string]any{"messaging_product": "whatsapp", "details": e.details}
	}
	if e.subcode != 0 {
		body["error_subcode"] = e.subcode
	}
	if e.user != "" {
		body["error_user_title"], body["error_user_msg"] = e.words(), e.user
	}
	switch e.code {
	case 1, 2, 4, 80007, 131000, 131016, 131057:
		body["is_transient"] = true
	}
	writeJSON(w, status, map[string]any{"error": body})
}

// trace makes an fbtrace_id.
func trace(of string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(of))
	return fmt.Sprintf("A%015xbox", h.Sum64()>>4)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("facebook-api-version", "v23.0")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
