package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"aceno/sandbox/whatsapp"
)

// maxControl bounds the body of a control request.
const maxControl = 1 << 20

// routes is the table of what is served.
func (s *Sandbox) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/interpreter", s.overpass.Interpreter)
	mux.HandleFunc("GET /api/status", s.overpass.Status)
	mux.Handle("/search", s.nominatim)
	mux.HandleFunc("GET /sandbox/health", s.health)
	mux.HandleFunc("GET /sandbox/town", s.getTown)
	mux.HandleFunc("GET /sandbox/people", s.getPeople)
	mux.HandleFunc("POST /sandbox/people/say", s.postSay)
	mux.HandleFunc("POST /sandbox/people/prefer", s.postPrefer)
	mux.HandleFunc("GET /sandbox/ledger", s.getLedger)
	mux.HandleFunc("GET /sandbox/ledger/totals", s.getTotals)
	mux.HandleFunc("POST /sandbox/hand", s.postHand)
	mux.HandleFunc("GET /sandbox/clock", s.getClock)
	mux.HandleFunc("POST /sandbox/clock", s.postClock)
	mux.HandleFunc("GET /sandbox/faults", s.getFaults)
	mux.HandleFunc("POST /sandbox/faults", s.postFaults)
	mux.HandleFunc("DELETE /sandbox/faults", s.deleteFaults)
	mux.HandleFunc("GET /sandbox/whatsapp", s.getAccount)
	mux.HandleFunc("POST /sandbox/whatsapp", s.postAccount)
	mux.HandleFunc("POST /sandbox/whatsapp/webhook", s.postWebhook)
	mux.HandleFunc("POST /sandbox/whatsapp/templates", s.postTemplate)
	mux.HandleFunc("POST /sandbox/whatsapp/templates/state", s.postTemplateState)
	mux.HandleFunc("POST /sandbox/whatsapp/number", s.postNumber)
	mux.HandleFunc("POST /sandbox/whatsapp/enforcement", s.postEnforcement)
	mux.HandleFunc("POST /sandbox/whatsapp/echo", s.postEcho)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.websites.Serves(r.Host):
			s.websites.ServeHTTP(w, r)
		case whatsapp.Serves(r.URL.Path):
			s.whatsapp.ServeHTTP(w, r)
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

func answer(w http.ResponseWriter, body any) { answerStatus(w, http.StatusOK, body) }

func answerStatus(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(body)
}

// problem answers a control request that cannot be carried out.
func problem(w http.ResponseWriter, status int, err error) {
	answerStatus(w, status, map[string]any{"status": status, "message": err.Error()})
}

// read reads the JSON body of a control request, strictly: an unknown key is an error. It answers what is wrong.
func read(w http.ResponseWriter, r *http.Request, into any) bool {
	dec := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxControl))
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	if errors.Is(err, io.EOF) {
		err = errors.New("the body is empty: write a JSON object")
	}
	if err != nil {
		problem(w, http.StatusBadRequest, fmt.Errorf("read the body of %s: %s", r.URL.Path, strings.TrimPrefix(err.Error(), "json: ")))
		return false
	}
	return true
}
