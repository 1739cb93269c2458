package whatsapp

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"aceno/sandbox/fault"
)

func TestSend_goesWrongOnRequest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		f        fault.Fault
		broken   bool // no whole answer comes
		status   int
		want     string
		accepted int
	}{
		"the answer is lost":      {fault.Fault{Kind: fault.Lost}, true, 0, "", 1},
		"nothing arrives":         {fault.Fault{Kind: fault.Drop}, true, 0, "", 0},
		"the answer is late":      {fault.Fault{Kind: fault.Late, DelayMS: 1}, false, 200, "wamid.", 1},
		"the call is slow":        {fault.Fault{Kind: fault.Slow, DelayMS: 1}, false, 200, "wamid.", 1},
		"the answer breaks off":   {fault.Fault{Kind: fault.Truncated}, true, 200, "", 1},
		"another shape":           {fault.Fault{Kind: fault.Shape}, false, 200, `"queued":true`, 1},
		"a gateway's page":        {fault.Fault{Kind: fault.Status, Status: 503, HTML: true}, false, 503, "<h1>Service Unavailable", 0},
		"an error in JSON":        {fault.Fault{Kind: fault.Status, Status: 500}, false, 500, `"is_transient":true`, 0},
		"too many, with a header": {fault.Fault{Kind: fault.Status, Status: 429, RetryAfter: "30"}, false, 429, "", 0},
		"a redirect":              {fault.Fault{Kind: fault.Status, Status: 302}, false, 302, "", 0},
		"the provider's code":     {fault.Fault{Kind: fault.Code, Code: 131048}, false, 400, "(#131048) Spam Rate limit hit", 0},
		"too many":                {fault.Fault{Kind: fault.Limited}, false, 429, "(#130429)", 0},
		"it fails later":          {fault.Fault{Kind: fault.Outcome, Code: 130472}, false, 200, "wamid.", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := begin(t)
			c.f.On = fault.WhatsApp
			if err := a.faults.Add(c.f); err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(a.Server)
			defer server.Close()
			status, body, err := post(t, server.URL, a)
			if (err != nil) != c.broken || (!c.broken && (status != c.status || !strings.Contains(body, c.want))) {
				t.Errorf("got %d %s and error %v, want %d with %q", status, body, err, c.status, c.want)
			}
			if got := a.ledger.Totals().Accepted; got != c.accepted {
				t.Errorf("the ledger has %d messages, want %d", got, c.accepted)
			}
			if status, body, err := post(t, server.URL, a); err != nil || status != http.StatusOK {
				t.Errorf("the call after it: %d %s %v, want 200", status, body, err)
			}
		})
	}
}

// post sends a text once: net/http does not repeat what it cannot read again.
func post(t *testing.T, to string, a *api) (int, string, error) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, to+"/v23.0/"+a.Account().PhoneNumberID+"/messages", bytes.NewBufferString(textTo(a.someone(false).Number, "oi")))
	if err != nil {
		t.Fatal(err)
	}
	req.GetBody = nil
	req.Header.Set("Authorization", "Bearer "+a.Account().AccessToken)
	req.Header.Set("Content-Type", "application/json")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}
