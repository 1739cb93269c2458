package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
)

// collectionShare is how many requests of our own lists there are to one of the collections API's, which is slower.
const collectionShare = 10

// reads measures what screens ask for, over the whole server.
func (b *bench) reads(ctx context.Context) error {
	sizes := []int{b.Rows}
	if b.Rows > fewRows {
		sizes = []int{fewRows, b.Rows}
	}
	var before []figure
	for _, rows := range sizes {
		folder, err := b.readFolder(ctx, rows)
		if err != nil {
			return fmt.Errorf("make %d prospects: %w", rows, err)
		}
		got, err := b.readAll(ctx, folder, rows)
		if err != nil {
			return err
		}
		for _, f := range got {
			b.report(f)
		}
		for i, f := range before {
			if f.unit == "/s" && middle(got[i].runs) > 0 {
				b.report(figure{name: fmt.Sprintf("%s: time against %s rows", got[i].name, count(fewRows)), of: count(rows) + " rows", unit: "times",
					runs: []float64{middle(f.runs) / middle(got[i].runs)}, goal: goal{most: mostGrowth, less: true, short: shortReads}})
			}
		}
		before = got
	}
	return nil
}

// reading is one kind of request.
type reading struct {
	name     string
	requests [][]byte
	n        int
	goal     goal
}

// readAll asks one server for everything, and returns two figures of each kind: how many a second, and the slowest.
func (b *bench) readAll(ctx context.Context, folder string, rows int) (list []figure, err error) {
	server, err := b.startServer(ctx, folder, fmt.Sprintf("reads-%d.pprof", rows))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	kinds, err := b.readings(ctx, server.address, rows)
	if err != nil {
		return nil, err
	}
	for _, k := range kinds {
		of := fmt.Sprintf("%s requests at %d connections, %s prospects", count(k.n), benchConnection, count(rows))
		rate, slow := figure{name: k.name, of: of, unit: "/s", goal: k.goal}, figure{name: k.name + ", p99", of: of, unit: "ms"}
		for range b.Runs {
			l, err := ask(ctx, server.address, benchConnection, k.n, func(i int) []byte { return k.requests[i%len(k.requests)] })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", k.name, err)
			}
			rate.runs, slow.runs = append(rate.runs, l.rate()), append(slow.runs, l.took.at(nearlyAll))
		}
		list = append(list, rate, slow)
	}
	return list, nil
}

// readings are the kinds of requests, with lists from all over the table and single ones by chance.
func (b *bench) readings(ctx context.Context, address string, rows int) ([]reading, error) {
	token, err := signIn(ctx, address)
	if err != nil {
		return nil, err
	}
	pages, err := cursors(ctx, address, token)
	if err != nil {
		return nil, err
	}
	chance := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // any order will do, and always the same one
	var lists, singles, boards, collections [][]byte
	for _, cursor := range pages {
		lists = append(lists, getRequest("/api/v1/prospects?limit=50&cursor="+cursor, token))
	}
	chance.Shuffle(len(lists), func(i, j int) { lists[i], lists[j] = lists[j], lists[i] })
	for range min(rows, 10_000) {
		singles = append(singles, getRequest("/api/v1/prospects/"+readID(1+chance.IntN(rows)), token))
	}
	boards = append(boards, getRequest("/api/v1/dashboard", token))
	collections = append(collections, getRequest("/api/collections/prospects/records?skipTotal=1&perPage=50&sort=-created,-id", token))
	return []reading{
		{"List of 50 prospects", lists, b.Requests, goal{reference: referenceList, by: byLoopback, times: 1.5, short: shortReads}},
		{"Single prospect", singles, b.Requests, goal{reference: referenceSingle, by: byLoopback, times: 2, short: shortReads}},
		{"Dashboard", boards, b.Requests, goal{reference: referenceDashboard, by: byLoopback, times: 5, short: shortReads}},
		{"List of 50 by the collections API", collections, max(1, b.Requests/collectionShare), goal{}},
	}, nil
}

// signIn returns a token of the folders' member.
func signIn(ctx context.Context, address string) (string, error) {
	c := newClient(address)
	if err := c.signIn(ctx, "users", benchMember, benchPassword); err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	return c.token, nil
}

