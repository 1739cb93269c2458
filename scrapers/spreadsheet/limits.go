package spreadsheet

import (
	"errors"
	"strings"

	"aceno/campaign"
)

// The most that a file may hold. Each refusal says the number and what to do.
const (
	MaxFileBytes = 64 << 20
	MaxRows      = 200_000 // rows with content below the header
	MaxColumns   = 500
	MaxCellBytes = 64 << 10 // longer cells are cut
	MaxRowBytes  = 1 << 20  // of all cells of a row; the cells beyond are cut

	maxParts       = 2_000     // entries of an archive
	maxDirectory   = 2 << 20   // bytes of an archive's list of entries
	maxPartBytes   = 256 << 20 // unpacked, of a sheet or of the shared texts
	maxSmallPart   = 8 << 20   // unpacked, of any other part
	maxUnpacked    = 384 << 20 // of all parts
	maxRatio       = 250       // unpacked to packed, of parts above ratioFrom
	ratioFrom      = 8 << 20
	maxElement     = 256 << 10 // of the XML of one cell or one shared text; Excel itself holds 32,767 characters
	maxRowText     = 64 << 20  // of all cells of one row, were each the longest shared text
	maxSheetText   = 1 << 30   // of all cells read from one sheet
	maxSheets      = 50
	maxQuoted      = 4 << 20 // of a record with a quoted cell: beyond, its quote is taken for a lost one
	maxLostQuotes  = 64      // then quotes mean nothing in the rest of the file
	peekedRecords  = 60
	sampledRecords = 50
)

// refuse says that a file cannot be used as a whole.
func refuse(format string, args ...any) *campaign.Error {
	return campaign.Invalid("file", format, args...)
}

// errTooManyRows ends a file that is longer than MaxRows.
var errTooManyRows = refuse("more than %d rows: split the list into several files", MaxRows)

// clip shortens a value for a sentence.
func clip(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	const most = 40
	if runes := []rune(value); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return value
}

// asRefusal lets our own refusals pass and words every other error as one about the file.
func asRefusal(err error, act string) error {
	var ours *campaign.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	return refuse("%s: %v: save the file again with a spreadsheet program", act, err)
}
