package routes

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
)

func TestProblem_hasPocketBasesShape(t *testing.T) {
	t.Parallel()
	a := &api{Dependencies: Dependencies{Logger: slog.New(slog.DiscardHandler)}}
	cases := []struct {
		name   string
		err    error
		status int
		holds  string // somewhere in data
	}{
		{"not found", fmt.Errorf("read: %w", campaign.ErrNotFound), http.StatusNotFound, "map[]"},
		{"one field", campaign.Invalid("value", "%q is no phone", "x"), http.StatusBadRequest, "value:{invalid \"x\" is no phone."},
		{"fields", campaign.Errors{campaign.Invalid("a", "x"), campaign.Invalid("b", "y"), campaign.Invalid("a", "z")}, http.StatusBadRequest, "b:{invalid Y."},
		{"state", campaign.StatusDraft.Move(campaign.StatusCompleted), http.StatusConflict, "illegal_move"},
		{"reasons", &campaign.Refused{Reasons: []campaign.Reason{{Code: "no_sources", Message: "add one"}, {Code: "no_agent", Message: "choose one"}}}, http.StatusConflict, "no_agent"},
		{"hang-up", context.Canceled, http.StatusServiceUnavailable, "map[]"},
		{"unforeseen", errors.New("table is secret"), http.StatusInternalServerError, "map[]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var p *APIError
			if !errors.As(a.problem(t.Context(), c.err), &p) || p.Status != c.status || p.Message == "" {
				t.Fatalf("answers %+v", p)
			}
			if data := fmt.Sprint(p.Data); !strings.Contains(data, c.holds) {
				t.Errorf("data is %s, want %s", data, c.holds)
			}
			if strings.Contains(p.Message, "secret") {
				t.Errorf("the answer tells what failed: %s", p.Message)
			}
		})
	}
	if a.problem(t.Context(), nil) != nil {
		t.Error("no error is no problem")
	}
}

func TestRefuse_namesTheField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ location, message, field string }{
		{"body.gate", "expected value to be one of", "gate"},
		{"query.limit", "invalid integer", "limit"},
		{"body", "expected required property value to be present", "value"},
		{"body.sender", "expected required property name to be present", "sender.name"},
		{"header.Idempotency-Key", "expected length <= 200", "Idempotency-Key"},
	} {
		p := refuse(http.StatusUnprocessableEntity, "validation failed", &huma.ErrorDetail{Location: c.location, Message: c.message})
		if p.Status != http.StatusBadRequest || p.Data[c.field] == nil {
			t.Errorf("%s %q is answered with %d %v", c.location, c.message, p.Status, p.Data)
		}
	}
	if p := refuse(http.StatusInternalServerError, "x", errors.New("table is secret")); strings.Contains(fmt.Sprint(p), "secret") {
		t.Errorf("an inner error is told: %v", p)
	}
}
