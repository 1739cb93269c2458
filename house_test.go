package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "aceno"

// mayImport says which rooms of ours a room may import: what is not here is forbidden. A pattern that ends in /* covers
// the folders below. campaign, its leaves and internal/clock are open to every room but sandbox.
var mayImport = map[string][]string{
	".":                 {"cmd"},
	"cmd":               {"*"},
	"hooks":             {"hooks/*", "pipeline", "store", "privacy", "internal/vault", "internal/observe", "scrapers", "outreach"},
	"hooks/*":           {"pipeline", "store", "privacy", "internal/vault", "internal/observe", "scrapers", "outreach"},
	"pipeline":          {"scrapers", "outreach"},
	"pipeline/*":        {"pipeline", "scrapers", "outreach"},
	"scrapers":          {},
	"scrapers/*":        {"scrapers", "internal/fetch", "internal/graph"},
	"outreach":          {},
	"outreach/*":        {"outreach", "internal/fetch", "internal/graph"},
	"store":             {"scrapers", "outreach"},
	"privacy":           {"internal/vault"},
	"campaign":          {"campaign/contact", "campaign/schedule", "campaign/limits"},
	"campaign/contact":  {},
	"campaign/schedule": {},
	"campaign/limits":   {},
	"internal/testapp":  {"internal/*", "store", "migrations"},
	"internal/*":        {"internal/*"},
	"migrations":        {"internal/*"},
	"sandbox":           {"sandbox/*", "internal/clock"},
	"sandbox/*":         {"sandbox/*", "internal/clock"},
}

// extra are imports that single rooms have beyond their pattern, as the table of rooms says.
var extra = map[string][]string{
	"outreach/writing": {"outreach/llm"},
	"outreach/reply":   {"outreach/llm"},
	"hooks/routes":     {"hooks/session"},
	"hooks/middleware": {"hooks/session"},
	"hooks/realtime":   {"hooks/session"},
}

// openRooms are the domain and its clock: plain values and arithmetic that every room but the sandbox may use.
var openRooms = []string{"campaign", "campaign/contact", "campaign/schedule", "campaign/limits", "internal/clock"}

// knowPocketBase are the rooms that may import PocketBase.
var knowPocketBase = []string{"cmd", "hooks", "store", "migrations", "internal/testapp"}

// room is one package of ours.
type room struct {
	path  string
	files []source // without tests
	tests []source
}

// source is one file.
type source struct {
	path  string
	file  *ast.File
	fset  *token.FileSet
	lines int
	text  []byte
}

func TestHouse_importsOnlyWhatTheTableAllows(t *testing.T) {
	t.Parallel()
	for _, r := range rooms(t) {
		for _, s := range r.files {
			for _, imported := range imports(s) {
				checkImport(t, r.path, s.path, imported)
			}
		}
	}
}

func checkImport(t *testing.T, from, file, imported string) {
	t.Helper()
	if strings.HasPrefix(imported, "github.com/pocketbase/pocketbase") {
		if !slices.ContainsFunc(knowPocketBase, func(k string) bool { return from == k || strings.HasPrefix(from, k+"/") }) {
			t.Errorf("%s imports PocketBase: only %v may", file, knowPocketBase)
		}
		return
	}
	to, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		return
	}
	sandbox := from == "sandbox" || strings.HasPrefix(from, "sandbox/")
	if !sandbox && slices.Contains(openRooms, to) && !strings.HasPrefix(from, "campaign/") {
		return
	}
	allowed := append(slices.Clone(rulesOf(from)), extra[from]...)
	if !slices.ContainsFunc(allowed, func(pattern string) bool { return covers(pattern, to) }) {
		t.Errorf("%s imports %s: %s may import %v", file, to, from, allowed)
	}
}

func rulesOf(from string) []string {
	if rule, ok := mayImport[from]; ok {
		return rule
	}
	for parent := filepath.Dir(from); parent != "."; parent = filepath.Dir(parent) {
		if rule, ok := mayImport[parent+"/*"]; ok {
			return rule
		}
	}
	return nil
}

func covers(pattern, path string) bool {
	if pattern == "*" || pattern == path {
		return true
	}
	below, ok := strings.CutSuffix(pattern, "*")
	return ok && strings.HasPrefix(path, below)
}

func TestHouse_documentsEveryPackageAndEveryExportedName(t *testing.T) {
	t.Parallel()
	for _, r := range rooms(t) {
		if !slices.ContainsFunc(r.files, func(s source) bool { return s.file.Doc != nil }) {
			t.Errorf("package %s has no package comment", r.path)
		}
		for _, s := range r.files {
			for _, decl := range s.file.Decls {
				for _, name := range undocumented(decl) {
					t.Errorf("%s: %s is exported and has no comment", s.path, name)
				}
			}
		}
	}
}

