package records

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// bindMessages lets a person edit a text until it is approved. The hash follows the text, so that what was approved and
// what is sent can be compared.
func bindMessages(app core.App) {
	app.OnRecordUpdateRequest("messages").BindFunc(func(e *core.RecordRequestEvent) error {
		if same(e.Record, "content") {
			return e.Next()
		}
		// Read anew: this runs in the write transaction, and the stages may have moved the message since it was loaded.
		now, err := e.App.FindRecordById("messages", e.Record.Id)
		if err != nil {
			return e.NotFoundError("", err)
		}
		use := templateOf(e.Record)
		if err := checkEdit(now, e.Record.GetString("content"), use); err != nil {
			return e.BadRequestError("The message cannot be edited.", refusal(err))
		}
		var facts []campaign.FactUse
		if json.Unmarshal([]byte(now.GetString("facts")), &facts) == nil {
			e.Record.Set("facts", campaign.Reanchor(facts, now.GetString("content"), e.Record.GetString("content")))
		}
		e.Record.Set("content_hash", campaign.ContentHash(e.Record.GetString("content"), use))
		return e.Next()
	})
}

func checkEdit(now *core.Record, text string, use *campaign.TemplateUse) error {
	status := campaign.MessageStatus(now.GetString("status"))
	if now.GetString("direction") != campaign.Outbound || status != campaign.MessageDraft && status != campaign.MessageHeld {
		return &campaign.Error{Code: campaign.ReasonNotEditable, Field: "content", Params: map[string]any{"status": string(status)},
			Message: "this message is " + string(status) + ": only a draft or a held message can be edited"}
	}
	if use != nil {
		return &campaign.Error{Code: campaign.ReasonTemplateText, Field: "content",
			Message: "this message goes out as the approved template " + use.Name + ", whose text is fixed: change the campaign's sequence"}
	}
	if text == "" {
		return campaign.Invalid("content", "a message needs a text: cancel it if nothing is to be said")
	}
	most := campaign.LongestText(campaign.Channel(now.GetString("channel")))
	if most > 0 && utf8.RuneCountInString(text) > most {
		return campaign.Invalid("content", "%d characters are too many for this channel: write at most %d", utf8.RuneCountInString(text), most)
	}
	return nil
}

// templateOf returns the approved template that a message goes out as, nil when its text is free.
func templateOf(r *core.Record) *campaign.TemplateUse {
	var metadata struct {
		Template *campaign.TemplateUse `json:"template"`
	}
	if json.Unmarshal([]byte(r.GetString("metadata")), &metadata) != nil {
		return nil
	}
	return metadata.Template
}
