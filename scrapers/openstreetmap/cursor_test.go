package openstreetmap

import (
	"slices"
	"testing"
)

func TestCursor_comesBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, c := range []cursor{{Key: "abc"}, {Key: "abc", Given: 200, Last: ref{2, 9_007_199_254_740_993}}} {
		got, err := parseCursor(c.String(), "abc")
		if err != nil || got != c {
			t.Errorf("%q came back as %+v, %v", c, got, err)
		}
	}
}

func TestCursor_ofAnotherEntryIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"abd:200:node/7", "abc:0:node/7", "abc:-1:node/7", "abc:x:node/7", "abc:1:node/0", "abc:1:area/7", "abc:1:node", "abc:1", "abc", "::", "abc:1:node/7:x", "abc:99999999999999999999:node/7"} {
		if got, err := parseCursor(text, "abc"); err == nil {
			t.Errorf("%q was taken as %+v", text, got)
		}
	}
}

func TestRef_ordersAsOverpassDoes(t *testing.T) {
	t.Parallel()
	want := []ref{{0, 1}, {0, 10}, {1, 2}, {2, 1}}
	got := []ref{{2, 1}, {0, 10}, {1, 2}, {0, 1}}
	slices.SortFunc(got, ref.compare)
	if !slices.Equal(got, want) {
		t.Errorf("order %v", got)
	}
}