// undocumented lists the exported names of a declaration that no comment covers. A group's comment covers its members.
func undocumented(decl ast.Decl) []string {
	var names []string
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
					names = append(names, s.Name.Name)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() && s.Doc == nil && s.Comment == nil && d.Doc == nil {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	expr := d.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if generic, ok := expr.(*ast.IndexListExpr); ok {
		expr = generic.X
	}
	if generic, ok := expr.(*ast.IndexExpr); ok {
		expr = generic.X
	}
	name, ok := expr.(*ast.Ident)
	return ok && name.IsExported()
}

func TestHouse_keepsFilesFunctionsAndInterfacesSmall(t *testing.T) {
	t.Parallel()
	var files, functions, interfaces []int
	code, tests := 0, 0
	for _, r := range rooms(t) {
		for _, s := range r.files {
			files = append(files, s.lines)
			code += s.lines
			if s.lines > 400 {
				t.Errorf("%s has %d lines: at most 400", s.path, s.lines)
			}
			ast.Inspect(s.file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					functions = append(functions, s.fset.Position(n.End()).Line-s.fset.Position(n.Pos()).Line+1)
				case *ast.InterfaceType:
					interfaces = append(interfaces, methods(n))
					if methods(n) > 8 {
						t.Errorf("%s: an interface of %d methods: at most 8", s.fset.Position(n.Pos()), methods(n))
					}
				}
				return true
			})
		}
		for _, s := range r.tests {
			tests += s.lines
		}
	}
	atMost(t, "median lines of a file", share(files, 0.5), 130)
	atMost(t, "95 % of files, lines", share(files, 0.95), 300)
	atMost(t, "95 % of functions, lines", share(functions, 0.95), 60)
	atMost(t, "90 % of interfaces, methods", share(interfaces, 0.9), 3)
	t.Logf("%d files, %d lines of code, %d lines of tests: %.2f to one", len(files), code, tests, float64(tests)/float64(code))
}

func methods(i *ast.InterfaceType) int {
	n := 0
	for _, m := range i.Methods.List {
		n += len(m.Names)
	}
	return n
}

func atMost(t *testing.T, what string, got, limit int) {
	t.Helper()
	t.Logf("%s: %d (at most %d)", what, got, limit)
	if got > limit {
		t.Errorf("%s: %d, at most %d", what, got, limit)
	}
}

// share returns the value that the given share of the list does not exceed.
func share(list []int, part float64) int {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[min(len(list)-1, int(float64(len(list))*part))]
}

func TestHouse_importDepthAndBreadthStayReadable(t *testing.T) {
	t.Parallel()
	direct := map[string][]string{}
	for _, r := range rooms(t) {
		for _, s := range r.files {
			for _, imported := range imports(s) {
				if to, ours := strings.CutPrefix(imported, module+"/"); ours && !slices.Contains(direct[r.path], to) {
					direct[r.path] = append(direct[r.path], to)
				}
			}
		}
	}
	for path, list := range direct {
		if len(list) > 10 && path != "cmd" {
			t.Errorf("%s imports %d of our packages: at most 10", path, len(list))
		}
	}
	depth := map[string]int{}
	var measure func(path string) int
	measure = func(path string) int {
		if _, ok := depth[path]; !ok {
			deepest := 0
			for _, to := range direct[path] {
				deepest = max(deepest, measure(to))
			}
			depth[path] = deepest + 1
		}
		return depth[path]
	}
	atMost(t, "import depth", measure("."), 8)
}

func TestHouse_leavesNoUnfinishedWordsAndNoSleepingTests(t *testing.T) {
	t.Parallel()
	unfinished := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X"}
	for _, r := range rooms(t) {
		for _, s := range append(slices.Clone(r.files), r.tests...) {
			for _, word := range unfinished {
				if bytes.Contains(s.text, []byte(word)) {
					t.Errorf("%s says %s: an issue, or nothing", s.path, word)
				}
			}
		}
		for _, s := range r.tests {
			if bytes.Contains(s.text, []byte("time.Sle"+"ep(")) && !bytes.Contains(s.text, []byte("testing/synctest")) {
				t.Errorf("%s sleeps: wait for a signal", s.path)
			}
		}
	}
}

// rooms parses every package of the module.
func rooms(t *testing.T) []room {
	t.Helper()
	byPath := map[string]*room{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			name := entry.Name()
			if path != "." && (strings.HasPrefix(name, ".") || slices.Contains([]string{"ui", "pb_public", "testdata", "node_modules", "bin"}, name)) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		s, err := parse(path)
		if err != nil {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		if byPath[folder] == nil {
			byPath[folder] = &room{path: folder}
		}
		if strings.HasSuffix(path, "_test.go") {
			byPath[folder].tests = append(byPath[folder].tests, s)
		} else {
			byPath[folder].files = append(byPath[folder].files, s)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("read the tree: %v", err)
	}
	var list []room
	for _, r := range byPath {
		if len(r.files) > 0 {
			list = append(list, *r)
		}
	}
	slices.SortFunc(list, func(a, b room) int { return strings.Compare(a.path, b.path) })
	return list
}

func parse(path string) (source, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return source{}, fmt.Errorf("read %s: %w", path, err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, text, parser.ParseComments)
	if err != nil {
		return source{}, fmt.Errorf("parse %s: %w", path, err)
	}
	return source{path: path, file: file, fset: fset, lines: bytes.Count(text, []byte("\n")), text: text}, nil
}

func imports(s source) []string {
	list := make([]string, 0, len(s.file.Imports))
	for _, spec := range s.file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			list = append(list, path)
		}
	}
	return list
}
