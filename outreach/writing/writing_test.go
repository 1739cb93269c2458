package writing_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach/writing"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// task is a prospect with facts, in a campaign that says template.
func task(template string) campaign.WriteTask {
	return campaign.WriteTask{
		Workspace: campaign.Workspace{Name: "Agência Maré", Locale: "pt-BR", Currency: "BRL"},
		Campaign: campaign.Campaign{
			Channel: campaign.ChannelWhatsApp, Accounts: []string{"acc"},
			Sequence: campaign.Sequence{{Variants: []campaign.Variant{{Template: template}}}},
		},
		Agent: campaign.Agent{Name: "Lia", Language: "pt-BR"},
		Plans: []campaign.Plan{
			{Name: "Site", Description: "um site de uma página", PriceCents: 149900, Currency: "BRL", Features: []string{"domínio", "mapa"}},
			{Name: "Maps", PriceCents: 5000, Currency: "USD"},
		},
		Prospect: campaign.Prospect{
			ID: "p1", Name: "PADARIA DO ZÉ", City: "Blumenau", Phone: "+5547900000101", Rating: new(4.5),
			Facts: []campaign.Fact{
				{ID: "f1", Kind: campaign.FactCity, Value: "Blumenau", Source: "openstreetmap", URL: "https://www.openstreetmap.org/node/1", At: now},
				{ID: "f2", Kind: campaign.FactNote, Text: "assa pão às seis", Source: "website", URL: "https://padaria.example/", At: now},
				{ID: "f3", Kind: "gone", Value: "x", ExpiresAt: new(now.Add(-time.Hour)), At: now},
			},
		},
	}
}

func write(t *testing.T, task campaign.WriteTask) campaign.Draft {
	t.Helper()
	draft, err := writing.New(writing.Options{Clock: clock.NewManual(now)}).Write(t.Context(), task)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return draft
}

func TestWrite_fillsTheNamesOfTheContract(t *testing.T) {
	t.Parallel()
	for template, want := range map[string]string{
		"Oi, {{ prospect.name | titlecase }} de {{ prospect.city }}!":            "Oi, Padaria do Zé de Blumenau!",
		"{{ agent.name }} da {{ sender.name }}":                                  "Lia da Agência Maré",
		"{{ plans[0].name }}: {{ plans[0].price_cents | money }}":                "Site: R$ 1.499,00",
		"{{ plans[1].price_cents | money }}":                                     "US$ 50,00",
		`{{ plans[0].price_cents | money: "USD" }}`:                              "US$ 1.499,00",
		"{{ plans[0].price }}":                                                   "R$ 1.499,00",
		"{% for p in plans %}{{ p.name }};{% endfor %}":                          "Site;Maps;",
		"{{ plans[0].features | first }}, {{ plans | map: 'name' | join: '+' }}": "domínio, Site+Maps",
		`{{ plans[0].features | join: ", " }}`:                                   "domínio, mapa",
		"nota {{ prospect.rating }}":                                             "nota 4,5",
		"{% if prospect.has_website %}site{% else %}sem site{% endif %}":         "sem site",
		"{{ prospect.facts.note }}":                                              "assa pão às seis",
		"Vi {{ slot | default: 'vocês no mapa' }}.":                              "Vi vocês no mapa.",
		"Fim. {{ optout }}":                                                      "Fim. Se preferir não receber mais mensagens, responda SAIR.",
		`chave \{ e \}`:                                                          "chave { e }",
		"{% assign quem = prospect.city %}de {{ quem }}":                         "de Blumenau",
		"{% capture fim %}em {{ prospect.city }}{% endcapture %}{{ fim }}":       "em Blumenau",
		"linha um  \n\n\n\n  linha dois":                                         "linha um\n\n  linha dois",
		"{{ prospect.email | default: prospect.phone }}":                         "+5547900000101",
		"{% unless prospect.email %}sem e-mail{% endunless %}":                   "sem e-mail",
	} {
		t.Run(template, func(t *testing.T) {
			t.Parallel()
			draft := write(t, task(template))
			if draft.Held != nil {
				t.Fatalf("held: %+v", draft.Held)
			}
			if draft.Content != want {
				t.Errorf("got %q, want %q", draft.Content, want)
			}
		})
	}
}

