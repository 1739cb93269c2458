// Package vault seals secrets and hashes identities under one master key that never lies in the database. A sealed
// value is bound to the place it belongs to: moved to another record, it does not open.
package vault

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
)

// KeySize is the size of a master key in bytes.
const KeySize = 32

// version is the first word of every sealed value, so that a later format can stand beside this one.
const version = "v1:"

// Vault seals and hashes. It is safe for concurrent use.
type Vault struct {
	master []byte
	hash   []byte
}

// New returns a vault under a master key of KeySize bytes.
func New(master []byte) (*Vault, error) {
	if len(master) != KeySize {
		return nil, fmt.Errorf("master key: want %d bytes, got %d: make one with `openssl rand -base64 32`", KeySize, len(master))
	}
	hash, err := hkdf.Key(sha256.New, master, nil, "aceno identity hash", KeySize)
	if err != nil {
		return nil, fmt.Errorf("derive the hash key: %w", err)
	}
	return &Vault{master: append([]byte(nil), master...), hash: hash}, nil
}

// ParseKey reads a master key as people write it: base64 or hexadecimal.
func ParseKey(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	if key, err := hex.DecodeString(text); err == nil && len(key) == KeySize {
		return key, nil
	}
	if key, err := base64.StdEncoding.DecodeString(text); err == nil && len(key) == KeySize {
		return key, nil
	}
	return nil, fmt.Errorf("master key: want %d bytes in base64 or hexadecimal: make one with `openssl rand -base64 32`", KeySize)
}

// LoadOrCreateKey reads the key file at path, or makes it (mode 0600) with a new random key where there is none.
func LoadOrCreateKey(path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err == nil {
		key, err := ParseKey(string(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return key, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read master key: %w", err)
	}
	key := make([]byte, KeySize)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("make master key: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the master key: %w", err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("write master key: %w", err)
	}
	_, err = file.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return nil, fmt.Errorf("write master key: %w", err)
	}
	return key, nil
}

// Seal encrypts plain for one field of one record (AES-256-GCM, random nonce). The answer is text.
func (v *Vault) Seal(workspace, collection, record, field string, plain []byte) (string, error) {
	cipher, err := v.cipher(workspace)
	if err != nil {
		return "", err
	}
	sealed, err := cipher.Encrypt(plain, place(workspace, collection, record, field))
	if err != nil {
		return "", fmt.Errorf("seal %s.%s: %w", collection, field, err)
	}
	return version + base64.RawStdEncoding.EncodeToString(sealed), nil
}

// Unseal opens what Seal made for the same place under the same master key. Anything else is an error that says
// nothing of the content.
func (v *Vault) Unseal(workspace, collection, record, field, blob string) ([]byte, error) {
	encoded, ok := strings.CutPrefix(blob, version)
	if !ok {
		return nil, fmt.Errorf("open %s.%s of %s: not a sealed value", collection, field, record)
	}
	sealed, err := base64.RawStdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, fmt.Errorf("open %s.%s of %s: damaged", collection, field, record)
	}
	cipher, err := v.cipher(workspace)
	if err != nil {
		return nil, err
	}
	plain, err := cipher.Decrypt(sealed, place(workspace, collection, record, field))
	if err != nil {
		return nil, fmt.Errorf("open %s.%s of %s: wrong master key, or the value belongs to another record", collection, field, record)
	}
	return plain, nil
}

// Hash returns the keyed hash (HMAC-SHA256, hexadecimal) of one identity: what is kept of a contact that must be
// recognised and may not be known.
func (v *Vault) Hash(workspace, kind, value string) string {
	mac := hmac.New(sha256.New, v.hash)
	for _, part := range []string{workspace, kind, value} {
		mac.Write([]byte(strconv.Itoa(len(part)) + ":" + part + "|"))
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// cipher returns the workspace's own cipher: its data key is derived from the master key.
func (v *Vault) cipher(workspace string) (*subtle.AESGCM, error) {
	key, err := hkdf.Key(sha256.New, v.master, nil, "aceno data key "+workspace, KeySize)
	if err != nil {
		return nil, fmt.Errorf("derive the data key: %w", err)
	}
	cipher, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("make the cipher: %w", err)
	}
	return cipher, nil
}

func place(workspace, collection, record, field string) []byte {
	return []byte(workspace + "|" + collection + "|" + record + "|" + field)
}
