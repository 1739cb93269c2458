// Package realtime publishes what PocketBase's own topics do not: a campaign's progress, at most two events a second a
// campaign however fast the work goes, and only to members of its workspace. Record events stay PocketBase's.
package realtime

import (
	"context"
	"errors"

	"github.com/pocketbase/pocketbase/core"

	"aceno/store"
)

// Reader reads where a campaign stands.
type Reader interface {
	// Progress returns what the topic carries, and the workspace that the campaign belongs to.
	Progress(ctx context.Context, campaign string) (store.Progress, error)
}

// Bind connects the topics to an app: who may subscribe, and what a subscriber gets at once. It starts nothing; Run
// publishes.
func Bind(app core.App, p *Progress, r Reader) error {
	if app == nil || p == nil || r == nil {
		return errors.New("realtime: app, progress and reader are needed")
	}
	p.connect(r)
	app.OnRecordAfterUpdateSuccess("campaigns").BindFunc(func(e *core.RecordEvent) error {
		p.Changed(e.Record.GetString("workspace"), e.Record.Id) // the store tells of its own writes, this of a person's
		return e.Next()
	})
	app.OnRealtimeSubscribeRequest().BindFunc(func(e *core.RealtimeSubscribeRequestEvent) error {
		seen, err := checkTopics(e)
		if err != nil {
			return err
		}
		if err := e.Next(); err != nil {
			return err
		}
		for campaign, workspace := range seen {
			p.Changed(workspace, campaign) // so that nobody waits for the next change to see where things stand
		}
		return nil
	})
	return nil
}
