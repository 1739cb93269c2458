package whatsapp

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"aceno/sandbox/ledger"
)

// notice is an event whose webhook says all by itself, word for word as it was when it happened: its field is Detail, the
// rest Text.
const notice ledger.Kind = "notice"

// told is what lies in a notice's Text.
type told struct {
	Time  int64           `json:"time,omitempty"` // of the webhook's entry; 0 = it has none, as where messages are told
	Value json.RawMessage `json:"value"`
}

// notify plans notices that happen now, each a change of its own; the caller holds the lock. Two of the same words must
// not look like one that was delivered twice, so that their entries never have the same second.
func (s *Server) notify(changes ...change) error {
	var plan []ledger.Event
	for _, c := range changes {
		now := s.o.Clock.Now()
		s.noticed = max(s.noticed+1, now.Unix())
		e, err := written(fmt.Sprintf("notice/%d/%s", s.noticed, c.field), c, s.noticed)
		if err != nil {
			return err
		}
		e.At = now
		plan = append(plan, e)
	}
	if len(plan) == 0 {
		return nil
	}
	if err := s.keep(noteNoticed, s.noticed); err != nil {
		return err
	}
	return s.o.Ledger.Plan(plan...)
}

// change is one change of a webhook.
type change struct {
	field string
	value map[string]any
}

// written is the event of a change; time is that of its entry.
func written(id string, c change, time int64) (ledger.Event, error) {
	value, err := json.Marshal(c.value)
	if err != nil {
		return ledger.Event{}, fmt.Errorf("write a notice about %s: %w", c.field, err)
	}
	raw, err := json.Marshal(told{Time: time, Value: value})
	if err != nil {
		return ledger.Event{}, fmt.Errorf("write a notice about %s: %w", c.field, err)
	}
	return ledger.Event{ID: id, Kind: notice, Detail: c.field, Text: string(raw)}, nil
}

// readNotice takes a notice apart.
func readNotice(e ledger.Event) (told, error) {
	var what told
	if err := json.Unmarshal([]byte(e.Text), &what); err != nil {
		return told{}, fmt.Errorf("read notice %s: %w", e.ID, err)
	}
	return what, nil
}

// maxDaily are the people a day of a tier as business_capability_update writes them: -1 for no end.
func maxDaily(tier string) int {
	if n := tiers[tier]; n > 0 {
		return n
	}
	return -1
}

// SetNumber gives the number another tier, another quality or both, and tells it by webhook as the provider does: a tier
// by two notices, a quality only where it becomes low or is low no longer. What is empty stays.
func (s *Server) SetNumber(tier, quality string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.account.Condition
	now := was
	if tier != "" {
		now.Tier = tier
	}
	if quality != "" {
		now.Quality = quality
	}
	if tier == "" && quality == "" {
		return errors.New("tier, quality: one of them is needed")
	}
	if err := s.setCondition(now); err != nil {
		return err
	}
	var out []change
	about := func(event string) {
		out = append(out, change{"phone_number_quality_update", map[string]any{
			"display_phone_number": s.account.DisplayPhone, "event": event, "old_limit": was.Tier, "current_limit": now.Tier,
			"max_daily_conversations_per_business": now.Tier,
		}})
	}
	if now.Tier != was.Tier {
		out = append(out, change{"business_capability_update", map[string]any{
			"max_daily_conversations_per_business": maxDaily(now.Tier), "max_phone_numbers_per_business": 20, "max_phone_numbers_per_waba": 20,
		}})
		event := "UPGRADE"
		if wider, before := maxDaily(now.Tier), maxDaily(was.Tier); wider > 0 && (wider < before || before < 0) {
			event = "DOWNGRADE"
		}
		about(event)
	}
	switch low := "RED"; {
	case now.Quality == low && was.Quality != low:
		about("FLAGGED")
	case now.Quality != low && was.Quality == low:
		about("UNFLAGGED")
	}
	return s.notify(out...)
}

// The codes with which an account in disfavour may not send.
const (
	codeBanned     = 131031
	codeRestricted = 368
)

// restrictedFor is how long a restriction lasts by what its webhook says, in seconds. It ends by hand.
const restrictedFor = 7 * 24 * 60 * 60

// Enforce lets the provider act against the account, or take that back, and tells it by webhook: ban, restrict, schedule
// (a ban to come), violation, reinstate. Kind is what a violation is, or what a restriction forbids.
func (s *Server) Enforce(act, kind string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, now := s.account.Condition, s.o.Clock.Now()
	value := map[string]any{}
	ban := func(state string) {
		value["event"] = "DISABLED_UPDATE"
		value["ban_info"] = map[string]any{"waba_ban_state": state, "waba_ban_date": now.Format("January 2, 2006")}
	}
	switch act {
	case "ban":
		c.Blocked = codeBanned
		ban("DISABLE")
	case "schedule":
		ban("SCHEDULE_FOR_DISABLE")
	case "reinstate":
		c.Blocked = 0
		ban("REINSTATE")
	case "restrict":
		if kind == "" {
			kind = "RESTRICTED_BIZ_INITIATED_MESSAGING"
		}
		c.Blocked = codeRestricted
		value["event"] = "ACCOUNT_RESTRICTION"
		value["restriction_info"] = []any{map[string]any{"restriction_type": kind, "expiration": now.Unix() + restrictedFor}}
	case "violation":
		if kind == "" {
			kind = "SCAM"
		}
		value["event"], value["violation_info"] = "ACCOUNT_VIOLATION", map[string]any{"violation_type": kind}
	default:
		return errors.New("act: " + strconv.Quote(act) + " is none: write ban, restrict, schedule, violation or reinstate")
	}
	if err := s.setCondition(c); err != nil {
		return err
	}
	return s.notify(change{"account_update", value})
}
