package spreadsheet

import (
	"aceno/campaign/contact"
	"aceno/scrapers"
)

// Verdict is what becomes of a row.
type Verdict string

// The verdicts. A merged row is an accepted one whose business stood in the file before.
const (
	Accepted Verdict = "accepted"
	Merged   Verdict = "merged"
	Rejected Verdict = "rejected"
)

// Code is the stable name of a problem.
type Code string

// The codes of problems.
const (
	CodeCells       Code = "cells"         // more or fewer cells than columns
	CodeNoContact   Code = "no_contact"    // nobody could be reached
	CodeNoName      Code = "no_name"       // no business name
	CodeLegalName   Code = "legal_name"    // no trade name: the legal name is taken
	CodeBad         Code = "bad_value"     // not what the column holds
	CodeDigitsLost  Code = "digits_lost"   // a spreadsheet has rounded the number
	CodeZeroLost    Code = "zero_lost"     // a spreadsheet has dropped the zero in front
	CodeScheme      Code = "scheme"        // a link that is not http or https
	CodeFormula     Code = "formula"       // kept as text
	CodeTooLong     Code = "too_long"      // cut
	CodeControl     Code = "control_chars" // NUL and the like were taken out
	CodeEncoding    Code = "encoding"      // bytes of another encoding
	CodeClosed      Code = "closed"        // the business is closed
	CodeEmailStatus Code = "email_status"  // the file doubts the address
	CodeRefusal     Code = "refusal"       // the file says not to write or call
)

// Problem is one thing that is wrong with a row.
type Problem struct {
	Field   Target `json:"field"`            // empty: the row as a whole
	Column  string `json:"column,omitempty"` // the header above the cell
	Code    Code   `json:"code"`
	Message string `json:"message"` // in English, with the remedy
}

// Row is one row with content.
type Row struct {
	Number    int      // from 1; empty rows are not counted
	SheetRow  int      // as a spreadsheet numbers it
	Cells     []string // as they stand in the file
	Verdict   Verdict
	Into      int                // of a merged row: the Number of the row that its business stood in first
	Candidate scrapers.Candidate // of accepted and merged rows
	Suppress  []contact.Form     // contacts of the row of which the file says that they must not be used
	Warnings  []Problem          // the row is taken all the same
	Errors    []Problem          // of a rejected row: why
}
