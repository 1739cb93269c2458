package routes

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"aceno/store"
)

// shelf is a store of sealed accounts that counts how often it is asked.
type shelf struct {
	version uint64
	list    []store.SealedAccount
	asked   int
	during  func() // while it is read
}

func (s *shelf) AccountsVersion() uint64 { return s.version }

func (s *shelf) SealedAccount(_ context.Context, id string) (store.SealedAccount, error) {
	s.asked++
	for _, one := range s.list {
		if one.ID == id {
			return one, nil
		}
	}
	return store.SealedAccount{}, store.ErrNotFound
}

func (s *shelf) WebhookAccounts(context.Context, string) ([]store.SealedAccount, error) {
	s.asked++
	list := s.list
	if s.during != nil {
		s.during()
	}
	return list, nil
}

// glass is a vault that hides nothing, but cannot open "broken".
type glass struct{}

func (glass) Unseal(_, _, _, _, blob string) ([]byte, error) {
	if blob == "broken" {
		return nil, errors.New("damaged")
	}
	return []byte(blob), nil
}

func sealedAs(secret string) []store.SealedAccount {
	return []store.SealedAccount{{ID: "one", Sealed: `{"app_secret":"` + secret + `"}`}, {ID: "two", Sealed: "broken"}}
}

func secretOf(t *testing.T, o *Opened) string {
	t.Helper()
	one, err := o.Open(t.Context(), "one")
	if err != nil {
		t.Fatal(err)
	}
	list, err := o.OfPlatform(t.Context(), "whatsapp")
	if err != nil || len(list) != 1 {
		t.Fatalf("%d accounts instead of the one that can be opened, %v", len(list), err)
	}
	if list[0].Credentials["app_secret"] != one.Credentials["app_secret"] {
		t.Errorf("the list says %q, the account %q", list[0].Credentials["app_secret"], one.Credentials["app_secret"])
	}
	return string(one.Credentials["app_secret"])
}

func TestOpened_readsOnceUntilAnAccountChanges(t *testing.T) {
	t.Parallel()
	s := &shelf{list: sealedAs("first")}
	o := NewOpened(s, glass{}, slog.New(slog.DiscardHandler))
	for range 3 {
		if got := secretOf(t, o); got != "first" {
			t.Errorf("the secret is %q", got)
		}
	}
	if s.asked != 2 {
		t.Errorf("the store was asked %d times, want once for the account and once for the list", s.asked)
	}
	s.list, s.version = sealedAs("second"), 1
	if got := secretOf(t, o); got != "second" {
		t.Errorf("after a change the secret is %q", got)
	}
}

func TestOpened_doesNotKeepWhatChangedWhileItWasRead(t *testing.T) {
	t.Parallel()
	s := &shelf{list: sealedAs("first")}
	s.during = func() { s.list, s.version, s.during = sealedAs("second"), 1, nil }
	o := NewOpened(s, glass{}, slog.New(slog.DiscardHandler))
	if list, err := o.OfPlatform(t.Context(), "whatsapp"); err != nil || list[0].Credentials["app_secret"] != "first" {
		t.Fatalf("what was read is %v, %v", list, err)
	}
	if got := secretOf(t, o); got != "second" {
		t.Errorf("the next one sees %q", got)
	}
}

func TestOpened_readsAgainAfterASecondSinceAnotherProgramMayWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{list: sealedAs("first")}
		o := NewOpened(s, glass{}, slog.New(slog.DiscardHandler))
		secretOf(t, o)
		s.list = sealedAs("second")
		time.Sleep(openedFor)
		if got := secretOf(t, o); got != "second" {
			t.Errorf("a second later the secret is %q", got)
		}
	})
}

func TestOpened_saysThatAnAccountIsGone(t *testing.T) {
	t.Parallel()
	o := NewOpened(&shelf{}, glass{}, slog.New(slog.DiscardHandler))
	if _, err := o.Open(t.Context(), "nobody"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the error is %v", err)
	}
}
