package whatsapp

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"aceno/campaign"
	"aceno/internal/graph"
	"aceno/outreach/outreachtest"

	"github.com/google/go-cmp/cmp"
)

// serve answers every request alike.
func serve(t *testing.T, answers ...outreachtest.Answer) *outreachtest.Server {
	t.Helper()
	server, err := outreachtest.Serve(outreachtest.Fault{Answer: func(c net.Conn, n int) bool {
		_, err := io.WriteString(c, answers[min(n, len(answers))-1].Wire())
		return err == nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

func TestSend_writesTheRequestThatTheProviderDocuments(t *testing.T) {
	t.Parallel()
	text, byID, template, named, bare := outgoing(), outgoing(), outgoing(), outgoing(), outgoing()
	byID.Recipient, byID.UserID = "", "BR.13491208655302741918"
	template.Template = &campaign.TemplateUse{Name: "ola", Language: "pt_BR", Params: []string{"Padaria", "Blumenau"}}
	named.Template = &campaign.TemplateUse{Name: "ola", Language: "pt_BR", Params: []string{"Padaria"}, Names: []string{"empresa"}}
	bare.Template = &campaign.TemplateUse{Name: "ola", Language: "pt_BR"}
	for name, c := range map[string]struct {
		message campaign.Outgoing
		want    string
	}{
		"text":     {text, `{"messaging_product":"whatsapp","recipient_type":"individual","to":"5547900001234","type":"text","text":{"body":"Olá! Vi o site de vocês.","preview_url":false},"biz_opaque_callback_data":"claim1"}`},
		"id alone": {byID, `{"messaging_product":"whatsapp","recipient_type":"individual","recipient":"BR.13491208655302741918","type":"text","text":{"body":"Olá! Vi o site de vocês.","preview_url":false},"biz_opaque_callback_data":"claim1"}`},
		"template": {template, `{"messaging_product":"whatsapp","recipient_type":"individual","to":"5547900001234","type":"template","template":{"name":"ola","language":{"code":"pt_BR"},"components":[{"type":"body","parameters":[{"type":"text","text":"Padaria"},{"type":"text","text":"Blumenau"}]}]},"biz_opaque_callback_data":"claim1"}`},
		"named":    {named, `{"messaging_product":"whatsapp","recipient_type":"individual","to":"5547900001234","type":"template","template":{"name":"ola","language":{"code":"pt_BR"},"components":[{"type":"body","parameters":[{"type":"text","parameter_name":"empresa","text":"Padaria"}]}]},"biz_opaque_callback_data":"claim1"}`},
		"no value": {bare, `{"messaging_product":"whatsapp","recipient_type":"individual","to":"5547900001234","type":"template","template":{"name":"ola","language":{"code":"pt_BR"}},"biz_opaque_callback_data":"claim1"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := serve(t, subject().Accepted)
			out := open(server.URL, nil).Send(context.Background(), account(), c.message)
			if out.Result != campaign.ResultSent || out.ProviderID != "wamid.HBgM1" || !out.At.Equal(noon) {
				t.Fatalf("outcome %+v", out)
			}
			got := <-server.Got
			if got.Method != http.MethodPost || got.Path != "/v23.0/106540352242922/messages" || got.Header.Get("Authorization") != "Bearer EAAG-token-of-a-test" {
				t.Errorf("request %s %s", got.Method, got.Path)
			}
			if diff := cmp.Diff(value(t, c.want), value(t, got.Body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func value(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSend_takesTheVersionOfTheAccount(t *testing.T) {
	t.Parallel()
	server := serve(t, subject().Accepted)
	a := account()
	a.Settings["api_version"] = "v25.0"
	if out := open(server.URL, nil).Send(context.Background(), a, outgoing()); out.Result != campaign.ResultSent {
		t.Fatalf("outcome %+v", out)
	}
	if got := <-server.Got; got.Path != "/v25.0/106540352242922/messages" {
		t.Errorf("path %s", got.Path)
	}
}

func TestSend_callsNobodyForAMessageThatCannotBeSent(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*campaign.Outgoing)
		code   string
	}{
		"no recipient":        {func(m *campaign.Outgoing) { m.Recipient = "" }, campaign.ReasonBadRecipient},
		"a mail address":      {func(m *campaign.Outgoing) { m.Recipient = "ana@padaria.example" }, campaign.ReasonBadRecipient},
		"a national number":   {func(m *campaign.Outgoing) { m.Recipient = "0800" }, campaign.ReasonBadRecipient},
		"an empty text":       {func(m *campaign.Outgoing) { m.Content = " \n" }, campaign.ReasonTextEmpty},
		"a text too long":     {func(m *campaign.Outgoing) { m.Content = strings.Repeat("ã", MaxText+1) }, campaign.ReasonTextTooLong},
		"a nameless template": {func(m *campaign.Outgoing) { m.Template = &campaign.TemplateUse{Language: "pt_BR"} }, reasonTemplate},
		"a value without name": {func(m *campaign.Outgoing) {
			m.Template = &campaign.TemplateUse{Name: "ola", Language: "pt_BR", Params: []string{"a", "b"}, Names: []string{"x"}}
		}, campaign.ReasonTemplateParams},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := serve(t, subject().Accepted)
			m := outgoing()
			c.change(&m)
			out := open(server.URL, nil).Send(context.Background(), account(), m)
			if out.Result != campaign.ResultRejected || out.Code != c.code || out.Reason == nil || out.Reason.Code != c.code {
				t.Errorf("outcome %+v, reason %+v", out, out.Reason)
			}
			if n := len(server.Requests()); n != 0 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

func TestSend_takesTheLongestTextThatIsAllowed(t *testing.T) {
	t.Parallel()
	server := serve(t, subject().Accepted)
	m := outgoing()
	m.Content = strings.Repeat("ã", MaxText)
	if out := open(server.URL, nil).Send(context.Background(), account(), m); out.Result != campaign.ResultSent {
		t.Errorf("outcome %+v", out)
	}
}

func TestSend_namesWhatTheAccountLacks(t *testing.T) {
	t.Parallel()
	for _, missing := range []string{"access_token", "phone_number_id"} {
		a := account()
		delete(a.Credentials, "access_token")
		if missing == "phone_number_id" {
			a = account()
			delete(a.Settings, missing)
		}
		out := open("http://127.0.0.1:1", nil).Send(context.Background(), a, outgoing())
		if out.Result != campaign.ResultUnsent || out.Effect != campaign.AccountBlocked || !strings.Contains(out.Reason.Message, missing) {
			t.Errorf("without %s: %+v, reason %+v", missing, out, out.Reason)
		}
	}
}

// A machine that sleeps stops the monotonic clock: the wall clock must be asked too.
func TestSend_isUnsentWhenTheWallClockSaysThatTheClaimIsOld(t *testing.T) {
	t.Parallel()
	server := serve(t, subject().Accepted)
	m := outgoing()
	m.ClaimedAt = time.Now().Add(-MaxClaimAge).Round(0) // without its monotonic part
	out := open(server.URL, nil).Send(context.Background(), account(), m)
	if out.Result != campaign.ResultUnsent || out.Code != campaign.ReasonSuspended || len(server.Requests()) != 0 {
		t.Errorf("outcome %+v", out)
	}
}

// A claim that grows old on the way to the wire, here while the connection opens, is not acted on.
func TestSend_isUnsentWhenTheClaimGrowsOldBeforeTheFirstByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ch := open("", nil)
		ch.graph = graph.New(graph.Options{BaseURL: "http://graph.example", Dial: func(context.Context, string, string) (net.Conn, error) {
			<-time.After(MaxClaimAge + time.Second) // of the bubble
			ours, theirs := net.Pipe()
			go func() {
				if n, _ := io.Copy(io.Discard, theirs); n > 0 {
					t.Errorf("%d bytes went out", n)
				}
			}()
			return ours, nil
		}})
		out := ch.Send(context.Background(), account(), outgoing())
		if out.Result != campaign.ResultUnsent || out.Code != campaign.ReasonSuspended {
			t.Errorf("outcome %+v", out)
		}
	})
}

func TestSend_waitsLongerWithEveryTryThatNeverLeft(t *testing.T) {
	t.Parallel()
	ch := open("http://127.0.0.1:1", nil)
	last := time.Duration(0)
	for attempts := range 10 {
		m := outgoing()
		m.Attempts = attempts
		out := ch.Send(context.Background(), account(), m)
		if out.Result != campaign.ResultUnsent || out.Code != campaign.ReasonConnection || out.Wait < last || out.Wait > 5*time.Minute {
			t.Fatalf("try %d: %+v", attempts, out)
		}
		last = out.Wait
	}
}
