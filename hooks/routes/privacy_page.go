package routes

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/privacy"
)

// personView is a person's own page.
type personView struct {
	campaign.PrivacyPage
	Rows    []personFact
	History []personMessage
	Found   string // day
	Why     string
	Done    string // what the act before this page did
	Problem string // or why it did not
	Details string // what was typed, when it was refused
}

type personFact struct{ What, Value, Source, URL, Day string }

type personMessage struct{ Day, Channel, Direction string }

// optOutPages are the one-click page of mail (RFC 8058): GET shows a button and changes nothing, POST acts at once.
func (a *api) optOutPages(r *router.Router[*core.RequestEvent]) {
	token := []*huma.Param{{Name: "token", In: "path", Required: true, Description: "As it stands in the message.", Schema: &huma.Schema{Type: "string"}}}
	said := map[string]string{"200": "The page.", "404": "No such link.", "429": "Too many requests: wait as long as Retry-After says."}
	a.public(r, huma.Operation{OperationID: "opt-out-page", Method: http.MethodGet, Path: "/privacy/opt-out/{token}", Tags: []string{"Public pages"}, Parameters: token,
		Summary: "The page of a List-Unsubscribe link", Description: "A button that stops all messages. Opening it changes nothing.", Responses: answers(said)}, Prefix,
		func(e *core.RequestEvent) error {
			lang := languageOf(e.Request, "")
			if !a.desk.KnowsOptOut(e.Request.PathValue("token")) {
				return a.showPublic(e, http.StatusNotFound, "message.html", lang, privacyWords[lang], "gone")
			}
			return a.showPublic(e, http.StatusOK, "opt_out.html", lang, privacyWords[lang], nil)
		})
	a.public(r, huma.Operation{OperationID: "opt-out", Method: http.MethodPost, Path: "/privacy/opt-out/{token}", Tags: []string{"Public pages"}, Parameters: token,
		Summary: "Stop all messages by one click", Description: "As mail programs do it (RFC 8058) and as the page's button does. Doing it again changes nothing.",
		Responses: answers(said)}, Prefix,
		func(e *core.RequestEvent) error {
			lang := languageOf(e.Request, "")
			err := a.desk.OptOut(withoutCaller(e), e.Request.PathValue("token"), byAddress(e))
			switch {
			case errors.Is(err, campaign.ErrNotFound):
				return a.showPublic(e, http.StatusNotFound, "message.html", lang, privacyWords[lang], "gone")
			case err != nil:
				return a.failed(e, err)
			}
			return a.showPublic(e, http.StatusOK, "message.html", lang, privacyWords[lang], "stopped")
		})
}

// personPages are a person's own page: what is held, from where, when and why, and what they may do about it.
func (a *api) personPages(r *router.Router[*core.RequestEvent]) {
	token := []*huma.Param{{Name: "token", In: "path", Required: true, Description: "As it stands in the message.", Schema: &huma.Schema{Type: "string"}}}
	said := map[string]string{"200": "The page.", "400": "What was asked for cannot be done so: the page says why.", "404": "No such link, or nothing is held.",
		"429": "Too many requests: wait as long as Retry-After says."}
	a.public(r, huma.Operation{OperationID: "person-page", Method: http.MethodGet, Path: "/p/{token}", Tags: []string{"Public pages"}, Parameters: token,
		Summary: "A person's own page", Description: "What is held of them, from where, when and why; in Portuguese or English, without scripts.", Responses: answers(said)}, "",
		func(e *core.RequestEvent) error { return a.showPerson(e, http.StatusOK, personView{}) })
	a.public(r, huma.Operation{OperationID: "person-act", Method: http.MethodPost, Path: "/p/{token}", Tags: []string{"Public pages"}, Parameters: token,
		Summary: "What a person asks for on their page", Description: "A form with act: stop, correct (with details), copy, or erase (with confirm=yes).", Responses: answers(said)}, "",
		a.actPerson)
}

func (a *api) actPerson(e *core.RequestEvent) error {
	if err := e.Request.ParseForm(); err != nil {
		return tooLarge(e, err)
	}
	act, lang := e.Request.PostForm.Get("act"), languageOf(e.Request, "")
	words := privacyWords[lang]
	if act == privacy.ActErase && e.Request.PostForm.Get("confirm") != "yes" {
		return a.showPerson(e, http.StatusBadRequest, personView{Problem: words["confirm_first"]})
	}
	err := a.desk.Act(withoutCaller(e), e.Request.PathValue("token"), act, e.Request.PostForm.Get("details"), byAddress(e))
	var refused *campaign.Error
	switch {
	case errors.Is(err, campaign.ErrNotFound):
		return a.showPublic(e, http.StatusNotFound, "message.html", lang, words, "gone")
	case errors.As(err, &refused):
		problem := words["problem_"+refused.Field]
		if problem == "" {
			problem = campaign.NewReason(refused.Code, refused.Params).In(lang, nil).Message
		}
		return a.showPerson(e, http.StatusBadRequest, personView{Problem: problem, Details: e.Request.PostForm.Get("details")})
	case err != nil:
		return a.failed(e, err)
	case act == privacy.ActErase:
		return a.showPublic(e, http.StatusOK, "message.html", lang, words, "erased")
	}
	return a.showPerson(e, http.StatusOK, personView{Done: words["done_"+act]})
}

// showPerson answers with a person's page, filled.
func (a *api) showPerson(e *core.RequestEvent, status int, view personView) error {
	page, err := a.desk.Page(withoutCaller(e), e.Request.PathValue("token"))
	lang := languageOf(e.Request, page.Locale)
	words := privacyWords[lang]
	if errors.Is(err, campaign.ErrNotFound) {
		return a.showPublic(e, http.StatusNotFound, "message.html", lang, words, "gone")
	}
	if err != nil {
		return a.failed(e, err)
	}
	view.PrivacyPage, view.Found = page, dayIn(page.FoundAt, lang, page.Timezone)
	view.Why = words["why_"+page.LegalBasis]
	for _, f := range page.Facts {
		row := personFact{What: words["fact_"+f.Kind], Value: f.Value, Source: words["source_"+f.Source], URL: f.URL, Day: dayIn(f.At, lang, page.Timezone)}
		if row.Value == "" {
			row.Value = f.Text
		}
		if row.What == "" {
			row.What = words["fact_other"]
		}
		if row.Source == "" {
			row.Source = f.Source
		}
		view.Rows = append(view.Rows, row)
	}
	for _, m := range page.Messages {
		view.History = append(view.History, personMessage{Day: dayIn(m.At, lang, page.Timezone), Channel: words["channel_"+string(m.Channel)], Direction: words[m.Direction]})
	}
	return a.showPublic(e, status, "person.html", lang, words, view)
}

// withoutCaller is the context of somebody who has a link and no sign-in.
func withoutCaller(e *core.RequestEvent) context.Context { return e.Request.Context() }

// byAddress notes from where a link was used.
func byAddress(e *core.RequestEvent) campaign.By {
	return campaign.By{IP: e.RealIP(), RequestID: e.Response.Header().Get("X-Request-Id")}
}
