package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/store"
)

// device begins a session of cookies and returns its id.
func (h *house) device(user string) string {
	h.Helper()
	id, err := h.store.StartSession(h.Context(), store.Session{User: user, Kind: store.SessionBearer, Device: "Navegador", IP: "203.0.113.1", UserKey: "k",
		Expires: time.Now().Add(time.Hour)})
	if err != nil {
		h.Fatal(err)
	}
	if err := h.store.PromoteSession(h.Context(), id, "family", "r1", time.Now().Add(time.Hour)); err != nil {
		h.Fatal(err)
	}
	return id
}

// use shows a refresh token, whose successor is its name and an apostrophe.
func (h *house) use(id, token string, grace time.Duration) store.Rotated {
	h.Helper()
	what, err := h.store.RotateSession(h.Context(), store.Rotation{Session: id, Family: "family", Token: token, Next: token + "'", Grace: grace, Expires: time.Now().Add(time.Hour)})
	if err != nil {
		h.Fatal(err)
	}
	return what
}

const never, always = -time.Hour, time.Hour

func TestRotateSession_decidesByWhatWasShownAndWhen(t *testing.T) {
	t.Parallel()
	type shown struct {
		token string
		grace time.Duration
		want  store.Rotated
	}
	for name, acts := range map[string][]shown{
		"in its turn":                      {{"r1", never, store.RotatedNow}, {"r1'", never, store.RotatedNow}, {"r1''", never, store.RotatedNow}},
		"two tabs":                         {{"r1", always, store.RotatedNow}, {"r1", always, store.RotatedBefore}, {"r1", always, store.RotatedBefore}},
		"a tab that goes on at once":       {{"r1", always, store.RotatedNow}, {"r1'", always, store.RotatedFresh}, {"r1", always, store.RotatedBefore}},
		"the first one at once":            {{"r1", always, store.RotatedNow}},
		"an old one after the grace":       {{"r1", never, store.RotatedNow}, {"r1", never, store.RotatedReused}, {"r1'", never, store.RotatedUnknown}},
		"one from before the last":         {{"r1", never, store.RotatedNow}, {"r1'", never, store.RotatedNow}, {"r1", always, store.RotatedReused}, {"r1''", always, store.RotatedUnknown}},
		"one that never was, of a thief's": {{"r0", always, store.RotatedReused}, {"r1", always, store.RotatedUnknown}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			id := h.device("u1")
			for i, act := range acts {
				if got := h.use(id, act.token, act.grace); got != act.want {
					t.Fatalf("act %d: %s gives %q, want %q", i, act.token, got, act.want)
				}
			}
		})
	}
}

