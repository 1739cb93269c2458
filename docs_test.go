package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"aceno/campaign"
	"aceno/outreach/writing"
)

var update = flag.Bool("update", false, "write the files that tests compare with")

// TestDocs_listEveryReasonThatTheProgramGives keeps docs/reasons.md true: clients word reasons by these codes.
func TestDocs_listEveryReasonThatTheProgramGives(t *testing.T) {
	t.Parallel()
	var want bytes.Buffer
	want.WriteString("# Reasons\n\nWherever Aceno says why — held, failed, refused, waiting, ignored — it gives `{code, params, message}`. Codes are stable; clients word\nthem. " +
		"The sentence is our own wording, with `{params}` in braces. A provider's own code stands in `error_code`, and its words in `error`.\n\n| code | sentence |\n|---|---|\n")
	for _, code := range campaign.ReasonCodes() {
		sentence, _ := campaign.ReasonSentence(code)
		fmt.Fprintf(&want, "| `%s` | %s |\n", code, sentence)
	}
	compare(t, filepath.Join("docs", "reasons.md"), want.Bytes())
}

// TestDocs_showEveryStarter keeps docs/starters.md true: people paste a campaign's sequence from it.
func TestDocs_showEveryStarter(t *testing.T) {
	t.Parallel()
	var want bytes.Buffer
	want.WriteString("# Starters\n\nSequences to begin with: who writes, what is offered, the way out. Paste one into a campaign's `sequence` and change the words.\n")
	for _, starter := range writing.Starters() {
		fmt.Fprintf(&want, "\n## %s (%s)\n\n```json\n", starter.Name, starter.Language)
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(starter.Sequence); err != nil {
			t.Fatal(err)
		}
		want.WriteString("```\n")
	}
	compare(t, filepath.Join("docs", "starters.md"), want.Bytes())
}

// compare holds a file to what the code says, or writes it with -update.
func compare(t *testing.T, path string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the code says: run `go test . -run Docs -update`", path)
	}
}
