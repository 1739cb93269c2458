package routes

import (
	"errors"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
)

func TestClaim_isOverAfterADayAndAnEarlierStartsLinkAtOnce(t *testing.T) {
	t.Parallel()
	a, _ := bound(t)
	reason := func(err error) string {
		var refused *campaign.Refused
		var known *APIError
		switch {
		case errors.As(err, &refused):
			return refused.Reasons[0].Code
		case errors.As(err, &known):
			return known.Message
		}
		return ""
	}
	_, earlier := NewClaim("")
	claim, token := NewClaim("")
	a.Claim = claim
	if err := a.claimable(a.App, token); err != nil {
		t.Errorf("a new link is refused: %v", err)
	}
	if got := reason(a.claimable(a.App, earlier)); got == "" || got == campaign.ReasonClaimed {
		t.Errorf("an earlier link is answered %q", got)
	}
	if left := time.Until(claim.until); left > 24*time.Hour || left < 23*time.Hour {
		t.Errorf("a link lasts %s", left)
	}
	claim.until = time.Now().Add(-time.Second)
	if got := reason(a.claimable(a.App, token)); got != campaign.ReasonClaimExpired {
		t.Errorf("an old link is answered %q", got)
	}
	a.Claim = nil
	if got := reason(a.claimable(a.App, token)); got != campaign.ReasonClaimed {
		t.Errorf("without a link the answer is %q", got)
	}
}

func TestLetters_holdWhatTheySayInBothLanguagesAndForms(t *testing.T) {
	t.Parallel()
	const link = "https://aceno.example/convite/abc"
	for _, locale := range []string{"pt-BR", "en", ""} {
		for name, l := range map[string]letter{
			"invitation": invitationLetter(locale, "Alfa", "Ana", "viewer", link), "reset": resetLetter(locale, link), "code": codeLetter(locale, "123456"), "alert": alertLetter(locale, "Firefox", link),
		} {
			page, err := l.html()
			if err != nil || l.subject == "" || len(l.after) == 0 || page == "" {
				t.Errorf("%s in %q: %+v, %v", name, locale, l, err)
			}
			for _, word := range []string{l.link, l.code} {
				if !strings.Contains(page, word) || !strings.Contains(l.text(), word) {
					t.Errorf("%s in %q lacks %q", name, locale, word)
				}
			}
		}
	}
}
