package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// applyInbound takes in what a person wrote. The opt-out words come before anything else, and hold for people we do not
// know too; then the answer stops what waits for that prospect. What it means is left to the receive stage.
func (t *tx) applyInbound(from source, at time.Time, in *campaign.InboundEvent) error {
	switch {
	case in.Revokes != "":
		return t.revokeInbound(from, in)
	case in.Edits != "":
		return t.editInbound(from, at, in)
	}
	forms := senderForms(in.From, in.UserID, in.Username)
	people, current, err := t.whoWrote(from, in, forms)
	if err != nil {
		return err
	}
	verdict := t.verdict(in)
	if current == nil {
		if current, err = t.invited(from, in); err != nil {
			return err
		}
		if current != nil {
			if err := t.wroteFirst(at, in, current, forms); err != nil {
				return err
			}
			people = append(people, *current)
		}
	}
	switch {
	case current == nil && in.From == "":
		return errStranger
	case current == nil:
		return t.strangerWrote(from, in)
	}
	if err := t.learnUserID(people, in.UserID); err != nil {
		return err
	}
	isNew, err := t.insertInbound(from, at, in, current, verdict)
	if err != nil || !isNew || in.Reaction != "" {
		return err
	}
	return t.answered(people, current, at, forms, verdict)
}

// answered does what a person's first words and every further ones do: what waits for them stops, and an opt-out is obeyed.
func (t *tx) answered(people []person, current *person, at time.Time, forms []contact.Form, verdict campaign.OptOutVerdict) error {
	code := campaign.ReasonReplied
	if verdict == campaign.OptOutYes {
		code = campaign.ReasonSuppressed
	}
	if err := t.replied(current, at, code); err != nil {
		return err
	}
	return t.obey(people, current, forms, verdict)
}

// verdict judges the words of a message. A reaction has none.
func (t *tx) verdict(in *campaign.InboundEvent) campaign.OptOutVerdict {
	if in.Text == "" || in.Reaction != "" {
		return campaign.OptOutNo
	}
	return t.store.opt.OptOut.Judge(in.Text)
}

// senderForms are the forms of whoever wrote: as the provider writes them, and those derived from that.
func senderForms(from, userID, username string) []contact.Form {
	var forms []contact.Form
	switch {
	case strings.Contains(from, "@"):
		forms = append(forms, contact.EmailForms(from)...)
	case from != "":
		number := from
		if !strings.HasPrefix(number, "+") {
			number = "+" + number
		}
		forms = append(forms, contact.PhoneForms(number)...)
		if as := (contact.Form{Kind: contact.KindPhone, Value: number}); !hasForm(forms, as) {
			forms = append(forms, as)
		}
	}
	if userID != "" {
		forms = append(forms, contact.Form{Kind: contact.KindWhatsAppUserID, Value: userID})
	}
	return append(forms, contact.HandleForms(username)...)
}

func hasForm(forms []contact.Form, one contact.Form) bool {
	for _, f := range forms {
		if f == one {
			return true
		}
	}
	return false
}

// whoWrote returns all prospects of the person, and the one whose message was answered: the one that a reply names, else the
// one that was written to last.
func (t *tx) whoWrote(from source, in *campaign.InboundEvent, forms []contact.Form) (people []person, current *person, err error) {
	if people, err = t.people(from.workspace, forms); err != nil {
		return nil, nil, err
	}
	if in.ReplyTo != "" {
		m, found, err := t.sentMessage(messageByProvider, args{"workspace": from.workspace, "provider": in.ReplyTo})
		if err != nil {
			return nil, nil, err
		}
		if found {
			return t.withAnswered(people, from.workspace, m.prospect)
		}
	}
	current, err = t.lastWrittenTo(people)
	return people, current, err
}

// withAnswered adds the prospect that a reply names, where its contacts did not find it.
func (t *tx) withAnswered(people []person, ws, id string) ([]person, *person, error) {
	for i := range people {
		if people[i].id == id {
			return people, &people[i], nil
		}
	}
	p, found, err := t.person(ws, id)
	if err != nil || !found {
		return people, nil, err
	}
	people = append(people, p)
	return people, &people[len(people)-1], nil
}

// errStranger says that somebody wrote who is known by an id alone, and that nobody has this id yet: a status of one of our
// messages to them may still tell it, since events come in any order.
var errStranger = errors.New("no prospect has this id yet")

// strangerWrote suppresses a person we do not know who asks not to be written to; their message belongs to no prospect, and
// lies in webhook_events alone.
func (t *tx) strangerWrote(from source, in *campaign.InboundEvent) error {
	forms := senderForms(in.From, in.UserID, in.Username)
	if err := t.echoAnswered(from, forms); err != nil {
		return err
	}
	switch t.verdict(in) {
	case campaign.OptOutYes:
		return t.suppress(from.workspace, forms, suppressOptOut, "")
	case campaign.OptOutUnclear:
		return t.suppress(from.workspace, forms, suppressUnclear, "")
	default:
		return nil
	}
}

// learnID keeps the business-scoped id of a person, by the prospect's primary key: a later webhook may carry no number.
const learnID = `UPDATE prospects SET whatsapp_user_id = :user, updated = :real WHERE id = :id AND whatsapp_user_id = ''`

func (t *tx) learnUserID(people []person, userID string) error {
	if userID == "" {
		return nil
	}
	for _, p := range people {
		if p.userID != "" {
			continue
		}
		if err := t.update(learnID, args{"id": p.id, "user": userID, "real": t.real}); err != nil {
			return fmt.Errorf("learn the user id of prospect %s: %w", p.id, err)
		}
	}
	return nil
}

// inboundData is messages.metadata of an inbound message.
type inboundData struct {
	Type      string   `json:"type,omitempty"`
	Name      string   `json:"name,omitempty"`
	ReplyTo   string   `json:"reply_to,omitempty"`
	Reaction  string   `json:"reaction,omitempty"`
	Edited    []string `json:"edited,omitempty"` // earlier texts, oldest first
	RevokedAt string   `json:"revoked_at,omitempty"`
}

func dataOf(in *campaign.InboundEvent) inboundData {
	return inboundData{Type: in.Type, Name: in.Name, ReplyTo: in.ReplyTo, Reaction: in.Reaction}
}

// mediaOf is messages.media; only JSON goes in.
func mediaOf(in *campaign.InboundEvent) json.RawMessage {
	if !json.Valid(in.Media) {
		return nil
	}
	return in.Media
}
