package session

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
	"github.com/spf13/cast"
)

// sessionClaim names the session in a token.
const sessionClaim = "sid"

// Sizes of a refresh token's parts, in characters.
const (
	idSize     = 15
	familySize = 32
	secretSize = 64
)

// refreshToken is what renews a session of cookies: its id, a part that all tokens of the session share, and the part
// that changes with each use. Who knows the shared part has had a token of the session once, so that an old token is told
// from a made-up one.
type refreshToken struct {
	session, family, secret string
}

func newRefreshToken(session string) refreshToken {
	raw := make([]byte, (familySize+secretSize)/2)
	_, _ = rand.Read(raw) // never fails
	text := hex.EncodeToString(raw)
	return refreshToken{session: session, family: text[:familySize], secret: text[familySize:]}
}

// parseRefresh reads a refresh token; anything else is none.
func parseRefresh(text string) (refreshToken, bool) {
	session, rest, _ := strings.Cut(text, ".")
	family, secret, _ := strings.Cut(rest, ".")
	ok := len(session) == idSize && len(family) == familySize && len(secret) == secretSize && plain(session) && plain(family) && plain(secret)
	if !ok {
		return refreshToken{}, false
	}
	return refreshToken{session: session, family: family, secret: secret}, true
}

// plain says that a text has lower-case letters and digits alone.
func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func (t refreshToken) String() string { return t.session + "." + t.family + "." + t.secret }

// next is the token that follows one. It follows from it alone, by a key that the database does not hold: two tabs that
// show the same token get the same one back, and only hashes need to be kept.
func (t refreshToken) next(h Hasher) refreshToken {
	t.secret = h.Hash("", "refresh", t.String())
	return t
}

// familyHash and hash are what the database keeps of a token.
func (t refreshToken) familyHash() string { return digest(t.family) }
func (t refreshToken) hash() string       { return digest(t.secret) }

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// userKey is the hash of the key that a person's tokens are signed with. A new password brings a new key.
func userKey(user *core.Record) string { return digest(user.TokenKey()) }

// claims are what a token says, verified or not.
type claims struct {
	collection string
	session    string
	expires    time.Time
	all        map[string]any
}

// read takes a token apart without believing it. What is no token says nothing.
func read(token string) claims {
	all, err := security.ParseUnverifiedJWT(token)
	if err != nil && len(all) == 0 {
		return claims{}
	}
	return claims{
		collection: cast.ToString(all[core.TokenClaimCollectionId]), session: cast.ToString(all[sessionClaim]),
		expires: time.Unix(cast.ToInt64(all["exp"]), 0), all: all,
	}
}

// adopted is the session of a token that names none: one that the program made for itself, or from before there were
// sessions. It is known again by the token.
func adopted(token string) string { return digest(token)[:idSize] }

// sign makes a token that names its session; the claims say until when it holds.
func sign(user *core.Record, all map[string]any, session string) (string, error) {
	all[sessionClaim] = session
	token, err := security.NewJWT(all, user.TokenKey()+user.Collection().AuthToken.Secret, AccessLife)
	if err != nil {
		return "", fmt.Errorf("sign a token of %s: %w", user.Id, err)
	}
	return token, nil
}

// accessToken makes the token of an access cookie. As a bearer it could not be renewed: the refresh token does that.
func accessToken(user *core.Record, session string) (string, error) {
	return sign(user, map[string]any{
		core.TokenClaimType: core.TokenTypeAuth, core.TokenClaimId: user.Id, core.TokenClaimCollectionId: user.Collection().Id,
		core.TokenClaimRefreshable: false,
	}, session)
}
