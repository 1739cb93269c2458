package assisted

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/campaign/contact"
)

func TestLink_opensTheRecipientWithTheText(t *testing.T) {
	t.Parallel()
	const wa, ig, mail = campaign.ChannelWhatsApp, campaign.ChannelInstagram, campaign.ChannelEmail
	for name, c := range map[string]struct {
		channel                  campaign.Channel
		recipient, subject, text string
		want                     string
	}{
		"number":                 {wa, "+5547900001234", "", "Olá, tudo bem?", "https://wa.me/5547900001234?text=Ol%C3%A1%2C%20tudo%20bem%3F"},
		"number as people write": {wa, "+55 (47) 90000-1234", "", "", "https://wa.me/5547900001234"},
		"signs of their own":     {wa, "+5547900001234", "", "1+1 & 50% #já\nlinha 2 👋", "https://wa.me/5547900001234?text=1%2B1%20%26%2050%25%20%23j%C3%A1%0Alinha%202%20%F0%9F%91%8B"},
		"an id has no link":      {wa, "BR.13491208655302741918", "", "oi", ""},
		"no number":              {wa, " + ", "", "oi", ""},
		"handle":                 {ig, "@padaria.do_ze", "", "o texto não cabe aqui", "https://ig.me/m/padaria.do_ze"},
		"handle with a path":     {ig, "padaria/../x", "", "", ""},
		"no handle":              {ig, "@", "", "", ""},
		"mail":                   {mail, "ana@padaria.example", "Seu site", "Olá,\ntudo bem?", "mailto:ana@padaria.example?subject=Seu%20site&body=Ol%C3%A1%2C%0D%0Atudo%20bem%3F"},
		"mail with odd signs":    {mail, "ana+site&x?@padaria.example", "", "", "mailto:ana%2Bsite%26x%3F@padaria.example"},
		"mail without a subject": {mail, "ana@padaria.example", "", "a\r\nb", "mailto:ana@padaria.example?body=a%0D%0Ab"},
		"a subject in one line":  {mail, "ana@padaria.example", "a\r\nBcc: eve@x.example", "", "mailto:ana@padaria.example?subject=a%20Bcc%3A%20eve%40x.example"},
		"two addresses":          {mail, "ana@padaria.example,eve@x.example", "", "", ""},
		"no address":             {mail, "ana@", "", "", ""},
		"no channel":             {"pigeon", "ana@padaria.example", "", "", ""},
	} {
		if got := New().Link(c.channel, c.recipient, c.subject, c.text); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// A message may itself hold a wa.me link with a text: its percent signs are encoded once more, and come back as they were.
func TestLink_carriesALinkWithATextOfItsOwn(t *testing.T) {
	t.Parallel()
	code := contact.NewCode()
	sentence := "Oi! Vi a mensagem de vocês & quero saber mais: 100% + já. (código " + contact.ShowCode(code) + ")"
	inner := New().Link(campaign.ChannelWhatsApp, "+5547900005678", "", sentence)
	text := "Olá!\nSe quiser saber mais, toque aqui: " + inner + "\n\nAté logo"
	for channel, c := range map[campaign.Channel]struct{ recipient, field string }{
		campaign.ChannelWhatsApp: {"+5547900001234", "text"},
		campaign.ChannelEmail:    {"ana@padaria.example", "body"},
	} {
		outer, err := url.Parse(New().Link(channel, c.recipient, "", text))
		if err != nil {
			t.Fatalf("%s: %v", channel, err)
		}
		arrived := strings.ReplaceAll(outer.Query().Get(c.field), "\r\n", "\n")
		if arrived != text || len(outer.Query()) != 1 || outer.Fragment != "" {
			t.Fatalf("%s: the text arrives as %q with %v", channel, arrived, outer.Query())
		}
		_, rest, _ := strings.Cut(arrived, "toque aqui: ")
		tapped, err := url.Parse(strings.Fields(rest)[0])
		if err != nil {
			t.Fatalf("%s: the link inside: %v", channel, err)
		}
		sent := tapped.Query().Get("text")
		if sent != sentence || tapped.Path != "/5547900005678" || len(tapped.Query()) != 1 {
			t.Errorf("%s: the person would send %q to %s", channel, sent, tapped.Path)
		}
		if got := contact.CodesIn(sent); !slices.Equal(got.Exact, []string{code}) {
			t.Errorf("%s: %q is read as %v", channel, sent, got)
		}
	}
}

func FuzzLink(f *testing.F) {
	f.Add("+5547900001234", "s", "Olá & até logo\n")
	f.Add("ana@padaria.example", "a=b&c", "x\r\ny\x00")
	f.Fuzz(func(t *testing.T, recipient, subject, text string) {
		for _, channel := range []campaign.Channel{campaign.ChannelWhatsApp, campaign.ChannelInstagram, campaign.ChannelEmail} {
			link := New().Link(channel, recipient, subject, text)
			if link == "" {
				continue
			}
			if strings.ContainsAny(link, " \t\r\n\"'<>\\") {
				t.Fatalf("a link with raw signs: %q", link)
			}
			u, err := url.Parse(link)
			if err != nil {
				t.Fatalf("%q: %v", link, err)
			}
			got := u.Query().Get("text")
			if channel == campaign.ChannelWhatsApp && (u.Host != "wa.me" || got != text) {
				t.Fatalf("%q says %q to %s: want %q", link, got, u.Host, text)
			}
			if channel == campaign.ChannelInstagram && u.Host != "ig.me" {
				t.Fatalf("%q leads to %s", link, u.Host)
			}
			if channel == campaign.ChannelEmail && (u.Query().Get("body") != crlf(text) || len(u.Query()) > 2 || u.Fragment != "") {
				t.Fatalf("%q says %q: want %q", link, u.Query(), text)
			}
		}
	})
}
