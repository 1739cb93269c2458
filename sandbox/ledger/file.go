package ledger

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sort"
	"time"
)

// line is one line of the file. One of its parts is set; a message comes with its plan.
type line struct {
	Accepted *Message  `json:"accepted,omitempty"`
	Plan     []Event   `json:"plan,omitempty"`
	Happened string    `json:"happened,omitempty"`
	Told     []string  `json:"told,omitempty"`
	Note     *Note     `json:"note,omitempty"`
	At       time.Time `json:"at,omitzero"`
}

// maxLine bounds a line of the file.
const maxLine = 1 << 20

// write appends a line and applies it. The file is written first: what cannot be written has not happened.
func (l *Ledger) write(one line) error {
	raw, err := json.Marshal(one)
	if err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return errors.New("write ledger: it is closed")
	}
	if one.Accepted != nil && l.byID[one.Accepted.ID] != nil {
		return fmt.Errorf("write ledger: message %s is there already", one.Accepted.ID)
	}
	if l.file != nil {
		if _, err := l.file.Write(append(raw, '\n')); err != nil {
			return fmt.Errorf("write ledger: %w", err)
		}
	}
	l.apply(one)
	close(l.changed)
	l.changed = make(chan struct{})
	return nil
}

// replay reads the file from its start and cuts off a last line without an end.
func (l *Ledger) replay(file *os.File) error {
	in := bufio.NewReaderSize(file, 64<<10)
	var offset int64
	for n := 1; ; n++ {
		raw, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break // without its end: the process died while it wrote
		}
		if err != nil {
			return err
		}
		if len(raw) > maxLine {
			return fmt.Errorf("line %d has %d bytes, at most %d are read", n, len(raw), maxLine)
		}
		offset += int64(len(raw))
		if raw = bytes.TrimSpace(raw); len(raw) == 0 {
			continue
		}
		var one line
		if err := json.Unmarshal(raw, &one); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		l.apply(one)
	}
	if err := file.Truncate(offset); err != nil {
		return err
	}
	_, err := file.Seek(offset, io.SeekStart)
	return err
}

// apply puts a line into memory. The caller holds the lock, or is alone.
func (l *Ledger) apply(one line) {
	if one.Accepted != nil {
		l.accept(one.Accepted)
	}
	for _, e := range one.Plan {
		l.plan(e)
	}
	if one.Happened != "" {
		l.happen(one.Happened, one.At)
	}
	for _, id := range one.Told {
		if e := l.events[id]; e != nil {
			e.told = one.At
			delete(l.untold, id)
		}
	}
	if one.Note != nil {
		l.notes[one.Note.Name] = one.Note.Value
	}
}

func (l *Ledger) accept(m *Message) {
	l.messages = append(l.messages, m)
	l.byID[m.ID] = m
	p := l.person(m.Person)
	p.messages = append(p.messages, m)
	if m.Channel == ByHand {
		l.hand++
	}
}

func (l *Ledger) person(key string) *person {
	p, ok := l.persons[key]
	if !ok {
		p = &person{key: key}
		l.persons[key] = p
	}
	return p
}

// plan puts an event among those that wait, in the order of their times.
func (l *Ledger) plan(e Event) {
	one := &event{Event: e}
	l.events[e.ID] = one
	i := sort.Search(len(l.waiting), func(i int) bool { return l.waiting[i].At.After(e.At) })
	l.waiting = slices.Insert(l.waiting, i, one)
}

func (l *Ledger) happen(id string, at time.Time) {
	e := l.events[id]
	if e == nil || !e.happened.IsZero() {
		return
	}
	l.order++
	e.happened, e.order = at, l.order
	if i := slices.Index(l.waiting, e); i >= 0 {
		l.waiting = slices.Delete(l.waiting, i, i+1)
	}
	if !e.Quiet {
		l.untold[id] = e
	}
	if e.Kind != Answer && e.Kind != Preference {
		return
	}
	p := l.person(e.Person)
	if e.Kind == Answer {
		p.answers = append(p.answers, e)
		if at.After(p.lastWrote) {
			p.lastWrote = at
		}
	}
	if e.OptOut && p.optOut == nil {
		p.optOut, p.optedOutAt = e, at
	}
}

// byTime orders messages by when they were accepted.
func byTime(a, b *Message) int { return cmp.Compare(a.At.UnixNano(), b.At.UnixNano()) }
