package writing

import (
	"net/url"
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// invitation returns the link with which a prospect writes first: WhatsApp opens at the workspace's number with a sentence
// that holds the prospect's code, and the person has only to send it. Half an invitation makes no link: without a number
// nobody would get the message, and without a code that can be read back nobody would know whose it is. A link is never cut.
func invitation(in campaign.Invite, l locale) string {
	digits, isE164 := strings.CutPrefix(in.Number, "+")
	code := contact.ShowCode(in.Code)
	if !isE164 || code == "" || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	text := strings.ReplaceAll(l.writeFirst, "{code}", code)
	return "https://wa.me/" + digits + "?text=" + strings.ReplaceAll(url.QueryEscape(text), "+", "%20") // WhatsApp shows a plus as a plus
}
