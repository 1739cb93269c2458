package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"testing"
)

func TestAll_goesOnByTheCursorAndNeverByTheURL(t *testing.T) {
	t.Parallel()
	pages := map[string]string{
		"":   `{"data":[1,2],"paging":{"cursors":{"after":"c1"},"next":"http://127.0.0.1:1/stolen"}}`,
		"c1": `{"data":[3],"paging":{"cursors":{"after":"c2"},"next":"x"}}`,
		"c2": `{"data":[],"paging":{"cursors":{"after":"c3"},"next":"x"}}`,
	}
	c, n := answer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("limit") != "2" {
			w.WriteHeader(http.StatusBadRequest)
		}
		_, _ = io.WriteString(w, pages[r.URL.Query().Get("after")])
	})
	call := get("1", "list")
	call.Query = url.Values{"limit": {"2"}}
	got, err := All[int](context.Background(), c, call)
	if err != nil || !slices.Equal(got, []int{1, 2, 3}) || n.Load() != 3 {
		t.Errorf("%v, %v after %d requests", got, err, n.Load())
	}
	if call.Query.Has("after") {
		t.Error("the caller's query was changed")
	}
}

func TestAll_endsWithALastPage(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"data":[1],"paging":{"cursors":{"after":"c1"}}}`, `{"data":[1]}`, `{"data":[1],"paging":{"next":"x"}}`} {
		c, n := answer(t, text(200, body))
		if got, err := All[int](context.Background(), c, get("1")); err != nil || len(got) != 1 || n.Load() != 1 {
			t.Errorf("%s: %v, %v after %d requests", body, got, err, n.Load())
		}
	}
}

func TestAll_stopsAListThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	same, _ := answer(t, text(200, `{"data":[1],"paging":{"cursors":{"after":"c"},"next":"x"}}`))
	if _, err := All[int](context.Background(), same, get("1")); !errors.Is(err, ErrEndless) {
		t.Errorf("the same cursor again: %v", err)
	}
	i := 0
	ever, n := answer(t, func(w http.ResponseWriter, _ *http.Request) {
		i++ // one request at a time
		_, _ = fmt.Fprintf(w, `{"data":[1],"paging":{"cursors":{"after":"c%d"},"next":"x"}}`, i)
	})
	if _, err := All[int](context.Background(), ever, get("1")); !errors.Is(err, ErrEndless) || n.Load() != maxPages {
		t.Errorf("%v after %d requests", err, n.Load())
	}
}

func TestAll_saysWhyAPageIsMissing(t *testing.T) {
	t.Parallel()
	c, _ := answer(t, text(401, `{"error":{"code":190,"message":"expired"}}`))
	_, err := All[int](context.Background(), c, get("1"))
	var refused *Error
	if !errors.As(err, &refused) || refused.Code != 190 {
		t.Errorf("%v", err)
	}
}
