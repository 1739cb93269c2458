package campaign

import (
	"errors"
	"strings"
	"testing"
)

// matrix is which moves are legal, written out apart from the tables of state.go: a line a state it begins in, the states it may
// become behind the colon.
func checkMoves[S ~string](t *testing.T, all []S, move func(from, to S) error, matrix string) {
	t.Helper()
	legal := map[[2]string]bool{}
	lines := 0
	for line := range strings.Lines(matrix) {
		from, to, found := strings.Cut(strings.TrimSpace(line), ":")
		if !found {
			continue
		}
		lines++
		for _, word := range strings.Fields(to) {
			legal[[2]string{from, word}] = true
		}
	}
	if lines != len(all) {
		t.Fatalf("the matrix has %d lines for %d states", lines, len(all))
	}
	for _, from := range all {
		for _, to := range all {
			err := move(from, to)
			if want := from == to || legal[[2]string{string(from), string(to)}]; (err == nil) != want {
				t.Errorf("%s to %s: %v, want it allowed: %v", from, to, err, want)
			}
			if err == nil {
				continue
			}
			var refused *Error
			if !errors.As(err, &refused) || refused.Code != ReasonIllegalMove || refused.Params["from"] != string(from) || refused.Params["to"] != string(to) {
				t.Errorf("%s to %s: %#v names neither", from, to, err)
			}
			if !strings.Contains(err.Error(), string(from)) || !strings.Contains(err.Error(), string(to)) {
				t.Errorf("%s to %s: the sentence %q names not both", from, to, err)
			}
		}
	}
	for _, state := range all {
		if move(state, "elsewhere") == nil || move("elsewhere", state) == nil {
			t.Errorf("%s moves to or from a state that does not exist", state)
		}
	}
}

func TestStatus_movesOnlyAsTheTableSays(t *testing.T) {
	t.Parallel()
	checkMoves(t, []Status{StatusDraft, StatusActive, StatusPaused, StatusCompleted}, Status.Move, `
		draft: active
		active: paused completed
		paused: active completed
		completed:`)
}

func TestProspectStatus_movesOnlyAsTheTableSays(t *testing.T) {
	t.Parallel()
	checkMoves(t, []ProspectStatus{ProspectFound, ProspectContacted, ProspectReplied, ProspectConverted, ProspectIgnored}, ProspectStatus.Move, `
		found: contacted replied converted ignored
		contacted: replied converted ignored
		replied: converted ignored
		converted: replied
		ignored: found replied converted`)
}

func TestMessageStatus_movesOnlyAsTheTableSays(t *testing.T) {
	t.Parallel()
	all := []MessageStatus{MessageDraft, MessageHeld, MessagePending, MessageSending, MessageSent, MessageDelivered, MessageRead, MessageFailed,
		MessageCancelled, MessageInDoubt, MessageReceived}
	checkMoves(t, all, MessageStatus.Move, `
		draft: held pending cancelled
		held: draft pending cancelled
		pending: sending sent held draft failed cancelled
		sending: sent delivered read pending failed in_doubt
		sent: delivered read failed
		delivered: read
		read:
		failed: pending cancelled delivered read
		cancelled: pending
		in_doubt: sent delivered read failed pending
		received:`)
}

func TestRank_neverTakesAMessageBack(t *testing.T) {
	t.Parallel()
	order := []MessageStatus{MessageSending, MessageSent, MessageDelivered, MessageRead}
	for i, status := range order {
		if status.Rank() != i {
			t.Errorf("%s has rank %d, want %d", status, status.Rank(), i)
		}
	}
	if MessageFailed.Rank() != 0 {
		t.Error("a failure ranks above what was delivered")
	}
}
