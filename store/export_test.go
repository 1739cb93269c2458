package store

import "context"

// Tx is a job's transaction, for tests that break jobs on purpose.
type Tx = tx

// Write runs a job in the writer.
func (s *Store) Write(ctx context.Context, fn func(t *Tx) error) error { return s.write(ctx, fn) }

// Exec runs a statement inside a job.
func (t *tx) Exec(statement string, a map[string]any) (int64, error) { return t.exec(statement, a) }

// OnUndo and OnCommit hand on to the job.
func (t *tx) OnUndo(fn func())   { t.onUndo(fn) }
func (t *tx) OnCommit(fn func()) { t.onCommit(fn) }

// LookStop looks at the stop file now.
func (s *Store) LookStop() { s.lookStop() }

// Positional is how a statement is rewritten before it is prepared.
var Positional = positional

// OnceKey names what one person may get once.
var OnceKey = onceKey

// ReadExec runs a statement on a reader.
func (s *Store) ReadExec(ctx context.Context, statement string) error {
	return s.read(ctx, func(ses *session) error {
		_, err := ses.exec(statement, nil)
		return err
	})
}

// TakeCancelled claims a lane's due message after something else has moved it within the same transaction.
func (s *Store) TakeCancelled(ctx context.Context, campaignID, accountID string) error {
	return s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		m, _, err := t.dueMessage(laneKey{campaign: campaignID, account: accountID}, t.now)
		if err != nil {
			return err
		}
		if _, err := t.exec(cancelMessage, args{"row": m.row, "reason": nil, "real": t.real}); err != nil {
			return err
		}
		a, err := t.account(accountID)
		if err != nil {
			return err
		}
		_, err = t.take(m, &workspace{}, a, nil, verdict{})
		return err
	})
}

// ChainLink is the hash of a row of the audit log and of the link before it.
var ChainLink = chainLink

// Statements is how many statements the writer has run. Nothing may be written while it is asked for.
func (s *Store) Statements() int { return s.writer.session.ran }
