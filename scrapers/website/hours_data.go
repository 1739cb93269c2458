package website

import "strings"

// structuredHours reads openingHours and openingHoursSpecification of an object of structured data.
func structuredHours(node map[string]any) (opening, bool) {
	w := &week{}
	for _, text := range texts(node["openingHours"]) {
		r := &hoursReader{}
		for _, part := range hourWords(text, true) {
			r.words, r.lines = append(r.words, part), append(r.lines, text)
		}
		r.words, r.lines = append(r.words, word{sign: signStop}), append(r.lines, text)
		r.run()
		for _, other := range r.weeks {
			for i := range other.open {
				if other.known&day(i) != 0 {
					w.add(day(i), other.open[i], text)
				}
			}
		}
	}
	w.specify(node["openingHoursSpecification"], 0)
	return w.opening()
}

// add joins stretches to those already known of days: structured data says morning and afternoon apart.
func (w *week) add(on days, spans []span, words string) {
	for i := range w.open {
		if on&day(i) == 0 {
			continue
		}
		next := &week{known: w.known &^ day(i), open: w.open, closed: w.closed, words: w.words}
		all := w.open[i]
		for _, s := range spans {
			if !contains(all, s) && len(all) < 4 {
				all = append(all[:len(all):len(all)], s)
			}
		}
		next.set(day(i), all, words)
		*w = *next
	}
}

func contains(list []span, s span) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// specify reads an OpeningHoursSpecification or a list of them; those of a season are left out.
func (w *week) specify(node any, depth int) {
	switch node := node.(type) {
	case []any:
		for _, item := range node[:min(len(node), maxBlocks)] {
			if depth < 2 {
				w.specify(item, depth+1)
			}
		}
	case map[string]any:
		if _, season := node["validThrough"]; season {
			return
		}
		on := days(0)
		names := texts(node["dayOfWeek"])
		for _, name := range append(names, nested(node["dayOfWeek"])...) {
			name = strings.ToLower(name[strings.LastIndexAny(name, "/#:")+1:])
			if first, ok := shortDays[name]; ok {
				on |= day(first)
				continue
			}
			for _, part := range hourWords(name, true) {
				on |= part.on
			}
		}
		opens, closes := texts(node["opens"]), texts(node["closes"])
		if on == 0 || len(opens) == 0 || len(closes) == 0 {
			return
		}
		words := strings.Join(names, ",") + " " + opens[0] + "-" + closes[0]
		from, to := wordOf(plainText(opens[0]), true), wordOf(plainText(closes[0]), true)
		if from.sign != signTime || to.sign != signTime {
			return
		}
		switch {
		case from.minute == 0 && (to.minute == 0 || to.minute >= 23*60+59) && to.minute != from.minute, from.minute == 0 && to.minute == 24*60:
			w.add(on, []span{{0, 24 * 60}}, words)
		case from.minute == to.minute: // schema.org writes a day that is closed as 00:00-00:00
			w.add(on, nil, words)
		default:
			w.add(on, []span{{from.minute, to.minute}}, words)
		}
	}
}

// nested returns the names of days that are objects: {"@type":"DayOfWeek","name":"Monday"}.
func nested(node any) []string {
	list, ok := node.([]any)
	if !ok {
		list = []any{node}
	}
	var out []string
	for _, item := range list[:min(len(list), maxBlocks)] {
		if object, ok := item.(map[string]any); ok {
			for _, key := range []string{"name", "@id"} {
				out = append(out, texts(object[key])...)
			}
		}
	}
	return out
}
