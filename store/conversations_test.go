package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/migrations"
	"aceno/store"
)

// inbox lists a tab as member "ana", by the people's names.
func (h *house) inbox(tab string) []string {
	h.Helper()
	page, err := h.store.ListConversations(h.ctx(), h.ws, store.ConversationFilter{Tab: tab, Member: "ana"})
	h.ok(err, "list conversations")
	names := []string{}
	for _, item := range page.Items {
		names = append(names, item.Prospect.Name)
	}
	return names
}

// answered makes n people who were written to; those numbered up to heard have answered.
func answered(tb testing.TB, n, heard int) (h *house, campaignID, accountID string) {
	tb.Helper()
	h, campaignID, accountID = ready(tb)
	h.pending(campaignID, 1, n)
	for range n {
		h.record(h.sent(h.mustNext()))
	}
	for i := range heard {
		h.clock.Advance(time.Minute)
		h.wrote(accountID, phone(i + 1)[1:], fmt.Sprintf("Oi, aqui é %d", i+1))
	}
	return h, campaignID, accountID
}

func TestConversations_beginWithAnAnswerAndFollowEveryMessage(t *testing.T) {
	t.Parallel()
	h, _, a := answered(t, 2, 0)
	h.want("0", "SELECT COUNT(*) FROM conversations") // a first message is no conversation
	h.wrote(a, phone(1)[1:], "Quanto custa?")
	h.wrote(a, phone(1)[1:], "Alô?")
	page, err := h.store.ListConversations(h.ctx(), h.ws, store.ConversationFilter{})
	h.ok(err, "list conversations")
	if len(page.Items) != 1 || page.Unread != 1 {
		t.Fatalf("the inbox holds %+v", page)
	}
	item := page.Items[0]
	if item.Prospect.Name != "Clínica 1" || item.Text != "Alô?" || item.Unread != 2 || item.Direction != campaign.Inbound || item.Channel != campaign.ChannelWhatsApp ||
		item.WindowUntil == nil || !item.WindowUntil.Equal(h.clock.Now().Add(24*time.Hour)) {
		t.Errorf("the inbox shows %+v", item)
	}
	h.set("conversations", item.ID, "state = 'closed', unread_count = 0, snoozed_until = '2027-01-01 00:00:00.000Z'")
	if names := h.inbox(store.TabAll); len(names) != 0 {
		t.Errorf("a closed one is shown: %v", names)
	}
	h.wrote(a, phone(1)[1:], "E aí?")
	h.want("open||1", "SELECT state || '|' || snoozed_until || '|' || unread_count FROM conversations")
}

func TestConversations_aLateEventIsNotTheLastWord(t *testing.T) {
	t.Parallel()
	h, _, a := answered(t, 1, 1)
	last := h.value("SELECT last_message FROM conversations")
	h.event(a, campaign.Event{Key: "late", Kind: campaign.EventInbound, At: noon.Add(-time.Hour),
		Inbound: &campaign.InboundEvent{ProviderID: "late", From: phone(1)[1:], Type: "text", Text: "antes"}})
	h.want(last, "SELECT last_message FROM conversations")
	h.want("2", "SELECT unread_count FROM conversations")
	h.event(a, campaign.Event{Key: "thumb", Kind: campaign.EventInbound, At: h.clock.Now(),
		Inbound: &campaign.InboundEvent{ProviderID: "thumb", From: phone(1)[1:], Type: "reaction", Reaction: "👍"}})
	h.want("2", "SELECT unread_count FROM conversations")
}

func TestConversations_whatAMemberTypesOnThePhoneBeginsOne(t *testing.T) {
	t.Parallel()
	h, _, a := answered(t, 1, 0)
	h.event(a, campaign.Event{Key: "e1", Kind: campaign.EventEcho, At: h.clock.Now(),
		Echo: &campaign.EchoEvent{ProviderID: "e1", To: phone(1)[1:], Type: "text", Text: "Oi, sou a Ana"}})
	h.want("outbound|0|", "SELECT last_direction || '|' || unread_count || '|' || window_until FROM conversations")
	h.wrote(a, phone(1)[1:], "Oi Ana")
	h.want("inbound|1", "SELECT last_direction || '|' || unread_count FROM conversations")
}

