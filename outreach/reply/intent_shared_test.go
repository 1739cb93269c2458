package reply

import (
	"slices"
	"testing"

	"aceno/campaign"
)

func TestRules_nameTheIntentsOfTheSharedReplies(t *testing.T) {
	t.Parallel()
	for file, least := range map[string]float64{"replies.jsonl": 0.9, "out_of_office.jsonl": 0.9} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			rows := sharedRows(t, "data/replies/"+file)
			strict, fair := map[string]int{}, 0
			total := map[string]int{}
			for _, r := range rows {
				text := r.Text
				if r.Subject != "" {
					text = r.Subject + "\n\n" + text
				}
				got, _, err := NewRules().Classify(t.Context(), text, "")
				if err != nil {
					t.Fatalf("classify %q: %v", r.Text, err)
				}
				total[r.Label]++
				isProvenance := got == campaign.IntentProvenance && (r.Label == "question" || r.Label == "provenance")
				if string(got) == r.Label || isProvenance {
					strict[r.Label]++
					fair++
				} else if slices.Contains(r.Acceptable, string(got)) {
					fair++
				} else {
					t.Logf("%s, want %s %v: %q", got, r.Label, r.Acceptable, r.Text)
				}
			}
			n := 0
			for label, all := range total {
				t.Logf("%s: %d of %d", label, strict[label], all)
				n += strict[label]
			}
			t.Logf("%d rows: %d by the label (%.1f %%), %d with the acceptable labels (%.1f %%)", len(rows), n, 100*float64(n)/float64(len(rows)), fair, 100*float64(fair)/float64(len(rows)))
			if float64(fair) < least*float64(len(rows)) {
				t.Errorf("fewer than %.0f %% acceptable", 100*least)
			}
		})
	}
}

func TestRules_giveASentimentOfTheRightSign(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"sentiment_pt.jsonl", "sentiment_en.jsonl", "sentiment_es.jsonl", "sales_replies_svara_en.jsonl"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			right, wrong, rows := 0, 0, sharedRows(t, "data/replies/"+file)
			for _, r := range rows {
				_, v, err := NewRules().Classify(t.Context(), r.Text, "")
				if err != nil {
					t.Fatalf("classify %q: %v", r.Text, err)
				}
				got := "neutral"
				if v > 0.2 {
					got = "positive"
				} else if v < -0.2 {
					got = "negative"
				}
				switch want := r.Sentiment + r.OrigLabel; {
				case got == want:
					right++
				case got != "neutral" && want != "neutral":
					wrong++
				}
			}
			t.Logf("%d rows: %d of three classes right (%.1f %%), %d of opposite sign", len(rows), right, 100*float64(right)/float64(len(rows)), wrong)
			if 2*right < len(rows)*4/5 || wrong*6 > len(rows) {
				t.Errorf("worse than guessing: %d right, %d of opposite sign", right, wrong)
			}
		})
	}
}
