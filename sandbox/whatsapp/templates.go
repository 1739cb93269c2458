package whatsapp

import (
	"encoding/base64"
	"encoding/json"
	"hash/fnv"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"aceno/sandbox/ledger"
)

// reviewTakes is how long the provider looks at a new template, in business time.
const reviewTakes = 3 * time.Minute

var categories = []string{"MARKETING", "UTILITY", "AUTHENTICATION"}

// PutTemplate puts a template in without a review; Status "" means APPROVED. It takes the place of one of that name and
// language.
func (s *Server) PutTemplate(t Template) (Template, error) {
	if t.Status == "" {
		t.Status = "APPROVED"
	}
	if err := t.complete(); err != nil {
		return t, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return t, s.store(t)
}

// complete checks a template and fills in what may be left out.
func (t *Template) complete() error {
	if t.Category == "" {
		t.Category = "MARKETING"
	}
	if t.ParameterFormat == "" {
		t.ParameterFormat = "POSITIONAL"
	}
	for i := range t.Components {
		t.Components[i].Type = strings.ToUpper(t.Components[i].Type)
		if c := &t.Components[i]; c.Type == "HEADER" && c.Format == "" {
			c.Format = "TEXT"
		}
	}
	if t.ID == "" {
		h := fnv.New64a()
		_, _ = h.Write([]byte(t.Name + "/" + t.Language))
		t.ID = strconv.FormatUint(1_000_000_000_000_000+h.Sum64()%9_000_000_000_000_000, 10)
	}
	if err := t.check(); err != nil {
		return err
	}
	return nil
}

// store keeps a template; the caller holds the lock.
func (s *Server) store(t Template) error {
	list := slices.Clone(s.templates)
	i := slices.IndexFunc(list, func(o *Template) bool { return o.Name == t.Name && o.Language == t.Language })
	if i >= 0 {
		list[i] = &t
	} else {
		list = append(list, &t)
	}
	if err := s.keep(noteTemplates, list); err != nil {
		return err
	}
	s.templates = list
	return nil
}

// review ends a template's review; the caller does not hold the lock.
func (s *Server) review(e ledger.Event) (Template, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.templates {
		if t.ID == e.Text && t.Status == "PENDING" {
			done := *t
			done.Status = "APPROVED"
			return done, s.store(done)
		}
	}
	return Template{}, nil
}

// find returns the template of a message, or why there is none; the caller holds the lock.
func (s *Server) find(u usage) (*Template, *refusal) {
	languages := []string{}
	for _, t := range s.templates {
		if t.Name != u.Name {
			continue
		}
		if t.Language != u.Language.Code {
			languages = append(languages, t.Language)
			continue
		}
		switch t.Status {
		case "APPROVED":
			return t, nil
		case "PAUSED":
			return nil, refuse(132015, "Template is paused due to low quality so it cannot be sent in a template message.")
		case "DISABLED":
			return nil, refuse(132016, "Template has been paused too many times due to low quality and is now permanently disabled.")
		}
		return nil, refuse(132001, "template name (%s) in %s is %s, not approved", u.Name, u.Language.Code, t.Status)
	}
	if len(languages) > 0 {
		return nil, refuse(132001, "template name (%s) does not exist in %s; it exists in %s", u.Name, u.Language.Code, strings.Join(languages, ", "))
	}
	return nil, refuse(132001, "template name (%s) does not exist in %s", u.Name, u.Language.Code)
}

// list answers GET /{waba}/message_templates.
func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, after := 25, 0
	if text := q.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			parameter("Param limit must be a positive integer.").write(w)
			return
		}
		limit = min(n, 100)
	}
	if cursor := q.Get("after"); cursor != "" {
		raw, err := base64.RawURLEncoding.DecodeString(cursor)
		n, err2 := strconv.Atoi(string(raw))
		if err != nil || err2 != nil || n < 0 {
			parameter("Invalid cursor").write(w)
			return
		}
		after = n
	}
	s.mu.Lock()
	found := []*Template{}
	for _, t := range s.templates {
		if fits(q, "name", t.Name) && fits(q, "status", t.Status) && fits(q, "language", t.Language) && fits(q, "category", t.Category) {
			found = append(found, t)
		}
	}
	s.mu.Unlock()
	page := found[min(after, len(found)):min(after+limit, len(found))]
	data := []any{}
	for _, t := range page {
		one, err := project(t, q.Get("fields"))
		if err != nil {
			err.write(w)
			return
		}
		data = append(data, one)
	}
	paging := map[string]any{}
	if len(page) > 0 {
		cursors := map[string]string{"before": cursor(after), "after": cursor(after + len(page))}
		paging["cursors"] = cursors
		if after+len(page) < len(found) {
			next := *r.URL
			q.Set("after", cursors["after"])
			next.RawQuery = q.Encode()
			paging["next"] = "http://" + r.Host + next.RequestURI()
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": data, "paging": paging})
}

func cursor(n int) string { return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(n))) }

func fits(q url.Values, key, value string) bool { return q.Get(key) == "" || q.Get(key) == value }

// project returns the fields that were asked for, all but none.
func project(t *Template, fields string) (map[string]any, *refusal) {
	raw, err := json.Marshal(t)
	if err != nil {
		return nil, refuse(1, "%v", err)
	}
	all := map[string]any{}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, refuse(1, "%v", err)
	}
	if fields == "" {
		return all, nil
	}
	out := map[string]any{"id": all["id"]}
	for _, f := range strings.Split(fields, ",") {
		f, _, _ = strings.Cut(strings.TrimSpace(f), "{")
		v, ok := all[f]
		if !ok && !slices.Contains([]string{"quality_score", "rejected_reason", "previous_category", "sub_category"}, f) {
			return nil, parameter("Tried accessing nonexisting field (%s) on node type (WhatsAppMessageTemplate)", f)
		}
		if ok {
			out[f] = v
		}
	}
	return out, nil
}
