package cmd

import (
	"fmt"
	"strings"
	"time"
)

// markdown writes the whole file.
func (b *bench) markdown() []byte {
	var out strings.Builder
	say := func(format string, values ...any) { _, _ = fmt.Fprintf(&out, format+"\n", values...) } // a builder takes everything
	say("# Benchmarks\n")
	say("Written by `aceno bench` (`make bench`), version %s, on %s. Each figure is the median of %d runs (least–most), on a data folder on disk with `synchronous=FULL`.\n",
		Version, time.Now().UTC().Format(time.DateOnly), b.Runs)
	b.sayMachine(say)
	b.sayCalibrators(say)
	b.sayFigures(say)
	b.sayShort(say)
	sayHow(say)
	return []byte(out.String())
}

func (b *bench) sayMachine(say func(string, ...any)) {
	say("## Machine\n\n| | |\n|---|---|")
	say("| Processor | %s, %d cores |", b.machine.cpu, b.machine.cores)
	if b.machine.memory > 0 {
		say("| Memory | %s MiB |", number(b.machine.memory))
	}
	say("| System | %s, %s |", b.machine.system, b.machine.runs)
	say("| Disk | 4 KiB are kept for good in %.2f ms (median of %d) |\n", b.machine.sync.Seconds()*1000, syncs)
}

func (b *bench) sayCalibrators(say func(string, ...any)) {
	say("## Calibrators\n")
	say("What the machine can do at most, by kind of work. The reference is a tuned FastAPI + PostgreSQL + Redis/Celery stack on a like machine; how fast that machine was on the day is " +
		"known by the same calibrators, and the factor turns the reference's figures into what it would reach here.\n")
	say("| Calibrator | Of | Here, a second | Reference's machine | Factor |\n|---|---|---|---|---|")
	for _, f := range b.figures {
		if reference := referenceCalibrators()[f.name]; reference > 0 {
			say("| %s | %s | %s | %s | %.2f |", upperFirst(f.name), f.of, f.median(), number(reference), b.factors[f.name])
		}
	}
	say("")
}

func (b *bench) sayFigures(say func(string, ...any)) {
	say("## Figures\n")
	say("| Figure | Of | Median (least–most) | Reference here | Goal | Reached |\n|---|---|---|---|---|---|")
	for _, f := range b.figures {
		if referenceCalibrators()[f.name] > 0 {
			continue
		}
		reference, wanted := b.wanted(f.goal)
		say("| %s | %s | %s %s | %s | %s | %s |", f.name, f.of, f.median(), f.unit, reference, wanted, b.verdict(f))
	}
	say("")
}

// wanted says in a table what the reference would reach here, and what the goal is.
func (b *bench) wanted(g goal) (reference, wanted string) {
	bound := "at least"
	if g.less {
		bound = "at most"
	}
	if expected := b.expected(g); expected > 0 {
		return fmt.Sprintf("%s (%s × %s)", number(expected), number(g.reference), g.by), fmt.Sprintf("%s %s (%.3g times)", bound, number(expected*g.times), g.times)
	}
	if g.most > 0 {
		return "", bound + " " + number(g.most)
	}
	return "", ""
}

// sayShort says of the figures that miss their goals by how much and why, those of one reason together.
func (b *bench) sayShort(say func(string, ...any)) {
	say("## Where a figure is short\n")
	var reasons []string
	figures := map[string][]string{}
	for _, f := range b.figures {
		if ratio, ok := b.judge(f); !ok || ratio >= 1 {
			continue
		}
		if figures[f.goal.short] == nil {
			reasons = append(reasons, f.goal.short)
		}
		figures[f.goal.short] = append(figures[f.goal.short], f.name+", "+b.verdict(f))
	}
	for _, reason := range reasons {
		say("- %s: %s", strings.Join(figures[reason], "; "), reason)
	}
	if len(reasons) == 0 {
		say("Every goal is reached.")
	}
	say("")
}

func sayHow(say func(string, ...any)) {
	say("## How it is measured\n")
	for _, line := range []string{
		"Dispatch: the program's own sender, WhatsApp channel and store, with one HTTP call a message to a sink in a process of its own. Each claim and each record is durable before " +
			"anything follows. The throttle is off as far as it can be: no limits of accounts and campaigns, numbers without a daily tier, and so many numbers (300) that Meta's 80 a second never holds one up.",
		"Webhooks: bodies signed as Meta signs them, over the whole server, which answers when they are stored and applied. The time runs until answers are understood too.",
		"Import: candidates with an outside id, phone, WhatsApp number, e-mail, handle and domain each, all of which find repeats, go through the store 200 a commit. The CSV file is sniffed, read, checked and imported.",
		"Reads: the whole server with session, rights and headers, without its limiter, which would end each run after a thousand requests. Pages come from all over the list, single prospects by chance.",
		"Whatever asks shares the cores with what answers. A figure of a few runs says nothing about tenths: compare ratios, on one machine, on one day.",
	} {
		say("- %s", line)
	}
}

func upperFirst(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
