package pipeline

import (
	"context"
	"errors"
	"testing"

	"aceno/campaign"
)

// twoPeople is a store with two people to write to.
type twoPeople struct{}

func (twoPeople) PreviewTasks(context.Context, string, string, int) ([]campaign.WriteTask, error) {
	return []campaign.WriteTask{{Prospect: campaign.Prospect{ID: "a", Name: "Ana"}}, {Prospect: campaign.Prospect{ID: "b", Name: "Bia"}}}, nil
}

// writesAna writes to Ana alone.
type writesAna struct{}

func (writesAna) Check(campaign.Sequence) error { return nil }

func (writesAna) Write(_ context.Context, task campaign.WriteTask) (campaign.Draft, error) {
	if task.Prospect.Name != "Ana" {
		return campaign.Draft{}, errors.New("no words")
	}
	return campaign.Draft{Content: "Oi, Ana"}, nil
}

// holdsAll is a guard that lets nothing pass.
type holdsAll struct{}

func (holdsAll) Read(string, campaign.WriteTask) *campaign.Reason {
	return &campaign.Reason{Code: "guarded"}
}

func TestPreview_onePersonsTroubleIsNotTheOthers(t *testing.T) {
	t.Parallel()
	samples, err := Preview{Store: twoPeople{}, Writer: writesAna{}}.Write(t.Context(), "w", "c", 2)
	if err != nil || len(samples) != 2 || samples[0].Draft.Content != "Oi, Ana" || samples[0].Draft.Held != nil ||
		samples[1].Draft.Held == nil || samples[1].Draft.Held.Code != campaign.ReasonInternal {
		t.Errorf("samples %+v, %v", samples, err)
	}
	samples, err = Preview{Store: twoPeople{}, Writer: writesAna{}, Guard: holdsAll{}}.Write(t.Context(), "w", "c", 2)
	if err != nil || samples[0].Draft.Held == nil || samples[0].Draft.Held.Code != "guarded" {
		t.Errorf("with a guard: %+v, %v", samples, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := (Preview{Store: twoPeople{}, Writer: writesAna{}}).Write(ended, "w", "c", 2); err == nil {
		t.Error("a preview that nobody waits for goes on")
	}
}