func TestWrite_holdsAndNamesWhatIsEmptyOrUnknown(t *testing.T) {
	t.Parallel()
	for template, want := range map[string][2]string{
		"{{ prospect.email }}":         {campaign.ReasonEmptyFact, "prospect.email"},
		"{{ slot }}":                   {campaign.ReasonEmptyFact, "slot"},
		"{{ prospect.facts.opening }}": {campaign.ReasonEmptyFact, "prospect.facts.opening"},
		"{{ prospect.facts.gone }}":    {campaign.ReasonEmptyFact, "prospect.facts.gone"},
		"{{ prospect.nome }}":          {campaign.ReasonUnknownVariable, "prospect.nome"},
		"{{ cliente }}":                {campaign.ReasonUnknownVariable, "cliente"},
	} {
		t.Run(template, func(t *testing.T) {
			t.Parallel()
			draft := write(t, task("Oi "+template))
			if draft.Held == nil {
				t.Fatalf("written: %q", draft.Content)
			}
			if draft.Held.Code != want[0] || draft.Held.Params["name"] != want[1] {
				t.Errorf("held by %s %v, want %v", draft.Held.Code, draft.Held.Params, want)
			}
		})
	}
}

func TestWrite_recordsTheFactsThatATextRestsOnWithTheirSpans(t *testing.T) {
	t.Parallel()
	draft := write(t, task("Vi a {{ prospect.name | titlecase }} em {{ prospect.city | upcase }}: {{ prospect.facts.note }}."))
	if draft.Held != nil {
		t.Fatalf("held: %+v", draft.Held)
	}
	got := map[string]string{}
	for _, f := range draft.Facts {
		got[f.ID] = draft.Content[f.Start:f.End]
	}
	if got["f1"] != "BLUMENAU" || got["f2"] != "assa pão às seis" || len(got) != 2 {
		t.Errorf("facts and their words: %v", got)
	}
}

func TestWrite_givesTheSameTextAgainAndSpreadsVariantsByWeight(t *testing.T) {
	t.Parallel()
	one := task("")
	one.Campaign.Sequence[0].Variants = []campaign.Variant{{Template: "{a|b|c} um", Weight: 3}, {Template: "{d|e} dois", Weight: 1}}
	counts, texts := map[int]int{}, map[string]bool{}
	for i := range 400 {
		one.Prospect.ID = "p" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26)
		first, second := write(t, one), write(t, one)
		if first.Content != second.Content || first.Variant != second.Variant {
			t.Fatalf("the same task gave %q, then %q", first.Content, second.Content)
		}
		counts[first.Variant]++
		texts[first.Content] = true
	}
	if counts[0] < 250 || counts[1] < 60 {
		t.Errorf("variants drawn %v, want about 300 and 100", counts)
	}
	if len(texts) != 5 {
		t.Errorf("texts drawn: %v, want all five", texts)
	}
}

func TestWrite_neverSpinsAValueNorReadsItAsATemplate(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Bar {do|da} Zé", "{{ agent.name }} Bar", "{% if true %}x{% endif %}", "Zé \u202egnp\u200b", "um\ndois"} {
		one := task("Oi, {{ prospect.name }}")
		one.Prospect.Name = name
		draft := write(t, one)
		if draft.Held != nil {
			t.Errorf("%q: held %+v", name, draft.Held)
			continue
		}
		want := "Oi, " + strings.NewReplacer("\n", " ", "\u202e", "", "\u200b", "").Replace(name)
		if draft.Content != want {
			t.Errorf("got %q, want %q", draft.Content, want)
		}
	}
}

