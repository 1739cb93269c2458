package reply

import (
	"os"
	"strings"
	"testing"
)

func TestVisible_agreesWithTheReferenceOnTheSharedMails(t *testing.T) {
	t.Parallel()
	rows := sharedRows(t, "data/replies/quoted_replies/expected.jsonl")
	exact, same := 0, 0
	for _, r := range rows {
		raw, err := os.ReadFile(sharedFile(t, "data/replies/quoted_replies/"+r.File))
		if err != nil {
			t.Fatalf("read %s: %v", r.File, err)
		}
		got, want := Visible(string(raw)), strings.TrimSpace(r.Visible)
		if got == want {
			exact++
		}
		if strings.Join(strings.Fields(got), " ") == strings.Join(strings.Fields(want), " ") {
			same++
		} else {
			t.Logf("%s:\n got %.300q\nwant %.300q", r.File, got, want)
		}
	}
	t.Logf("%d mails: %d the same words, %d of them to the blank line", len(rows), same, exact)
	if same*10 < len(rows)*9 {
		t.Errorf("only %d of %d agree", same, len(rows))
	}
}
