package campaign

import "slices"

// campaignMoves: a person starts, pauses, resumes and completes; the system pauses (an account fails) and completes
// (nothing left to do). A crash leaves a campaign as it is.
var campaignMoves = map[Status][]Status{
	StatusDraft:     {StatusActive},
	StatusActive:    {StatusPaused, StatusCompleted},
	StatusPaused:    {StatusActive, StatusCompleted},
	StatusCompleted: {},
}

// prospectMoves: found → contacted by the record of a first send; → replied by a message of theirs; → converted and
// ignored by a person, or by the qualification. Whoever replied stays replied when written to again.
var prospectMoves = map[ProspectStatus][]ProspectStatus{
	ProspectFound:     {ProspectContacted, ProspectReplied, ProspectConverted, ProspectIgnored},
	ProspectContacted: {ProspectReplied, ProspectConverted, ProspectIgnored},
	ProspectReplied:   {ProspectConverted, ProspectIgnored},
	ProspectConverted: {ProspectReplied},
	ProspectIgnored:   {ProspectFound, ProspectReplied, ProspectConverted},
}

// messageMoves: the writer makes draft, held or pending; a person approves, edits and cancels; the claim makes
// sending; the record makes sent, failed, in_doubt or pending again; webhooks make the rest. A crash leaves sending,
// which the next start turns into in_doubt.
var messageMoves = map[MessageStatus][]MessageStatus{
	MessageDraft:     {MessageHeld, MessagePending, MessageCancelled},
	MessageHeld:      {MessageDraft, MessagePending, MessageCancelled},
	MessagePending:   {MessageSending, MessageSent, MessageHeld, MessageDraft, MessageFailed, MessageCancelled},
	MessageSending:   {MessageSent, MessageDelivered, MessageRead, MessagePending, MessageFailed, MessageInDoubt},
	MessageSent:      {MessageDelivered, MessageRead, MessageFailed},
	MessageDelivered: {MessageRead},
	MessageRead:      {},
	MessageFailed:    {MessagePending, MessageCancelled, MessageDelivered, MessageRead},
	MessageCancelled: {MessagePending},
	MessageInDoubt:   {MessageSent, MessageDelivered, MessageRead, MessageFailed, MessagePending},
	MessageReceived:  {},
}

// Move checks that a campaign may go from one status to another.
func (s Status) Move(to Status) error { return move("campaign", campaignMoves, s, to) }

// Move checks that a prospect may go from one status to another.
func (s ProspectStatus) Move(to ProspectStatus) error { return move("prospect", prospectMoves, s, to) }

// Move checks that a message may go from one status to another.
func (s MessageStatus) Move(to MessageStatus) error { return move("message", messageMoves, s, to) }

// move returns an error that names both states when the table does not allow the step. Staying is always allowed.
func move[S ~string](what string, table map[S][]S, from, to S) error {
	if from == to || slices.Contains(table[from], to) {
		return nil
	}
	return &Error{Code: "illegal_move", Message: "a " + what + " that is " + string(from) + " cannot become " + string(to),
		Params: map[string]any{"from": string(from), "to": string(to)}}
}

// Rank orders the statuses that webhooks report, so that a late event never takes a message back: sent < delivered <
// read. A failure counts only without delivered or read.
func (s MessageStatus) Rank() int {
	switch s {
	case MessageSent:
		return 1
	case MessageDelivered:
		return 2
	case MessageRead:
		return 3
	default:
		return 0
	}
}
