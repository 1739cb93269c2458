package migrations

import (
	"fmt"
	"strings"

	"github.com/pocketbase/pocketbase/core"
)

// prospect_words holds the words by which a prospect is found, and prospect_index finds them: plain tables out of every API, kept by
// triggers, so that bulk SQL is found too. Their key is their own, since a rowid of prospects may change when the file is
// compacted. What is deleted or erased is found no more; an erasure also asks the store to compact the index, since the words of a row that went
// lie in it until then (FTS5 could overwrite them at once, at a millisecond a changed row). Over 200,000 prospects a rare word takes half a
// millisecond, where reading all rows takes 370; a row costs ten microseconds more to write.
func init() {
	core.AppMigrations.Register(func(app core.App) error {
		for _, statement := range wordsUp() {
			if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
				return fmt.Errorf("make the index of words: %w\n%s", err, statement)
			}
		}
		return nil
	}, func(app core.App) error {
		for _, statement := range []string{
			"DROP TRIGGER prospects_words_added", "DROP TRIGGER prospects_words_changed", "DROP TRIGGER prospects_words_removed",
			"DROP TABLE prospect_index", "DROP TABLE prospect_words",
		} {
			if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
				return fmt.Errorf("take the index of words away: %w", err)
			}
		}
		return nil
	}, "20261124_26_words.go")
}

// wordsOf are a row's words: a phone is found by its whole number, and without country and area code.
func wordsOf(row string) string {
	words := []string{"name", "category", "city", "username", "email"}
	for i, column := range words {
		words[i] = row + "." + column
	}
	for _, column := range []string{"phone", "whatsapp"} {
		for _, part := range []string{"2", "4", "6", "-8"} {
			words = append(words, fmt.Sprintf("SUBSTR(%s.%s, %s)", row, column, part))
		}
	}
	return strings.Join(words, " || ' ' || ")
}

func wordsUp() []string {
	const (
		columns = "prospect, workspace, campaign, words"
		forget  = `
	INSERT INTO prospect_index (prospect_index, rowid, workspace, campaign, words)
		SELECT 'delete', seq, workspace, campaign, words FROM prospect_words WHERE prospect = OLD.id;
	DELETE FROM prospect_words WHERE prospect = OLD.id;`
	)
	learn := `
	INSERT INTO prospect_words (` + columns + `) SELECT NEW.id, NEW.workspace, NEW.campaign, ` + wordsOf("NEW") + ` WHERE NEW.deleted = 0;
	INSERT INTO prospect_index (rowid, workspace, campaign, words)
		SELECT seq, workspace, campaign, words FROM prospect_words WHERE prospect = NEW.id;`
	watched := []string{"name", "category", "city", "username", "email", "phone", "whatsapp", "deleted"}
	changed := make([]string, len(watched))
	for i, column := range watched {
		changed[i] = fmt.Sprintf("OLD.%s IS NOT NEW.%s", column, column)
	}
	return []string{
		`CREATE TABLE prospect_words (seq INTEGER PRIMARY KEY, prospect TEXT NOT NULL UNIQUE, workspace TEXT NOT NULL, campaign TEXT NOT NULL, words TEXT NOT NULL)`,
		`CREATE VIRTUAL TABLE prospect_index USING fts5 (workspace, campaign, words, content = 'prospect_words', content_rowid = 'seq', detail = column,
	tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')`,
		`INSERT INTO prospect_words (` + columns + `) SELECT p.id, p.workspace, p.campaign, ` + wordsOf("p") + ` FROM prospects p WHERE p.deleted = 0`,
		`INSERT INTO prospect_index (prospect_index) VALUES ('rebuild')`,
		`CREATE TRIGGER prospects_words_added AFTER INSERT ON prospects BEGIN` + learn + ` END`,
		`CREATE TRIGGER prospects_words_removed AFTER DELETE ON prospects BEGIN` + forget + ` END`,
		`CREATE TRIGGER prospects_words_changed AFTER UPDATE OF ` + strings.Join(watched, ", ") + ` ON prospects WHEN ` + strings.Join(changed, " OR ") +
			` BEGIN` + forget + learn + ` END`,
	}
}
