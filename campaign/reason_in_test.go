package campaign

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

var update = flag.Bool("update", false, "write the files that tests compare with")

func saoPaulo(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatalf("load the zone: %v", err)
	}
	return zone
}

// sampleParams are params as the rooms give them.
var sampleParams = map[string]any{
	"until": "2026-11-25T12:00:00Z", "next_at": "2026-11-25T12:00:00.000Z", "start": "2026-12-01", "limit": ReasonAccountPerDay, "n": 40,
	"status": "in_doubt", "channel": "whatsapp", "platform": "twilio", "type": "google_places", "category": "marketing", "name": "primeiro_contato/pt_BR",
	"hours": 168, "line": 3, "wanted": 2, "given": 1, "part": "a header with image", "step": 1, "length": 4200, "max": 4096, "what": "campaign",
	"from": "completed", "to": "active", "tier": "pro", "have": 50_000, "over": 12, "next": "enterprise", "next_limit": 1_000_000, "area": "Xiririca",
	"attempts": 3, "seconds": 10, "count": 7, "percent": 84, "waiting": 5, "missing": "access_token", "days": 400, "detail": "código 131026", "reason": ReasonContentChanged,
}

// paramsFor are the sample params of a code; a name means something else in some.
func paramsFor(code string) map[string]any {
	params := maps.Clone(sampleParams)
	switch code {
	case ReasonTierLimit, ReasonTierLimitTop:
		params["what"], params["limit"] = CeilingProspects, 50_000
	case ReasonTemplateNotApproved:
		params["status"] = "PAUSED"
	case ReasonNotActive:
		params["status"] = "draft"
	}
	return params
}

func TestReasons_haveTheSameNamesInBothLanguages(t *testing.T) {
	t.Parallel()
	names := func(sentence string) []string {
		list := placeholder.FindAllString(sentence, -1)
		slices.Sort(list)
		return list
	}
	for code, sentence := range reasonSentences {
		translated, ok := reasonSentencesPT[code]
		if !ok || translated == "" {
			t.Errorf("%s has no Portuguese sentence: add it to reason_sentences_pt.go", code)
			continue
		}
		if strings.HasSuffix(translated, ".") || strings.TrimSpace(translated) != translated {
			t.Errorf("%s says %q: no full stop, no blanks around it", code, translated)
		}
		if a, b := names(sentence), names(translated); !slices.Equal(a, b) {
			t.Errorf("%s has the names %v in English and %v in Portuguese", code, a, b)
		}
	}
	for code := range reasonSentencesPT {
		if _, ok := reasonSentences[code]; !ok {
			t.Errorf("%s has a Portuguese sentence and no English one", code)
		}
	}
	for code, bare := range bareSentences {
		if _, ok := reasonSentences[code]; !ok || bare[english] == "" || bare[portuguese] == "" || placeholder.MatchString(bare[0]+bare[1]) {
			t.Errorf("the bare sentences of %s are %q", code, bare)
		}
	}
}

var (
	rawCode = regexp.MustCompile(`\b[a-z]+(_[a-z]+)+\b`)
	rawTime = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
)

// englishWords stand in many English sentences and in no Portuguese one.
var englishWords = strings.Fields("the of is are was has and not until at this to draft active paused pending messages free per")

func englishIn(sentence string) string {
	for _, word := range strings.FieldsFunc(strings.ToLower(sentence), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if slices.Contains(englishWords, word) {
			return word
		}
	}
	return ""
}

