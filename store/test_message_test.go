package store_test

import (
	"errors"
	"testing"

	"aceno/campaign"
)

// echo begins a test message, and ends it as the provider answers.
func (h *house) echo(account, to string, result campaign.Result) campaign.Outgoing {
	h.Helper()
	h.sql("DELETE FROM system_state WHERE name LIKE 'echo:%'") // half a minute later
	out, err := h.store.BeginEcho(h.ctx(), h.ws, account, to, "oi", ana)
	h.ok(err, "begin a test message")
	h.ok(h.store.EndEcho(h.ctx(), account, campaign.Outcome{MessageID: out.MessageID, Result: result, ProviderID: "wamid.echo." + out.MessageID}), "end it")
	return out
}

func (h *house) echoState(account string) campaign.EchoTest {
	h.Helper()
	e, err := h.store.Echo(h.ctx(), account)
	h.ok(err, "read the test message")
	return e
}

func TestEcho_isGreenOnlyWhenSomethingCameBack(t *testing.T) {
	t.Parallel()
	h, _, account := ready(t)
	if e := h.echoState(account); e.State != campaign.EchoNone || e.Green {
		t.Errorf("before: %+v", e)
	}
	out := h.echo(account, "47 9 0000-0099", campaign.ResultSent)
	if out.Recipient != "+5547900000099" || out.Template == nil || out.Template.Name != "hello" {
		t.Errorf("goes out as %+v", out)
	}
	if e := h.echoState(account); e.State != campaign.EchoSent || e.Green || e.To != "+55 47 9****-**99" {
		t.Errorf("sent: %+v", e)
	}
	h.event(account, statusEvent("other", campaign.MessageDelivered, "echo:nobody", "", noon))
	h.wrote(account, "5547900000001", "Oi")
	if e := h.echoState(account); e.Green {
		t.Errorf("somebody else made it green: %+v", e)
	}
	h.event(account, statusEvent("wamid.echo."+out.MessageID, campaign.MessageDelivered, out.ClaimID, "", noon))
	if e := h.echoState(account); e.State != campaign.EchoReturned || !e.Green || e.ReturnedAt == nil {
		t.Errorf("returned: %+v", e)
	}
	h.wrote(account, "554700000099", "oi") // without the ninth digit, as Meta writes it
	if e := h.echoState(account); e.State != campaign.EchoAnswered || !e.Green {
		t.Errorf("answered: %+v", e)
	}
	h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
	h.want("0", "SELECT COUNT(*) FROM system_state WHERE value LIKE '%900000099%'")
}

func TestEcho_saysWhyItFailed(t *testing.T) {
	t.Parallel()
	h, _, account := ready(t)
	out := h.echo(account, phone(9), campaign.ResultSent)
	failed := statusEvent("k1", campaign.MessageFailed, "", "wamid.echo."+out.MessageID, noon)
	h.event(account, failed)
	if e := h.echoState(account); e.State != campaign.EchoFailed || e.Green || e.Reason == nil {
		t.Errorf("failed: %+v", e)
	}
	h.echo(account, phone(9), campaign.ResultInDoubt)
	if e := h.echoState(account); e.State != campaign.EchoInDoubt {
		t.Errorf("in doubt: %+v", e)
	}
	h.echo(account, phone(9), campaign.ResultRejected)
	if e := h.echoState(account); e.State != campaign.EchoFailed {
		t.Errorf("rejected: %+v", e)
	}
}

func TestEcho_heedsTheSwitchesAndWhoAskedNotToBeWrittenTo(t *testing.T) {
	t.Parallel()
	h, _, account := ready(t)
	begin := func(to string) string {
		_, err := h.store.BeginEcho(h.ctx(), h.ws, account, to, "oi", ana)
		var refused *campaign.Refused
		var wrong *campaign.Error
		switch {
		case errors.As(err, &refused):
			return refused.Reasons[0].Code
		case errors.As(err, &wrong):
			return wrong.Field
		case err != nil:
			t.Fatal(err)
		}
		return ""
	}
	if got := begin("abc"); got != "to" {
		t.Errorf("no number: %s", got)
	}
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", phone(5), "manual", "ana"), "suppress")
	if got := begin(phone(5)); got != campaign.ReasonSuppressed {
		t.Errorf("suppressed: %s", got)
	}
	if got := begin(phone(6)); got != "" {
		t.Errorf("a fine number: %s", got)
	}
	if got := begin(phone(6)); got != campaign.ReasonRetryLater {
		t.Errorf("again at once: %s", got)
	}
	h.set("workspaces", h.ws, "paused = 1")
	if got := begin(phone(7)); got != campaign.ReasonWorkspacePaused {
		t.Errorf("paused: %s", got)
	}
	h.want("1", "SELECT COUNT(*) FROM audit_log WHERE action = 'account.echo'")
}