func TestCheck_refusesByFieldWhatWriteCouldNotUse(t *testing.T) {
	t.Parallel()
	w := writing.New(writing.Options{})
	for template, want := range map[string]string{
		"Oi {{ prospect.nome }}":                 "prospect.nome",
		"Oi {{ prospect.name":                    "never closed",
		"{% if prospect.city %}sem fim":          "if",
		"{a|b":                                   "never closed",
		"a}":                                     "closes nothing",
		"{só um}":                                "alternative",
		"{{ prospect.name | shout }}":            "shout",
		"{% include 'x' %}":                      "include",
		"{% assign _format = 1 %}":               "_format",
		"{% for i in (1..999999) %}{% endfor %}": "range",
		strings.Repeat("x", 20_000):              "too long",
	} {
		s := campaign.Sequence{{Variants: []campaign.Variant{{Template: "Oi"}, {Template: template}}}}
		err := w.Check(s)
		list, ok := errors.AsType[campaign.Errors](err)
		if !ok || len(list) != 1 {
			t.Errorf("%.40q: %v, want one refusal", template, err)
			continue
		}
		if list[0].Field != "sequence[0].variants[1].template" {
			t.Errorf("%.40q: field %s", template, list[0].Field)
		}
		if !strings.Contains(list[0].Message, want) || !strings.HasPrefix(list[0].Message, "line ") {
			t.Errorf("%.40q: %q does not name line and %q", template, list[0].Message, want)
		}
	}
	if err := w.Check(campaign.Sequence{{}}); err == nil {
		t.Error("a step that says nothing was accepted")
	}
	params := campaign.Sequence{{WhatsAppTemplate: "a/pt_BR", WhatsAppParams: []string{"{{ nada }}"}}}
	if err := w.Check(params); err == nil || !strings.Contains(err.Error(), "sequence[0].whatsapp_params[0]") {
		t.Errorf("whatsapp_params: %v", err)
	}
}

func TestStarters_areAcceptedAndWriteForAnyProspect(t *testing.T) {
	t.Parallel()
	w := writing.New(writing.Options{})
	for _, starter := range writing.Starters() {
		if err := w.Check(starter.Sequence); err != nil {
			t.Errorf("%s: %v", starter.Name, err)
		}
		for step := range starter.Sequence {
			for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
				one := task("")
				one.Campaign.Sequence, one.Step, one.Prospect.ID, one.Agent.Language = starter.Sequence, step, id, starter.Language
				one.Campaign.Accounts = nil
				one.Prospect.City, one.Prospect.Facts = "", nil
				draft := write(t, one)
				if draft.Held != nil {
					t.Errorf("%s step %d: held %+v", starter.Name, step, draft.Held)
				}
				if !strings.Contains(draft.Content, "SAIR") && !strings.Contains(draft.Content, "STOP") {
					t.Errorf("%s step %d shows no way out: %q", starter.Name, step, draft.Content)
				}
			}
		}
	}
}

// templated is a task whose step goes out as a template with these components and values.
func templated(t *testing.T, components []map[string]any, params ...string) campaign.WriteTask {
	t.Helper()
	raw, err := json.Marshal(components)
	if err != nil {
		t.Fatal(err)
	}
	one := task("")
	one.Campaign.Sequence = campaign.Sequence{{WhatsAppTemplate: "aceno/pt_BR", WhatsAppParams: params}}
	one.Template = &campaign.WhatsAppTemplate{Name: "aceno", Language: "pt_BR", Status: "APPROVED", Components: raw}
	return one
}

func TestWrite_rendersATemplateAsThePersonReadsIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		components []map[string]any
		params     []string
		content    string
		values     []string
		names      []string
	}{
		"by position, out of order": {
			[]map[string]any{{"type": "BODY", "text": "Oi {{2}}, aqui é {{1}}. Até, {{2}}!"}, {"type": "FOOTER", "text": "Responda SAIR"}},
			[]string{"{{ agent.name }}", "{{ prospect.name | titlecase }}"}, "Oi Padaria do Zé, aqui é Lia. Até, Padaria do Zé!\n\nResponda SAIR", []string{"Lia", "Padaria do Zé"}, nil,
		},
		"by name": {
			[]map[string]any{{"type": "header", "format": "TEXT", "text": "Aceno"}, {"type": "body", "text": "Oi {{quem}}, de {{onde}}."}},
			[]string{"{{ prospect.name | titlecase }}", "{{ prospect.city }}"}, "Aceno\n\nOi Padaria do Zé, de Blumenau.", []string{"Padaria do Zé", "Blumenau"}, []string{"quem", "onde"},
		},
		"a value of several lines": {
			[]map[string]any{{"type": "BODY", "text": "Oi {{1}}."}}, []string{"um\n\n   dois\ttrês"}, "Oi um dois três.", []string{"um dois três"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			draft := write(t, templated(t, c.components, c.params...))
			if draft.Held != nil {
				t.Fatalf("held: %+v", draft.Held)
			}
			if draft.Content != c.content {
				t.Errorf("content %q, want %q", draft.Content, c.content)
			}
			if draft.Template == nil || strings.Join(draft.Template.Params, "|") != strings.Join(c.values, "|") || strings.Join(draft.Template.Names, "|") != strings.Join(c.names, "|") {
				t.Errorf("template %+v, want values %v and names %v", draft.Template, c.values, c.names)
			}
		})
	}
}

