package hooks

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// listener is one realtime connection.
type listener struct {
	id     string
	events chan string // data of campaigns/…/progress and conversations/…
}

// listen opens a realtime connection; it ends with the test.
func (s *server) listen() *listener {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s.t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/realtime", nil)
	must(s.t, err)
	response, err := http.DefaultClient.Do(request)
	must(s.t, err)
	l := &listener{events: make(chan string, 100)}
	connected := make(chan string, 1)
	go func() {
		defer response.Body.Close()
		lines, name := bufio.NewScanner(response.Body), ""
		for lines.Scan() {
			line := lines.Text()
			if event, ok := strings.CutPrefix(line, "event:"); ok {
				name = event
			}
			data, ok := strings.CutPrefix(line, "data:")
			switch {
			case ok && name == "PB_CONNECT":
				var hello struct{ ClientID string }
				_ = json.Unmarshal([]byte(data), &hello)
				connected <- hello.ClientID
			case ok && (strings.HasSuffix(name, "/progress") || strings.HasPrefix(name, "conversations/")):
				l.events <- data
			}
		}
	}()
	select {
	case l.id = <-connected:
	case <-time.After(10 * time.Second):
		s.t.Fatal("the realtime connection does not open")
	}
	return l
}

func (s *server) subscribe(who string, l *listener, topics ...string) answer {
	return s.do(who, "POST", "/api/realtime", map[string]any{"clientId": l.id, "subscriptions": topics})
}

func TestProgress_isRefusedToStrangersAndGuests(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	topic := "campaigns/" + own["campaigns"] + "/progress"
	s.subscribe("guest", s.listen(), topic).want(t, http.StatusUnauthorized)
	s.subscribe("stranger", s.listen(), topic).want(t, http.StatusNotFound)
	s.subscribe("removed", s.listen(), topic).want(t, http.StatusNotFound)
	s.subscribe("stranger", s.listen(), topic+`?options={"query":{"a":1}}`).want(t, http.StatusNotFound)
	s.subscribe("viewer", s.listen(), "campaigns/zzzzzzzzzzzzzzz/progress").want(t, http.StatusNotFound)
	s.subscribe("viewer", s.listen(), "secrets/of/others").want(t, http.StatusBadRequest)
	s.subscribe("viewer", s.listen(), "prospects/*", topic).want(t, http.StatusNoContent)
}

// heard waits for one event.
func (l *listener) heard(t *testing.T) string {
	t.Helper()
	select {
	case data := <-l.events:
		return data
	case <-time.After(20 * time.Second):
		t.Fatal("no progress event comes")
		return ""
	}
}

func TestProgress_tellsANewSubscriberWhereTheCampaignStands(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	l := s.listen()
	s.subscribe("viewer", l, "campaigns/"+own["campaigns"]+"/progress").want(t, http.StatusNoContent)
	data := l.heard(t)
	var state struct {
		Status   string
		Counters map[string]int
		Stages   []struct{ Name string }
	}
	if err := json.Unmarshal([]byte(data), &state); err != nil || state.Status != "draft" || len(state.Counters) != 11 || len(state.Stages) == 0 {
		t.Errorf("the first event is %s", data)
	}
}

func TestProgress_stopsWithTheMembership(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	topic := "campaigns/" + own["campaigns"] + "/progress"
	leaves, stays := s.listen(), s.listen()
	s.subscribe("viewer", leaves, topic).want(t, http.StatusNoContent)
	leaves.heard(t)
	membership, err := s.app.FindFirstRecordByFilter("memberships", "user = '"+s.users["viewer"]+"'")
	must(t, err)
	s.do("admin", "DELETE", at("memberships", membership.Id), nil).want(t, http.StatusNoContent)
	s.subscribe("admin", stays, topic).want(t, http.StatusNoContent) // makes an event for all who may hear
	stays.heard(t)
	s.progress.Changed(s.a, own["campaigns"])
	stays.heard(t)
	if len(leaves.events) > 0 {
		t.Errorf("whoever was removed still hears: %s", <-leaves.events)
	}
}
