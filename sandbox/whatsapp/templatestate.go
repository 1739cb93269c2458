package whatsapp

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ErrNoTemplate says that there is no template of a name and language.
var ErrNoTemplate = errors.New("there is no such template")

// TemplateChange is what becomes of a template; what is empty stays.
type TemplateChange struct {
	Name     string `json:"name"`
	Language string `json:"language"`
	Status   string `json:"status"`   // APPROVED, PAUSED, DISABLED, REJECTED, PENDING
	Reason   string `json:"reason"`   // of a rejection
	Category string `json:"category"` // MARKETING, UTILITY, AUTHENTICATION
	Quality  string `json:"quality"`  // GREEN, YELLOW, RED, UNKNOWN
}

// statuses and qualities are what a template may become by hand.
var (
	statuses  = []string{"APPROVED", "PAUSED", "DISABLED", "REJECTED", "PENDING"}
	qualities = []string{"GREEN", "YELLOW", "RED", "UNKNOWN"}
)

func (c TemplateChange) check() error {
	for _, f := range []struct {
		name, value string
		known       []string
	}{{"status", c.Status, statuses}, {"category", c.Category, categories}, {"quality", c.Quality, qualities}} {
		if f.value != "" && !slices.Contains(f.known, f.value) {
			return fmt.Errorf("%s: %q is none: write %s", f.name, f.value, strings.Join(f.known, ", "))
		}
	}
	if c.Status == "" && c.Category == "" && c.Quality == "" {
		return errors.New("status, category, quality: one of them is needed")
	}
	return nil
}

// ChangeTemplate changes a template and tells it by webhook, a notice for each of status, category and quality. From then
// on messages with it are taken or refused by its new status.
func (s *Server) ChangeTemplate(c TemplateChange) (Template, error) {
	if err := c.check(); err != nil {
		return Template{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.templates, func(t *Template) bool { return t.Name == c.Name && t.Language == c.Language })
	if i < 0 {
		return Template{}, fmt.Errorf("name, language: %s in %q: %w", c.Name, c.Language, ErrNoTemplate)
	}
	was := *s.templates[i]
	now := was
	var out []change
	if c.Status != "" {
		now.Status = c.Status
	}
	if c.Category != "" && c.Category != was.Category {
		now.Category = c.Category
		out = append(out, change{"template_category_update", was.named(map[string]any{"previous_category": was.Category, "new_category": now.Category})})
	}
	if c.Quality != "" {
		before := "UNKNOWN"
		if was.QualityScore != nil {
			before = was.QualityScore.Score
		}
		now.QualityScore = &Score{c.Quality}
		out = append(out, change{"message_template_quality_update", was.named(map[string]any{"previous_quality_score": before, "new_quality_score": c.Quality})})
	}
	if c.Status != "" {
		out = append(out, change{"message_template_status_update", s.becomes(&was, &now, c.Reason)})
	}
	if err := s.store(now); err != nil {
		return Template{}, err
	}
	return now, s.notify(out...)
}

// named adds to a notice which template it is about.
func (t *Template) named(value map[string]any) map[string]any {
	value["message_template_id"], value["message_template_name"] = json.Number(t.ID), t.Name
	value["message_template_language"] = t.Language
	return value
}

// becomes is a message_template_status_update.
func (s *Server) becomes(was, now *Template, reason string) map[string]any {
	value := now.named(map[string]any{"event": now.Status, "reason": "NONE", "message_template_category": now.Category})
	about := func(title, words string) { value["other_info"] = map[string]any{"title": title, "description": words} }
	switch {
	case now.Status == "PAUSED":
		about("FIRST_PAUSE", "Your WhatsApp message template has been paused for 3 hours because of negative feedback.")
	case now.Status == "DISABLED":
		value["disable_info"] = map[string]any{"disable_date": strconv.FormatInt(s.o.Clock.Now().Unix(), 10)}
		about("DISABLED", "Your WhatsApp message template has been disabled because of negative feedback.")
	case now.Status == "APPROVED" && was.Status == "PAUSED":
		about("UNPAUSE", "Your WhatsApp message template has been unpaused.")
	case now.Status == "REJECTED":
		value["reason"] = "ABUSIVE_CONTENT"
		if reason != "" {
			value["reason"] = reason
		}
	}
	return value
}
