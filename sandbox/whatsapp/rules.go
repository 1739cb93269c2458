package whatsapp

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var (
	digits     = regexp.MustCompile(`^[1-9][0-9]{6,14}$`)
	userID     = regexp.MustCompile(`^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$`)
	wamid      = regexp.MustCompile(`^wamid\..+$`)
	httpLink   = regexp.MustCompile(`^https?://\S+$`)
	index      = regexp.MustCompile(`^[0-9]$`)
	localeCode = regexp.MustCompile(`^[a-z]{2,3}(_[A-Z]{2,3})?$`)
	name       = regexp.MustCompile(`^[a-z0-9_]{1,512}$`)
)

// str is a string that must be there.
func str(limit int) rule { return rule{kind: text, need: true, min: 1, max: limit} }

// maybe makes a rule optional.
func maybe(r rule) rule {
	r.need = false
	return r
}

func list(r rule, least, most int) rule {
	return rule{kind: array, need: true, items: &r, min: least, max: most}
}

func obj(fields map[string]rule) rule { return rule{kind: object, need: true, fields: fields} }

// media is an object with an id or a link and further fields.
func media(further map[string]rule) rule {
	fields := map[string]rule{"id": maybe(str(0)), "link": {kind: text, pattern: httpLink}}
	maps.Copy(fields, further)
	return obj(fields)
}

// parameterRule is one value for a variable of a template.
var parameterRule = obj(map[string]rule{
	"type":           {kind: text, need: true, enum: []string{"text", "currency", "date_time", "image", "document", "video", "payload", "action", "coupon_code"}},
	"text":           {kind: text, max: 32768},
	"parameter_name": maybe(rule{kind: text, pattern: regexp.MustCompile(`^[a-z0-9_]+$`)}),
	"currency":       maybe(obj(map[string]rule{"fallback_value": str(0), "code": str(3), "amount_1000": {kind: number, need: true}})),
	"date_time":      {kind: object, fields: dateTime()},
	"image":          maybe(media(nil)),
	"video":          maybe(media(nil)),
	"document":       maybe(media(map[string]rule{"filename": maybe(str(0))})),
	"payload":        {kind: text, max: 256},
	"coupon_code":    {kind: text, max: 20},
	"action":         {kind: free},
})

func dateTime() map[string]rule {
	out := map[string]rule{"fallback_value": str(0), "calendar": {kind: text}}
	for _, n := range []string{"day_of_month", "day_of_week", "hour", "minute", "month", "year"} {
		out[n] = rule{kind: number}
	}
	return out
}

// bodies are the objects of the message types, each under the name of its type.
var bodies = map[string]rule{
	"text":     obj(map[string]rule{"body": str(4096), "preview_url": {kind: flag}}),
	"image":    media(map[string]rule{"caption": {kind: text, max: 1024}}),
	"video":    media(map[string]rule{"caption": {kind: text, max: 1024}}),
	"audio":    media(map[string]rule{"voice": {kind: flag}}),
	"sticker":  media(nil),
	"document": media(map[string]rule{"caption": {kind: text, max: 1024}, "filename": {kind: text}}),
	"reaction": obj(map[string]rule{"message_id": {kind: text, need: true, pattern: wamid}, "emoji": {kind: text, need: true}}),
	"location": obj(map[string]rule{"latitude": {kind: free, need: true}, "longitude": {kind: free, need: true}, "name": {kind: text}, "address": {kind: text}}),
	"contacts": list(rule{kind: free}, 1, 257),
	"interactive": obj(map[string]rule{
		"type":   {kind: text, need: true, enum: []string{"button", "list", "cta_url", "flow", "product", "product_list", "catalog_message", "location_request_message", "request_contact_info", "call_permission_request"}},
		"header": {kind: object, fields: map[string]rule{"type": str(0), "text": {kind: text, max: 60}, "image": {kind: free}, "video": {kind: free}, "document": {kind: free}}},
		"body":   maybe(obj(map[string]rule{"text": str(4096)})),
		"footer": maybe(obj(map[string]rule{"text": str(60)})),
		"action": {kind: free, need: true},
	}),
	"template": obj(map[string]rule{
		"name":     {kind: text, need: true, pattern: name},
		"language": obj(map[string]rule{"code": {kind: text, need: true, pattern: localeCode}, "policy": {kind: text, enum: []string{"deterministic"}}}),
		"components": maybe(list(obj(map[string]rule{
			"type":       {kind: text, need: true, enum: []string{"header", "body", "button"}},
			"sub_type":   {kind: text, enum: []string{"quick_reply", "url", "copy_code", "flow", "catalog", "mpm", "voice_call"}},
			"index":      {kind: text, pattern: index},
			"parameters": maybe(list(parameterRule, 0, 0)),
		}), 0, 0)),
	}),
}

