package writing

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/osteele/liquid/render"

	"aceno/campaign"
)

// Names by which a rewritten template reaches its run. No author can write them: they are unknown names.
const (
	runName   = "_run"
	outFilter = "_out"
	letFilter = "_let"
	// captureBlock stands in for Liquid's own capture, which cannot be replaced.
	captureBlock = "_capture"
)

// Bounds of what a template may make.
const (
	renderTime = 500 * time.Millisecond // real time of one template
	maxValue   = 16 << 10               // bytes of one value on its way
	maxOutput  = 64 << 10               // bytes of a text before it is judged
	maxList    = 50                     // items of one list
)

var (
	errHeld    = errors.New("held")
	errTooLong = errors.New("the text grows too long")
)

// run is one rendering of one template: what its outputs read, and why it stopped.
type run struct {
	ctx      context.Context
	until    time.Time
	locale   locale
	currency string
	outputs  []output
	touched  []*leaf            // read since the last output began
	locals   map[string][]*leaf // what the author's own variables were made of
	marks    [][]*leaf          // by the number in a mark: what that piece of text rests on
	reason   *campaign.Reason
}

// handle is what a template holds of its run: to take it is to begin an output.
type handle struct{ r *run }

// ToLiquid forgets what was read before.
func (h handle) ToLiquid() any {
	h.r.touched = nil
	return h.r
}

// leaf is a value from outside; it tells the run when it is read.
type leaf struct {
	run      *run
	name     string
	value    any // string, int, int64, float64 or bool; nil = empty
	currency string
	facts    []campaign.Fact // that the value rests on
}

// ToLiquid returns the value itself.
func (l *leaf) ToLiquid() any {
	l.run.touched = append(l.run.touched, l)
	if l.value == nil {
		return nothing{}
	}
	return l.value
}

// out is the filter around every output: it decides whether the value may be written, and marks what it rests on.
func (r *run) out(v any, n int) (string, error) {
	if err := r.ctx.Err(); err != nil {
		return "", err
	}
	if time.Now().After(r.until) {
		return "", errTooLong
	}
	o := r.outputs[n]
	sources := r.sources(o)
	text := r.locale.text(plain(v)) // a filter that picks from a list hands the item over unread
	if name := r.missing(o, sources, text); name != "" {
		r.reason = emptyFact(name)
		return "", errHeld
	}
	if !restsOnFacts(sources) || text == "" {
		return text, nil
	}
	r.marks = append(r.marks, sources)
	return mark(len(r.marks)-1, text), nil
}

// sources are the values that an output read, by itself and through the author's variables.
func (r *run) sources(o output) []*leaf {
	all := r.touched
	for _, p := range o.paths {
		all = append(all, r.locals[p[0]]...)
	}
	return all
}

// missing names the empty value because of which an output must not be written.
func (r *run) missing(o output, sources []*leaf, text string) string {
	blank := strings.TrimSpace(text) == ""
	if o.hasDefault && !blank || len(o.paths) == 0 {
		return ""
	}
	for _, l := range sources {
		if l.value == nil {
			return l.name
		}
	}
	if blank {
		return o.paths[0].String()
	}
	return ""
}

// let is the filter around every assignment.
func (r *run) let(v any, name string) (any, error) {
	r.locals[name] = r.touched
	if time.Now().After(r.until) {
		return nil, errTooLong
	}
	if s, ok := v.(string); ok && len(s) > maxValue {
		return nil, errTooLong
	}
	return v, nil
}

// capture renders a block into a variable, without its marks; what the block rests on is remembered.
func capture(ctx render.Context) (string, error) {
	h, ok := ctx.Get(runName).(handle)
	if !ok {
		return "", ctx.Errorf("capture outside of a message")
	}
	w := &bounded{max: maxValue}
	if err := ctx.RenderChildren(w); err != nil {
		return "", err
	}
	t := unmark(w.String())
	var sources []*leaf
	for _, s := range t.spans {
		sources = append(sources, h.r.marks[s.mark]...)
	}
	name := ctx.TagArgs()
	h.r.locals[name] = sources
	ctx.Set(name, t.words)
	return "", nil
}

func restsOnFacts(sources []*leaf) bool {
	for _, l := range sources {
		if len(l.facts) > 0 {
			return true
		}
	}
	return false
}

// render fills a template in. A nil reason and a nil error mean that the text is good.
func (c *compiled) render(r *run, bindings map[string]any) (t marked, reason *campaign.Reason, err error) {
	r.outputs, r.locals, r.until = c.outputs, map[string][]*leaf{}, time.Now().Add(renderTime)
	bindings[runName] = handle{r}
	w := &bounded{max: maxOutput}
	defer func() {
		if p := recover(); p != nil && err == nil {
			reason = r.failed(fmt.Errorf("%v", p), w)
		}
	}()
	if fault := c.template.FRender(w, bindings); fault != nil {
		if r.ctx.Err() != nil {
			return marked{}, nil, r.ctx.Err()
		}
		return marked{}, r.failed(fault, w), nil
	}
	return unmark(w.String()), nil, nil
}

// failed says why rendering stopped.
func (r *run) failed(fault error, w *bounded) *campaign.Reason {
	switch {
	case r.reason != nil:
		return r.reason
	case w.full || strings.Contains(fault.Error(), errTooLong.Error()):
		return tooLong(maxOutput, maxOutput)
	default:
		return badTemplate(1, "%s", cut(liquidWords(fault), 200)).reason()
	}
}

// bounded collects text up to a limit.
type bounded struct {
	strings.Builder
	max  int
	full bool
}

// Write refuses what goes over the limit.
func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.max {
		b.full = true
		return 0, errTooLong
	}
	return b.Builder.Write(p)
}

// text writes a value as a person would.
func (l locale) text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float32:
		return l.number(float64(v))
	case float64:
		return l.number(v)
	}
	rv := reflect.ValueOf(v)
	switch rv.Kind() {
	case reflect.Slice, reflect.Array:
		var items []string
		for i := range rv.Len() {
			items = append(items, l.text(plain(rv.Index(i).Interface())))
		}
		return strings.Join(items, ", ")
	case reflect.Map, reflect.Struct, reflect.Pointer:
		return ""
	default:
		return fmt.Sprint(v)
	}
}

// plain takes a leaf's value out.
func plain(v any) any {
	if l, ok := v.(*leaf); ok {
		return l.value
	}
	return v
}
