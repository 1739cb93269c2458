package writing

import (
	"context"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
)

func TestWrite_staysSmallAndQuickWhateverATemplateDoes(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 4000)
	for name, src := range map[string]string{
		"replace of nothing, chained": "{% assign s = '" + long[:400] + "' %}{{ s" + strings.Repeat(" | replace: '', s", 4) + " | size }}",
		"append, chained":             "{% assign s = '" + long[:400] + "' %}{{ s" + strings.Repeat(" | append: s", 1000) + " | size }}",
		"a long list, looped twice":   "{% assign a = '" + long + "' | split: '' %}{% for x in a %}{% for y in a %}{% assign k = a | sort %}{% endfor %}{% endfor %}ok",
		"a join that grows":           "{% assign s = '" + long + "' %}{% assign a = 'a,b,c,d,e,f' | split: ',' %}{{ a | join: s }}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			task := campaign.WriteTask{Campaign: campaign.Campaign{Channel: campaign.ChannelWhatsApp,
				Sequence: campaign.Sequence{{Variants: []campaign.Variant{{Template: src}}}}}}
			d, err := New(Options{}).Write(context.Background(), task)
			if err != nil || d.Held == nil {
				t.Fatalf("got %q, %v: want it held", d.Content, err)
			}
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("held after %v: want it at once", took)
			}
		})
	}
}

func TestFilters_countLettersNotBytes(t *testing.T) {
	t.Parallel()
	if got := capitalize("ótica"); got != "Ótica" {
		t.Errorf("capitalize: %q", got)
	}
	length := func(n int) func(int) int { return func(int) int { return n } }
	same := func(s string) string { return s }
	for n, want := range map[int]string{5: "Ót...", 5000: "Ótica São João"} {
		if got, err := truncate("Ótica São João", length(n), same); err != nil || got != want {
			t.Errorf("truncate to %d: %q, %v", n, got, err)
		}
	}
}
