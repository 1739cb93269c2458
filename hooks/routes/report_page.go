package routes

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/store"
)

// reportView is a shared report in words.
type reportView struct {
	store.WeekReport
	Sender  campaign.Sender
	Period  string
	Total   string
	Rows    []reportRow
	BestSum string
	Said    []reportQuote
	Plans   []string
}

type reportRow struct{ What, Count, Each string }

type reportQuote struct{ Text, Why string }

// sharedReport answers a link to a report.
func (a *api) sharedReport(e *core.RequestEvent) error {
	report, sender, locale, err := a.Store.SharedReport(e.Request.Context(), e.Request.PathValue("token"))
	lang := languageOf(e.Request, locale)
	words := reportWords[lang]
	if errors.Is(err, campaign.ErrNotFound) {
		return a.showPublic(e, http.StatusNotFound, "message.html", lang, words, "gone")
	}
	if err != nil {
		return a.failed(e, err)
	}
	return a.showPublic(e, http.StatusOK, "report.html", lang, words, viewReport(report, sender, lang))
}

// viewReport puts a report into words.
func viewReport(r store.WeekReport, sender campaign.Sender, lang string) reportView {
	w := reportWords[lang]
	view := reportView{WeekReport: r, Sender: sender, Period: fmt.Sprintf(w["period"], shownDay(r.From, lang), shownDay(r.To, lang)),
		Total: money(r.Cost.TotalMicros, r.Cost.Currency, lang)}
	for _, row := range []struct {
		what string
		n    int64
		each int64
	}{
		{"found", r.Found, r.Cost.PerFoundMicros}, {"judged", r.Judged, r.Cost.PerJudgedMicros}, {"contacted", r.Contacted, r.Cost.PerContactedMicros},
		{"answered", r.Answered, r.Cost.PerAnswerMicros}, {"meetings", r.Meetings, r.Cost.PerMeetingMicros},
	} {
		one := reportRow{What: w[row.what], Count: grouped(row.n, lang)}
		if row.n > 0 && r.Cost.TotalMicros > 0 {
			one.Each = money(row.each, r.Cost.Currency, lang)
		}
		view.Rows = append(view.Rows, one)
	}
	if r.Best != nil {
		view.BestSum = fmt.Sprintf(w["best_sum"], grouped(r.Best.Answered, lang), grouped(r.Best.Sent, lang))
	}
	for _, o := range r.Objections {
		view.Said = append(view.Said, reportQuote{Text: o.Text, Why: w["intent_"+o.Intent]})
	}
	for _, plan := range []struct {
		what string
		n    int64
	}{{"next_scheduled", r.Next.Scheduled}, {"next_write", r.Next.ToWrite}, {"next_approve", r.Next.ToApprove}} {
		if plan.n > 0 {
			view.Plans = append(view.Plans, w[plan.what]+" "+grouped(plan.n, lang))
		}
	}
	return view
}

// shownDay writes a day of the report as people do.
func shownDay(day, lang string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return dayIn(at, lang, "UTC")
}

// grouped writes a count with the language's mark between thousands.
func grouped(n int64, lang string) string {
	mark := "."
	if lang == "en" {
		mark = ","
	}
	digits := strconv.FormatInt(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + mark + digits[at:]
	}
	return digits
}

// money writes millionths of a currency as an amount; what is less than a cent and not nothing is one.
func money(micros int64, currency, lang string) string {
	cents := (micros + 5_000) / 10_000
	if cents == 0 && micros > 0 {
		cents = 1
	}
	symbol, space, mark := map[string]string{"BRL": "R$", "USD": "US$", "EUR": "€"}[currency], "\u00a0", ","
	if lang == "en" {
		mark = "."
	}
	if symbol == "" {
		symbol = currency
	}
	return strings.TrimSpace(symbol + space + grouped(cents/100, lang) + mark + strconv.FormatInt(cents%100+100, 10)[1:])
}

// reportWords are the words of a shared report, by language, with the same keys in both.
var reportWords = map[string]map[string]string{
	"pt-BR": {
		"title": "Relatório da semana", "period": "de %s a %s", "all": "Todas as campanhas", "so_far": "A semana ainda não acabou: são os números até agora.",
		"what": "Na semana", "count": "Quantos", "each": "Custo de cada", "total": "Custo total:",
		"found": "Encontrados", "judged": "Avaliados por uma pessoa", "contacted": "Contatados", "answered": "Responderam", "meetings": "Reuniões e negócios",
		"best": "A mensagem que mais funcionou", "best_sum": "%s respostas em %s envios.", "best_none": "Ninguém respondeu ainda nesta semana.",
		"said": "O que disseram os que não quiseram", "said_none": "Nenhuma objeção nesta semana.", "masked": "Nomes e contatos foram cobertos.",
		"intent_not_now": "agora não", "intent_not_interested": "sem interesse", "intent_provenance": "quis saber de onde veio o contato", "intent_wrong_person": "não é a pessoa certa",
		"intent_opt_out": "pediu para sair",
		"next":           "Semana que vem", "next_none": "Nada planejado por enquanto.", "next_scheduled": "Mensagens com hora marcada:", "next_write": "Pessoas que recebem uma mensagem:",
		"next_approve": "Textos esperando aprovação:", "by": "Feito por",
		"gone_title": "Não há nada aqui", "gone_text": "Este link venceu ou foi desfeito. Peça um novo a quem mandou.",
	},
	"en": {
		"title": "The week's report", "period": "%s to %s", "all": "All campaigns", "so_far": "The week is not over: these are the figures so far.",
		"what": "In the week", "count": "How many", "each": "Cost of each", "total": "Total cost:",
		"found": "Found", "judged": "Judged by a person", "contacted": "Contacted", "answered": "Answered", "meetings": "Meetings and deals",
		"best": "The message that worked best", "best_sum": "%s answers of %s sent.", "best_none": "Nobody has answered yet this week.",
		"said": "What those said who did not want it", "said_none": "No objection this week.", "masked": "Names and contacts are covered.",
		"intent_not_now": "not now", "intent_not_interested": "not interested", "intent_provenance": "asked where the contact came from", "intent_wrong_person": "not the right person",
		"intent_opt_out": "asked to be left alone",
		"next":           "Next week", "next_none": "Nothing is planned yet.", "next_scheduled": "Messages with a time:", "next_write": "People who get a message:",
		"next_approve": "Texts that wait to be approved:", "by": "Made by",
		"gone_title": "There is nothing here", "gone_text": "This link has expired or was taken back. Ask whoever sent it for a new one.",
	},
}
