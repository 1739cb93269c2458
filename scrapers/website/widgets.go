package website

import (
	"regexp"
	"strings"
)

// chatKeys are the attributes in which buttons that open a chat keep its address or its number.
var (
	chatLinkKeys   = []string{"onclick", "data-href", "data-url", "data-link", "action", "formaction", "data-settings", "data-options", "data-attr"}
	chatNumberKeys = []string{"data-phone", "data-number", "data-tel", "data-whatsapp", "data-wa", "data-wa-number", "data-whatsapp-number", "data-no"}
	chatElement    = regexp.MustCompile(`(?i)whats|\bwpp\b|\bzap\b|joinchat|chaty|wa-(?:chat|button|widget)|ht[-_]ctc|click-to-chat`)
	chatSetting    = regexp.MustCompile(`"(?:telephone|phone|number|whatsapp|wa_number|phone_number)"\s?:\s?"(\+?\d[\d ().-]{7,20})"`)
)

// seenChat notes the chat that an element opens: by an address in one of its attributes, or by a number where the element
// says that it is a WhatsApp button.
func (d *document) seenChat(attrs map[string]string) {
	for _, key := range chatLinkKeys {
		value := attrs[key]
		if value == "" || len(value) > maxAddress || len(d.chats) >= maxLinks {
			continue
		}
		d.chats = append(d.chats, chatPattern.FindAllString(strings.ReplaceAll(value, `\/`, "/"), 4)...)
		if m := chatSetting.FindStringSubmatch(value); m != nil && chatElement.MatchString(attrs["class"]+" "+attrs["id"]) {
			d.chatNumbers = append(d.chatNumbers, m[1])
		}
	}
	for _, key := range chatNumberKeys {
		value := attrs[key]
		if value != "" && len(value) <= maxLabel && len(d.chatNumbers) < maxBlocks &&
			(strings.Contains(key, "wa") || strings.Contains(key, "whats") || chatElement.MatchString(attrs["class"]+" "+attrs["id"])) {
			d.chatNumbers = append(d.chatNumbers, value)
		}
	}
}

// addScript reads a script for what it shows: addresses it puts together, chats it opens.
func (d *document) addScript(script string) {
	if len(d.mails) < maxBlocks {
		d.mails = append(d.mails, readScript(script)...)
	}
	if len(d.chats) < maxLinks {
		d.chats = append(d.chats, chatPattern.FindAllString(strings.ReplaceAll(script, `\/`, "/"), 4)...)
	}
	for _, m := range widgetNumber.FindAllStringSubmatch(script, 4) {
		if len(d.chatNumbers) < maxBlocks {
			d.chatNumbers = append(d.chatNumbers, m[1])
		}
	}
}
