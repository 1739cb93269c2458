package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// echoGap is the least real time between two test messages of one account.
const echoGap = 30 * time.Second

// keptEcho is a test message as it is remembered: of whom it went to, hashes.
type keptEcho struct {
	campaign.EchoTest
	Provider string    `json:"provider"`
	Hashes   []string  `json:"hashes"`
	Real     time.Time `json:"real"`
}

func echoName(account string) string { return "echo:" + account }

// plainTemplate finds an approved template that needs no values, Meta's own sample first. Relies on whatsapp_templates_once.
const plainTemplate = `
SELECT name, language FROM whatsapp_templates
WHERE account = :account AND status = 'APPROVED' AND COALESCE(components, '') NOT LIKE '%{{%' AND COALESCE(components, '') NOT LIKE '%"IMAGE"%' AND COALESCE(components, '') NOT LIKE '%"VIDEO"%'
	AND COALESCE(components, '') NOT LIKE '%"DOCUMENT"%' AND COALESCE(components, '') NOT LIKE '%"LOCATION"%' AND COALESCE(components, '') NOT LIKE '%"OTP"%'
ORDER BY name = 'hello_world' DESC, name LIMIT 1`

// Echo returns an account's last test message; its state is none when there was none.
func (s *Store) Echo(ctx context.Context, account string) (campaign.EchoTest, error) {
	echo := keptEcho{EchoTest: campaign.EchoTest{State: campaign.EchoNone}}
	err := s.read(ctx, func(ses *session) error { return readEcho(ses, account, &echo) })
	return echo.EchoTest, err
}

func readEcho(ses *session, account string, into *keptEcho) error {
	var value string
	if _, err := ses.one(readState, args{"name": echoName(account)}, &value); err != nil || value == "" {
		return err
	}
	if err := json.Unmarshal([]byte(value), into); err != nil {
		return fmt.Errorf("read the test message of account %s: %w", account, err)
	}
	return nil
}

func (t *tx) keepEcho(account string, e keptEcho) error {
	value, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("write the test message of account %s: %w", account, err)
	}
	return t.update(writeState, args{"name": echoName(account), "value": string(value)})
}

// BeginEcho prepares a test message to a number that somebody names, and remembers it before it goes out. Whoever asked not to
// be written to gets none, and the switches that stop everything stop it too. It goes to no prospect and counts for no limit:
// one in half a minute is let out. text goes out where the account has no template without values.
func (s *Store) BeginEcho(ctx context.Context, ws, account, to, text string, by campaign.By) (campaign.Outgoing, error) {
	var out campaign.Outgoing
	err := s.write(ctx, func(t *tx) error {
		w, err := s.workspace(t.session, ws)
		if err != nil {
			return err
		}
		number, err := contact.ParsePhone(to, w.Country, "")
		if err != nil {
			return campaign.Invalid("to", "%q is no number: %v", to, err)
		}
		if err := t.mayEcho(w, account, contact.PhoneForms(number.E164)); err != nil {
			return err
		}
		id := s.ids.next(t.real)
		out = campaign.Outgoing{ClaimID: echoName(id), MessageID: id, Workspace: ws, Account: account, Channel: campaign.ChannelWhatsApp, Recipient: number.E164,
			Content: text, ClaimedAt: time.Now()}
		var name, language string
		if found, err := t.one(plainTemplate, args{"account": account}, &name, &language); err != nil {
			return err
		} else if found {
			out.Template = &campaign.TemplateUse{Name: name, Language: language}
		}
		hint := contact.MaskWhole(contact.Form{Kind: contact.KindPhone, Value: number.E164})
		echo := keptEcho{EchoTest: campaign.EchoTest{ID: id, State: campaign.EchoSending, To: hint, SentAt: &t.now}, Real: t.real}
		if out.Template != nil {
			echo.Template = name + "/" + language
		}
		for _, h := range s.hashed(ws, contact.PhoneForms(number.E164)) {
			echo.Hashes = append(echo.Hashes, h[1])
		}
		if err := t.keepEcho(account, echo); err != nil {
			return err
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: by.Actor, Action: "account.echo", Collection: "integrated_accounts", Record: account, IP: by.IP, RequestID: by.RequestID,
			Changes: map[string]any{"to": hint}})
	})
	if err != nil {
		return campaign.Outgoing{}, fmt.Errorf("prepare a test message: %w", err)
	}
	return out, nil
}

