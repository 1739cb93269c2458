package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
)

// args are the named parameters of a statement: :name in its text.
type args map[string]any

// session is one SQLite connection with the statements that were prepared on it. Statements live below database/sql, since
// the connection is borrowed anew for every group and database/sql would prepare them each time.
// ctx is the caller's of a read, and never ends in the writer: a job that was begun is finished.
type session struct {
	ctx   context.Context
	conn  driver.Conn
	stmts map[string]*statement
	ran   int // statements so far: a test holds the hot paths to theirs
}

// statement is a prepared statement and the names of its parameters in the order of their places.
type statement struct {
	text  string
	stmt  driver.Stmt
	names []string
}

// errDriver says that the SQLite driver lacks what this room builds on; it is the pinned one, so this cannot happen.
var errDriver = errors.New("the database driver is not the pinned one")

// on makes the session use conn; statements of another connection are forgotten.
func (s *session) on(conn any) error {
	c, ok := conn.(driver.Conn)
	if !ok {
		return errDriver
	}
	if s.conn != c {
		s.conn, s.stmts = c, make(map[string]*statement)
	}
	return nil
}

// prepare returns the statement of a text, prepared once a connection.
func (s *session) prepare(text string) (*statement, error) {
	if st, ok := s.stmts[text]; ok {
		return st, nil
	}
	plain, names := positional(text)
	stmt, err := s.conn.Prepare(plain)
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", head(text), err)
	}
	st := &statement{text: text, stmt: stmt, names: names}
	s.stmts[text] = st
	return st, nil
}

// exec runs a statement that returns no rows and says how many rows it changed.
func (s *session) exec(text string, a args) (int64, error) {
	st, err := s.prepare(text)
	if err != nil {
		return 0, err
	}
	values, err := st.bind(a)
	if err != nil {
		return 0, err
	}
	return s.run(st, values)
}

// execBound is exec with values that bind has made.
func (s *session) execBound(text string, values []driver.NamedValue) (int64, error) {
	st, err := s.prepare(text)
	if err != nil {
		return 0, err
	}
	return s.run(st, values)
}

func (s *session) run(st *statement, values []driver.NamedValue) (int64, error) {
	s.ran++
	run, ok := st.stmt.(driver.StmtExecContext)
	if !ok {
		return 0, errDriver
	}
	result, err := run.ExecContext(s.ctx, values)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", head(st.text), err)
	}
	return result.RowsAffected()
}

// query runs a statement and hands each row to the function.
func (s *session) query(text string, a args, each func(r row) error) (err error) {
	st, err := s.prepare(text)
	if err != nil {
		return err
	}
	values, err := st.bind(a)
	if err != nil {
		return err
	}
	run, ok := st.stmt.(driver.StmtQueryContext)
	if !ok {
		return errDriver
	}
	s.ran++
	rows, err := run.QueryContext(s.ctx, values)
	if err != nil {
		return fmt.Errorf("%s: %w", head(text), err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	cells := make([]driver.Value, len(rows.Columns()))
	for {
		switch err := rows.Next(cells); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", head(text), err)
		}
		if err := each(row(cells)); err != nil {
			return err
		}
	}
}

// errEnough ends a query early.
var errEnough = errors.New("enough rows")

// one scans the first row, if there is one.
func (s *session) one(text string, a args, dest ...any) (bool, error) {
	found := false
	err := s.query(text, a, func(r row) error {
		found = true
		if err := r.scan(dest...); err != nil {
			return fmt.Errorf("%s: %w", head(text), err)
		}
		return errEnough
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return found, err
}

// has says whether a statement finds a row.
func (s *session) has(text string, a args) (bool, error) {
	found := false
	err := s.query(text, a, func(row) error { found = true; return errEnough })
	if errors.Is(err, errEnough) {
		err = nil
	}
	return found, err
}

// close finalises the prepared statements.
func (s *session) close() error {
	var errs []error
	for _, st := range s.stmts {
		errs = append(errs, st.stmt.Close())
	}
	s.stmts, s.conn = nil, nil
	return errors.Join(errs...)
}

// unprepared is a statement that can only bind: what the writer need not do.
func unprepared(text string) *statement {
	_, names := positional(text)
	return &statement{text: text, names: names}
}

// bind puts named values into the places of the statement.
func (st *statement) bind(a args) ([]driver.NamedValue, error) {
	values := make([]driver.NamedValue, len(st.names))
	for i, name := range st.names {
		given, ok := a[name]
		if !ok {
			return nil, fmt.Errorf("%s: no value for :%s", head(st.text), name)
		}
		value, err := toValue(given)
		if err != nil {
			return nil, fmt.Errorf("%s: :%s: %w", head(st.text), name, err)
		}
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	return values, nil
}

// positional rewrites :name to ? and returns the names in their order: the driver finds a place by number far quicker than
// by name.
func positional(text string) (string, []string) {
	var names []string
	plain := rewritten(text, func(name string) string {
		names = append(names, name)
		return "?"
	})
	return plain, names
}

// placeholders rewrites :name to {:name}, as dbx wants it.
func placeholders(text string) string {
	return rewritten(text, func(name string) string { return "{:" + name + "}" })
}

// rewritten puts something else in the place of every :name outside of quotes.
func rewritten(text string, place func(name string) string) string {
	var out strings.Builder
	quoted := false
	for i := 0; i < len(text); {
		c := text[i]
		if c == '\'' {
			quoted = !quoted
		}
		end := i + 1
		if c == ':' && !quoted {
			for end < len(text) && isNameByte(text[end]) {
				end++
			}
		}
		if end > i+1 {
			out.WriteString(place(text[i+1 : end]))
		} else {
			out.WriteByte(c)
		}
		i = end
	}
	return out.String()
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}

// head is the beginning of a statement, enough to find it in an error.
func head(text string) string {
	words := strings.Join(strings.Fields(text), " ")
	if len(words) > 60 {
		return words[:60] + "…"
	}
	return words
}