// cursors walks through the whole list and returns where its pages begin, the first one first.
func cursors(ctx context.Context, address, token string) ([]string, error) {
	c, err := dial(ctx, address)
	if err != nil {
		return nil, err
	}
	defer c.close()
	list := []string{""}
	for {
		body, err := c.ask(getRequest("/api/v1/prospects?limit=500&cursor="+list[len(list)-1], token), true)
		if err != nil {
			return nil, fmt.Errorf("walk through the list: %w", err)
		}
		var page struct {
			Next string `json:"next"`
		}
		if err := json.Unmarshal(body, &page); err != nil {
			return nil, fmt.Errorf("walk through the list: %w", err)
		}
		if page.Next == "" {
			return list, nil
		}
		list = append(list, page.Next)
	}
}

// readFolder returns a data folder with so many prospects, made once.
func (b *bench) readFolder(ctx context.Context, rows int) (string, error) {
	if folder, ok := b.read[rows]; ok {
		return folder, nil
	}
	folder, err := b.place(fmt.Sprintf("read-%d", rows))
	if err != nil {
		return "", err
	}
	err = b.with(ctx, folder, nil, func(p *program) error {
		for first := 0; first < rows; first += fewRows {
			if err := b.fillCampaign(ctx, p, first, min(first+fewRows, rows)); err != nil {
				return err
			}
		}
		return nil
	})
	b.read[rows] = folder
	return folder, err
}

// readID is the id of a prospect that is there to be read.
func readID(n int) string { return fmt.Sprintf("p%014d", n) }

// fillProspects adds prospects to a campaign, and fillDays days to its figures, by one statement each; beyond what tiers allow, for the
// sake of the measurement.
const (
	fillProspects = `
WITH RECURSIVE n(i) AS (SELECT {:first} + 1 UNION ALL SELECT i + 1 FROM n WHERE i < {:last})
INSERT INTO prospects (id, workspace, campaign, stage, status, name, platform, external_id, category, address, country, website_url, has_website, domain, email,
	phone, phone_short, city, score, score_reasons, location, facts, metadata, created, updated)
SELECT printf('p%014d', i), {:workspace}, {:campaign}, 'done', 'found', 'Padaria ' || i, 'openstreetmap', 'node/' || i, 'padaria', 'Rua Sete, ' || i, 'BR',
	'https://padaria' || i || '.example', 1, 'padaria' || i || '.example', 'oi@padaria' || i || '.example',
	printf('+55%d90000%04d', 11 + (i - {:first}) / 10000, i % 10000), printf('+55%d0000%04d', 11 + (i - {:first}) / 10000, i % 10000), 'Blumenau', i % 101,
	'[{"code":"no_website","points":40}]', '{"lon":-49.1,"lat":-26.9}',
	'[{"id":"f1","kind":"phone","value":"' || i || '","source":"openstreetmap","url":"https://osm.example/' || i || '","at":"2026-01-01T00:00:00Z"},' ||
	'{"id":"f2","kind":"email","value":"oi@padaria' || i || '.example","source":"openstreetmap","url":"https://osm.example/' || i || '","at":"2026-01-01T00:00:00Z"}]',
	'{}', strftime('%Y-%m-%d %H:%M:%fZ', '2026-01-01', '+' || i || ' seconds'), strftime('%Y-%m-%d %H:%M:%fZ', '2026-01-01', '+' || i || ' seconds')
FROM n`
	fillDays = `
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90)
INSERT INTO campaign_metrics (id, workspace, campaign, date, prospects_found, messages_sent, messages_delivered, messages_read, replies_received, conversions, opt_outs, failures, cost_micros)
SELECT substr({:campaign}, 1, 12) || printf('%03d', i), {:workspace}, {:campaign}, date('2026-01-01', '+' || i || ' days'), 900, 300, 290, 200, 20, 2, 1, 3, 90000000 FROM n`
	fillCounts = `UPDATE campaigns SET found_count = {:last} - {:first}, sent_count = 27000, contacted_count = 27000, delivered_count = 26000, replied_count = 1800, converted_count = 180
WHERE id = {:campaign}`
)

// fillCampaign makes a campaign with the prospects of a range.
func (b *bench) fillCampaign(ctx context.Context, p *program, first, last int) error {
	a, err := b.found(p, 0, 0)
	if err != nil {
		return err
	}
	for _, statement := range []string{fillProspects, fillDays, fillCounts} {
		values := map[string]any{}
		for name, value := range map[string]any{"first": first, "last": last, "workspace": a.workspace, "campaign": a.campaign} {
			if strings.Contains(statement, "{:"+name+"}") {
				values[name] = value
			}
		}
		if _, err := p.app.NonconcurrentDB().NewQuery(statement).Bind(values).WithContext(ctx).Execute(); err != nil {
			return fmt.Errorf("fill a campaign: %w", err)
		}
	}
	return nil
}
