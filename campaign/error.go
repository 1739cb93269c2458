package campaign

import (
	"errors"
	"fmt"
	"strings"
)

// Error is a refusal that a person can act on: a stable code for programs, the field it is about (a JSON path such
// as "schedule.windows[0]", empty when it is about no field) and a sentence that names the remedy.
type Error struct {
	Code    string
	Field   string
	Message string
	Params  map[string]any
}

// Error returns field and sentence.
func (e *Error) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

// Invalid says that a field's value cannot be used; the sentence names the value and the remedy.
func Invalid(field, format string, args ...any) *Error {
	return &Error{Code: "invalid", Field: field, Message: fmt.Sprintf(format, args...)}
}

// Conflict says that an act is not allowed in the present state.
func Conflict(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// ErrNotFound says that a record does not exist, or that the caller may not know that it does.
var ErrNotFound = errors.New("not found")

// Errors are several refusals at once: all that is wrong with an input, in its order.
type Errors []*Error

// Error joins the sentences.
func (e Errors) Error() string {
	words := make([]string, len(e))
	for i, one := range e {
		words[i] = one.Error()
	}
	return strings.Join(words, "; ")
}

// OrNil returns nil when nothing was refused, so that callers can return it as an error.
func (e Errors) OrNil() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Reason says why something is as it is: held, failed, refused, waiting. Codes are stable and listed in docs/reasons.md; clients
// word them, Message is our own wording in English.
type Reason struct {
	Code    string         `json:"code"`
	Params  map[string]any `json:"params,omitempty"`
	Message string         `json:"message"`
}

// Refused says that an act is not allowed now, with all the reasons at once.
type Refused struct {
	Reasons []Reason
}

// Error joins the reasons' sentences.
func (r *Refused) Error() string {
	words := make([]string, len(r.Reasons))
	for i, one := range r.Reasons {
		words[i] = one.Message
	}
	return strings.Join(words, "; ")
}
