package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"aceno/campaign"
)

// What is held of a person, each row as a JSON object. Keys, hashes and leases are left out: they say nothing of them. Rely on
// the primary keys, messages_prospect, consents_prospect, webhook_events' key and suppressions_once.
const (
	heldProspects = `
SELECT json_object('id', p.id, 'campaign', p.campaign, 'stage', p.stage, 'status', p.status, 'step', p.step, 'name', p.name, 'username', p.username, 'platform', p.platform,
	'external_id', p.external_id, 'profile_url', p.profile_url, 'phone', p.phone, 'whatsapp', p.whatsapp, 'domain', p.domain, 'whatsapp_user_id', p.whatsapp_user_id,
	'instagram_id', p.instagram_id, 'email', p.email, 'followers_count', p.followers_count, 'has_website', p.has_website, 'website_url', p.website_url,
	'last_post_date', p.last_post_date, 'category', p.category, 'address', p.address, 'city', p.city, 'country', p.country, 'location', json(NULLIF(p.location, '')),
	'rating', p.rating, 'reviews_count', p.reviews_count, 'score', p.score, 'score_reasons', json(NULLIF(p.score_reasons, '')), 'ignored_reason', p.ignored_reason,
	'intent', p.intent, 'sentiment', p.sentiment, 'judged_at', p.judged_at, 'facts', json(NULLIF(p.facts, '')), 'metadata', json(NULLIF(p.metadata, '')),
	'last_inbound_at', p.last_inbound_at, 'created', p.created, 'updated', p.updated)
FROM json_each(:people) f CROSS JOIN prospects p ON p.id = f.value AND p.workspace = :workspace`

	heldMessages = `
SELECT json_object('id', m.id, 'prospect', m.prospect, 'campaign', m.campaign, 'channel', m.channel, 'direction', m.direction, 'status', m.status, 'content', m.content,
	'step', m.step, 'recipient', m.recipient, 'scheduled_at', m.scheduled_at, 'sent_at', m.sent_at, 'delivered_at', m.delivered_at, 'read_at', m.read_at,
	'provider_id', m.provider_id, 'error_code', m.error_code, 'error', m.error, 'status_reason', json(NULLIF(m.status_reason, '')), 'facts', json(NULLIF(m.facts, '')),
	'media', json(NULLIF(m.media, '')), 'transcript', m.transcript, 'permission', json(NULLIF(m.permission, '')), 'metadata', json(NULLIF(m.metadata, '')),
	'created', m.created, 'updated', m.updated)
FROM json_each(:people) f CROSS JOIN messages m ON m.prospect = f.value AND m.workspace = :workspace ORDER BY m.created, m.id`

	heldConsents = `
SELECT json_object('id', c.id, 'prospect', c.prospect, 'kind', c.kind, 'basis', c.basis, 'source', c.source, 'evidence', c.evidence, 'given_at', c.given_at,
	'withdrawn_at', c.withdrawn_at, 'created', c.created)
FROM json_each(:people) f CROSS JOIN consents c ON c.prospect = f.value AND c.workspace = :workspace ORDER BY c.created, c.id`

	heldEvents = `
SELECT json_object('id', e.id, 'platform', e.platform, 'event_id', e.event_id, 'received_at', e.received_at, 'processed_at', e.processed_at, 'error', e.error,
	'payload', json(NULLIF(e.payload, '')))
FROM json_each(:events) f CROSS JOIN webhook_events e ON e.id = f.value ORDER BY e.received_at, e.id`

	heldSuppressions = `
SELECT json_object('id', s.id, 'kind', s.kind, 'hint', s.hint, 'reason', s.reason, 'created', s.created)
FROM json_each(:forms) f CROSS JOIN suppressions s
	ON s.workspace = :workspace AND s.kind = json_extract(f.value, '$[0]') AND s.hash = json_extract(f.value, '$[1]')`
)

// TracePerson returns all that a workspace holds of a person, and writes into the audit log that it was asked for. A contact
// that nothing is known of is no error: the lists are empty.
func (s *Store) TracePerson(ctx context.Context, ws string, key campaign.PersonKey, by campaign.By) (campaign.Held, error) {
	var held campaign.Held
	hint := ""
	err := s.read(ctx, func(ses *session) error {
		found, err := s.trace(ses, ws, key)
		if err != nil {
			return err
		}
		hint = found.hint()
		events, err := eventsOf(ses, ws, found)
		if err != nil {
			return err
		}
		slices.Sort(found.people)
		values := args{"workspace": ws, "people": orNone(found.people), "events": orNone(events), "forms": s.hashed(ws, found.forms)}
		for _, part := range []struct {
			statement string
			into      *[]json.RawMessage
		}{{heldProspects, &held.Prospects}, {heldMessages, &held.Messages}, {heldConsents, &held.Consents}, {heldEvents, &held.Events}, {heldSuppressions, &held.Suppressions}} {
			if *part.into, err = objects(ses, part.statement, values); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return campaign.Held{}, fmt.Errorf("gather what is held of a person: %w", err)
	}
	err = s.Audit(ctx, AuditEntry{Workspace: ws, Actor: by.Actor, Action: "privacy.export", Collection: "prospects", Record: key.Prospect, IP: by.IP, RequestID: by.RequestID,
		Changes: map[string]any{"hint": hint, "prospects": len(held.Prospects), "messages": len(held.Messages)}})
	if err != nil {
		return campaign.Held{}, err
	}
	return held, nil
}

// objects reads rows of one JSON object each.
func objects(ses *session, statement string, values args) ([]json.RawMessage, error) {
	list := []json.RawMessage{}
	err := ses.query(statement, values, func(r row) error {
		var one json.RawMessage
		err := r.scan(&one)
		list = append(list, one)
		return err
	})
	return list, err
}

// orNone makes a list that is JSON even when it is empty.
func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
