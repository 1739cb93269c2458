package hooks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"aceno/campaign"
)

// TestReasons_everyCodeThatIsGivenHasASentence reads the rooms that give reasons and looks at every code that is written
// out there: as the field Code, or as the first argument of campaign.NewReason and campaign.Conflict.
func TestReasons_everyCodeThatIsGivenHasASentence(t *testing.T) {
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
				code, ok := codeOf(n)
				if !ok {
					return true
				}
				given++
				if _, known := campaign.ReasonSentence(code); !known {
					t.Errorf("%s gives the code %q, which has no sentence: add it to campaign/reasons.go", path, code)
				}
				return true
			})
		}
	}
	if given == 0 {
		t.Error("no code was found: the test does not see them")
	}
}

// codeOf returns the code that a node writes out.
func codeOf(n ast.Node) (string, bool) {
	var value ast.Expr
	switch x := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := x.Key.(*ast.Ident); ok && key.Name == "Code" {
			value = x.Value
		}
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.SelectorExpr); ok && len(x.Args) > 0 && (f.Sel.Name == "NewReason" || f.Sel.Name == "Conflict") {
			value = x.Args[0]
		}
	}
	literal, ok := value.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	code, err := strconv.Unquote(literal.Value)
	return code, err == nil
}
