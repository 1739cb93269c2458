package hooks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReasons_areGivenByTheirConstants reads the rooms that give reasons: a code goes into the field Code, or is the first
// argument of campaign.NewReason or campaign.Conflict, and is always a constant of campaign/reasons.go, each of which has
// a sentence. A code written out as text would be one that no client can word.
func TestReasons_areGivenByTheirConstants(t *testing.T) {
	t.Parallel()
	given := 0
	for _, room := range []string{"../store", "../pipeline", "records", "routes", "realtime", "middleware", "."} {
		entries, err := os.ReadDir(room)
		must(t, err)
		for _, entry := range entries {
			if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
				continue
			}
			path := filepath.Join(room, entry.Name())
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			must(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				switch code := codeOf(n).(type) {
				case *ast.SelectorExpr:
					if strings.HasPrefix(code.Sel.Name, "Reason") {
						given++
					}
				case *ast.BasicLit:
					t.Errorf("%s writes out the code %s: use the constant of campaign/reasons.go", path, code.Value)
				}
				return true
			})
		}
	}
	if given < 20 {
		t.Errorf("only %d codes were found: the test does not see them", given)
	}
}

// codeOf returns the expression that a node gives as a code, if it gives one.
func codeOf(n ast.Node) ast.Expr {
	switch x := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := x.Key.(*ast.Ident); ok && key.Name == "Code" {
			return x.Value
		}
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.SelectorExpr); ok && len(x.Args) > 0 && (f.Sel.Name == "NewReason" || f.Sel.Name == "Conflict") {
			return x.Args[0]
		}
	}
	return nil
}