func TestWrite_holdsATemplateThatItCannotFill(t *testing.T) {
	t.Parallel()
	body := map[string]any{"type": "BODY", "text": "Oi {{1}}."}
	for name, one := range map[string]campaign.WriteTask{
		"too few values":      templated(t, []map[string]any{body}),
		"too many values":     templated(t, []map[string]any{body}, "a", "b"),
		"an image header":     templated(t, []map[string]any{{"type": "HEADER", "format": "IMAGE"}, body}, "a"),
		"a button with a URL": templated(t, []map[string]any{body, {"type": "BUTTONS", "buttons": []map[string]any{{"type": "URL", "url": "https://x.example/{{1}}"}}}}, "a"),
	} {
		if draft := write(t, one); draft.Held == nil || draft.Held.Code != campaign.ReasonTemplateParams {
			t.Errorf("%s: %+v", name, draft.Held)
		}
	}
	unknown := templated(t, []map[string]any{body}, "a")
	unknown.Template = nil
	if draft := write(t, unknown); draft.Held == nil || draft.Held.Code != campaign.ReasonTemplateNotSynced {
		t.Errorf("a template that is not synced: %+v", draft.Held)
	}
	empty := templated(t, []map[string]any{body}, "{{ prospect.email }}")
	if draft := write(t, empty); draft.Held == nil || draft.Held.Code != campaign.ReasonEmptyFact {
		t.Errorf("an empty value: %+v", draft.Held)
	}
}

func TestWrite_boundsWhatATemplateCanMake(t *testing.T) {
	t.Parallel()
	for _, template := range []string{
		"{% for p in plans %}{% for f in p.features %}" + strings.Repeat("muito ", 2000) + "{% endfor %}{% endfor %}",
		strings.Repeat("a", 5000),
	} {
		draft := write(t, task(template))
		if draft.Held == nil || draft.Held.Code != campaign.ReasonTextTooLong {
			t.Errorf("%.30q: %+v", template, draft.Held)
		}
	}
	gone := task("x")
	gone.Step = 3
	if draft := write(t, gone); draft.Held == nil || draft.Held.Code != campaign.ReasonNoSequence {
		t.Errorf("a step that is gone: %+v", draft.Held)
	}
}

func FuzzWrite_neverPanicsAndNeverLeaksMarks(f *testing.F) {
	for _, seed := range []string{"{a|b} {{ prospect.name }}", "{% for p in plans %}{{ p.name }}{% endfor %}", "{{ prospect.facts.note | upcase | truncate: 3 }}", "{{{", "\\{"} {
		f.Add(seed)
	}
	w := writing.New(writing.Options{Clock: clock.NewManual(now)})
	f.Fuzz(func(t *testing.T, template string) {
		one := task(template)
		checked := w.Check(one.Campaign.Sequence)
		draft, err := w.Write(t.Context(), one)
		if err != nil {
			t.Fatalf("%q: %v", template, err)
		}
		if checked == nil && draft.Held != nil && (draft.Held.Code == campaign.ReasonUnknownVariable) {
			t.Errorf("%q passed the check and is held: %+v", template, draft.Held)
		}
		for _, r := range draft.Content {
			if r >= '\uFDD0' && r <= '\uFDEF' {
				t.Errorf("%q leaks a mark: %q", template, draft.Content)
			}
		}
		for _, fact := range draft.Facts {
			if fact.Start < 0 || fact.End > len(draft.Content) || fact.Start >= fact.End {
				t.Errorf("%q: span %d–%d of %d bytes", template, fact.Start, fact.End, len(draft.Content))
			}
		}
	})
}
