package cmd

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"aceno/campaign"
)

// reader is whom an answer is worded for.
type reader struct {
	locale   string
	currency string
	zone     *time.Location
}

// zoneOf returns a zone by its name; UTC where there is none of it.
func zoneOf(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}

// Widths of the table's columns, in characters.
const (
	nameWidth  = 28
	wordsWidth = 48
)

// printRehearsal prints who gets what when, then who gets nothing and why, in the reader's time and language.
func printRehearsal(out io.Writer, a campaign.Rehearsal, to reader) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(format string, values ...any) { _, _ = fmt.Fprintf(table, format+"\n", values...) } // Flush tells
	local := func(at time.Time) string { return at.In(to.zone).Format("2006-01-02 15:04:05") }
	line("Rehearsal with seed %d, from %s (%s). Nobody was written to.\n", a.Seed, local(a.From), to.zone)
	if len(a.Messages) > 0 {
		line("WHEN\tWHO\tSTEP\tSTATUS\tWORDS")
	}
	for _, m := range a.Messages {
		line("%s\t%s\t%d\t%s\t%s", local(m.At), plain(m.Prospect.Name, nameWidth), m.Step+1, m.Status, plain(m.Content, wordsWidth))
	}
	line("\n%s on %s, until %s; %s", counted(len(a.Messages), "message"), counted(len(a.Days), "day"), local(a.Until), priced(a.Cost))
	if !a.Complete {
		line("The campaign is not through: see what stands in the way.")
	}
	if len(a.Blocked) > 0 {
		line("\nNot sent:")
	}
	for _, group := range grouped(a.Blocked) {
		line("%5d  %s (%s)\n       %s", len(group.names), group.reason.In(to.locale, to.zone).Message, group.reason.Code, group.who())
	}
	return table.Flush()
}

// stopGroup is everybody who is held up by one reason.
type stopGroup struct {
	reason campaign.Reason
	names  []string
}

// grouped puts together whom one reason holds up, the largest group first.
func grouped(stops []campaign.RehearsalStop) []*stopGroup {
	var groups []*stopGroup
	by := make(map[string]*stopGroup)
	for _, s := range stops {
		g, ok := by[s.Reason.Message]
		if !ok {
			g = &stopGroup{reason: s.Reason}
			by[s.Reason.Message] = g
			groups = append(groups, g)
		}
		g.names = append(g.names, plain(firstOf(s.Prospect.Name, "the campaign"), nameWidth))
	}
	slices.SortStableFunc(groups, func(a, b *stopGroup) int { return cmp.Compare(len(b.names), len(a.names)) })
	return groups
}

// namesShown is how many of a group are named.
const namesShown = 5

// who names some of a group.
func (g *stopGroup) who() string {
	if more := len(g.names) - namesShown; more > 0 {
		return strings.Join(g.names[:namesShown], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(g.names, ", ")
}

// plain is the beginning of a text in one line, with nothing that a terminal would act on.
func plain(text string, n int) string {
	text = strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c <= ' ' || c >= 0x7f && c <= 0xa0 }), " ")
	if short := cutTo(text, n-1); short != text {
		return short + "…"
	}
	return text
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func priced(cost campaign.RehearsalCost) string {
	least, most := float64(cost.LeastMicros)/1e6, float64(cost.MostMicros)/1e6
	if cost.LeastMicros == cost.MostMicros {
		return fmt.Sprintf("cost %s %.2f", cost.Currency, most)
	}
	return fmt.Sprintf("cost %s %.2f to %.2f", cost.Currency, least, most)
}
