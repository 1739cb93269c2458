package whatsapp

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"aceno/campaign"
)

// MaxText is the longest text of a message, in characters (WhatsApp Cloud API, text object).
const MaxText = 4096

// message is the body of POST /{phone-number-id}/messages.
type message struct {
	Product       string        `json:"messaging_product"`
	RecipientType string        `json:"recipient_type"`
	To            string        `json:"to,omitempty"`        // digits
	Recipient     string        `json:"recipient,omitempty"` // business-scoped id
	Type          string        `json:"type"`
	Text          *textBody     `json:"text,omitempty"`
	Template      *templateBody `json:"template,omitempty"`
	Echo          string        `json:"biz_opaque_callback_data,omitempty"` // comes back in every status
}

type textBody struct {
	Body       string `json:"body"`
	PreviewURL bool   `json:"preview_url"`
}

type templateBody struct {
	Name     string `json:"name"`
	Language struct {
		Code string `json:"code"`
	} `json:"language"`
	Components []component `json:"components,omitempty"`
}

type component struct {
	Type       string      `json:"type"`
	Parameters []parameter `json:"parameters"`
}

type parameter struct {
	Type string `json:"type"`
	Name string `json:"parameter_name,omitempty"`
	Text string `json:"text"`
}

var (
	numberShape = regexp.MustCompile(`^\+?[1-9][0-9]{6,14}$`)            // E.164
	userIDShape = regexp.MustCompile(`^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]+$`) // business-scoped user id
)

// compose makes the body of one message, or says why it can never be one.
func compose(m campaign.Outgoing) (*message, *campaign.Reason) {
	out := &message{Product: "whatsapp", RecipientType: "individual", Echo: m.ClaimID}
	switch {
	case numberShape.MatchString(m.Recipient):
		out.To = strings.TrimPrefix(m.Recipient, "+")
	case m.UserID != "" && userIDShape.MatchString(m.UserID):
		out.Recipient = m.UserID
	case userIDShape.MatchString(m.Recipient):
		out.Recipient = m.Recipient
	default:
		return nil, reasonOf(campaign.ReasonBadRecipient, "the recipient is neither a number in international form nor a WhatsApp id: correct the prospect's number", nil)
	}
	if m.Template == nil {
		return out, out.setText(m.Content)
	}
	return out, out.setTemplate(m.Template)
}

func (out *message) setText(text string) *campaign.Reason {
	length := utf8.RuneCountInString(text)
	switch {
	case strings.TrimSpace(text) == "":
		reason := campaign.NewReason(campaign.ReasonTextEmpty, nil)
		return &reason
	case length > MaxText:
		reason := campaign.NewReason(campaign.ReasonTextTooLong, map[string]any{"length": length, "max": MaxText})
		return &reason
	}
	out.Type, out.Text = "text", &textBody{Body: text}
	return nil
}

// setTemplate fills the variables of the template's body, by position or by name.
func (out *message) setTemplate(use *campaign.TemplateUse) *campaign.Reason {
	if use.Name == "" || use.Language == "" {
		return reasonOf(reasonTemplate, "the message names no template or no language: write name/language in the step", nil)
	}
	if len(use.Names) > 0 && len(use.Names) != len(use.Params) {
		reason := campaign.NewReason(campaign.ReasonTemplateParams, map[string]any{"name": use.Name, "wanted": len(use.Names), "given": len(use.Params)})
		return &reason
	}
	body := &templateBody{Name: use.Name}
	body.Language.Code = use.Language
	if len(use.Params) > 0 {
		filled := component{Type: "body", Parameters: make([]parameter, len(use.Params))}
		for i, value := range use.Params {
			filled.Parameters[i] = parameter{Type: "text", Text: value}
			if len(use.Names) > 0 {
				filled.Parameters[i].Name = use.Names[i]
			}
		}
		body.Components = []component{filled}
	}
	out.Type, out.Template = "template", body
	return nil
}

func reasonOf(code, message string, params map[string]any) *campaign.Reason {
	return &campaign.Reason{Code: code, Message: message, Params: params}
}
