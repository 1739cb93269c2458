package whatsapp

import "time"

// The provider's limits, all over business time.
const (
	day        = 24 * time.Hour
	window     = 24 * time.Hour  // after a person's message, in which free text is delivered
	pairGap    = 6 * time.Second // between two messages to one person
	pairBurst  = 45              // messages that may be borrowed from the time to come
	throughput = 80              // messages a second
)

// limits counts what was accepted.
type limits struct {
	pair   map[string]time.Time // when the person's allowance is full again
	opened map[string]time.Time // when the person was last written to outside the window
	recent []time.Time          // of the last second
}

func newLimits() limits {
	return limits{pair: map[string]time.Time{}, opened: map[string]time.Time{}}
}

// refused says which limit a message to a person meets now, or nil. People is how many a day may be written to outside
// their windows; 0 = no end.
func (l *limits) refused(person string, now time.Time, opens bool, people int) *refusal {
	second := 0
	for _, t := range l.recent {
		if now.Sub(t) < time.Second {
			second++
		}
	}
	switch {
	case second >= throughput:
		return refuse(130429, "Message failed to send because there were too many messages sent from this phone number in a short period of time.")
	case l.pair[person].Sub(now) > (pairBurst-1)*pairGap:
		return refuse(131056, "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.")
	case !opens || people == 0:
		return nil
	}
	others := 0
	for who, at := range l.opened {
		switch {
		case now.Sub(at) >= day:
			delete(l.opened, who)
		case who != person:
			others++
		}
	}
	if others >= people {
		return refuse(131048, "Message failed to send because there are restrictions on how many people can be written to from this phone number in 24 hours: %d.", people)
	}
	return nil
}

// count enters an accepted message.
func (l *limits) count(person string, now time.Time, opens bool) {
	kept := l.recent[:0]
	for _, t := range l.recent {
		if now.Sub(t) < time.Second {
			kept = append(kept, t)
		}
	}
	l.recent = append(kept, now)
	full := l.pair[person]
	if full.Before(now) {
		full = now
	}
	l.pair[person] = full.Add(pairGap)
	if opens {
		l.opened[person] = now
	}
}
