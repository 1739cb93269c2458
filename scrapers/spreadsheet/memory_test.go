package spreadsheet

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// bigList writes a list of fictional businesses, as long as agencies bring them.
func bigList(tb testing.TB, kind string, rows int) *os.File {
	tb.Helper()
	out, err := os.Create(filepath.Join(tb.TempDir(), "big."+kind))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = out.Close() })
	w, err := NewCSVWriter(out, CSVOptions{Comma: ';', BOM: true})
	if kind == "xlsx" {
		w, err = NewXLSXWriter(out, "Leads")
	}
	if err == nil {
		err = w.Header([]string{"Nome da Empresa", "Telefone", "E-mail", "Site", "Endereço", "Município", "UF", "CEP", "Avaliação média", "Observações"})
	}
	for i := 0; i < rows && err == nil; i++ {
		err = w.Row([]string{
			fmt.Sprintf("Padaria Fictícia %d", i), fmt.Sprintf("+55 %d 9 %04d %04d", 11+i%9, i/10000, i%10000), fmt.Sprintf("contato@padaria-%d.example", i),
			fmt.Sprintf("https://padaria-%d.example", i), fmt.Sprintf("Rua Fictícia, %d", i), "São Paulo", "SP", "01000-000", "4,5", "Cliente disse: não tem pressa",
		})
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// figures are what reading a list took.
type figures struct {
	rows, accepted int
	peak           uint64 // bytes that the heap grew by at most
	took           time.Duration
}

// measure reads a list to its end.
func measure(tb testing.TB, src *os.File) figures {
	tb.Helper()
	info, err := src.Stat()
	if err != nil {
		tb.Fatal(err)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, peak, begun := m.HeapAlloc, m.HeapAlloc, time.Now()
	f, err := Open(src, info.Size(), "big", Options{TempDir: tb.TempDir(), At: someDay})
	if err != nil {
		tb.Fatal(err)
	}
	var got figures
	for row, err := range f.Rows(tb.Context()) {
		if err != nil {
			tb.Fatal(err)
		}
		if row.Verdict == Accepted {
			got.accepted++
		}
		if got.rows++; got.rows%1000 == 0 {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
	}
	got.took, got.peak = time.Since(begun), peak-before
	if err := f.Close(); err != nil {
		tb.Error(err)
	}
	return got
}

// TestRows_holdNoFileInMemory reads long lists of each format and prints the most that the heap grew by. It runs alone: what
// other tests hold would be counted.
func TestRows_holdNoFileInMemory(t *testing.T) {
	rows := 100_000
	if raced || testing.Short() {
		rows = 10_000
	}
	for _, kind := range []string{"csv", "xlsx"} {
		got := measure(t, bigList(t, kind, rows))
		t.Logf("%s: %d rows in %v, the heap grew by %.1f MiB at most", kind, got.rows, got.took.Round(time.Millisecond), float64(got.peak)/(1<<20))
		if got.rows != rows || got.accepted != rows {
			t.Errorf("%s: %+v, want %d rows", kind, got, rows)
		}
		if got.peak > 100<<20 {
			t.Errorf("%s: the heap grew by %d MiB", kind, got.peak>>20)
		}
	}
}

// BenchmarkRows reads 100,000 rows and reports the growth of the heap.
func BenchmarkRows(b *testing.B) {
	for _, kind := range []string{"csv", "xlsx"} {
		b.Run(kind, func(b *testing.B) {
			src := bigList(b, kind, 100_000)
			b.ReportAllocs()
			var last figures
			for b.Loop() {
				last = measure(b, src)
			}
			b.ReportMetric(float64(last.rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(last.peak)/(1<<20), "peak-MiB")
		})
	}
}
