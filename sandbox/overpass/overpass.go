// Package overpass plays the Overpass API over the elements of a town: POST /api/interpreter and GET /api/status. It
// understands the part of the query language that a search for businesses needs and refuses everything else as the
// real server refuses what it cannot parse.
package overpass

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"aceno/sandbox/fault"
	"aceno/sandbox/town"
)

// maxQuery bounds the body of a request.
const maxQuery = 1 << 20

// Server answers queries, one at a time. It is safe for many goroutines.
type Server struct {
	town   *town.Town
	faults *fault.Book
	agent  func(*http.Request) bool
	busy   atomic.Bool
	now    func() time.Time
}

// New returns a server for a town. Identified says whether a request names its sender; now tells the time of the data.
func New(t *town.Town, faults *fault.Book, identified func(*http.Request) bool, now func() time.Time) *Server {
	return &Server{town: t, faults: faults, agent: identified, now: now}
}

// Interpreter answers a query.
func (s *Server) Interpreter(w http.ResponseWriter, r *http.Request) {
	f := s.faults.Take(fault.Overpass)
	switch {
	case !s.agent(r):
		http.Error(w, "Please name your application in the User-Agent.", http.StatusNotAcceptable)
		return
	case f != nil && f.Kind == fault.Busy:
		refuse(w, http.StatusGatewayTimeout, "runtime error: open64: 0 Success /osm3s_osm_base Dispatcher_Client::request_read_and_idx::timeout. The server is too busy to handle your request, probably. ")
		return
	case f != nil && f.Kind == fault.Limited, !s.busy.CompareAndSwap(false, true):
		refuse(w, http.StatusTooManyRequests, "runtime error: open64: 0 Success /osm3s_osm_base Dispatcher_Client::request_read_and_idx::rate_limited. See /api/status for the quota of your IP address. ")
		return
	}
	defer s.busy.Store(false) // only the slot's holder comes here
	if f.Before(w, r) {
		return
	}
	query, problem := queryOf(w, r)
	if problem != "" {
		refuse(w, http.StatusBadRequest, problem)
		return
	}
	s.run(w, query, f)
}

// queryOf takes the query out of a request.
func queryOf(w http.ResponseWriter, r *http.Request) (query, problem string) {
	r.Body = http.MaxBytesReader(w, r.Body, maxQuery)
	if r.Method != http.MethodPost && r.Method != http.MethodGet {
		return "", "encoding error: Only GET and POST are answered here."
	}
	if err := r.ParseForm(); err != nil {
		return "", "encoding error: The form of the request cannot be read."
	}
	if query = r.Form.Get("data"); strings.TrimSpace(query) == "" {
		return "", "encoding error: Your input contains only whitespace."
	}
	return query, ""
}

func (s *Server) run(w http.ResponseWriter, query string, f *fault.Fault) {
	program, err := parse(query)
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	out, remark := program.run(s.town), ""
	if f != nil && f.Kind == fault.Remark {
		out, remark = out[:len(out)/2], fmt.Sprintf("runtime error: Query timed out in \"query\" at line 1 after %d seconds.", program.timeout+1)
	}
	body, err := s.answer(out, remark)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "runtime error: "+err.Error())
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if f != nil && f.Kind == fault.Truncated {
		fault.Cut(w, body)
	}
	_, _ = w.Write(body)
}

// answer writes the elements as the real server does: one space a level, in its order of keys.
func (s *Server) answer(elements []element, remark string) ([]byte, error) {
	if elements == nil {
		elements = []element{}
	}
	at := s.now().UTC()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Version   json.Number `json:"version"`
		Generator string      `json:"generator"`
		OSM3S     any         `json:"osm3s"`
		Elements  []element   `json:"elements"`
		Remark    string      `json:"remark,omitempty"`
	}{
		Version: "0.6", Generator: "Overpass API 0.7.62", Elements: elements, Remark: remark,
		OSM3S: struct {
			Base      string `json:"timestamp_osm_base"`
			Areas     string `json:"timestamp_areas_base"`
			Copyright string `json:"copyright"`
		}{
			at.Add(-2 * time.Minute).Format(time.RFC3339), at.Add(-7 * time.Hour).Format(time.RFC3339),
			"The data included in this document is from www.openstreetmap.org. The data is made available under ODbL.",
		},
	})
	return out.Bytes(), err
}

// Status answers GET /api/status.
func (s *Server) Status(w http.ResponseWriter, _ *http.Request) {
	now := time.Now().UTC()
	w.Header().Set("Content-Type", "text/plain")
	_, _ = fmt.Fprintf(w, "Connected as: 2130706433\nCurrent time: %s\nAnnounced endpoint: none\nRate limit: 1\n", now.Format(time.RFC3339))
	if s.busy.Load() {
		_, _ = fmt.Fprintf(w, "Slot available after: %s, in 1 seconds.\n", now.Add(time.Second).Format(time.RFC3339))
	} else {
		_, _ = fmt.Fprint(w, "1 slots available now.\n")
	}
	_, _ = fmt.Fprint(w, "Currently running queries (pid, space limit, time limit, start time):\n")
}

// refuse answers in HTML, whatever was asked for.
func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"
    "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
<head>
  <meta http-equiv="content-type" content="text/html; charset=utf-8" lang="en"/>
  <title>OSM3S Response</title>
</head>
<body>

`)
	for _, one := range strings.Split(message, "\n") {
		_, _ = fmt.Fprintf(w, "<p><strong style=\"color:#FF0000\">Error</strong>: %s </p>\n", html.EscapeString(one))
	}
	_, _ = fmt.Fprint(w, "\n</body>\n</html>\n")
}
