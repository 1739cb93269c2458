package store

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// replyStep is the step of what a member wrote: it is none of the sequence's.
const replyStep = -1

// Reply is a message that a member wrote to one person.
type Reply struct {
	Workspace string
	Prospect  string
	Member    string
	Content   string
	Channel   campaign.Channel // empty = where the person wrote last, else the campaign's
	ByHand    bool             // the member sends it with their own phone
	Next      NextStep
	Key       string // Idempotency-Key: the same key writes once
}

// Replied is what became of a Reply: the message as the list shows it, and whether the member sends it by hand.
type Replied struct {
	MessageItem
	Recipient string `json:"-"`
	ByHand    bool   `json:"by_hand"`
}

// replyMessage is a Reply on its way: all that its checks need.
type replyMessage struct {
	Reply
	id       string
	person   person
	prospect campaign.Prospect
	campaign *cachedCampaign
	account  string
	form     contact.Form
}

// Reply writes to a person, in the name of a member and through the same checks as any message: it waits for its account's pace
// and limits, and not for the campaign's hours. Whatever is automatic for that person ends. What forbids it is a
// *campaign.Refused; with a closed window its params list what is possible instead.
func (s *Store) Reply(ctx context.Context, r Reply) (Replied, error) {
	if err := r.check(); err != nil {
		return Replied{}, err
	}
	var answer Replied
	err := s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		if err := t.refresh(); err != nil { // what was changed a moment ago counts
			return err
		}
		m := &replyMessage{Reply: r, id: t.replyID(r)}
		known, err := t.readReply(m, &answer)
		if err != nil || known {
			return err // said before, with this key
		}
		if err := t.prepareReply(m); err != nil {
			return err
		}
		if err := t.writeReply(m); err != nil {
			return err
		}
		_, err = t.readReply(m, &answer)
		return err
	})
	return answer, err
}

func (r Reply) check() error {
	switch {
	case strings.TrimSpace(r.Content) == "":
		return campaign.Invalid("content", "a message needs a text")
	case r.Channel != "" && r.Channel != campaign.ChannelWhatsApp && r.Channel != campaign.ChannelInstagram && r.Channel != campaign.ChannelEmail:
		return campaign.Invalid("channel", "%q is no channel: write whatsapp, instagram or email", clip(string(r.Channel), 80))
	}
	return r.Next.check()
}

// replyID is the message's id: with a key always the same one, so that it is written once.
func (t *tx) replyID(r Reply) string {
	if r.Key == "" {
		return t.store.ids.next(t.real)
	}
	sum := sha256.Sum256([]byte(r.Workspace + "|" + r.Prospect + "|" + r.Member + "|" + r.Key))
	return strings.ToLower(base32.HexEncoding.EncodeToString(sum[:]))[:15]
}

// readOneMessage reads a message as the list shows it, by its primary key.
const readOneMessage = `SELECT ` + messageItem + messageOwner + ` WHERE m.id = :id AND m.workspace = :workspace`

// replyPlace reads how a message leaves, by its primary key.
const replyPlace = `SELECT account, recipient FROM messages WHERE id = :id`

func (t *tx) readReply(m *replyMessage, to *Replied) (bool, error) {
	i := &to.MessageItem
	found, err := t.one(readOneMessage, args{"id": m.id, "workspace": m.Workspace}, &i.ID, &i.Campaign, &i.Prospect.ID, &i.Prospect.Name, &i.Channel, &i.Direction,
		&i.Status, asJSON{&i.StatusReason}, &i.Content, &i.Step, &i.ScheduledAt, &i.SentAt, &i.Created)
	if err != nil || !found {
		return false, err
	}
	var account string
	_, err = t.one(replyPlace, args{"id": m.id}, &account, &to.Recipient)
	to.ByHand = account == ""
	return true, err
}

