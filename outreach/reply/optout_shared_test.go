package reply

import (
	"testing"

	"aceno/campaign"
)

// verdicts maps the labels of the files to ours.
var verdicts = map[string]campaign.OptOutVerdict{
	"opt_out": campaign.OptOutYes, "not_opt_out": campaign.OptOutNo, "ambiguous_hold": campaign.OptOutUnclear,
}

func TestOptOut_judgesTheSharedPhrases(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"attacks/optout_phrases.jsonl", "data/replies/opt_out.jsonl"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			right, total := map[string]int{}, map[string]int{}
			for _, r := range sharedRows(t, file) {
				label := r.Label + r.Expected
				total[label]++
				if got := NewOptOut(nil).Judge(r.Text); got != verdicts[label] {
					t.Logf("%q: %s, want %s", r.Text, got, label)
					continue
				}
				right[label]++
			}
			t.Logf("right: opt_out %d/%d, ambiguous_hold %d/%d, not_opt_out %d/%d", right["opt_out"], total["opt_out"],
				right["ambiguous_hold"], total["ambiguous_hold"], right["not_opt_out"], total["not_opt_out"])
			if right["opt_out"] != total["opt_out"] || right["ambiguous_hold"] != total["ambiguous_hold"] || (total["not_opt_out"]-right["not_opt_out"])*20 > total["not_opt_out"] {
				t.Error("every request must stop, every doubt be held, at most one in twenty be stopped in error")
			}
		})
	}
}

func TestOptOut_hasFewFalseHitsOverOtherReplies(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"replies.jsonl", "out_of_office.jsonl", "sales_replies_svara_en.jsonl", "sentiment_pt.jsonl", "sentiment_en.jsonl", "sentiment_es.jsonl"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			rows := sharedRows(t, "data/replies/"+file)
			stopped, held, missed := 0, 0, 0
			for _, r := range rows {
				got := NewOptOut(nil).Judge(r.Text)
				switch {
				case r.Label == "opt_out" && got != campaign.OptOutYes:
					missed++
					t.Logf("missed (%s): %q", got, r.Text)
				case r.Label != "opt_out" && got == campaign.OptOutYes:
					stopped++
					t.Logf("stopped: %s %v %q", r.Label+r.OrigLabel, r.Acceptable, r.Text)
				case r.Label != "opt_out" && got == campaign.OptOutUnclear:
					held++
					if r.Label != "not_interested" && r.OrigLabel != "negative" {
						t.Logf("held: %s %q", r.Label+r.Sentiment, r.Text)
					}
				}
			}
			t.Logf("%d rows: %d stopped that are not labelled so, %d held, %d missed", len(rows), stopped, held, missed)
			if stopped*50 > len(rows) || missed > 0 {
				t.Errorf("%d of %d stopped, %d missed: at most one in fifty, none missed", stopped, len(rows), missed)
			}
		})
	}
}
