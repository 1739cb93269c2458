// Package writing makes the text of a message by code: the author's template, the prospect's facts, nothing else. It calls
// nobody, and what it cannot write well it holds for a person and says why.
package writing

import (
	"context"
	"fmt"
	"unicode/utf8"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
)

// Options are what a Writer needs.
type Options struct {
	Clock clock.Clock // tells which facts have expired; the machine's own when nil
}

// Writer writes offline. One value serves all campaigns and is called from many goroutines.
type Writer struct {
	clock clock.Clock
}

var _ outreach.Writer = (*Writer)(nil)

// New returns a Writer.
func New(o Options) *Writer {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	return &Writer{clock: o.Clock}
}

// Check refuses a sequence that Write could not use: syntax, unknown names, alternatives out of balance.
func (w *Writer) Check(s campaign.Sequence) error {
	var errs campaign.Errors
	check := func(src, field string) {
		parts, bad := parseAlternatives(fromAuthor(src))
		if bad == nil {
			_, bad = compile(flatten(parts))
		}
		if bad != nil {
			errs = append(errs, bad.refusal(field))
		}
	}
	for i, step := range s {
		at := fmt.Sprintf("sequence[%d]", i)
		if len(step.Variants) == 0 && step.WhatsAppTemplate == "" {
			errs = append(errs, campaign.Invalid(at, "nothing to say: give it variants or a whatsapp_template"))
		}
		for j, v := range step.Variants {
			check(v.Template, fmt.Sprintf("%s.variants[%d].template", at, j))
		}
		for j, p := range step.WhatsAppParams {
			check(p, fmt.Sprintf("%s.whatsapp_params[%d]", at, j))
		}
	}
	return errs.OrNil()
}

// Write makes the text of one step for one prospect, or holds it and says why. The same task gives the same text.
func (w *Writer) Write(ctx context.Context, t campaign.WriteTask) (campaign.Draft, error) {
	if t.Step < 0 || t.Step >= len(t.Campaign.Sequence) {
		return holding(held(codeNoVariant, map[string]any{"step": t.Step}, "the sequence has no step %d: it was shortened since; add the step again or cancel the message", t.Step)), nil
	}
	p := &piece{writer: w, ctx: ctx, task: t, dice: newDice(t)}
	step := t.Campaign.Sequence[t.Step]
	if step.WhatsAppTemplate != "" && t.Campaign.Channel == campaign.ChannelWhatsApp && (!t.Campaign.Assisted() || len(step.Variants) == 0) {
		return p.template(step)
	}
	n := drawVariant(step.Variants, p.dice)
	if n < 0 {
		return holding(held(codeNoVariant, map[string]any{"step": t.Step}, "step %d has no wording: give it a variant", t.Step)), nil
	}
	text, reason, err := p.render(step.Variants[n].Template)
	if err != nil || reason != nil {
		return holding(reason), err
	}
	return p.draft(text.paragraphs(), n), nil
}

// piece is the writing of one message.
type piece struct {
	writer *Writer
	ctx    context.Context
	task   campaign.WriteTask
	dice   dice
	marks  [][]*leaf
}

// render resolves an author's alternatives and fills the values in.
func (p *piece) render(src string) (marked, *campaign.Reason, error) {
	parts, bad := parseAlternatives(fromAuthor(src))
	if bad != nil {
		return marked{}, bad.reason(), nil
	}
	c, bad := compile(resolve(parts, p.dice))
	if bad != nil {
		return marked{}, bad.reason(), nil
	}
	language := p.task.Agent.Language
	if language == "" {
		language = p.task.Workspace.Locale
	}
	r := &run{ctx: p.ctx, locale: localeOf(language), currency: p.task.Workspace.Currency, marks: p.marks}
	bindings := binder{run: r, task: p.task, now: p.writer.clock.Now()}.all()
	bindings[formatName] = r
	text, reason, err := c.render(r, bindings)
	p.marks = r.marks
	return text, reason, err
}

// draft judges the finished text.
func (p *piece) draft(text marked, variant int) campaign.Draft {
	length, most := utf8.RuneCountInString(text.words), longest(p.task.Campaign.Channel)
	switch {
	case text.words == "":
		return holding(held(codeEmptyText, nil, "the text is empty: the template writes nothing for this prospect"))
	case length > most:
		return holding(tooLong(length, most))
	}
	return campaign.Draft{Content: text.words, Variant: variant, Facts: text.facts(p.marks)}
}

// longest is how many characters a channel takes: WhatsApp 4,096 (Cloud API, text object), Instagram 1,000 bytes (Send
// API; counted as characters here, the channel counts bytes).
func longest(c campaign.Channel) int {
	switch c {
	case campaign.ChannelWhatsApp:
		return 4096
	case campaign.ChannelInstagram:
		return 1000
	default:
		return 20_000
	}
}

func tooLong(length, most int) *campaign.Reason {
	return held(codeTooLong, map[string]any{"length": length, "most": most}, "the text has %d characters or more: the channel takes %d; shorten the template", length, most)
}

func holding(reason *campaign.Reason) campaign.Draft { return campaign.Draft{Held: reason} }
