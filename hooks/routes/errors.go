package routes

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
)

// APIError is an error in PocketBase's shape.
type APIError struct {
	Status  int            `json:"status" example:"400" doc:"The HTTP status."`
	Message string         `json:"message" example:"The request cannot be used." doc:"A sentence for a person."`
	Data    map[string]any `json:"data" doc:"What is wrong, by field: {code, message}. With 409, data.reasons lists {code, params, message}."`
}

// Error returns the sentence.
func (p *APIError) Error() string { return p.Message }

// GetStatus returns the HTTP status.
func (p *APIError) GetStatus() int { return p.Status }

// FieldProblem says what is wrong with one field.
type FieldProblem struct {
	Code    string         `json:"code"`
	Message string         `json:"message"`
	Params  map[string]any `json:"params,omitempty"`
}

// useOurErrors makes huma answer in PocketBase's shape. huma keeps that in a variable of its own, for all of a process.
var useOurErrors = sync.OnceFunc(func() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return refuse(status, message, errs...)
	}
})

// refuse makes a problem of what huma found wrong with a request: bad values are 400 and named without their place.
func refuse(status int, message string, errs ...error) *APIError {
	if status == http.StatusUnprocessableEntity {
		status, message = http.StatusBadRequest, "The request cannot be used."
	}
	p := &APIError{Status: status, Message: sentence(message), Data: map[string]any{}}
	if status >= http.StatusInternalServerError {
		p.Message = "Something went wrong while processing your request."
		return p
	}
	for _, err := range errs {
		var detailer huma.ErrorDetailer
		if !errors.As(err, &detailer) {
			continue
		}
		detail := detailer.ErrorDetail()
		p.Data[fieldOf(detail)] = FieldProblem{Code: campaign.ReasonInvalid, Message: sentence(detail.Message)}
	}
	return p
}

// fieldOf returns the field that huma's detail is about. Of a missing one it gives the object and says the name in words.
func fieldOf(detail *huma.ErrorDetail) string {
	_, field, _ := strings.Cut(detail.Location, ".")
	rest, missing := strings.CutPrefix(detail.Message, "expected required property ")
	name, _, _ := strings.Cut(rest, " ")
	switch {
	case !missing:
		return field
	case field == "":
		return name
	default:
		return field + "." + name
	}
}

// problem makes the answer of an error that a handler met. What nobody foresaw is logged and answered 500 without its
// words.
func (a *api) problem(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var known *APIError
	if errors.As(err, &known) {
		return known
	}
	if errors.Is(err, campaign.ErrNotFound) {
		return notFound()
	}
	var refused *campaign.Refused
	if errors.As(err, &refused) {
		return conflict(refused.Reasons)
	}
	var many campaign.Errors
	if errors.As(err, &many) {
		return invalid(many)
	}
	var one *campaign.Error
	if errors.As(err, &one) {
		if one.Field == "" {
			return conflict([]campaign.Reason{{Code: one.Code, Params: one.Params, Message: one.Message}})
		}
		return invalid(campaign.Errors{one})
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &APIError{Status: http.StatusServiceUnavailable, Message: "The request took too long. Try again.", Data: map[string]any{}}
	}
	a.Logger.ErrorContext(ctx, "route failed", "request_id", callerOf(ctx).request, "error", err)
	return &APIError{Status: http.StatusInternalServerError, Message: "Something went wrong while processing your request.", Data: map[string]any{}}
}

func invalid(list campaign.Errors) *APIError {
	p := &APIError{Status: http.StatusBadRequest, Message: "The request cannot be used.", Data: map[string]any{}}
	for _, e := range list {
		if _, said := p.Data[e.Field]; !said {
			p.Data[e.Field] = FieldProblem{Code: e.Code, Message: sentence(e.Message), Params: e.Params}
		}
	}
	return p
}

func conflict(reasons []campaign.Reason) *APIError {
	words := make([]string, len(reasons))
	for i, reason := range reasons {
		words[i] = sentence(reason.Message)
	}
	return &APIError{Status: http.StatusConflict, Message: strings.Join(words, " "), Data: map[string]any{"reasons": reasons}}
}

func notFound() *APIError {
	return &APIError{Status: http.StatusNotFound, Message: "The requested resource wasn't found.", Data: map[string]any{}}
}

func forbidden(message string) *APIError {
	return &APIError{Status: http.StatusForbidden, Message: message, Data: map[string]any{}}
}

// sentence gives a message a capital and a full stop, as PocketBase does.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}
