package pipeline

import (
	"context"
	"fmt"

	"aceno/campaign"
	"aceno/outreach"
)

// previewStore is what a preview needs of the store: people, read and left as they are.
type previewStore interface {
	PreviewTasks(ctx context.Context, workspace, campaignID string, n int) ([]campaign.WriteTask, error)
}

// Preview writes for a sample what the write stage would write, through the same steps; nothing is stored or sent.
type Preview struct {
	Store  previewStore
	Writer outreach.Writer
	Guard  outreach.Guard // nil = nothing reads the final text again
}

// Sample is one person of a preview with the message they would get.
type Sample struct {
	Task  campaign.WriteTask
	Draft campaign.Draft
}

// Write returns at most n samples. What cannot be written for one person is that sample's reason.
func (p Preview) Write(ctx context.Context, workspace, campaignID string, n int) ([]Sample, error) {
	tasks, err := p.Store.PreviewTasks(ctx, workspace, campaignID, n)
	if err != nil {
		return nil, err
	}
	samples := make([]Sample, len(tasks))
	stage := write{writer: p.Writer, guard: p.Guard}
	for i, task := range tasks {
		draft, err := stage.Do(ctx, task)
		if ctx.Err() != nil {
			return nil, fmt.Errorf("preview campaign %s: %w", campaignID, ctx.Err())
		}
		if err != nil {
			reason, _ := failure(err, writeTries, writeTries)
			draft = campaign.Draft{Held: reason}
		}
		samples[i] = Sample{Task: task, Draft: draft}
	}
	return samples, nil
}
