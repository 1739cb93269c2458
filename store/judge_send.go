package store

import (
	"fmt"
	"slices"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// verdict is what becomes of a message that is due.
type verdict struct {
	act        sendAct
	reason     campaign.Reason
	until      time.Time // with actWait
	permission permission
	category   string // of the price, with actSend
}

type sendAct int

const (
	actSend sendAct = iota
	actCancel
	actHold
	actWait
)

// pairGap is the least time between two messages to one person: 6 s (WhatsApp Cloud API, error 131056).
const pairGap = 6 * time.Second

func cancelFor(code string) verdict {
	return verdict{act: actCancel, reason: campaign.NewReason(code, nil)}
}

func holdFor(code string, params map[string]any) verdict {
	return verdict{act: actHold, reason: campaign.NewReason(code, params)}
}

// judge applies every check that depends on the person, the text and the channel. The lane's own are passed already.
func (t *tx) judge(m *dueMessage, c *cachedCampaign, w *workspace, a *account) (verdict, error) {
	v, err := t.judgePersonAndText(m, c, w)
	if err != nil || v.act != actSend {
		return v, err
	}
	return t.judgeChannel(m, c, a, v.permission)
}

// judgePersonAndText applies the checks that hold whoever sends.
func (t *tx) judgePersonAndText(m *dueMessage, c *cachedCampaign, w *workspace) (verdict, error) {
	if v, stop := judgePerson(m); stop {
		return v, nil
	}
	if stopped, err := t.stopIfRead(m.prospect.ID, m.step, c.Sequence); err != nil || stopped {
		return cancelFor(campaign.ReasonStopRead), err
	}
	forms := m.forms()
	reason := ""
	if !m.known.suppressions {
		var err error
		if reason, err = t.suppressed(m.workspace, forms); err != nil {
			return verdict{}, err
		}
	}
	if reason != "" {
		if reason == suppressUnclear {
			return holdFor(campaign.ReasonUnclearReply, nil), nil
		}
		return cancelFor(campaign.ReasonSuppressed), nil
	}
	if withdrawn, err := t.withdrawn(m); err != nil || withdrawn {
		return holdFor(campaign.ReasonConsentWithdrawn, nil), err
	}
	if m.hash != campaign.ContentHash(m.content, m.data.Template) {
		return holdFor(campaign.ReasonContentChanged, nil), nil
	}
	v, err := t.judgePace(m, w)
	if err == nil && v.act == actSend {
		v.permission = t.permit(m, c, len(forms))
	}
	return v, err
}

// judgePerson checks what the prospect itself says.
func judgePerson(m *dueMessage) (verdict, bool) {
	approved := parseStamp(m.data.ApprovedAt)
	if m.step < 0 && !m.erased && m.recipient != "" && m.contactKey != "" {
		return verdict{}, false // a member answers whoever they choose to, clients and lost ones too
	}
	answered := m.prospect.Status == campaign.ProspectReplied || !m.lastInbound.IsZero()
	switch {
	case m.erased:
		return cancelFor(campaign.ReasonErased), true
	case answered && (m.lastInbound.IsZero() || !m.lastInbound.Before(approved)): // an answer to an answer is approved after it
		return cancelFor(campaign.ReasonReplied), true
	case m.prospect.Status == campaign.ProspectConverted:
		return cancelFor(campaign.ReasonConverted), true
	case m.prospect.Status == campaign.ProspectIgnored:
		return cancelFor(campaign.ReasonIgnored), true
	case m.recipient == "" || m.contactKey == "":
		return holdFor(campaign.ReasonNoRecipient, map[string]any{"channel": string(m.channel)}), true
	}
	return verdict{}, false
}

// forms are all forms under which the person may be suppressed: of the recipient, and of every other contact of the prospect.
func (m *dueMessage) forms() []contact.Form {
	forms := m.prospect.Identity()
	address, userID := splitRecipient(m.channel, m.recipient)
	var own []contact.Form
	switch {
	case userID != "":
		own = contact.Forms(contact.Form{Kind: contact.KindWhatsAppUserID, Value: userID})
	case m.channel == campaign.ChannelWhatsApp:
		own = contact.PhoneForms(address)
	case m.channel == campaign.ChannelEmail:
		own = contact.EmailForms(address)
	default:
		own = append(contact.HandleForms(address), contact.Form{Kind: contact.KindInstagramID, Value: address})
	}
	for _, f := range own {
		if !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	return forms
}

// lastToPerson reads when a person was last written to, in this campaign and in others; what is in flight or in doubt
// counts, what surely did not arrive does not. Relies on messages_contact (contact_key, workspace).
const lastToPerson = `
SELECT campaign = :campaign, MAX(sent_at) FROM messages
WHERE workspace = :workspace AND contact_key = :key AND sent_at > :since AND direction = 'outbound' AND status != 'failed'
GROUP BY 1`

// paceSince is how far a person's pace looks back.
func paceSince(now time.Time, w *workspace) time.Time {
	return now.Add(-max(w.Limits.Cooldown(), pairGap))
}

// judgePace checks the person's cool-down over all campaigns, and the provider's pair rate.
func (t *tx) judgePace(m *dueMessage, w *workspace) (verdict, error) {
	if m.known.messages {
		return verdict{}, nil
	}
	cooldown, since := w.Limits.Cooldown(), paceSince(t.now, w)
	var here, elsewhere time.Time
	err := t.query(lastToPerson, args{"campaign": m.campaign, "workspace": m.workspace, "key": m.contactKey, "since": since}, func(r row) error {
		var same bool
		var at time.Time
		if err := r.scan(&same, &at); err != nil {
			return err
		}
		if same {
			here = at
		} else {
			elsewhere = at
		}
		return nil
	})
	if err != nil {
		return verdict{}, fmt.Errorf("look when the person was last written to: %w", err)
	}
	if until := elsewhere.Add(cooldown); m.step >= 0 && !elsewhere.IsZero() && until.After(t.now) {
		return verdict{act: actWait, until: until, reason: campaign.NewReason(campaign.ReasonCooldown,
			map[string]any{"hours": int(cooldown.Hours()), "until": until.Format(time.RFC3339)})}, nil
	}
	if until := later(here, elsewhere).Add(pairGap); m.channel == campaign.ChannelWhatsApp && until.After(t.now) {
		return verdict{act: actWait, until: until, reason: campaign.NewReason(campaign.ReasonRetryLater,
			map[string]any{"until": until.Format(time.RFC3339)})}, nil
	}
	return verdict{}, nil
}
