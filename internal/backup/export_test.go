package backup

// SegmentFile is the newest segment, for tests that break it on purpose.
type SegmentFile = segmentFile

// OpenSegmentFile opens a segment as the journal does.
var OpenSegmentFile = openSegmentFile

// SyncFolder makes the names in a folder durable.
var SyncFolder = syncFolder

// OpenJournalWith opens a journal with segments of another size, and with files that a test hands in.
func OpenJournalWith(folder string, size int64, openFile func(path string) (SegmentFile, error)) (*Journal, error) {
	return openJournal(folder, size, openFile)
}

// Exchange puts the prepared journal in the place of the current one.
func (j *Journal) Exchange() error { return j.exchange() }
