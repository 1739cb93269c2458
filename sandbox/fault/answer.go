package fault

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Before carries out what a fault does before the call itself: it waits, breaks the connection, or answers with a
// status. It reports whether the call is over. A nil fault does nothing.
func (f *Fault) Before(w http.ResponseWriter, r *http.Request) bool {
	if f == nil {
		return false
	}
	switch f.Kind {
	case Drop:
		panic(http.ErrAbortHandler) // net/http closes the connection without an answer
	case Slow:
		return !wait(r, f.DelayMS)
	case Status:
		f.answer(w)
		return true
	}
	return false
}

// answer writes the page or the JSON of a gateway in trouble.
func (f *Fault) answer(w http.ResponseWriter) {
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	if f.Status >= 300 && f.Status < 400 {
		w.Header().Set("Location", "/elsewhere")
	}
	if f.HTML {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(f.Status)
		_, _ = fmt.Fprintf(w, "<html><head><title>%d</title></head><body><h1>%s</h1></body></html>\n", f.Status, http.StatusText(f.Status))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(f.Status)
	_, _ = fmt.Fprintf(w, `{"error":{"message":"An unexpected error has occurred. Please retry your request later.","type":"OAuthException","code":2,"is_transient":true,"fbtrace_id":"A%010d"}}`, f.Status)
}

// Delay waits as long as a late answer takes. It reports whether the caller is still there.
func (f *Fault) Delay(r *http.Request) bool { return wait(r, f.DelayMS) }

func wait(r *http.Request, ms int) bool {
	timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// Cut writes the first part of an answer and breaks the connection.
func Cut(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body[:len(body)/2])
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	panic(http.ErrAbortHandler)
}