func TestRotateSession_whoDoesNotKnowTheFamilyChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.device("u1")
	for _, r := range []store.Rotation{
		{Session: id, Family: "other", Token: "r1", Next: "x"}, {Session: "zzzzzzzzzzzzzzz", Family: "family", Token: "r1", Next: "x"},
	} {
		if what, err := h.store.RotateSession(t.Context(), r); err != nil || what != store.RotatedUnknown {
			t.Errorf("%+v gives %q, %v", r, what, err)
		}
	}
	if _, err := h.store.RotateSession(t.Context(), store.Rotation{Session: id, Token: "r1", Next: "x"}); err == nil {
		t.Error("without a family it is tried at all")
	}
	bearer, err := h.store.StartSession(t.Context(), store.Session{User: "u1", Kind: store.SessionBearer, Expires: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if what := h.use(bearer, "r1", always); what != store.RotatedUnknown {
		t.Errorf("a session without refresh tokens gives %q", what)
	}
	if got := h.use(id, "r1", never); got != store.RotatedNow {
		t.Errorf("the true token gives %q then", got)
	}
}

func TestRotateSession_ofManyAtOnceOneRotates(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.device("u1")
	var racing sync.WaitGroup
	results := make([]store.Rotated, 20)
	for i := range results {
		racing.Go(func() { results[i] = h.use(id, "r1", always) })
	}
	racing.Wait()
	count := map[store.Rotated]int{}
	for _, r := range results {
		count[r]++
	}
	if count[store.RotatedNow] != 1 || count[store.RotatedBefore] != 19 {
		t.Errorf("twenty tabs got %v", count)
	}
}

func TestSessions_endAndAreForgotten(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first, second, other := h.device("u1"), h.device("u1"), h.device("u2")
	if list, err := h.store.Sessions(t.Context(), "u1"); err != nil || len(list) != 2 || list[0].Kind != store.SessionCookie || list[0].Device != "Navegador" {
		t.Fatalf("the sessions are %+v: %v", list, err)
	}
	if err := h.store.RevokeSession(t.Context(), "u2", first); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another person ends it: %v", err)
	}
	if err := h.store.RevokeSession(t.Context(), "u1", first); err != nil {
		t.Fatal(err)
	}
	if err := h.store.RevokeSession(t.Context(), "u1", first); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("it ends twice: %v", err)
	}
	one, ok, err := h.store.FindSession(t.Context(), first)
	if err != nil || !ok || one.Live(time.Now()) {
		t.Errorf("what was ended is %+v, %v, %v", one, ok, err)
	}
	for _, act := range []error{
		h.store.PromoteSession(t.Context(), first, "f", "r", time.Now().Add(time.Hour)), h.store.ExtendSession(t.Context(), first, time.Now().Add(9*time.Hour)),
		h.store.TouchSession(t.Context(), first, "192.0.2.1"),
	} {
		if act != nil && !errors.Is(act, store.ErrNotFound) {
			t.Error(act)
		}
	}
	if again, _, _ := h.store.FindSession(t.Context(), first); again != one {
		t.Errorf("what was ended became %+v", again)
	}
	if err := h.store.RevokeSessions(t.Context(), "u1"); err != nil {
		t.Fatal(err)
	}
	if left, err := h.store.Sessions(t.Context(), "u1"); err != nil || len(left) != 0 {
		t.Errorf("%d are left: %v", len(left), err)
	}
	if gone, err := h.store.DropSessions(t.Context()); err != nil || len(gone) != 0 {
		t.Errorf("%v were forgotten before their time: %v", gone, err)
	}
	if _, err := h.app.DB().NewQuery("UPDATE sessions SET expires_at = {:then} WHERE id = {:id}").Bind(dbx.Params{"then": "2020-01-01 00:00:00.000Z", "id": second}).Execute(); err != nil {
		t.Fatal(err)
	}
	if gone, err := h.store.DropSessions(t.Context()); err != nil || len(gone) != 1 || gone[0] != second {
		t.Errorf("%v were forgotten: %v", gone, err)
	}
	if left, err := h.store.Sessions(t.Context(), "u2"); err != nil || len(left) != 1 || left[0].ID != other {
		t.Errorf("the other person has %v: %v", left, err)
	}
}

func TestStartSession_underAKnownIDChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.device("u1")
	if err := h.store.RevokeSession(t.Context(), "u1", id); err != nil {
		t.Fatal(err)
	}
	if _, err := h.store.StartSession(t.Context(), store.Session{ID: id, User: "u9", Kind: store.SessionBearer, Expires: time.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if one, _, err := h.store.FindSession(t.Context(), id); err != nil || one.User != "u1" || one.Live(time.Now()) {
		t.Errorf("the session is %+v: %v", one, err)
	}
	if _, err := h.store.StartSession(t.Context(), store.Session{User: "u1"}); err == nil {
		t.Error("a session without an end begins")
	}
	if err := h.store.ExtendSession(t.Context(), h.device("u3"), time.Now().Add(5*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if list, err := h.store.Sessions(t.Context(), "u3"); err != nil || time.Until(list[0].Expires) < 4*time.Hour {
		t.Errorf("the session ends %+v: %v", list, err)
	}
}
