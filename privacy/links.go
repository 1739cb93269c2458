package privacy

import (
	"crypto/subtle"
	"strings"
)

// Signer makes keyed hashes with a key that the database does not hold; the vault does.
type Signer interface {
	Hash(workspace, kind, value string) string
}

// Purposes of a link. One that was made for one page does not open the other.
const (
	purposePage   = "privacy page link"
	purposeOptOut = "opt-out link"
)

// sumLength is how much of the keyed hash a link carries: 128 bits in hexadecimal.
const sumLength = 32

// Links makes and opens the links that a person gets. A link names their prospect and proves by a keyed hash that it was made
// here: ids can be guessed. It holds as long as the master key does, since the messages it stands in stay with people.
type Links struct {
	signer Signer
	base   string
}

// NewLinks returns links under the address by which others reach the server; without one no link is made, and those that exist
// are still opened.
func NewLinks(signer Signer, publicURL string) *Links {
	return &Links{signer: signer, base: strings.TrimRight(publicURL, "/")}
}

// Page returns the address of a prospect's own page; "" when nobody outside knows where the server is.
func (l *Links) Page(prospect string) string { return l.address("/p/", purposePage, prospect) }

// OptOut returns the address of a prospect's one-click page, for List-Unsubscribe; "" as Page.
func (l *Links) OptOut(prospect string) string {
	return l.address("/api/v1/privacy/opt-out/", purposeOptOut, prospect)
}

// PageToken returns the last part of Page's address.
func (l *Links) PageToken(prospect string) string { return l.token(purposePage, prospect) }

// OptOutToken returns the last part of OptOut's address.
func (l *Links) OptOutToken(prospect string) string { return l.token(purposeOptOut, prospect) }

func (l *Links) address(path, purpose, prospect string) string {
	if l.base == "" || prospect == "" {
		return ""
	}
	return l.base + path + l.token(purpose, prospect)
}

func (l *Links) token(purpose, prospect string) string {
	return prospect + "-" + l.signer.Hash("", purpose, prospect)[:sumLength]
}

// open returns the prospect that a token names, when it was made here for this purpose.
func (l *Links) open(purpose, token string) (prospect string, ok bool) {
	prospect, sum, cut := strings.Cut(token, "-")
	if !cut || prospect == "" || len(prospect) > 64 || len(sum) != sumLength {
		return "", false
	}
	want := l.signer.Hash("", purpose, prospect)[:sumLength]
	return prospect, subtle.ConstantTimeCompare([]byte(sum), []byte(want)) == 1
}
