package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"aceno/campaign"
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
	path := filepath.Join("docs", "reasons.md")
	if *update {
		if err := os.WriteFile(path, want.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Error("docs/reasons.md is not what the code says: run `go test . -run Docs -update`")
	}
}
