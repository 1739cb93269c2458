package store

import (
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// recipientOf returns the contact that a channel reaches a prospect by. WhatsApp takes the number that is said to be on
// WhatsApp, else a mobile number, else the id that a webhook taught us.
func recipientOf(p *campaign.Prospect, channel campaign.Channel) (contact.Form, bool) {
	var f contact.Form
	switch channel {
	case campaign.ChannelWhatsApp:
		switch {
		case p.WhatsApp != "":
			f = contact.Form{Kind: contact.KindPhone, Value: p.WhatsApp}
		case isMobile(p.Phone):
			f = contact.Form{Kind: contact.KindPhone, Value: p.Phone}
		default:
			f = contact.Form{Kind: contact.KindWhatsAppUserID, Value: p.WhatsAppUserID}
		}
	case campaign.ChannelEmail:
		f = contact.Form{Kind: contact.KindEmail, Value: p.Email}
	case campaign.ChannelInstagram:
		f = contact.Form{Kind: contact.KindInstagramID, Value: p.InstagramID}
		if f.Value == "" {
			f = contact.Form{Kind: contact.KindUsername, Value: p.Username}
		}
	}
	return f, f.Value != ""
}

func isMobile(e164 string) bool {
	if e164 == "" {
		return false
	}
	phone, err := contact.ParsePhone(e164, "", "")
	return err == nil && phone.Line == contact.LineMobile
}

// contactKey is the keyed hash of a recipient's canonical form.
func (s *Store) contactKey(ws string, f contact.Form) string {
	canonical := contact.Canonical(f)
	return s.opt.Hasher.Hash(ws, string(canonical.Kind), canonical.Value)
}

// onceKey names what one person may get once: a step of a campaign.
func onceKey(contactKey, campaignID string, step int) string {
	return contactKey + "|" + campaignID + "|" + itoa(step)
}

// onceKeyOf is onceKey of a message: what a member wrote has no step, and is itself what goes out once.
func onceKeyOf(contactKey, campaignID, messageID string, step int) string {
	if step < 0 {
		return contactKey + "|" + messageID
	}
	return onceKey(contactKey, campaignID, step)
}

// splitRecipient says whether a stored recipient is an address or a WhatsApp user id.
func splitRecipient(channel campaign.Channel, recipient string) (address, userID string) {
	if channel == campaign.ChannelWhatsApp && !strings.HasPrefix(recipient, "+") {
		return "", recipient
	}
	return recipient, ""
}