// mayEcho says why no test message may go out now.
func (t *tx) mayEcho(w *workspace, account string, forms []contact.Form) error {
	var before keptEcho
	if err := readEcho(t.session, account, &before); err != nil {
		return err
	}
	suppressed, err := t.suppressed(w.ID, forms)
	switch {
	case err != nil:
		return err
	case t.store.sender.stopped.Load():
		return refusedFor(campaign.ReasonGlobalStop, nil)
	case t.store.opt.SendLocked:
		return refusedFor(campaign.ReasonSendLocked, nil)
	case w.Paused:
		return refusedFor(campaign.ReasonWorkspacePaused, nil)
	case suppressed != "":
		return refusedFor(campaign.ReasonSuppressed, nil)
	case t.real.Sub(before.Real) < echoGap:
		until := t.now.Add(echoGap - t.real.Sub(before.Real))
		return refusedFor(campaign.ReasonRetryLater, map[string]any{"until": until})
	}
	return nil
}

func refusedFor(code string, params map[string]any) error {
	return &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(code, params)}}
}

// EndEcho records what became of the call. A status that was quicker stands.
func (s *Store) EndEcho(ctx context.Context, account string, o campaign.Outcome) error {
	return s.write(ctx, func(t *tx) error {
		var echo keptEcho
		if err := readEcho(t.session, account, &echo); err != nil || echo.ID != o.MessageID {
			return err
		}
		if echo.Provider == "" {
			echo.Provider = o.ProviderID
		}
		if echo.State == campaign.EchoSending {
			switch o.Result {
			case campaign.ResultSent:
				echo.State = campaign.EchoSent
			case campaign.ResultInDoubt:
				echo.State, echo.Reason = campaign.EchoInDoubt, o.Reason
			default:
				echo.State, echo.Reason = campaign.EchoFailed, o.Reason
			}
		}
		return t.keepEcho(account, echo)
	})
}

// echoStatus takes in a status that belongs to no message of ours, where it is the test message's.
func (t *tx) echoStatus(from source, s *campaign.StatusEvent) (bool, error) {
	if from.account == "" || !strings.HasPrefix(s.ClaimID, echoName("")) && s.ProviderID == "" {
		return false, nil
	}
	var echo keptEcho
	if err := readEcho(t.session, from.account, &echo); err != nil || echo.ID == "" {
		return false, err
	}
	if s.ClaimID != echoName(echo.ID) && (echo.Provider == "" || s.ProviderID != echo.Provider) {
		return strings.HasPrefix(s.ClaimID, echoName("")), nil // of a test before: nobody waits for it
	}
	if echo.Provider == "" {
		echo.Provider = s.ProviderID
	}
	echo.came(t.now)
	switch {
	case s.Status == campaign.MessageFailed:
		echo.State, echo.Green, echo.Reason = campaign.EchoFailed, false, failureOf(s)
	case echo.State != campaign.EchoAnswered && echo.State != campaign.EchoFailed:
		echo.State, echo.Green, echo.Reason = campaign.EchoReturned, true, nil
	}
	return true, t.keepEcho(from.account, echo)
}

// failureOf is why a status says that a message failed.
func failureOf(s *campaign.StatusEvent) *campaign.Reason {
	if s.Outcome != nil && s.Outcome.Reason != nil {
		return s.Outcome.Reason
	}
	reason := campaign.NewReason(campaign.ReasonProviderRefused, map[string]any{"code": s.Code, "detail": s.Error})
	return &reason
}

// echoAnswered takes in that whoever got the test message wrote back.
func (t *tx) echoAnswered(from source, forms []contact.Form) error {
	var echo keptEcho
	if from.account == "" {
		return nil
	}
	if err := readEcho(t.session, from.account, &echo); err != nil || echo.ID == "" || echo.State == campaign.EchoAnswered {
		return err
	}
	for _, h := range t.store.hashed(from.workspace, forms) {
		if slices.Contains(echo.Hashes, h[1]) {
			echo.came(t.now)
			echo.State, echo.Green, echo.Reason = campaign.EchoAnswered, true, nil
			return t.keepEcho(from.account, echo)
		}
	}
	return nil
}

func (e *keptEcho) came(at time.Time) {
	if e.ReturnedAt == nil {
		e.ReturnedAt = &at
	}
}

// isNoMatch says that an event names a message that is not known.
func isNoMatch(err error) bool { return errors.Is(err, errNoMatch) }