// prepareReply gathers what a reply needs, and applies every check of the claim before anything is written.
func (t *tx) prepareReply(m *replyMessage) (err error) {
	var found bool
	if m.person, found, err = t.person(m.Workspace, m.Prospect); err != nil || !found {
		return errJoinNotFound(err, "prospect", m.Prospect)
	}
	if m.prospect, _, err = prospect(t.session, m.Prospect); err != nil {
		return err
	}
	if m.campaign, err = t.store.campaign(t.session, m.person.campaign); err != nil {
		return err
	}
	if err := t.chooseWay(m); err != nil {
		return err
	}
	if most := campaign.LongestText(m.Channel); most > 0 && len([]rune(m.Content)) > most {
		return campaign.Invalid("content", "%d characters are too many for this channel: write at most %d", len([]rune(m.Content)), most)
	}
	w, err := t.store.workspace(t.session, m.Workspace)
	if err != nil {
		return err
	}
	return t.mayReply(m, w)
}

// mayReply applies the claim's own checks: the account's and the workspace's switches, then person, text and channel.
func (t *tx) mayReply(m *replyMessage, w *workspace) error {
	due := m.due(t.now)
	if m.account == "" {
		if code := t.handsStopped(w); code != "" {
			return refuse(code, nil)
		}
		v, err := t.judgePersonAndText(due, m.campaign, w)
		return refuseUnless(v, err)
	}
	a, err := t.account(m.account)
	if err != nil {
		return err
	}
	rings, err := t.limitsOf(m.campaign, w, a)
	if err != nil {
		return err
	}
	gates, err := t.gatesOf(m.campaign, w, a, rings)
	if err != nil {
		return err
	}
	gates = append(gates, closedIf(campaign.ReasonGlobalStop, t.store.sender.stopped.Load()))
	for _, g := range replyGates(gates, m.campaign) {
		if g.until.Equal(never) { // only a person opens it: what waits for that would wait for ever
			return refuse(g.code, gateParams(g, m.campaign))
		}
	}
	v, err := t.judge(due, m.campaign, w, a)
	if err == nil && v.act == actHold && v.reason.Code == campaign.ReasonWindowClosed {
		v.reason = m.windowClosed()
	}
	return refuseUnless(v, err)
}

// handsStopped says why nothing is sent by hand either, or "".
func (t *tx) handsStopped(w *workspace) string {
	switch {
	case t.store.sender.stopped.Load():
		return campaign.ReasonGlobalStop
	case w.Paused:
		return campaign.ReasonWorkspacePaused
	default:
		return ""
	}
}

func gateParams(g gate, c *cachedCampaign) map[string]any {
	params := map[string]any{"status": string(c.Status)}
	for name, value := range g.params {
		params[name] = value
	}
	if g.reason != nil && g.reason.Code != "" {
		params["reason"] = g.reason.Message
	}
	return params
}

// refuseUnless turns a verdict that is not to send, now or in a moment, into a refusal.
func refuseUnless(v verdict, err error) error {
	if err != nil || v.act == actSend || v.act == actWait {
		return err
	}
	return &campaign.Refused{Reasons: []campaign.Reason{v.reason}}
}

// due is the message as the claim would see it.
func (m *replyMessage) due(now time.Time) *dueMessage {
	return &dueMessage{id: m.id, workspace: m.Workspace, campaign: m.campaign.ID, channel: m.Channel, content: m.Content, hash: campaign.ContentHash(m.Content, nil),
		recipient: m.form.Value, contactKey: "unsaid", step: replyStep, prospect: m.prospect, lastInbound: m.person.lastInbound,
		data: messageData{ApprovedAt: stamp(now), ApprovedBy: m.Member}}
}

// windowClosed says what is possible instead of free text by the account: the member's own hands, on every channel that reaches
// the person.
func (m *replyMessage) windowClosed() campaign.Reason {
	options := []map[string]any{}
	for _, channel := range []campaign.Channel{campaign.ChannelWhatsApp, campaign.ChannelInstagram, campaign.ChannelEmail} {
		if _, ok := recipientOf(&m.prospect, channel); ok {
			options = append(options, map[string]any{"channel": string(channel), "by_hand": true})
		}
	}
	params := map[string]any{"options": options}
	if !m.person.lastInbound.IsZero() {
		params["closed_at"] = m.person.lastInbound.Add(replyWindow).Format(time.RFC3339)
	}
	return campaign.NewReason(campaign.ReasonWindowClosed, params)
}
