package cmd

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"aceno/store"
)

// screen prints the demo: bars that redraw themselves on a terminal, plain lines elsewhere.
type screen struct {
	out      io.Writer
	terminal bool
	drawn    int    // lines of bars that stand on the terminal
	last     string // the last plain line, so that nothing is said twice
}

func newScreen(out io.Writer, terminal bool) *screen { return &screen{out: out, terminal: terminal} }

// welcome prints where to look, and the passwords: once, at the first run.
func (s *screen) welcome(base string, state demoState, resumed bool) {
	s.line("Aceno's demo: fictional businesses, simulated people, nothing leaves this machine.")
	s.line("  page         " + base + "/")
	s.line("  admin panel  " + base + "/_/")
	s.line("  API          " + base + "/api/v1/docs")
	if !resumed {
		for _, m := range state.Members {
			s.line(fmt.Sprintf("  %-12s %s  %s", m.Role, m.Email, m.Password))
		}
		s.line(fmt.Sprintf("  %-12s %s  %s", "superuser", state.Superuser.Email, state.Superuser.Password))
	}
	s.line("The WhatsApp campaign goes by a recorded basis instead of opt-ins (gate: recorded_basis), signed by the demo's admin.")
	s.line("")
}

// line prints one line below everything.
func (s *screen) line(text string) {
	s.drawn = 0
	_, _ = fmt.Fprintln(s.out, text) // a terminal that is gone hears nothing
}

// progress shows where the campaigns stand.
func (s *screen) progress(list []store.Progress) {
	var lines []string
	for i, p := range list {
		name := []string{"WhatsApp", "by hand"}[i%2]
		c := p.Counters
		text := fmt.Sprintf("%-9s found %d  qualified %d  contacted %d  delivered %d  read %d  answered %d  stop %d", name, c.Found, c.Qualified, c.Contacted, c.Delivered, c.Read, c.Replied, c.OptOut)
		if s.terminal {
			text = bar(c.Contacted, max(c.Qualified, 1)) + " " + text
		}
		lines = append(lines, text)
	}
	if s.terminal {
		s.redraw(lines)
		return
	}
	if text := strings.Join(lines, "\n"); text != s.last {
		s.last = text
		_, _ = fmt.Fprintln(s.out, text)
	}
}

func (s *screen) redraw(lines []string) {
	if s.drawn > 0 {
		_, _ = fmt.Fprintf(s.out, "\x1b[%dA", s.drawn)
	}
	width := s.width()
	for _, text := range lines {
		_, _ = fmt.Fprintf(s.out, "\x1b[2K%s\n", cutTo(text, width-1))
	}
	s.drawn = len(lines)
}

// unknownWidth is taken where a terminal does not say how wide it is.
const unknownWidth = 200

// width is how many characters a line of the terminal holds: a longer one would wrap, and the bars below it would stay.
func (s *screen) width() int {
	if file, ok := s.out.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 1 {
			return width
		}
	}
	return unknownWidth
}

// cutTo keeps the first n characters of a text.
func cutTo(text string, n int) string {
	if letters := []rune(text); len(letters) > n {
		return string(letters[:n])
	}
	return text
}

// bar draws n of most in twenty cells.
func bar(n, most int64) string {
	full := int(min(20, 20*n/most))
	return strings.Repeat("█", full) + strings.Repeat("░", 20-full)
}
