package realtime

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/subscriptions"

	"aceno/store"
)

// counting is a reader that counts how often it was asked.
type counting struct {
	asked     atomic.Int64
	workspace string
}

func (c *counting) Progress(context.Context, string) (store.Progress, error) {
	c.asked.Add(1)
	return store.Progress{Workspace: c.workspace, Status: "active"}, nil
}

// member is a signed-in record whose active workspace is given.
func member(workspace string) *core.Record {
	users := core.NewAuthCollection("users")
	users.Fields.Add(&core.TextField{Name: "workspace"})
	record := core.NewRecord(users)
	record.Set("workspace", workspace)
	return record
}

// follow makes a client of a workspace that follows campaign c1.
func follow(broker *subscriptions.Broker, workspace string) subscriptions.Client {
	client := subscriptions.NewDefaultClient()
	client.Set(apis.RealtimeClientAuthKey, member(workspace))
	client.Subscribe(topicOf("c1"))
	broker.Register(client)
	return client
}

func newProgress(r Reader) *Progress {
	return &Progress{broker: subscriptions.NewBroker(), reader: r, log: slog.New(slog.DiscardHandler), post: newPost(), wake: make(chan struct{}, 1),
		dirty: map[string]string{}, last: map[string]time.Time{}}
}

func TestProgress_atMostTwoEventsASecondHoweverFastTheWork(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		reader := &counting{workspace: "a"}
		p := newProgress(reader)
		client := follow(p.broker, "a")
		received := read(client)
		ctx, cancel := context.WithCancel(t.Context())
		go func() { _ = p.Run(ctx) }()
		for range 3000 { // three seconds of work, a change a millisecond
			p.Changed("a", "c1")
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Second)
		if got := received.Load(); got < 6 || got > 7 {
			t.Errorf("%d events in three seconds and the last one after, want 6 or 7", got)
		}
		cancel()
		p.broker.Unregister(client.Id())
		synctest.Wait()
	})
}

// read counts what a client gets.
func read(client subscriptions.Client) *atomic.Int64 {
	var n atomic.Int64
	channel := client.Channel()
	go func() {
		for range channel {
			n.Add(1)
		}
	}()
	return &n
}

func TestProgress_onlyMembersOfTheWorkspaceHear(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newProgress(&counting{workspace: "a"})
		own, other, guest := follow(p.broker, "a"), follow(p.broker, "b"), follow(p.broker, "")
		guest.Unset(apis.RealtimeClientAuthKey)
		heard := []*atomic.Int64{read(own), read(other), read(guest)}
		ctx, cancel := context.WithCancel(t.Context())
		go func() { _ = p.Run(ctx) }()
		p.Changed("a", "c1")
		synctest.Wait()
		if heard[0].Load() != 1 || heard[1].Load() != 0 || heard[2].Load() != 0 {
			t.Errorf("own, other and guest heard %d, %d, %d", heard[0].Load(), heard[1].Load(), heard[2].Load())
		}
		own.Set(apis.RealtimeClientAuthKey, member("")) // removed: PocketBase keeps the client's record up to date
		time.Sleep(time.Second)
		p.Changed("a", "c1")
		synctest.Wait()
		if heard[0].Load() != 1 {
			t.Error("whoever was removed still hears")
		}
		cancel()
		for _, c := range []subscriptions.Client{own, other, guest} {
			p.broker.Unregister(c.Id())
		}
		synctest.Wait()
	})
}

func TestProgress_aStuckClientHoldsNobodyUpAndGetsTheNewest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newProgress(&counting{workspace: "a"})
		stuck := follow(p.broker, "a") // reads nothing until later
		quick := read(follow(p.broker, "a"))
		ctx, cancel := context.WithCancel(t.Context())
		go func() { _ = p.Run(ctx) }()
		for range 10 {
			p.Changed("a", "c1")
			time.Sleep(time.Second)
		}
		if quick.Load() != 10 {
			t.Errorf("beside a stuck client another heard %d of 10", quick.Load())
		}
		late := read(stuck)
		synctest.Wait()
		if late.Load() != 2 { // the one that was being handed over, and the newest
			t.Errorf("the stuck client got %d messages when it read again, want 2", late.Load())
		}
		cancel()
		for id := range p.broker.Clients() {
			p.broker.Unregister(id)
		}
		synctest.Wait()
	})
}

func TestTopics_areTakenApart(t *testing.T) {
	t.Parallel()
	for topic, want := range map[string]string{
		"campaigns/c1/progress": "c1", "campaigns/c1/progress?options=x": "c1", "campaigns/*/progress": "*",
		"campaigns/c1": "", "campaigns//progress": "", "campaigns/c1/x/progress": "", "prospects/c1/progress": "",
	} {
		got, ok := campaignOf(topic)
		if ok != (want != "") || ok && got != want {
			t.Errorf("campaignOf(%q) = %q, %v", topic, got, ok)
		}
	}
}
