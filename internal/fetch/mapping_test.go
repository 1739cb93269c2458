package fetch

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
)

func TestNew_refusesMappingsThatLeaveTheMachine(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{
		{Resolve: "*.example=127.0.0.1:9000"},
		{AllowPrivate: true, Resolve: "*.example=10.0.0.1:9000"},
		{AllowPrivate: true, Resolve: "*.example=93.184.216.34:80"},
		{AllowPrivate: true, Resolve: "*.example=localhost:80"},
		{AllowPrivate: true, Resolve: "*.example"},
		{AllowPrivate: true, Resolve: "*.ex*=127.0.0.1:80"},
		{AllowPrivate: true, Resolve: "=127.0.0.1:80"},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

func TestMapping_firstPatternThatFitsWins(t *testing.T) {
	t.Parallel()
	m, err := parseMapping("shop.example=127.0.0.1:1, *.example=127.0.0.1:2,*=[::1]:3,")
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]string{
		"shop.example": "127.0.0.1:1", "www.shop.example": "127.0.0.1:2", "a.example": "127.0.0.1:2", "example": "[::1]:3",
		"notexample": "[::1]:3", "a.test": "[::1]:3",
	} {
		if to, ok := m.find(host); !ok || to.String() != want {
			t.Errorf("%s: %s, want %s", host, to, want)
		}
	}
	if _, ok := m[:2].find("a.test"); ok {
		t.Error("a.test fits no pattern")
	}
}

func TestGet_readsMappedHostsAtTheirOwnName(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStub(t, noRobots(func(w http.ResponseWriter, r *http.Request) { hello(w, r) }))
		c := s.client(t, Options{AllowPrivate: true, Resolve: "*.example=127.0.0.1:9000"})
		for _, address := range []string{"http://a.example/x", "http://b.example:12345/"} {
			if _, err := c.Get(t.Context(), address); err != nil {
				t.Error(err)
			}
		}
		dialled, asked := s.seen()
		for _, d := range dialled {
			if d != "127.0.0.1:9000" {
				t.Errorf("dialled %s", d)
			}
		}
		if want := []string{"a.example/robots.txt", "a.example/x", "b.example:12345/robots.txt", "b.example:12345/"}; !slices.Equal(asked, want) {
			t.Errorf("asked for %q, want %q", asked, want)
		}
		if _, err := c.Get(t.Context(), "http://other.test:12345/"); err == nil {
			t.Error("the port of a host that is not mapped was taken")
		}
	})
}
