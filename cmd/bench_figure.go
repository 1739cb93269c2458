package cmd

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// figure is one thing measured several times.
type figure struct {
	name string
	of   string // what was measured
	unit string
	runs []float64
	goal goal
}

// goal is what a figure is held against. Without a reference, most is the goal itself.
type goal struct {
	reference float64 // of the reference stack, on its machine
	by        string  // the calibrator whose factor turns it into what that stack would do on this machine
	times     float64 // so many times that; where less is better, at most so many times
	less      bool    // less is better
	most      float64
	short     string // why the goal may be missed
}

// report keeps a figure and prints it.
func (b *bench) report(f figure) {
	b.figures = append(b.figures, f)
	line := fmt.Sprintf("%-44s %s %s", f.name, f.median(), f.unit)
	if verdict := b.verdict(f); verdict != "" {
		line += "; " + verdict
	}
	_, _ = fmt.Fprintln(b.out, line+"  ["+f.of+"]") // the file is what counts
}

// expected is what the reference would reach on this machine; 0 = there is none.
func (b *bench) expected(g goal) float64 {
	factor := b.factors[g.by]
	if g.reference == 0 || factor == 0 {
		return 0
	}
	if g.less {
		return g.reference / factor
	}
	return g.reference * factor
}

// judge returns how a figure stands to its goal: ratio 1 is the goal itself, and more is better.
func (b *bench) judge(f figure) (ratio float64, ok bool) {
	wanted := f.goal.most
	if expected := b.expected(f.goal); expected > 0 {
		wanted = expected * f.goal.times
	}
	value := middle(f.runs)
	if wanted == 0 || value == 0 {
		return 0, false
	}
	if f.goal.less {
		return wanted / value, true
	}
	return value / wanted, true
}

// verdict says in words how a figure stands to its goal.
func (b *bench) verdict(f figure) string {
	ratio, ok := b.judge(f)
	switch {
	case !ok:
		return ""
	case ratio >= 1:
		return "reached"
	default:
		return fmt.Sprintf("%.0f %% short", (1-ratio)*100)
	}
}

// median is the middle run and the ends.
func (f figure) median() string {
	if len(f.runs) == 0 {
		return "not measured"
	}
	if len(f.runs) == 1 {
		return number(f.runs[0])
	}
	return fmt.Sprintf("%s (%s–%s)", number(middle(f.runs)), number(slices.Min(f.runs)), number(slices.Max(f.runs)))
}

// middle returns the median.
func middle(runs []float64) float64 {
	if len(runs) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(runs))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// number writes three digits that say something, thousands apart.
func number(v float64) string {
	size := math.Abs(v)
	switch {
	case size >= 1000:
		step := math.Pow(10, math.Floor(math.Log10(size))-2)
		return thousands(int64(math.Round(v/step) * step))
	case size >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case size >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case size >= 1 || size == 0:
		return strconv.FormatFloat(v, 'f', 2, 64)
	default:
		return strconv.FormatFloat(v, 'f', 3, 64)
	}
}

// thousands writes a whole number as 1,234,567.
func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var parts []string
	for len(digits) > 3 {
		parts = append(parts, digits[len(digits)-3:])
		digits = digits[:len(digits)-3]
	}
	parts = append(parts, digits)
	slices.Reverse(parts)
	return strings.Join(parts, ",")
}

// count writes a size.
func count(n int) string { return thousands(int64(n)) }

// times are how long many things took.
type times []time.Duration

// at returns a share of the way from the quickest to the slowest, in milliseconds.
func (t times) at(share float64) float64 {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)].Seconds() * 1000
}

// The usual places of a distribution.
const (
	half      = 0.5
	nearlyAll = 0.99
)
