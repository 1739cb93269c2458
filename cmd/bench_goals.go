package cmd

// The calibrators: what a machine can do at most, by kind of work. A reference is turned into what it would be here by the
// one that bounds the figure.
const (
	byBatched  = "batched inserts"
	byGrouped  = "grouped FULL updates"
	bySingle   = "single FULL updates"
	byLoopback = "loopback POSTs"
)

// referenceCalibrators are what the machine of the reference made a second on the day its figures were taken.
func referenceCalibrators() map[string]float64 {
	return map[string]float64{byBatched: 118_900, byGrouped: 36_500, bySingle: 7_100, byLoopback: 51_500}
}

// The reference: a tuned FastAPI + PostgreSQL + Redis/Celery stack, on the day on which its machine made what
// referenceCalibrators says.
const (
	referenceNear      = 6_700   // messages a second, to a sink that answers at once
	referenceFar       = 4_600   // the same at 50 ms
	referenceCPU       = 0.24    // seconds for 1,000 messages
	referenceWebhooks  = 8_000   // a second
	referenceWebhookMS = 12      // 99 of 100
	referenceList      = 3_800   // pages a second
	referenceSingle    = 8_500   // a second
	referenceDashboard = 1_500   // a second
	referenceRows      = 124_000 // imported a second
)

// Goals that are no comparison.
const (
	mostIdleMiB   = 60
	mostReadMiB   = 120
	mostBinaryMiB = 60
	mostStartMS   = 300
	mostPeakMiB   = 150
	mostGrowth    = 1.2 // of a read, from 200,000 to 2,000,000 rows
)

// Why a goal may be missed, as the file says where one is.
const (
	shortDispatch = "A message is one claim and one record, both durable, on the one connection that writes. That connection is busy all the time: three fifths of it in six statements and a savepoint " +
		"a message, which keep eight indexes up to date, a third in commits and in folding the log into the database. The call over HTTP is less than a tenth of the whole."
	shortFar      = shortDispatch
	shortWebhooks = "A webhook is stored and applied in one job on the one connection that writes, so that a reply stops what is planned before the answer goes out; " +
		"the server's other half, and the program that asks, share its two cores."
	shortImport = "All rows go in over the one connection that writes. Three fifths of its time go to one INSERT a row, which keeps the seventeen indexes of a prospect up to date; " +
		"the rest to repeats and to contacts that another column may hold."
	shortReads  = "A page is encoded anew from its rows, and the program that asks shares the machine's cores."
	shortMemory = "Most of it is not the heap of Go: it is what SQLite keeps for each connection, and the program itself."
)
