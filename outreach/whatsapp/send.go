package whatsapp

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/internal/graph"
	"aceno/outreach"
)

// MaxClaimAge is the longest real time between claim and first byte. After more the machine slept in between, and what
// the claim checked may no longer hold.
const MaxClaimAge = 10 * time.Second

var errSuspended = errors.New("more than 10 s have passed since the claim")

// Send makes the one call of a claim. See outreach.Channel.
func (c *Channel) Send(ctx context.Context, a outreach.Account, m campaign.Outgoing) campaign.Outcome {
	out := campaign.Outcome{ClaimID: m.ClaimID, MessageID: m.MessageID}
	c.send(ctx, a, m, &out)
	out.At = c.clock.Now()
	out.Error = clean(out.Error, a, m)
	if out.Reason != nil && out.Reason.Params["detail"] != nil {
		out.Reason.Params["detail"] = out.Error
	}
	return out
}

func (c *Channel) send(ctx context.Context, a outreach.Account, m campaign.Outgoing, out *campaign.Outcome) {
	call, missing := c.call(a, "phone_number_id")
	if missing != "" {
		incomplete(out, missing)
		return
	}
	body, reason := compose(m)
	if reason != nil {
		out.Result, out.Code, out.Reason = campaign.ResultRejected, reason.Code, reason
		out.BadRecipient = reason.Code == campaign.ReasonBadRecipient
		return
	}
	call.Path = append(call.Path, "messages")
	call.Body = body
	call.Allow = func() error { return fresh(ctx, m.ClaimedAt) }
	if err := call.Allow(); err != nil {
		notSent(out, err, m.Attempts)
		return
	}
	var answer struct {
		Messages []struct {
			ID string `json:"id"`
		} `json:"messages"`
	}
	err := c.graph.Do(ctx, call, &answer)
	if err != nil {
		failed(out, err, m.Attempts)
		return
	}
	if len(answer.Messages) == 0 || answer.Messages[0].ID == "" {
		doubt(out, campaign.ReasonProviderAnswer, "a success without a message id", "the provider took the message and named no id: a status may still settle it")
		return
	}
	out.Result, out.ProviderID = campaign.ResultSent, answer.Messages[0].ID
}

// fresh says whether the claim may still be acted on. The wall clock counts too: a machine that sleeps stops the other.
func fresh(ctx context.Context, claimed time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	now := time.Now()
	if max(now.Sub(claimed), now.Round(0).Sub(claimed.Round(0))) > MaxClaimAge {
		return errSuspended
	}
	return nil
}

// call prepares a call on the object that a setting names, and says what the account lacks for it.
func (c *Channel) call(a outreach.Account, setting string) (call graph.Call, missing string) {
	token := strings.TrimSpace(a.Credentials["access_token"].Reveal())
	id := strings.TrimSpace(a.Settings[setting])
	switch {
	case token == "":
		return call, "access_token"
	case id == "":
		return call, setting
	}
	return graph.Call{Version: strings.TrimSpace(a.Settings["api_version"]), Path: []string{id}, Token: token}, ""
}

func incomplete(out *campaign.Outcome, missing string) {
	out.Result, out.Effect, out.Code = campaign.ResultUnsent, campaign.AccountBlocked, reasonIncomplete
	out.Reason = reasonOf(reasonIncomplete, "the account has no "+missing+": enter it, then test the account", map[string]any{"missing": missing})
}

// failed writes what an error of the call means.
func failed(out *campaign.Outcome, err error, attempts int) {
	var (
		kept    *graph.Unsent
		refused *graph.Error
		odd     *graph.Unexpected
	)
	switch {
	case errors.As(err, &kept):
		notSent(out, kept.Unwrap(), attempts)
	case errors.As(err, &refused):
		judge(refused).apply(out, refused, attempts)
	case errors.As(err, &odd):
		unexpected(out, odd)
	case errors.Is(err, context.DeadlineExceeded):
		doubt(out, campaign.ReasonTimeout, err.Error(), "the provider did not answer in time: a status may still settle it")
	default:
		doubt(out, campaign.ReasonProviderAnswer, err.Error(), "the connection broke before the provider's whole answer was here: a status may still settle it")
	}
}

// unexpected is an answer in no form that the provider documents. HTTP itself says of two that nothing was done.
func unexpected(out *campaign.Outcome, e *graph.Unexpected) {
	words := &graph.Error{Message: e.Error(), RetryAfter: e.RetryAfter}
	switch e.Status {
	case http.StatusUnauthorized:
		tokenBad.apply(out, words, 0)
	case http.StatusTooManyRequests:
		callLimit.apply(out, words, 0)
	default:
		doubt(out, campaign.ReasonProviderAnswer, e.Error(), "the provider's answer cannot be read: a status may still settle it")
		return
	}
	out.Code = "http_" + strconv.Itoa(e.Status)
	out.Reason.Params = map[string]any{"code": out.Code, "detail": out.Error}
}

// notSent is a call whose first byte never left.
func notSent(out *campaign.Outcome, err error, attempts int) {
	out.Result, out.Error = campaign.ResultUnsent, err.Error()
	reason := campaign.NewReason(campaign.ReasonConnection, nil)
	switch {
	case errors.Is(err, errSuspended):
		reason = campaign.NewReason(campaign.ReasonSuspended, nil)
	case errors.Is(err, context.Canceled):
		reason = campaign.NewReason(campaign.ReasonProgramStopped, nil)
	default:
		out.Wait = min(5*time.Second<<min(attempts, 6), 5*time.Minute)
	}
	out.Code, out.Reason = reason.Code, &reason
}

func doubt(out *campaign.Outcome, code, words, remedy string) {
	out.Result, out.Code, out.Error = campaign.ResultInDoubt, code, words
	out.Reason = reasonOf(code, remedy, nil)
}

// clean takes secrets and the recipient out of words that others wrote: a provider may quote what it was sent.
func clean(words string, a outreach.Account, m campaign.Outgoing) string {
	for _, secret := range a.Credentials {
		if s := strings.TrimSpace(secret.Reveal()); s != "" {
			words = strings.ReplaceAll(words, s, "[hidden]")
		}
	}
	for _, contact := range []string{m.Recipient, strings.TrimPrefix(m.Recipient, "+"), m.UserID} {
		if len(contact) > 6 {
			words = strings.ReplaceAll(words, contact, "[recipient]")
		}
	}
	return words
}
