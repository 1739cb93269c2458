// Package assisted makes the links with which a person sends a message by hand. It sends nothing itself and drives no
// page: the person's own app opens with recipient and text filled in.
package assisted

import (
	"net/url"
	"strings"

	"aceno/campaign"
	"aceno/outreach"
)

// Links builds wa.me, ig.me and mailto: links. The zero value is ready.
type Links struct{}

var _ outreach.LinkBuilder = (*Links)(nil)

// New returns a link builder.
func New() *Links { return &Links{} }

// Link returns the link that opens the recipient with the text, where the app can take one; "" when the recipient is
// of no use on that channel. A wa.me link carries digits and text, an ig.me link the handle alone (Instagram takes no
// text), a mailto: link subject and body (RFC 6068).
func (*Links) Link(channel campaign.Channel, recipient, subject, text string) string {
	switch channel {
	case campaign.ChannelWhatsApp:
		return whatsApp(recipient, text)
	case campaign.ChannelInstagram:
		return instagram(recipient)
	case campaign.ChannelEmail:
		return mail(recipient, subject, text)
	default:
		return ""
	}
}

// whatsApp takes a number in any writing. A business-scoped id has no link: wa.me knows numbers alone.
func whatsApp(recipient, text string) string {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune("+-.() \u00a0", r):
			return -1
		default:
			return 'x'
		}
	}, recipient)
	if digits == "" || strings.Contains(digits, "x") {
		return ""
	}
	link := "https://wa.me/" + digits
	if text != "" {
		link += "?text=" + encode(text)
	}
	return link
}

func instagram(recipient string) string {
	handle := strings.TrimPrefix(strings.TrimSpace(recipient), "@")
	for _, r := range handle {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._", r) {
			return ""
		}
	}
	if handle == "" {
		return ""
	}
	return "https://ig.me/m/" + handle
}

// mail percent-encodes all that RFC 6068 asks for; lines of the body end in CRLF.
func mail(recipient, subject, text string) string {
	at := strings.LastIndexByte(recipient, '@')
	if at <= 0 || at == len(recipient)-1 || strings.ContainsAny(recipient, " \t\r\n,;<>") {
		return ""
	}
	link := "mailto:" + encode(recipient[:at]) + "@" + encode(recipient[at+1:])
	var fields []string
	if subject != "" {
		fields = append(fields, "subject="+encode(strings.Join(strings.Fields(subject), " ")))
	}
	if text != "" {
		fields = append(fields, "body="+encode(crlf(text)))
	}
	if len(fields) > 0 {
		link += "?" + strings.Join(fields, "&")
	}
	return link
}

func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

// encode percent-encodes as UTF-8. A space is %20: apps show a plus as a plus.
func encode(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