func TestReasonIn_readsAsASentenceForEveryCode(t *testing.T) {
	t.Parallel()
	var golden strings.Builder
	zone := saoPaulo(t)
	for _, code := range ReasonCodes() {
		params := paramsFor(code)
		r := NewReason(code, params)
		for _, locale := range []string{"en", "pt-BR"} {
			said := r.In(locale, zone)
			fmt.Fprintf(&golden, "%s %s: %s\n", code, locale, said.Message)
			plain := strings.ReplaceAll(said.Message, "primeiro_contato/pt_BR", "")
			if strings.ContainsAny(plain, "{}") || rawCode.MatchString(plain) || rawTime.MatchString(plain) || plain == "" {
				t.Errorf("%s in %s says %q", code, locale, said.Message)
			}
			if word := englishIn(plain); locale == "pt-BR" && word != "" {
				t.Errorf("%s has the English %q in its Portuguese: %q", code, word, said.Message)
			}
			if said.Code != code || !maps.Equal(said.Params, params) {
				t.Errorf("%s lost its code or params: %+v", code, said)
			}
		}
	}
	path := filepath.Join("testdata", "reasons.golden")
	if *update {
		if err := os.WriteFile(path, []byte(golden.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != golden.String() {
		t.Errorf("the sentences differ from %s: read them, then run the test with -update", path)
	}
}

func TestReasonIn_wordsParams(t *testing.T) {
	t.Parallel()
	zone := saoPaulo(t)
	nested := NewReason(ReasonCooldown, map[string]any{"hours": 168, "until": "2026-11-25T12:00:00Z"})
	tests := []struct {
		name   string
		reason Reason
		locale string
		want   string
	}{
		{"a limit and the hour of the zone", NewReason(ReasonLimitReached, map[string]any{"limit": ReasonTierPerDay, "n": 1000, "until": "2026-11-25T02:30:00Z"}),
			"pt-BR", "o limite de mensagens por dia do plano da agência chegou ao fim (1.000): a próxima mensagem sai a partir de 24/11 às 23:30"},
		{"the same in English", NewReason(ReasonLimitReached, map[string]any{"limit": ReasonTierPerDay, "n": 1000, "until": "2026-11-25T02:30:00Z"}),
			"en", "the plan's limit of messages a day for the whole workspace is reached (1,000): the next message goes out from 24 Nov 23:30 on"},
		{"a time value", NewReason(ReasonGap, map[string]any{"until": time.Date(2026, 11, 25, 12, 0, 5, 0, time.UTC)}),
			"pt", "a conta espera um pouco entre uma mensagem e outra: a próxima sai em 25/11 às 09:00"},
		{"a day", NewReason(ReasonNotStarted, map[string]any{"start": "2026-12-01"}), "en-US", "the campaign starts on 1 Dec 2026"},
		{"a typed status", NewReason(ReasonNotEditable, map[string]any{"status": MessageInDoubt}),
			"pt_BR", "a mensagem está em dúvida: só dá para editar em rascunho ou retida"},
		{"a status that no table has", NewReason(ReasonNotActive, map[string]any{"status": "half_open"}), "en", "the campaign is half open: start it to send"},
		{"several things that are missing", NewReason(ReasonAccountIncomplete, map[string]any{"missing": "access_token, phone_number_id"}),
			"pt-BR", "falta um dado da conta (a chave de acesso, o identificador do número): informe e depois teste a conta"},
		{"a reason in a reason", NewReason(ReasonHoldStands, map[string]any{"reason": nested}),
			"pt-BR", "o que retém a mensagem continua: esta pessoa recebeu mensagem há menos de 168 horas: fica livre em 25/11 às 09:00"},
		{"a time that nobody knows", NewReason(ReasonAccountBreaker, map[string]any{"until": "9999-01-01T00:00:00Z"}),
			"pt-BR", "a conta falhou vezes demais: teste a conta para continuar"},
		{"a provider that names no time", Reason{Code: ReasonRateLimited, Message: "the app has used up its calls"},
			"pt-BR", "o provedor pede um ritmo mais lento: o envio continua sozinho"},
		{"English of the giver's own", Reason{Code: ReasonRateLimited, Message: "the app has used up its calls"}, "en", "the app has used up its calls"},
		{"a code that nobody knows", Reason{Code: "of_a_source", Message: "words of the source"}, "pt-BR", "words of the source"},
		{"a param that is missing", Reason{Code: ReasonCooldown, Message: "written to lately"}, "pt-BR", "written to lately"},
		{"no message yet", Reason{Code: ReasonErased}, "en", "this person's data was erased"},
		{"braces in a value", NewReason(ReasonProviderRefused, map[string]any{"detail": "{until}", "until": "2026-11-25T12:00:00Z"}),
			"pt-BR", "o provedor recusou a mensagem: {until}"},
		{"an unknown tongue is English", NewReason(ReasonErased, nil), "xx", "this person's data was erased"},
		{"a fraction", NewReason(ReasonCooldown, map[string]any{"hours": 1.5, "until": "2026-11-25T12:00:00Z"}),
			"pt-BR", "esta pessoa recebeu mensagem há menos de 1,5 horas: fica livre em 25/11 às 09:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.reason.In(tt.locale, zone).Message; got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestReasonIn_wordsWhatWasStored(t *testing.T) {
	t.Parallel()
	for _, r := range []Reason{
		CeilingReached(CeilingProspects, "pro", 50_000, 12),
		NewReason(ReasonHoldStands, map[string]any{"reason": NewReason(ReasonTextTooLong, map[string]any{"length": 4200, "max": 4096})}),
		NewReason(ReasonAwaitingApproval, map[string]any{"n": 1_000_000}),
	} {
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Reason
		if err := json.Unmarshal(raw, &back); err != nil {
			t.Fatal(err)
		}
		for _, locale := range []string{"en", "pt-BR"} {
			if a, b := r.In(locale, nil).Message, back.In(locale, nil).Message; a != b {
				t.Errorf("given it says %q, stored %q", a, b)
			}
		}
	}
}

func TestCeilingReached_saysWhichHowManyTooManyAndWhoHasRoom(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what, tier   string
		have, adding int
		over         int
		next         string
		en, pt       string
	}{
		{CeilingAgents, "free", 1, 1, 1, "pro",
			"agents: the plan Free allows 1, there are 1, 1 too many: remove some, or change to the plan Pro, which allows 10",
			"quem escreve: o plano Gratuito permite 1 e já são 1 (excesso de 1): tire alguns ou mude para o plano Pro, que permite 10"},
		{CeilingProspects, "pro", 49_990, 30, 20, "enterprise",
			"prospects: the plan Pro allows 50,000, there are 49,990, 20 too many: remove some, or change to the plan Enterprise, which allows 1,000,000",
			"prospectos: o plano Pro permite 50.000 e já são 49.990 (excesso de 20): tire alguns ou mude para o plano Enterprise, que permite 1.000.000"},
		{CeilingMembers, "free", 2, 30, 30, "enterprise", // pro has no room for 32
			"members: the plan Free allows 2, there are 2, 30 too many: remove some, or change to the plan Enterprise, which allows 100",
			"pessoas na equipe: o plano Gratuito permite 2 e já são 2 (excesso de 30): tire alguns ou mude para o plano Enterprise, que permite 100"},
		{CeilingMessages, "enterprise", 10_000, 5, 5, "",
			"messages a day: the plan Enterprise allows 10,000, there are 10,000, 5 too many, and no plan allows more: remove some",
			"mensagens por dia: o plano Enterprise permite 10.000 e já são 10.000 (excesso de 5), e nenhum plano permite mais: tire alguns"},
		{CeilingMembers, "gold", 2, 1, 1, "pro",
			"members: the plan Free allows 2, there are 2, 1 too many: remove some, or change to the plan Pro, which allows 10",
			"pessoas na equipe: o plano Gratuito permite 2 e já são 2 (excesso de 1): tire alguns ou mude para o plano Pro, que permite 10"},
	}
	for _, tt := range tests {
		t.Run(tt.what+" of "+tt.tier, func(t *testing.T) {
			t.Parallel()
			r := CeilingReached(tt.what, tt.tier, tt.have, tt.adding)
			if r.Params["over"] != tt.over || tt.next != "" && r.Params["next"] != tt.next || tt.next == "" && r.Code != ReasonTierLimitTop {
				t.Errorf("got %+v", r)
			}
			if strings.Contains(r.Message, "{") {
				t.Errorf("the stored sentence is %q", r.Message)
			}
			if got := r.In("en", nil).Message; got != tt.en {
				t.Errorf("English %q\nwant    %q", got, tt.en)
			}
			if got := r.In("pt-BR", nil).Message; got != tt.pt {
				t.Errorf("Portuguese %q\nwant       %q", got, tt.pt)
			}
		})
	}
}
