package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"

	"aceno/internal/testapp"
	"aceno/store"
)

// statements reads every SQL constant of the package out of its source.
func statements(t *testing.T) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatalf("read the package's folder: %v", err)
	}
	exprs := map[string]ast.Expr{}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		if err != nil {
			t.Fatalf("parse %s: %v", entry.Name(), err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				for i, name := range spec.Names {
					if i < len(spec.Values) {
						exprs[name.Name] = spec.Values[i]
					}
				}
			}
			return true
		})
	}
	all := map[string]string{}
	for name, expr := range exprs {
		if text := strings.TrimSpace(constant(expr, exprs)); regexp.MustCompile(`^(SELECT|INSERT|UPDATE|DELETE)\s`).MatchString(text) {
			all[name] = text
		}
	}
	return all
}

// constant works out a string constant made of literals and other constants.
func constant(expr ast.Expr, exprs map[string]ast.Expr) string {
	switch e := expr.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return text
		}
	case *ast.Ident:
		if other, ok := exprs[e.Name]; ok {
			return constant(other, exprs)
		}
	case *ast.BinaryExpr:
		return constant(e.X, exprs) + constant(e.Y, exprs)
	}
	return ""
}

// reliedOn are the indexes that hot statements name in their comments.
var reliedOn = map[string]string{
	"claimDue": "messages_due", "findSuppression": "suppressions_once", "lastToPerson": "messages_contact", "templateStatus": "whatsapp_templates_once",
	"messageByClaim": "messages_claim", "messageByProvider": "messages_provider", "knownInbound": "messages_provider", "timesOfAccount": "messages_sent",
	"timesOfCampaign": "messages_sent_campaign", "timesOfWorkspace": "messages_sent_campaign", "dueEnrich": "prospects_due_enrich",
	"dueWrite": "prospects_due_write", "dueSearches": "searches_due", "dueEvents": "webhook_events_due", "dueAnswers": "messages_todo",
	"dueAssisted": "messages_due", "strandedMessages": "messages_flight", "cancelOpen": "messages_prospect", "listProspects": "prospects_list",
	"listCampaignProspects": "prospects_campaign", "listCampaignProspectsStatus": "prospects_status", "listMessages": "messages_list",
	"listCampaignMessages": "messages_campaign", "listStatusMessages": "messages_status", "listProspectMessages": "messages_prospect",
	"metricsOf": "campaign_metrics_once", "metricsOfWorkspace": "campaign_metrics_workspace", "twinStatement": "prospects_one_phone", "besideStatement": "prospects_place", "knownContacts": "prospects_place",
	"listProspectsByScore": "prospects_score", "lastLink": "audit_log_list", "freeSearches": "searches_due", "freeEnrich": "prospects_due_enrich",
	"freeWrite": "prospects_due_write", "freeAnswers": "messages_todo", "freeEvents": "webhook_events_due",
	"peopleStatement": "prospects_by_whatsapp_short", "nextPending": "messages_due", "lastSlot": "schedule_slots_once",
	"listConversations": "conversations_inbox", "listMine": "conversations_mine", "listSnoozed": "conversations_snoozed",
	"unreadConversations": "conversations_unread", "toldConversation": "conversations_once", "lastSpoken": "messages_prospect",
	"claimReply": "messages_replies", "pendingReplies": "messages_replies", "lastHeard": "messages_prospect", "pastedID": "messages_provider",
}

// harmless are scans of what is not a table: the list that a statement was given, and what a LIMIT has cut already.
var harmless = regexp.MustCompile(`VIRTUAL TABLE|^SCAN \(subquery|^SCAN CONSTANT ROW`)

func TestStatements_neverScanATable(t *testing.T) {
	t.Parallel()
	db, ok := testapp.New(t).NonconcurrentDB().(*dbx.DB)
	if !ok {
		t.Fatal("no database")
	}
	all := statements(t)
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	sort.Strings(names)
	if len(names) < 80 {
		t.Errorf("only %d statements were found: the test does not see them all", len(names))
	}
	for _, name := range names {
		text, params := store.Positional(all[name])
		rows, err := db.DB().Query("EXPLAIN QUERY PLAN "+text, make([]any, len(params))...)
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
			continue
		}
		var plan strings.Builder
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan.WriteString(detail + "\n")
			if strings.HasPrefix(detail, "SCAN") && !harmless.MatchString(detail) {
				t.Errorf("%s scans a table: %s\n%s", name, detail, text)
			}
		}
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
		if index := reliedOn[name]; index != "" && !strings.Contains(plan.String(), "INDEX "+index+" ") {
			t.Errorf("%s relies on %s and does not use it:\n%s", name, index, plan.String())
		}
	}
}
