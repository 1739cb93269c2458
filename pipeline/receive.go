package pipeline

import (
	"context"
	"time"

	"aceno/campaign"
	"aceno/outreach"
)

// receiveStore is what receiving needs of the store. Applying an event is the store's own work: the same function
// that the webhook's transaction runs.
type receiveStore interface {
	ClaimReceive(ctx context.Context, n int, lease time.Duration) ([]campaign.ReceiveTask, error)
	CommitReceive(ctx context.Context, done []campaign.ReceiveDone) error
	NextReceive(ctx context.Context) (time.Time, error)
}

// Times and tries of the receive stage.
const (
	receiveTimeout = time.Minute
	receiveTries   = 20
)

// NewReceive returns the stage that applies events which came early, and classifies what people answered.
func NewReceive(store receiveStore, classifier outreach.Classifier, s Settings) Runner {
	s.Timeout, s.Next = receiveTimeout, store.NextReceive
	return NewStage(Receive, receive{store: store, classifier: classifier}, s)
}

type receive struct {
	store      receiveStore
	classifier outreach.Classifier
}

// meaning is what a classifier read out of an answer.
type meaning struct {
	intent    campaign.Intent
	sentiment float64
}

// Claim leases events to apply and answers to classify.
func (w receive) Claim(ctx context.Context, n int) ([]campaign.ReceiveTask, error) {
	return w.store.ClaimReceive(ctx, n, receiveTimeout+leaseSlack)
}

// Do classifies an answer; an event needs nothing of the world.
func (w receive) Do(ctx context.Context, task campaign.ReceiveTask) (meaning, error) {
	if task.MessageID == "" {
		return meaning{}, nil
	}
	intent, sentiment, err := w.classifier.Classify(ctx, task.Text, task.Locale)
	return meaning{intent: intent, sentiment: sentiment}, err
}

// Commit applies events and stores what answers mean.
func (w receive) Commit(ctx context.Context, done []Done[campaign.ReceiveTask, meaning]) error {
	results := make([]campaign.ReceiveDone, len(done))
	for i, d := range done {
		results[i] = campaign.ReceiveDone{Task: d.In, Intent: d.Out.intent, Sentiment: d.Out.sentiment}
		if d.Err != nil {
			results[i].Failed, results[i].RetryAfter = failure(d.Err, d.In.Attempts, receiveTries)
		}
	}
	return w.store.CommitReceive(ctx, results)
}