// receiptRule is a read receipt, with or without a typing indicator.
var receiptRule = obj(map[string]rule{
	"messaging_product": {kind: text, need: true, enum: []string{"whatsapp"}},
	"status":            {kind: text, need: true, enum: []string{"read"}},
	"message_id":        {kind: text, need: true, pattern: wamid},
	"typing_indicator":  maybe(obj(map[string]rule{"type": {kind: text, need: true, enum: []string{"text"}}})),
})

// common are the fields of every message. The provider's specification asks for recipient_type.
var common = map[string]rule{
	"messaging_product":        {kind: text, need: true, enum: []string{"whatsapp"}},
	"recipient_type":           {kind: text, need: true, enum: []string{"individual"}},
	"to":                       {kind: text, pattern: digits},
	"recipient":                {kind: text, pattern: userID},
	"type":                     {kind: text, need: true},
	"context":                  maybe(obj(map[string]rule{"message_id": {kind: text, need: true, pattern: wamid}})),
	"biz_opaque_callback_data": {kind: text, max: 512},
}

// request is the body of POST /{phone-number-id}/messages, after it was checked.
type request struct {
	To        string `json:"to"`
	Recipient string `json:"recipient"`
	Type      string `json:"type"`
	Claim     string `json:"biz_opaque_callback_data"`
	Status    string `json:"status"`
	MessageID string `json:"message_id"`
	Context   struct {
		MessageID string `json:"message_id"`
	} `json:"context"`
	Text struct {
		Body string `json:"body"`
	} `json:"text"`
	Template usage `json:"template"`
}

// readRequest checks a body strictly and returns what it says.
func readRequest(raw []byte) (*request, *refusal) {
	var body any
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	if err := dec.Decode(&body); err != nil || dec.More() {
		return nil, parameter("The body is not a JSON object that can be read.")
	}
	fields, ok := body.(map[string]any)
	if !ok {
		return nil, parameter("The body must be a JSON object.")
	}
	if err := checkMessage(fields); err != nil {
		return nil, err
	}
	var req request
	if err := json.Unmarshal(raw, &req); err != nil {
		return nil, parameter("The body cannot be read: %v", err)
	}
	return &req, nil
}

func checkMessage(fields map[string]any) *refusal {
	if _, ok := fields["status"]; ok {
		return receiptRule.check("", fields)
	}
	kindOf, _ := fields["type"].(string)
	all := maps.Clone(common)
	if body, ok := bodies[kindOf]; ok {
		all[kindOf] = body
	} else if kindOf != "" {
		return refuse(131051, "Param type must be one of {%s} - got %q.", strings.Join(slices.Sorted(maps.Keys(bodies)), ", "), kindOf)
	}
	if err := obj(all).check("", fields); err != nil {
		return err
	}
	if fields["to"] == nil && fields["recipient"] == nil {
		return parameter("The parameter to is required.")
	}
	if one, ok := fields[kindOf].(map[string]any); ok && slices.Contains([]string{"image", "video", "audio", "sticker", "document"}, kindOf) && one["id"] == nil && one["link"] == nil {
		return refuse(131008, "Either %s['id'] or %s['link'] is needed.", kindOf, kindOf)
	}
	return nil
}
