package vault_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aceno/internal/vault"
)

func newVault(t *testing.T, seed byte) *vault.Vault {
	t.Helper()
	v, err := vault.New(bytes.Repeat([]byte{seed}, vault.KeySize))
	if err != nil {
		t.Fatalf("new vault: %v", err)
	}
	return v
}

func TestSeal_opensOnlyInItsOwnPlaceUnderItsOwnKey(t *testing.T) {
	t.Parallel()
	v := newVault(t, 1)
	sealed, err := v.Seal("ws1", "integrated_accounts", "acc1", "credentials", []byte("the secret"))
	if err != nil {
		t.Fatalf("seal: %v", err)
	}
	if strings.Contains(sealed, "secret") {
		t.Fatal("the sealed value shows the secret")
	}
	plain, err := v.Unseal("ws1", "integrated_accounts", "acc1", "credentials", sealed)
	if err != nil || string(plain) != "the secret" {
		t.Fatalf("unseal: %q, %v", plain, err)
	}
	for name, open := range map[string]func() ([]byte, error){
		"another workspace":  func() ([]byte, error) { return v.Unseal("ws2", "integrated_accounts", "acc1", "credentials", sealed) },
		"another collection": func() ([]byte, error) { return v.Unseal("ws1", "agents", "acc1", "credentials", sealed) },
		"another record":     func() ([]byte, error) { return v.Unseal("ws1", "integrated_accounts", "acc2", "credentials", sealed) },
		"another field":      func() ([]byte, error) { return v.Unseal("ws1", "integrated_accounts", "acc1", "settings", sealed) },
		"another key": func() ([]byte, error) {
			return newVault(t, 2).Unseal("ws1", "integrated_accounts", "acc1", "credentials", sealed)
		},
		"a changed byte": func() ([]byte, error) {
			changed := []byte(sealed)
			changed[len(changed)-3] ^= 1
			return v.Unseal("ws1", "integrated_accounts", "acc1", "credentials", string(changed))
		},
		"no sealed value": func() ([]byte, error) {
			return v.Unseal("ws1", "integrated_accounts", "acc1", "credentials", "the secret")
		},
		"not base64": func() ([]byte, error) { return v.Unseal("ws1", "integrated_accounts", "acc1", "credentials", "v1:***") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plain, err := open()
			if err == nil {
				t.Fatalf("opened: %q", plain)
			}
			if strings.Contains(err.Error(), "the secret") {
				t.Errorf("the error shows the secret: %v", err)
			}
		})
	}
}

func TestSeal_neverGivesTheSameTwice(t *testing.T) {
	t.Parallel()
	v := newVault(t, 1)
	seen := map[string]bool{}
	for range 100 {
		sealed, err := v.Seal("w", "c", "r", "f", []byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		if seen[sealed] {
			t.Fatal("two seals of one value are equal: the nonce repeats")
		}
		seen[sealed] = true
	}
}

func TestHash_isStableAndKeepsPlacesApart(t *testing.T) {
	t.Parallel()
	v := newVault(t, 1)
	base := v.Hash("ws", "phone", "+5511900000001")
	if base != v.Hash("ws", "phone", "+5511900000001") {
		t.Error("the hash of one value changes")
	}
	others := []string{
		v.Hash("ws2", "phone", "+5511900000001"), v.Hash("ws", "email", "+5511900000001"), v.Hash("ws", "phone", "+5511900000002"),
		v.Hash("wsp", "hone", "+5511900000001"), newVault(t, 2).Hash("ws", "phone", "+5511900000001"),
	}
	for i, other := range others {
		if other == base {
			t.Errorf("case %d: two identities share a hash", i)
		}
	}
}

func TestParseKey_takesBase64AndHexadecimal(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte{7}, vault.KeySize)
	for _, text := range []string{base64.StdEncoding.EncodeToString(key), hex.EncodeToString(key) + "\n"} {
		got, err := vault.ParseKey(text)
		if err != nil || !bytes.Equal(got, key) {
			t.Errorf("ParseKey(%q): %v", text, err)
		}
	}
	for _, text := range []string{"", "short", base64.StdEncoding.EncodeToString(key[:16])} {
		if _, err := vault.ParseKey(text); err == nil {
			t.Errorf("ParseKey(%q) was accepted", text)
		}
	}
	if _, err := vault.New(key[:31]); err == nil {
		t.Error("a key of 31 bytes was accepted")
	}
}

func TestLoadOrCreateKey_makesTheKeyOnceForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state", "master.key")
	first, err := vault.LoadOrCreateKey(path)
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v, %v, want mode 0600", info.Mode(), err)
	}
	second, err := vault.LoadOrCreateKey(path)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("load: another key, or %v", err)
	}
	if err := os.WriteFile(path, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.LoadOrCreateKey(path); err == nil {
		t.Error("a damaged key file was replaced or accepted: what is sealed under the old key would be lost")
	}
}
