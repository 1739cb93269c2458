package routes

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/pipeline"
	"aceno/store"
)

// Previewer writes for a sample what would be written.
type Previewer interface {
	Write(ctx context.Context, workspace, campaignID string, n int) ([]pipeline.Sample, error)
}

// PreviewCall asks for samples.
type PreviewCall struct {
	CampaignID
	Body struct {
		Count int `json:"count,omitempty" minimum:"1" maximum:"20" default:"5"`
	}
}

// PreviewFact is a fact that a sample's text rests on.
type PreviewFact struct {
	ID    string    `json:"id"`
	Text  string    `json:"text"`
	URL   string    `json:"url"`
	At    time.Time `json:"at"`
	Start int       `json:"start"`
	End   int       `json:"end"`
}

// PreviewItem is one person with the message they would get.
type PreviewItem struct {
	Prospect store.Named      `json:"prospect"`
	To       string           `json:"to"`
	Content  string           `json:"content"`
	Facts    []PreviewFact    `json:"facts"`
	Held     *campaign.Reason `json:"held"`
}

// PreviewBody is a sample of a campaign's messages.
type PreviewBody struct {
	Body struct {
		Items []PreviewItem `json:"items"`
	}
}

// previews show what would be written; nothing is stored or sent.
func (a *api) previews() {
	huma.Register(a.huma, operation("preview-campaign", http.MethodPost, "/campaigns/{id}/preview", "Campaigns", "Preview a campaign's messages",
		"The best people found, each with the first message they would get, through the same steps as in earnest. Nothing is stored or sent.", actErrors),
		func(ctx context.Context, in *PreviewCall) (*PreviewBody, error) {
			c, err := a.allowOn(ctx, user, "campaigns", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			samples, err := a.Preview.Write(ctx, c.workspace, in.ID, max(in.Body.Count, 1))
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &PreviewBody{}
			out.Body.Items = make([]PreviewItem, len(samples))
			for i := range samples {
				out.Body.Items[i] = previewItem(&samples[i])
			}
			return out, nil
		})
}

func previewItem(s *pipeline.Sample) PreviewItem {
	p := &s.Task.Prospect
	item := PreviewItem{Prospect: store.Named{ID: p.ID, Name: p.Name}, To: store.RecipientOf(p, s.Task.Campaign.Channel), Content: s.Draft.Content,
		Facts: make([]PreviewFact, len(s.Draft.Facts)), Held: s.Draft.Held}
	for i, f := range s.Draft.Facts {
		item.Facts[i] = PreviewFact{ID: f.ID, Text: f.Text, URL: f.URL, At: f.At, Start: f.Start, End: f.End}
		if f.Text == "" {
			item.Facts[i].Text = f.Value
		}
	}
	return item
}
