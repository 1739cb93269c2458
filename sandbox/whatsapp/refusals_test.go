package whatsapp

import (
	"strings"
	"testing"
)

func TestSend_refusesWhatTheProviderRefuses(t *testing.T) {
	t.Parallel()
	a := begin(t)
	a.put("em_pausa", "PAUSED", "Oi")
	a.put("fora", "DISABLED", "Oi")
	a.put("nova", "PENDING", "Oi")
	a.put("longa", "APPROVED", strings.Repeat("palavra ", 100)+"{{1}} fim")
	const to = "5547900000101"
	const head = `"messaging_product":"whatsapp","recipient_type":"individual","to":"5547900000101"`
	for name, c := range map[string]struct {
		body string
		code int
		says string
	}{
		"no JSON":                     {`{`, 100, "JSON object"},
		"two objects":                 {`{} {}`, 100, "JSON object"},
		"a list":                      {`[]`, 100, "must be a JSON object"},
		"nothing":                     {`{}`, 100, "is required"},
		"no product":                  {`{"recipient_type":"individual","to":"` + to + `","type":"text","text":{"body":"x"}}`, 100, "messaging_product is required"},
		"another product":             {`{"messaging_product":"sms","recipient_type":"individual","to":"` + to + `","type":"text","text":{"body":"x"}}`, 100, "must be one of {WHATSAPP}"},
		"no recipient type":           {`{"messaging_product":"whatsapp","to":"` + to + `","type":"text","text":{"body":"x"}}`, 100, "recipient_type is required"},
		"no recipient":                {`{"messaging_product":"whatsapp","recipient_type":"individual","type":"text","text":{"body":"x"}}`, 100, "parameter to is required"},
		"recipient with plus":         {textTo("+5547900000101", "x"), 100, "Param to"},
		"recipient with spaces":       {textTo("55 47 90000 0101", "x"), 100, "Param to"},
		"recipient is a number":       {`{"messaging_product":"whatsapp","recipient_type":"individual","to":5547900000101,"type":"text","text":{"body":"x"}}`, 100, "must be a string"},
		"no type":                     {`{` + head + `,"text":{"body":"x"}}`, 100, "type is required"},
		"unknown type":                {`{` + head + `,"type":"poem","poem":{}}`, 131051, "must be one of"},
		"unknown key":                 {`{` + head + `,"type":"text","text":{"body":"x"},"idempotency_key":"1"}`, 100, `Unexpected key "idempotency_key"`},
		"key in another case":         {`{` + head + `,"type":"text","text":{"Body":"x"}}`, 131008, "text['body'] is missing"},
		"unknown key inside":          {`{` + head + `,"type":"text","text":{"body":"x","html":true}}`, 100, `on param "text"`},
		"body of another type":        {`{` + head + `,"type":"text","text":{"body":"x"},"image":{"id":"1"}}`, 100, `"image"`},
		"no body":                     {`{` + head + `,"type":"text"}`, 100, "text is required"},
		"empty text":                  {textTo(to, ""), 100, "must not be empty"},
		"text too long":               {textTo(to, strings.Repeat("á", 4097)), 100, "at most 4096"},
		"text is a number":            {`{` + head + `,"type":"text","text":{"body":5}}`, 100, "text['body'] must be a string"},
		"text is null":                {`{` + head + `,"type":"text","text":{"body":null}}`, 100, "must be a string"},
		"preview is a string":         {`{` + head + `,"type":"text","text":{"body":"x","preview_url":"true"}}`, 100, "must be a boolean"},
		"claim too long":              {`{` + head + `,"type":"text","text":{"body":"x"},"biz_opaque_callback_data":"` + strings.Repeat("x", 513) + `"}`, 100, "at most 512"},
		"context without id":          {`{` + head + `,"type":"text","text":{"body":"x"},"context":{}}`, 131008, "context['message_id']"},
		"image without id":            {`{` + head + `,"type":"image","image":{"caption":"x"}}`, 131008, "image['id']"},
		"image with a bad link":       {`{` + head + `,"type":"image","image":{"link":"ftp://x"}}`, 100, "image['link']"},
		"reaction to nothing":         {`{` + head + `,"type":"reaction","reaction":{"emoji":"x"}}`, 131008, "reaction['message_id']"},
		"to ourselves":                {textTo(a.Account().DisplayPhone, "x"), 131021, "sender"},
		"bad user id":                 {`{"messaging_product":"whatsapp","recipient_type":"individual","recipient":"5547","type":"text","text":{"body":"x"}}`, 100, "Param recipient"},
		"template without language":   {`{` + head + `,"type":"template","template":{"name":"saudacao"}}`, 131008, "template['language']"},
		"template language is text":   {`{` + head + `,"type":"template","template":{"name":"saudacao","language":"pt_BR"}}`, 100, "must be a JSON object"},
		"template unknown":            {templateTo(to, "nenhuma", "pt_BR"), 132001, "does not exist in pt_BR"},
		"template in other language":  {templateTo(to, "saudacao", "en", "Ana", "x"), 132001, "it exists in pt_BR"},
		"template language written -": {templateTo(to, "saudacao", "pt-BR", "Ana", "x"), 100, "language"},
		"template paused":             {templateTo(to, "em_pausa", "pt_BR"), 132015, "paused"},
		"template disabled":           {templateTo(to, "fora", "pt_BR"), 132016, "disabled"},
		"template in review":          {templateTo(to, "nova", "pt_BR"), 132001, "PENDING"},
		"too few parameters":          {templateTo(to, "saudacao", "pt_BR", "Ana"), 132000, "(1) does not match the expected number of params (2)"},
		"too many parameters":         {templateTo(to, "saudacao", "pt_BR", "Ana", "x", "y"), 132000, "(3)"},
		"parameter with a new line":   {templateTo(to, "saudacao", "pt_BR", "Ana\n", "x"), 100, "new-line/tab"},
		"parameter with a tab":        {templateTo(to, "saudacao", "pt_BR", "a\tb", "x"), 100, "new-line/tab"},
		"parameter with four spaces":  {templateTo(to, "saudacao", "pt_BR", "a    b", "x"), 100, "consecutive spaces"},
		"empty parameter":             {templateTo(to, "saudacao", "pt_BR", "", "x"), 131008, "parameter 1"},
		"parameter of unknown type":   {`{` + head + `,"type":"template","template":{"name":"saudacao","language":{"code":"pt_BR"},"components":[{"type":"body","parameters":[{"type":"string","text":"x"}]}]}}`, 100, "['type']"},
		"parameter is a string":       {`{` + head + `,"type":"template","template":{"name":"saudacao","language":{"code":"pt_BR"},"components":[{"type":"body","parameters":["Ana","x"]}]}}`, 100, "must be a JSON object"},
		"named in a positional one":   {`{` + head + `,"type":"template","template":{"name":"saudacao","language":{"code":"pt_BR"},"components":[{"type":"body","parameters":[{"type":"text","text":"a","parameter_name":"x"},{"type":"text","text":"b"}]}]}}`, 100, "positional"},
		"body twice":                  {`{` + head + `,"type":"template","template":{"name":"saudacao","language":{"code":"pt_BR"},"components":[{"type":"body"},{"type":"body"}]}}`, 100, "twice"},
		"header that is not there":    {`{` + head + `,"type":"template","template":{"name":"saudacao","language":{"code":"pt_BR"},"components":[{"type":"header","parameters":[{"type":"text","text":"x"}]}]}}`, 132000, "header"},
		"button without index":        {`{` + head + `,"type":"template","template":{"name":"saudacao","language":{"code":"pt_BR"},"components":[{"type":"button","parameters":[]}]}}`, 131008, "sub_type and index"},
		"component in capitals":       {`{` + head + `,"type":"template","template":{"name":"saudacao","language":{"code":"pt_BR"},"components":[{"type":"BODY"}]}}`, 100, "must be one of {HEADER, BODY, BUTTON}"},
		"filled text too long":        {templateTo(to, "longa", "pt_BR", strings.Repeat("x", 300)), 132005, "at most 1024"},
	} {
		status, out := a.send(c.body)
		got, says := code(out)
		if status < 400 || got != c.code || !strings.Contains(says, c.says) {
			t.Errorf("%s: got %d %v\nwant code %d and %q", name, status, out, c.code, c.says)
		}
	}
	if got := a.ledger.Totals().Accepted; got != 0 {
		t.Errorf("%d refused messages are in the ledger", got)
	}
}

func FuzzReadRequest(f *testing.F) {
	f.Add(textTo("5547900000101", "oi"))
	f.Add(templateTo("5547900000101", "saudacao", "pt_BR", "Ana"))
	f.Add(`{"messaging_product":"whatsapp","status":"read","message_id":"wamid.x"}`)
	f.Add(`{"type":null,"to":[],"text":{"body":{}}}`)
	f.Add(`[[[[`)
	f.Fuzz(func(t *testing.T, body string) {
		req, refused := readRequest([]byte(body))
		if (req == nil) == (refused == nil) {
			t.Errorf("%q is neither taken nor refused: %v, %v", body, req, refused)
		}
	})
}
