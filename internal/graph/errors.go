package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Unsent says that nothing left this machine: the call may be made again.
type Unsent struct{ err error }

// Error says why.
func (e *Unsent) Error() string { return "not sent: " + e.err.Error() }

// Unwrap returns what kept the request back.
func (e *Unsent) Unwrap() error { return e.err }

// Lost says that the request may have left this machine and that no whole answer came: nobody knows what it did.
type Lost struct{ err error }

// Error says what broke.
func (e *Lost) Error() string { return "no answer: " + e.err.Error() }

// Unwrap returns what broke.
func (e *Lost) Unwrap() error { return e.err }

// Unexpected is an answer in no documented form: a redirect, a gateway's page, an unreadable success.
type Unexpected struct {
	Status     int
	RetryAfter time.Duration // 0 = not said
	what       string
}

// Error names status and form; the answer's own text is left out.
func (e *Unexpected) Error() string { return fmt.Sprintf("HTTP %d with %s", e.Status, e.what) }

func unexpected(resp *http.Response, what string) error {
	return &Unexpected{Status: resp.StatusCode, RetryAfter: retryAfter(resp.Header), what: what}
}

// Error is a refusal in the API's documented form. Decide by Code and Details alone: titles, subcodes and the HTTP
// status change (Graph API, error handling).
type Error struct {
	Status     int
	Code       int
	Subcode    int
	Type       string
	Message    string // "(#code) title"
	Details    string // error_data.details, else the sentence meant for a person
	TraceID    string
	RetryAfter time.Duration // by Retry-After or the usage headers, between MinWait and MaxWait; 0 = not said
}

// Bounds of a wait that an answer asks for.
const (
	MinWait = time.Second
	MaxWait = time.Hour
)

// Error returns the API's own words.
func (e *Error) Error() string {
	words := e.Message
	if e.Details != "" && !strings.Contains(words, e.Details) {
		words = strings.Trim(words+": "+e.Details, ": ")
	}
	if words == "" {
		words = "error " + strconv.Itoa(e.Code)
	}
	return words
}

// ParseError reads an error object as it stands in answers and in webhooks: {code, message or title, error_data}. It
// forgives a code that is a string; without any code there is no error to speak of.
func ParseError(raw []byte) (*Error, bool) {
	var object struct {
		Code    json.RawMessage `json:"code"`
		Subcode json.RawMessage `json:"error_subcode"`
		Type    json.RawMessage `json:"type"`
		Message json.RawMessage `json:"message"`
		Title   json.RawMessage `json:"title"`
		Data    json.RawMessage `json:"error_data"`
		User    json.RawMessage `json:"error_user_msg"`
		Trace   json.RawMessage `json:"fbtrace_id"`
	}
	if err := json.Unmarshal(raw, &object); err != nil {
		object.Code = nil // not an object: no error to speak of
	}
	code, ok := number(object.Code)
	if !ok {
		return nil, false
	}
	var data struct {
		Details json.RawMessage `json:"details"`
	}
	_ = json.Unmarshal(object.Data, &data) // a string or nothing: no details
	e := &Error{Code: code, Type: words(object.Type), Message: words(object.Message), Details: words(data.Details), TraceID: words(object.Trace)}
	e.Subcode, _ = number(object.Subcode)
	if e.Message == "" {
		e.Message = words(object.Title)
	}
	if e.Details == "" {
		e.Details = words(object.User)
	}
	return e, true
}

func parseError(resp *http.Response, body []byte, token string) (*Error, bool) {
	var answer struct {
		Error json.RawMessage `json:"error"`
	}
	_ = json.Unmarshal(body, &answer) // not an object: no error in it
	e, ok := ParseError(answer.Error)
	if !ok {
		return nil, false
	}
	e.Status = resp.StatusCode
	e.RetryAfter = retryAfter(resp.Header)
	e.Message, e.Details = hide(token, e.Message), hide(token, e.Details)
	e.Type, e.TraceID = hide(token, e.Type), hide(token, e.TraceID)
	return e, true
}

func number(raw json.RawMessage) (int, bool) {
	n, err := strconv.Atoi(strings.Trim(string(bytes.TrimSpace(raw)), `"`))
	return n, err == nil
}

const maxWords = 500

// words reads a string for people: one line, no control characters, at most maxWords runes.
func words(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	out := make([]rune, 0, min(len(s), maxWords))
	for _, r := range s {
		if len(out) == maxWords {
			break
		}
		if unicode.IsControl(r) {
			r = ' '
		}
		out = append(out, r)
	}
	return strings.TrimSpace(string(out))
}

// retryAfter is the wait that an answer asks for, between MinWait and MaxWait; 0 when it asks for none. The usage header
// counts in minutes.
func retryAfter(h http.Header) time.Duration {
	wait := time.Duration(math.MinInt64)
	if v := strings.TrimSpace(h.Get("Retry-After")); v != "" {
		if s, err := strconv.ParseFloat(v, 64); err == nil && !math.IsNaN(s) {
			wait = time.Duration(min(math.Ceil(s), MaxWait.Seconds()) * float64(time.Second))
		} else if at, err := http.ParseTime(v); err == nil {
			wait = time.Until(at)
		}
	}
	if wait == math.MinInt64 {
		minutes := regainMinutes(h.Get("X-Business-Use-Case-Usage"))
		if minutes <= 0 {
			return 0
		}
		wait = time.Duration(min(minutes, MaxWait.Minutes()) * float64(time.Minute))
	}
	return min(max(wait, MinWait), MaxWait)
}

func regainMinutes(header string) float64 {
	var usage map[string][]struct {
		Regain float64 `json:"estimated_time_to_regain_access"`
	}
	if header == "" || json.Unmarshal([]byte(header), &usage) != nil {
		return 0
	}
	most := 0.0
	for _, uses := range usage {
		for _, use := range uses {
			most = max(most, use.Regain)
		}
	}
	return most
}

// hide takes a secret out of a text that somebody else wrote.
func hide(secret, text string) string {
	if secret == "" {
		return text
	}
	return strings.ReplaceAll(text, secret, "[hidden]")
}

// without returns err with the secret taken out of its text: a broken answer's first line is quoted by net/http.
func without(secret string, err error) error {
	if text := err.Error(); secret != "" && strings.Contains(text, secret) {
		return errors.New(hide(secret, text))
	}
	return err
}
