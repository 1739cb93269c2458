package writing_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/outreach/writing"
)

// invited is a task whose prospect may write first.
func invited(template, language string) campaign.WriteTask {
	one := task(template)
	one.Agent.Language = language
	one.Invite = campaign.Invite{Number: "+5547900001234", Code: contact.NewCode()}
	return one
}

func TestWrite_linksToASentenceThatHoldsTheProspectsCode(t *testing.T) {
	t.Parallel()
	for language, want := range map[string]string{
		"pt-BR": "Oi! Vi a mensagem de vocês e quero saber mais. (código %)",
		"":      "Oi! Vi a mensagem de vocês e quero saber mais. (código %)",
		"en":    "Hi! I saw your message and would like to know more. (code %)",
	} {
		one := invited("Escreva para nós: {{ wa_link }}\n\nAté!", language)
		draft := write(t, one)
		if draft.Held != nil {
			t.Fatalf("%s: held %+v", language, draft.Held)
		}
		link := strings.TrimSuffix(strings.TrimPrefix(draft.Content, "Escreva para nós: "), "\n\nAté!")
		u, err := url.Parse(link)
		if err != nil || u.Scheme != "https" || u.Host != "wa.me" || u.Path != "/5547900001234" || len(u.Query()) != 1 {
			t.Fatalf("%s: link %q, %v", language, link, err)
		}
		if strings.ContainsAny(link, " +()!\n") {
			t.Errorf("%s: %q would be cut by an app that looks for links", language, link)
		}
		sentence := u.Query().Get("text")
		if shown := contact.ShowCode(one.Invite.Code); sentence != strings.ReplaceAll(want, "%", shown) {
			t.Errorf("%s: the person would send %q", language, sentence)
		}
		if got := contact.CodesIn(sentence); !slices.Equal(got.Exact, []string{one.Invite.Code}) {
			t.Errorf("%s: %q is read as %v", language, sentence, got)
		}
	}
}

func TestWrite_makesNoLinkOfHalfAnInvitation(t *testing.T) {
	t.Parallel()
	code := contact.NewCode()
	for name, invite := range map[string]campaign.Invite{
		"none":                      {},
		"no number":                 {Code: code},
		"no code":                   {Number: "+5547900001234"},
		"a number without its plus": {Number: "5547900001234", Code: code},
		"a number as people write":  {Number: "+55 (47) 90000-1234", Code: code},
		"a plus alone":              {Number: "+", Code: code},
		"a business-scoped id":      {Number: "BR.13491208655302741918", Code: code},
		"a code nobody can read":    {Number: "+5547900001234", Code: "7KQ2M9X"},
		"a code with its mark":      {Number: "+5547900001234", Code: contact.ShowCode(code)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			one := task("Escreva: {{ wa_link }}")
			one.Invite = invite
			draft := write(t, one)
			if draft.Held == nil || draft.Held.Code != campaign.ReasonEmptyFact || draft.Held.Params["name"] != "wa_link" {
				t.Errorf("got %q, held %+v: want it held for wa_link", draft.Content, draft.Held)
			}
			one = task("{{ wa_link | default: 'Responda aqui.' }}{% if wa_link %} tem{% endif %}")
			one.Invite = invite
			if draft := write(t, one); draft.Content != "Responda aqui." {
				t.Errorf("with a default: %q, held %+v", draft.Content, draft.Held)
			}
		})
	}
}

func TestStarters_letThemWriteFirstWithAndWithoutANumber(t *testing.T) {
	t.Parallel()
	withLink := 0
	for _, starter := range writing.Starters() {
		uses := slices.ContainsFunc(starter.Sequence[0].Variants, func(v campaign.Variant) bool { return strings.Contains(v.Template, "wa_link") })
		if !uses {
			continue
		}
		withLink++
		for _, id := range []string{"a", "b", "c", "d"} {
			one := invited("", starter.Language)
			one.Campaign.Sequence, one.Campaign.Accounts, one.Prospect.ID = starter.Sequence, nil, id
			draft := write(t, one)
			if draft.Held != nil || strings.Count(draft.Content, "https://wa.me/5547900001234?text=") != 1 {
				t.Errorf("%s: %q, held %+v", starter.Name, draft.Content, draft.Held)
			}
			if got := contact.CodesIn(draft.Content); !slices.Equal(got.Exact, []string{one.Invite.Code}) {
				t.Errorf("%s: a quoted message is read as %v", starter.Name, got)
			}
			one.Invite = campaign.Invite{}
			if draft := write(t, one); draft.Held != nil || strings.Contains(draft.Content, "wa.me") {
				t.Errorf("%s without a number: %q, held %+v", starter.Name, draft.Content, draft.Held)
			}
			if id == "a" {
				t.Logf("%s:\n%s", starter.Name, draft.Content)
			}
		}
	}
	if withLink != 2 {
		t.Errorf("%d starters let them write first, want one a language", withLink)
	}
}
