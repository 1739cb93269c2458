package campaign

import "aceno/campaign/contact"

// ImportRow is one row of an imported list on its way in.
type ImportRow struct {
	Candidate Candidate
	Suppress  []contact.Form // contacts of the row of which the list says that they must not be used
}

// ImportResult is what became of a row.
type ImportResult string

// What may become of a row.
const (
	ImportCreated  ImportResult = "created"
	ImportMerged   ImportResult = "merged"
	ImportRejected ImportResult = "rejected"
)

// Imported says what became of one row: the prospect that it made or joined, or why it made none.
type Imported struct {
	Result   ImportResult
	Prospect string
	Reason   *Reason
}

// ImportPage is the most rows that go in together: one commit, during which others wait.
const ImportPage = 200