func TestConversations_tabsPageThroughEverythingOnce(t *testing.T) {
	t.Parallel()
	h, _, _ := answered(t, 6, 6)
	by := func(n int) string {
		return h.value("SELECT id FROM prospects WHERE name = 'Clínica " + strconv.Itoa(n) + "'")
	}
	later, latest := "2026-12-01 00:00:00.000Z", "2026-12-02 00:00:00.000Z"
	h.sql("UPDATE conversations SET assignee = 'ana' WHERE prospect IN ('" + by(1) + "', '" + by(2) + "')")
	h.sql("UPDATE conversations SET snoozed_until = '" + latest + "' WHERE prospect IN ('" + by(2) + "', '" + by(4) + "')")
	h.sql("UPDATE conversations SET snoozed_until = '" + later + "' WHERE prospect = '" + by(3) + "'")
	h.sql("UPDATE conversations SET state = 'closed' WHERE prospect = '" + by(5) + "'")
	for tab, want := range map[string][]string{
		store.TabAll: {"Clínica 6", "Clínica 1"}, store.TabMine: {"Clínica 1"}, store.TabClosed: {"Clínica 5"},
	} {
		if got := h.inbox(tab); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tab, got, want)
		}
	}
	for tab, want := range map[string]int{store.TabAll: 2, store.TabSnoozed: 3} {
		seen, cursor := []string{}, ""
		for {
			page, err := h.store.ListConversations(h.ctx(), h.ws, store.ConversationFilter{Tab: tab, Limit: 1, Cursor: cursor})
			h.ok(err, "list conversations")
			for _, item := range page.Items {
				seen = append(seen, item.Prospect.Name)
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		if len(seen) != want || len(slices.Compact(slices.Sorted(slices.Values(seen)))) != want {
			t.Errorf("%s pages through %v", tab, seen)
		}
		if tab == store.TabSnoozed && seen[0] != "Clínica 3" {
			t.Errorf("the next to come back is %s", seen[0])
		}
	}
	h.clock.Set(time.Date(2026, 12, 3, 15, 0, 0, 0, time.UTC))
	if got := h.inbox(store.TabSnoozed); len(got) != 0 || len(h.inbox(store.TabAll)) != 5 {
		t.Errorf("what was put off is still away: %v", got)
	}
	var invalid *campaign.Error
	for _, bad := range []store.ConversationFilter{{Tab: "spam"}, {Cursor: "MXx8"}, {Limit: 501}} {
		if _, err := h.store.ListConversations(h.ctx(), h.ws, bad); !errors.As(err, &invalid) || invalid.Field == "" {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	other := h.workspace("Boreal", nil)
	if page, err := h.store.ListConversations(h.ctx(), other, store.ConversationFilter{}); err != nil || len(page.Items) != 0 || page.Unread != 0 {
		t.Errorf("another workspace sees %+v %v", page, err)
	}
}

func TestConversations_undoOfAHandSentMessageTakesItBackFromTheInbox(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	page := h.assisted(c, "ana", 1)
	message := page.Items[0].Message
	h.ok(h.store.MarkSent(h.ctx(), store.MarkSent{Workspace: h.ws, Message: message, Member: "ana", Outcome: store.AssistedSent}), "mark sent")
	h.sql("INSERT INTO conversations (id, workspace, prospect, state, last_message_at, last_message, last_direction) SELECT 'c00000000000001', workspace, prospect, 'open', sent_at, id, 'outbound' FROM messages")
	h.ok(h.store.UndoSent(h.ctx(), h.ws, message, "ana"), "undo")
	h.want("pending", "SELECT status FROM messages")
}

func TestConversations_areMadeOfEarlierMessages(t *testing.T) {
	t.Parallel()
	h, _, a := answered(t, 3, 2)
	h.wrote(a, phone(2)[1:], "Alô?")
	before := h.value("SELECT GROUP_CONCAT(prospect || last_message || unread_count || window_until || last_message_at || last_direction || state) FROM (SELECT * FROM conversations ORDER BY prospect)")
	h.sql("DELETE FROM conversations")
	h.ok(migrations.FillConversations(h.app), "fill")
	h.want(before, "SELECT GROUP_CONCAT(prospect || last_message || unread_count || window_until || last_message_at || last_direction || state) FROM (SELECT * FROM conversations ORDER BY prospect)")
	h.ok(migrations.FillConversations(h.app), "fill again")
	h.want("2", "SELECT COUNT(*) FROM conversations")
}

func TestConversations_theStoreTellsOfEveryChange(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	told := map[string]int{}
	h, c, a := ready(t, func(o *store.Options) {
		o.Talked = func(prospect string) {
			mu.Lock()
			defer mu.Unlock()
			told[prospect]++
		}
	})
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	mu.Lock()
	if len(told) != 0 {
		t.Errorf("a first message was told: %v", told)
	}
	mu.Unlock()
	h.wrote(a, phone(1)[1:], "Oi")
	mu.Lock()
	defer mu.Unlock()
	if told[h.value("SELECT id FROM prospects")] != 1 {
		t.Errorf("an answer was told %v", told)
	}
}

// manyConversations makes a big inbox of a campaign by two statements.
const (
	manyPeople = `
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
INSERT INTO prospects (id, workspace, campaign, stage, status, name, platform, external_id, facts, metadata, created, updated)
SELECT printf('p%%014d', i), '%s', '%s', 'done', 'replied', 'Padaria ' || i, 'openstreetmap', 'many/' || i, '[]', '{}', '2026-01-01 00:00:00.000Z', '2026-01-01 00:00:00.000Z' FROM n`
	manyTalks = `
INSERT INTO conversations (id, workspace, prospect, assignee, state, unread_count, last_message, last_direction, last_message_at, snoozed_until)
SELECT 'c' || SUBSTR(id, 2), workspace, id, CASE WHEN rowid %% 3 = 0 THEN 'ana' ELSE '' END, 'open', rowid %% 2, '%s', 'inbound',
	strftime('%%Y-%%m-%%d %%H:%%M:%%fZ', '2026-01-01', '+' || rowid || ' seconds'),
	CASE WHEN rowid %% 5 = 0 THEN '2027-01-01 00:00:00.000Z' ELSE '' END FROM prospects WHERE external_id LIKE 'many/%%'`
)

// talkative is a house with many conversations.
func talkative(tb testing.TB, n int) *house {
	tb.Helper()
	h, c, _ := answered(tb, 1, 1)
	h.sql(fmt.Sprintf(manyPeople, n, h.ws, c))
	h.sql(fmt.Sprintf(manyTalks, h.value("SELECT id FROM messages WHERE direction = 'inbound'")))
	return h
}

// listTab reads the first page of a tab, which is full, and the unread, which are counted to 100.
func (h *house) listTab(tab string) {
	h.Helper()
	page, err := h.store.ListConversations(h.ctx(), h.ws, store.ConversationFilter{Tab: tab, Member: "ana"})
	h.ok(err, "list")
	if len(page.Items) != 50 || page.Unread != 100 {
		h.Fatalf("%s: %d items, %d unread", tab, len(page.Items), page.Unread)
	}
}

func TestConversations_aPageOfManyIsFullAndCountsTheUnreadToAHundred(t *testing.T) {
	t.Parallel()
	h := talkative(t, 1_000)
	for _, tab := range []string{store.TabAll, store.TabMine, store.TabSnoozed} {
		h.listTab(tab)
	}
}

// BenchmarkListConversations measures a page of each tab of 200,000 conversations: 50 ms are the bar.
func BenchmarkListConversations(b *testing.B) {
	h := talkative(b, 200_000)
	for _, tab := range []string{store.TabAll, store.TabMine, store.TabSnoozed} {
		b.Run(tab, func(b *testing.B) {
			for b.Loop() {
				h.listTab(tab)
			}
		})
	}
}
