package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// switchboard stands between a server and the sandbox, which has one number, and makes five of it: a call from any of them
// goes on to the one, and a webhook comes back as that of the number which had sent. It decides nothing else.
type switchboard struct {
	*httptest.Server
	number string // the sandbox's
	secret string
	onward http.Handler

	mu     sync.Mutex
	from   map[string]string // by claim and by person: the number that sent last
	server string            // where webhooks go; "" = nowhere
	calls  []call
	heard  map[string]time.Time // by what a person wrote: when the server said that it has it
}

// call is one call of the server that came through.
type call struct {
	real     time.Time
	to       string
	claim    string
	template string
}

// numberOf is the id of the i-th number.
func numberOf(one string, i int) string { return one + "0" + strconv.Itoa(i) }

var callPath = regexp.MustCompile(`^/v[0-9.]+/([0-9]+)(/messages)?$`)

func newSwitchboard(box string, wa whatsApp) (*switchboard, error) {
	to, err := url.Parse(box)
	if err != nil {
		return nil, err
	}
	onward := httputil.NewSingleHostReverseProxy(to)
	onward.ErrorLog = log.New(io.Discard, "", 0) // callers that are killed are no news
	b := &switchboard{number: wa.PhoneNumberID, secret: wa.AppSecret, onward: onward, from: map[string]string{}, heard: map[string]time.Time{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/", b.call)
	mux.HandleFunc("/webhook", b.webhook)
	b.Server = httptest.NewServer(mux)
	return b, nil
}

// call passes a call of the server on.
func (b *switchboard) call(w http.ResponseWriter, r *http.Request) {
	match := callPath.FindStringSubmatch(r.URL.Path)
	if match == nil || !strings.HasPrefix(match[1], b.number) {
		b.onward.ServeHTTP(w, r)
		return
	}
	if r.Method == http.MethodPost {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the caller died in the middle of it
		}
		var sent struct {
			To       string `json:"to"`
			Claim    string `json:"biz_opaque_callback_data"`
			Template struct {
				Name string `json:"name"`
			} `json:"template"`
		}
		if json.Unmarshal(body, &sent) == nil {
			b.mu.Lock()
			b.calls = append(b.calls, call{time.Now(), sent.To, sent.Claim, sent.Template.Name})
			b.from[sent.Claim], b.from[sent.To] = match[1], match[1]
			b.mu.Unlock()
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	r.URL.Path = strings.Replace(r.URL.Path, match[1], b.number, 1)
	b.onward.ServeHTTP(w, r)
}

// tell says where webhooks go from now on.
func (b *switchboard) tell(server string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.server = server
}

// webhook passes a webhook on, or refuses it while nobody listens.
func (b *switchboard) webhook(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	server := b.server
	b.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if server == "" || err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	if r.Method == http.MethodPost {
		body = b.readdress(body)
	}
	request, err := http.NewRequestWithContext(r.Context(), r.Method, server+"/api/v1/webhooks/whatsapp?"+r.URL.RawQuery, bytes.NewReader(body))
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	mac := hmac.New(sha256.New, []byte(b.secret))
	mac.Write(body)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	answer, err := webClient.Do(request)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode == http.StatusOK {
		b.note(body)
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body)
}

// wrote finds the ids of what people wrote in a webhook.
var wrote = regexp.MustCompile(`"id":"(wamid[^"]+)","(?:text|timestamp|type)"`)

// note keeps when the server first said that it has what people wrote.
func (b *switchboard) note(body []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, id := range wrote.FindAllSubmatch(body, -1) {
		if _, before := b.heard[string(id[1])]; !before {
			b.heard[string(id[1])] = time.Now()
		}
	}
}

// toldOf says when the server had what a person wrote; false while it has not.
func (b *switchboard) toldOf(id string) (at time.Time, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	at, ok = b.heard[id]
	return at, ok
}

// called returns all calls so far.
func (b *switchboard) called() []call {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.calls)
}

// readdress names in each change the number that had sent.
func (b *switchboard) readdress(body []byte) []byte {
	var hook struct {
		Object string `json:"object"`
		Entry  []struct {
			ID      string `json:"id"`
			Changes []struct {
				Value map[string]any `json:"value"`
				Field string         `json:"field"`
			} `json:"changes"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(body, &hook); err != nil {
		return body
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, entry := range hook.Entry {
		for _, change := range entry.Changes {
			metadata, ok := change.Value["metadata"].(map[string]any)
			if !ok {
				continue
			}
			number := numberOf(b.number, 0)
			names := namesIn(change.Value)
			for _, key := range names {
				if known := b.from[key]; known != "" {
					number = known
					break
				}
			}
			metadata["phone_number_id"] = number
			for _, key := range names { // a status names a user id beside a claim: later that id may stand alone
				if strings.HasPrefix(key, "BR.") {
					b.from[key] = number
				}
			}
		}
	}
	raw, err := json.Marshal(hook)
	if err != nil {
		return body
	}
	return raw
}

// namesIn lists the claim of a status, or who wrote, both ways in which a Brazilian mobile is written.
func namesIn(value map[string]any) (names []string) {
	for _, list := range []string{"statuses", "messages", "user_preferences"} {
		items, _ := value[list].([]any)
		for _, item := range items {
			one, _ := item.(map[string]any)
			for _, field := range []string{"biz_opaque_callback_data", "from", "wa_id", "from_user_id", "recipient_user_id", "user_id"} {
				if name, _ := one[field].(string); name != "" {
					names = append(names, name)
				}
				if name, _ := one[field].(string); len(name) == len("554790000000") {
					names = append(names, name[:4]+"9"+name[4:])
				}
			}
		}
	}
	return names
}
