package spreadsheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"sync"
)

// Rows reads the file from its first row to its last. Rows come in their order; an error ends the reading and is about the
// file, never about one row: rows that cannot be used are yielded as rejected. Rows may be called again, and then reads
// everything again. Rows are made ahead of who asks for them, by a few goroutines that have ended when Rows has.
func (f *File) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := f.read(ctx, func(row Row) bool { return yield(row, nil) }); err != nil {
			yield(Row{}, err)
		}
	}
}

// A batch is read by one goroutine and made into rows by another.
type batch struct {
	records []record // with cells of their own
	first   int      // number of the first
	err     error    // that ended the reading after them
	rows    chan []Row
}

// The size of a batch. Their number is bounded, and so is what they hold.
const (
	batchRows  = 200
	batchBytes = MaxRowBytes
)

func (f *File) read(ctx context.Context, yield func(Row) bool) error {
	inner, stop := context.WithCancel(ctx)
	workers := min(runtime.GOMAXPROCS(0), 4)
	jobs, order := make(chan *batch), make(chan *batch, workers)
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	for range workers {
		running.Go(func() {
			b := newBuilder(f.columns, f.options)
			for job := range jobs {
				job.rows <- b.batch(job)
			}
		})
	}
	running.Go(func() {
		defer close(order)
		defer close(jobs)
		f.gather(func(job *batch) bool {
			for _, to := range []chan *batch{order, jobs} {
				select {
				case to <- job:
				case <-inner.Done():
					return false
				}
			}
			return true
		})
	})
	same := newRepeats()
	for job := range order {
		select {
		case rows := <-job.rows:
			if !same.yield(rows, yield) {
				return nil
			}
		case <-ctx.Done():
		}
		if err := ctx.Err(); err != nil {
			break
		}
		if job.err != nil {
			return job.err
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read an imported file: %w", err)
	}
	return nil
}

// guard turns a panic over something unheard-of in a file into an error about the file: it happens in a goroutine of our own, where
// it would end the program.
func guard(err *error) {
	if what := recover(); what != nil {
		*err = refuse("cannot be read: %v: save the file again with a spreadsheet program", what)
	}
}

// batch makes the rows of one batch.
func (b *builder) batch(job *batch) (rows []Row) {
	defer guard(&job.err)
	rows = make([]Row, 0, len(job.records))
	for i, rec := range job.records {
		row := b.row(rec)
		row.Number, row.Cells = job.first+i, rec.cells
		rows = append(rows, row)
	}
	return rows
}

// yield passes rows on, those of a business that was there before as merged.
func (r *repeats) yield(rows []Row, yield func(Row) bool) bool {
	for _, row := range rows {
		if row.Verdict == Accepted {
			if into := r.first(&row.Candidate, row.Number); into != row.Number {
				row.Verdict, row.Into = Merged, into
			}
		}
		if !yield(row) {
			return false
		}
	}
	return true
}

// gather reads the rows below the header in batches; the last one carries the error that ended it, if one did. It stops when
// send says so.
func (f *File) gather(send func(*batch) bool) {
	newBatch := func(first int) *batch { return &batch{first: first, rows: make(chan []Row, 1)} }
	job, size, number := newBatch(1), 0, 0
	t, err := f.open()
	for err == nil {
		var rec record
		if rec, err = nextOf(t); err != nil {
			break
		}
		if rec.sheetRow <= f.format.HeaderLine || isEmpty(rec) {
			continue
		}
		if number++; number > MaxRows {
			err = errTooManyRows
			break
		}
		rec.cells, size = append(make([]string, 0, len(rec.cells)), rec.cells...), size+sizeOf(rec)
		job.records = append(job.records, rec)
		if len(job.records) == batchRows || size > batchBytes {
			if !send(job) {
				break
			}
			job, size = newBatch(number+1), 0
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if t != nil {
		err = errors.Join(err, t.close())
	}
	job.err = asRefusal(err, "cannot be read")
	send(job)
}

func nextOf(t table) (rec record, err error) {
	defer guard(&err)
	return t.next()
}

func sizeOf(rec record) int {
	size := 0
	for _, cell := range rec.cells {
		size += len(cell)
	}
	return size
}
