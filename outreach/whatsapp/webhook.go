package whatsapp

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"

	"aceno/outreach"
)

const (
	signatureHeader = "X-Hub-Signature-256"
	maxChallenge    = 1024
)

// Challenge answers Meta's verify handshake when the token is one of ours.
func (c *Channel) Challenge(q url.Values, tokens []outreach.Secret) (answer string, ok bool) {
	answer = q.Get("hub.challenge")
	if q.Get("hub.mode") != "subscribe" || answer == "" || len(answer) > maxChallenge {
		return "", false
	}
	given := sha256.Sum256([]byte(q.Get("hub.verify_token")))
	for _, token := range tokens {
		want := sha256.Sum256([]byte(token.Reveal()))
		if token.Reveal() != "" && subtle.ConstantTimeCompare(given[:], want[:]) == 1 {
			ok = true
		}
	}
	if !ok {
		return "", false
	}
	return answer, true
}

// Signed says whether the raw body bears this account's signature: HMAC-SHA256 by the app's secret, or by the one before
// it. Meta sends one header; more than one is nobody's signature.
func (c *Channel) Signed(h http.Header, body []byte, a outreach.Account) bool {
	values := h.Values(signatureHeader)
	if len(values) != 1 {
		return false
	}
	digits, ok := strings.CutPrefix(values[0], "sha256=")
	if !ok || len(digits) != hex.EncodedLen(sha256.Size) {
		return false
	}
	given, err := hex.DecodeString(digits)
	if err != nil {
		return false
	}
	signed := false
	for _, name := range []string{"app_secret", "previous_app_secret"} {
		if secret := a.Credentials[name].Reveal(); secret != "" {
			mac := hmac.New(sha256.New, []byte(secret))
			_, _ = mac.Write(body) // a hash takes everything
			signed = hmac.Equal(given, mac.Sum(nil)) || signed
		}
	}
	return signed
}
