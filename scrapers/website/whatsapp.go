package website

import (
	"net/url"
	"regexp"
	"strings"
)

// chatPattern is the address of a chat with a number, wherever it stands.
var chatPattern = regexp.MustCompile(`(?i)(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?(?:[^\s'"<>]*&)?phone=)\+?\d{8,15}`)

// whatsapps returns the numbers that a page offers to write to on WhatsApp: links to a chat with a number. A share
// button, a group's invitation and a short link name no number.
func (d *document) whatsapps(h home) []phone {
	var out []phone
	add := func(number, raw string, credit bool) {
		if p, ok := readChatNumber(number, h); ok {
			p.whatsapp, p.raw, p.stranger = true, raw, credit
			out = append(out, p)
		}
	}
	for _, l := range d.links {
		add(chatNumber(l.href), l.href, l.credit)
	}
	for _, chat := range d.chats {
		add(chatNumber(withScheme(chat)), chat, false)
	}
	for _, number := range d.chatNumbers {
		add(number, number, false)
	}
	for _, line := range d.lines {
		if !strings.Contains(line, "wa.me/") && !strings.Contains(line, "phone=") {
			continue
		}
		for _, at := range chatPattern.FindAllStringIndex(line, 8) {
			add(chatNumber(withScheme(line[at[0]:at[1]])), line[at[0]:at[1]], stranger(line[:at[0]]))
		}
	}
	return out
}

// chatNumber returns the number of a link that opens a chat, as written in the link.
func chatNumber(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	switch {
	case strings.EqualFold(u.Scheme, "whatsapp") && strings.EqualFold(firstOf(u.Host, u.Opaque), "send"),
		host == "api.whatsapp.com", host == "web.whatsapp.com", host == "whatsapp.com":
		for key, values := range u.Query() {
			if strings.EqualFold(key, "phone") && len(values) > 0 {
				return values[0]
			}
		}
		if rest, ok := strings.CutPrefix(strings.Trim(u.Path, "/"), "send/"); ok {
			return rest
		}
	case host == "wa.me", host == "api.wa.me":
		parts := pathParts(u.Path)
		if len(parts) == 0 {
			return u.Query().Get("phone")
		}
		return parts[0]
	}
	return ""
}

// readChatNumber reads the number of a chat link: with its country code as WhatsApp asks, or without as people write.
func readChatNumber(raw string, h home) (phone, bool) {
	if strings.Trim(raw, "0123456789 +().-") != "" || digits(raw) < 8 {
		return phone{}, false
	}
	bare := strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, raw), "0")
	if p, ok := readPhone("+"+bare, h); ok {
		return p, true
	}
	return readPhone(bare, h)
}
