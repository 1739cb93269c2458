package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// sharedFile reads a file of the folder of shared test data beside the project, or skips the test where there is none.
func sharedFile(t *testing.T, path ...string) []byte {
	t.Helper()
	name := filepath.Join(append([]string{"..", "shared"}, path...)...)
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Skipf("NOT TESTED: %s is not beside the project: %v", name, err)
	}
	return raw
}

// attackList is the shared list of what a webhook must bear.
type attackList struct {
	Seeds      map[string]json.RawMessage `json:"seeds"`
	Operators  []string                   `json:"operators"`
	Signatures []string                   `json:"signature_cases"`
}

func readAttacks(t *testing.T) (list attackList) {
	t.Helper()
	if err := json.Unmarshal(sharedFile(t, "attacks", "webhook_mutations.json"), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// body is one request's body, and what its headers claim of it.
type body struct {
	operator string
	raw      []byte
	header   map[string]string
}

// mutants makes bodies out of the list's seeds, at most so many a seed and operator, spread evenly over all that there are.
func mutants(t *testing.T, list attackList, account string, each int) (bodies []body) {
	t.Helper()
	for _, name := range list.Operators {
		mutate := operators()[name]
		if mutate == nil {
			t.Errorf("the shared list has the operator %q, which is not tested", name)
			continue
		}
		for _, seed := range slices.Sorted(maps.Keys(list.Seeds)) {
			var compact bytes.Buffer
			if err := json.Compact(&compact, list.Seeds[seed]); err != nil {
				t.Fatal(err)
			}
			made := mutate(bytes.ReplaceAll(compact.Bytes(), []byte("PN1"), []byte(account)))
			for i := range min(each, len(made)) {
				one := body{operator: name, raw: made[i*len(made)/min(each, len(made))], header: map[string]string{}}
				switch name {
				case "content_type_wrong":
					one.header["Content-Type"] = "image/png"
				case "content_encoding_gzip_body":
					one.header["Content-Encoding"] = "gzip"
				}
				bodies = append(bodies, one)
			}
		}
	}
	return bodies
}

// operators make bodies out of a valid one. Their names are the list's.
func operators() map[string]func(seed []byte) [][]byte {
	to := func(value any) func(seed []byte) [][]byte {
		return func(seed []byte) [][]byte { return eachKey(seed, func(any) any { return value }) }
	}
	swap := func(from, to string) func(seed []byte) [][]byte {
		return func(seed []byte) [][]byte { return [][]byte{bytes.ReplaceAll(seed, []byte(from), []byte(to))} }
	}
	plain := func(raw string) func(seed []byte) [][]byte {
		return func([]byte) [][]byte { return [][]byte{[]byte(raw)} }
	}
	return map[string]func(seed []byte) [][]byte{
		"drop_each_key":       func(seed []byte) [][]byte { return eachKey(seed, nil) },
		"null_each_key":       to(nil),
		"wrong_type_each_key": func(seed []byte) [][]byte { return slices.Concat(to(7)(seed), to("text")(seed), to([]any{"a"})(seed)) },
		"empty_array_each":    to([]any{}), "string_1MiB": to(strings.Repeat("ã", 1<<19)), "number_1e400": to(json.Number("1e400")),
		"nested_depth_5000":  to(json.RawMessage(strings.Repeat("[", 5000) + strings.Repeat("]", 5000))),
		"duplicate_key":      swap(`"id":`, `"id":"other","id":`),
		"unknown_extra_keys": swap(`{`, `{"of_tomorrow":{"a":[1]},`),
		"negative_timestamp": swap(`"17600000`, `"-17600000`), "timestamp_year_3000": swap(`"17600000`, `"325036800`),
		"utf8_invalid": swap("T", "\xc3\x28"), "utf16_body": utf16Body, "bom_first": swap(`{"object"`, "\xef\xbb\xbf"+`{"object"`),
		"truncate_at_each_10_percent": func(seed []byte) (made [][]byte) {
			for i := range 10 {
				made = append(made, seed[:len(seed)*i/10])
			}
			return made
		},
		"concat_two_documents":    func(seed []byte) [][]byte { return [][]byte{slices.Concat(seed, seed)} },
		"swap_phone_number_id":    func(seed []byte) [][]byte { return eachKey(seed, func(was any) any { return fmt.Sprint(was, "1") }) },
		"unknown_phone_number_id": swap(`phone_number_id":"`, `phone_number_id":"999`),
		"unknown_wamid":           swap("wamid.", "wamid.never"), "batch_1000_statuses": repeated(1000), "batch_same_status_50_times": repeated(50),
		"status_order_permutations": func(seed []byte) (made [][]byte) {
			for _, word := range []string{"sent", "delivered", "read", "failed"} {
				made = append(made, bytes.ReplaceAll(seed, []byte(`"delivered"`), []byte(`"`+word+`"`)))
			}
			return made
		},
		"content_type_wrong": func(seed []byte) [][]byte { return [][]byte{seed} }, "content_encoding_gzip_body": gzipBody,
		"empty_body": plain(""), "html_body": plain("<!doctype html><title>502</title>"),
	}
}

// repeated makes a body whose list has its one item many times: each with an id of its own, or all the same where they are few.
func repeated(n int) func(seed []byte) [][]byte {
	return func(seed []byte) [][]byte {
		from, to := bytes.Index(seed, []byte(`"statuses":[`)), bytes.LastIndex(seed, []byte("]}}]}]}"))
		if from < 0 || to < 0 {
			return [][]byte{seed}
		}
		from += len(`"statuses":[`)
		var items [][]byte
		for i := range n {
			id := "wamid.SAME"
			if n > 100 {
				id = fmt.Sprintf("wamid.MANY%d", i)
			}
			items = append(items, bytes.ReplaceAll(seed[from:to], []byte("wamid.TEST1"), []byte(id)))
		}
		return [][]byte{slices.Concat(seed[:from], bytes.Join(items, []byte(",")), seed[to:])}
	}
}

func utf16Body(seed []byte) [][]byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(string(seed))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return [][]byte{out}
}

func gzipBody(seed []byte) [][]byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(seed) // memory takes everything
	_ = w.Close()
	return [][]byte{out.Bytes()}
}

// eachKey returns a document once for each of its keys, with that key changed, or dropped when change is nil.
func eachKey(seed []byte, change func(was any) any) (made [][]byte) {
	for n := 0; ; n++ {
		var document any
		left := n
		if json.Unmarshal(seed, &document) != nil || !changeKey(document, &left, change) {
			return made
		}
		raw, err := json.Marshal(document)
		if err != nil {
			return made
		}
		made = append(made, raw)
	}
}

func changeKey(node any, left *int, change func(was any) any) bool {
	switch v := node.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if *left == 0 {
				if change == nil {
					delete(v, key)
				} else {
					v[key] = change(v[key])
				}
				return true
			}
			*left--
			if changeKey(v[key], left, change) {
				return true
			}
		}
	case []any:
		for _, item := range v {
			if changeKey(item, left, change) {
				return true
			}
		}
	}
	return false
}
