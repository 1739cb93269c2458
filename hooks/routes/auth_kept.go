package routes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

// keptAnswer takes an answer that goes no further.
type keptAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header returns the headers of the answer that will be given.
func (k *keptAnswer) Header() http.Header { return k.header }

// WriteHeader keeps the first status.
func (k *keptAnswer) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}

// Write keeps what is written.
func (k *keptAnswer) Write(part []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return k.body.Write(part)
}

// Written says whether there is an answer.
func (k *keptAnswer) Written() bool { return k.status != 0 }

// Status returns the answer's status, 0 without one.
func (k *keptAnswer) Status() int { return k.status }

// keptSignIn is what PocketBase answers whom it has signed in.
type keptSignIn struct {
	Record json.RawMessage `json:"record"`
	Token  string          `json:"token"`
}

// signedIn reads PocketBase's answer.
func (k *keptAnswer) signedIn() (keptSignIn, error) {
	var answer keptSignIn
	if err := json.Unmarshal(k.body.Bytes(), &answer); err != nil {
		return keptSignIn{}, fmt.Errorf("read PocketBase's answer: %w", err)
	}
	return answer, nil
}
