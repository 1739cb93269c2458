package realtime

import (
	"strings"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/subscriptions"
)

// Topics of PocketBase's own: the sign-in with another service, and the greeting of a connection, which the official SDK
// names among its subscriptions when an app listens for reconnects.
const (
	oauthTopic   = "@oauth2"
	connectTopic = "PB_CONNECT"
)

// topicOf returns the topic of a campaign's progress.
func topicOf(campaign string) string { return "campaigns/" + campaign + "/progress" }

// campaignOf takes a progress topic apart. Options after "?" are the client's and mean nothing here.
func campaignOf(topic string) (string, bool) {
	topic, _, _ = strings.Cut(topic, "?")
	id, ok := strings.CutPrefix(topic, "campaigns/")
	if !ok {
		return "", false
	}
	id, ok = strings.CutSuffix(id, "/progress")
	return id, ok && id != "" && !strings.Contains(id, "/")
}

// checkTopics refuses topics that the caller may not hear and topics that nobody serves. It returns the campaigns among
// them with their workspaces. PocketBase itself lets anyone subscribe to any custom topic, guests too.
func checkTopics(e *core.RealtimeSubscribeRequestEvent) (map[string]string, error) {
	seen := map[string]string{}
	for _, topic := range e.Subscriptions {
		campaign, ok := campaignOf(topic)
		if !ok {
			if !recordTopic(e.App, topic) {
				return nil, e.BadRequestError("There is no such topic: subscribe to a collection or to campaigns/{id}/progress.", nil)
			}
			continue
		}
		if e.Auth == nil {
			return nil, e.UnauthorizedError("Sign in to follow a campaign.", nil)
		}
		record, err := e.App.FindRecordById("campaigns", campaign)
		if err != nil || !hears(e.Auth, record.GetString("workspace")) {
			return nil, e.NotFoundError("", err) // the same answer whether it is foreign or not there
		}
		seen[campaign] = record.GetString("workspace")
	}
	return seen, nil
}

// recordTopic says whether a topic is PocketBase's: a collection, its records or one of them. Its rules guard those.
func recordTopic(app core.App, topic string) bool {
	topic, _, _ = strings.Cut(topic, "?")
	name, _, _ := strings.Cut(topic, "/")
	if name == "" || topic == oauthTopic || topic == connectTopic {
		return true
	}
	_, err := app.FindCachedCollectionByNameOrId(name)
	return err == nil && strings.Count(topic, "/") <= 1
}

// hears says whether a signed-in record may follow what happens in a workspace.
func hears(auth *core.Record, workspace string) bool {
	if auth == nil || workspace == "" {
		return false
	}
	return auth.IsSuperuser() || auth.GetString("workspace") == workspace
}

// audience returns the clients that follow a campaign and may, each with the names under which it subscribed. The auth
// record of a client is kept up to date by PocketBase: whoever was removed since hears nothing.
func audience(broker *subscriptions.Broker, workspace, campaign string) map[subscriptions.Client][]string {
	found := map[subscriptions.Client][]string{}
	for _, client := range broker.Clients() {
		topics := client.Subscriptions(topicOf(campaign) + "?")
		if len(topics) == 0 {
			continue
		}
		auth, _ := client.Get(apis.RealtimeClientAuthKey).(*core.Record)
		if !hears(auth, workspace) {
			continue
		}
		for name := range topics {
			found[client] = append(found[client], name)
		}
	}
	return found
}
