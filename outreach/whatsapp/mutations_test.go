package whatsapp

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// mutate makes bodies out of a valid one. The names are those of the list of attacks.
var mutate = map[string]func(seed []byte) [][]byte{
	"drop_each_key":       func(seed []byte) [][]byte { return eachKey(seed, nil) },
	"null_each_key":       func(seed []byte) [][]byte { return eachKey(seed, func(any) any { return nil }) },
	"wrong_type_each_key": wrongTypes,
	"empty_array_each":    func(seed []byte) [][]byte { return eachKey(seed, func(any) any { return []any{} }) },
	"duplicate_key": func(seed []byte) [][]byte {
		return [][]byte{bytes.Replace(seed, []byte(`"object":`), []byte(`"object":"x","object":`), 1), bytes.ReplaceAll(seed, []byte(`"id":`), []byte(`"id":"other","id":`))}
	},
	"unknown_extra_keys": func(seed []byte) [][]byte {
		return [][]byte{bytes.ReplaceAll(seed, []byte(`{`), []byte(`{"of_tomorrow":{"a":[1]},`))}
	},
	"string_1MiB": func(seed []byte) [][]byte {
		return eachKey(seed, func(any) any { return strings.Repeat("ã", 1<<19) })
	},
	"number_1e400":        func(seed []byte) [][]byte { return eachKey(seed, func(any) any { return json.Number("1e400") }) },
	"negative_timestamp":  func(seed []byte) [][]byte { return stamped(seed, "-1760000000") },
	"timestamp_year_3000": func(seed []byte) [][]byte { return stamped(seed, "32503680000") },
	"nested_depth_5000": func(seed []byte) [][]byte {
		deep := json.RawMessage(strings.Repeat("[", 5000) + strings.Repeat("]", 5000))
		return eachKey(seed, func(any) any { return deep })
	},
	"utf8_invalid": func(seed []byte) [][]byte {
		return [][]byte{bytes.ReplaceAll(seed, []byte("T"), []byte("\xc3\x28")), append(slices.Clone(seed), 0xff)}
	},
	"utf16_body": func(seed []byte) [][]byte {
		out := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(string(seed))) {
			out = append(out, byte(u), byte(u>>8))
		}
		return [][]byte{out}
	},
	"bom_first": func(seed []byte) [][]byte { return [][]byte{append([]byte("\xef\xbb\xbf"), seed...)} },
	"truncate_at_each_10_percent": func(seed []byte) [][]byte {
		var out [][]byte
		for i := range 10 {
			out = append(out, seed[:len(seed)*i/10])
		}
		return out
	},
	"concat_two_documents":    func(seed []byte) [][]byte { return [][]byte{append(slices.Clone(seed), seed...)} },
	"swap_phone_number_id":    func(seed []byte) [][]byte { return [][]byte{bytes.ReplaceAll(seed, []byte("PN1"), []byte("PN2"))} },
	"unknown_phone_number_id": func(seed []byte) [][]byte { return [][]byte{bytes.ReplaceAll(seed, []byte("PN1"), []byte("nobody"))} },
	"unknown_wamid": func(seed []byte) [][]byte {
		return [][]byte{bytes.ReplaceAll(seed, []byte("wamid."), []byte("wamid.never"))}
	},
	"batch_1000_statuses":        func([]byte) [][]byte { return [][]byte{batch(1000, "wamid.%d")} },
	"batch_same_status_50_times": func([]byte) [][]byte { return [][]byte{batch(50, "wamid.same%.0d")} },
	"status_order_permutations": func(seed []byte) [][]byte {
		var out [][]byte
		for _, word := range []string{"sent", "delivered", "read", "failed"} {
			out = append(out, bytes.ReplaceAll(seed, []byte(`"delivered"`), []byte(`"`+word+`"`)))
		}
		return out
	},
	"content_type_wrong": func(seed []byte) [][]byte { return [][]byte{seed} }, // the parser never sees it
	"content_encoding_gzip_body": func(seed []byte) [][]byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write(seed)
		_ = w.Close()
		return [][]byte{out.Bytes()}
	},
	"empty_body": func([]byte) [][]byte { return [][]byte{nil} },
	"html_body":  func([]byte) [][]byte { return [][]byte{[]byte("<!doctype html><title>502</title>")} },
}

func stamped(seed []byte, stamp string) [][]byte {
	out := bytes.ReplaceAll(seed, []byte(`"1760000000"`), []byte(stamp))
	return [][]byte{bytes.ReplaceAll(out, []byte(`"1760000001"`), []byte(`"`+stamp+`"`))}
}

func batch(n int, id string) []byte {
	items := make([]string, n)
	for i := range items {
		items[i] = fmt.Sprintf(`{"id":"`+id+`","status":"delivered","timestamp":"1760000000","recipient_id":"5511999990001"}`, i)
	}
	return messages("", "statuses", strings.Join(items, ","))
}

func wrongTypes(seed []byte) [][]byte {
	var out [][]byte
	for _, wrong := range []any{7, true, "text", map[string]any{"a": 1}, []any{"a"}, []any{[]any{}}} {
		out = append(out, eachKey(seed, func(any) any { return wrong })...)
	}
	return out
}

// eachKey returns the document once for each of its keys, with that key changed, or dropped when change is nil.
func eachKey(seed []byte, change func(any) any) [][]byte {
	var out [][]byte
	for n := 0; ; n++ {
		dec := json.NewDecoder(bytes.NewReader(seed))
		dec.UseNumber()
		var doc any
		if dec.Decode(&doc) != nil {
			return out
		}
		left := n
		if !changeKey(doc, &left, change) {
			return out
		}
		body, err := json.Marshal(doc)
		if err != nil {
			return out
		}
		out = append(out, body)
	}
}

func changeKey(node any, left *int, change func(any) any) bool {
	switch v := node.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
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

// parsesSoundly checks what holds for any body whatever.
func parsesSoundly(t *testing.T, body []byte) {
	t.Helper()
	events, err := open("", nil).Parse(body)
	if err == nil && len(events) == 0 {
		t.Errorf("neither events nor an error: %.200q", body)
	}
	for _, e := range events {
		if e.Key == "" || len(e.Key) > 1024 || e.At.IsZero() || e.At.After(noon.Add(maxAhead)) || !json.Valid(e.Payload) {
			t.Errorf("event %.300s of %.200q", fmt.Sprintf("%+v", e), body)
		}
		if in := e.Inbound; in != nil && (in.ProviderID == "" || in.From+in.UserID == "" || len(in.Text) > maxText) {
			t.Errorf("inbound %.300s of %.200q", fmt.Sprintf("%+v", in), body)
		}
		if echo := e.Echo; echo != nil && (e.Kind != "echo" || e.Inbound != nil || echo.ProviderID == "" || echo.To+echo.UserID == "" || len(echo.Text) > maxText) {
			t.Errorf("echo %.300s of %.200q", fmt.Sprintf("%+v", echo), body)
		}
		if a := e.Account; a != nil && (a.Code == "" || a.Message == "" || a.Tier < 0 || len(a.Message) > maxText) {
			t.Errorf("notice %.300s of %.200q", fmt.Sprintf("%+v", a), body)
		}
		if e.Status != nil && e.Status.ProviderID == "" {
			t.Errorf("status %+v of %.200q", e.Status, body)
		}
		if _, err := json.Marshal(e); err != nil {
			t.Errorf("the event cannot be written: %v", err)
		}
	}
}

// noticeSeeds are the bodies beside messages and statuses.
func noticeSeeds() [][]byte {
	const named = `"message_template_id":1,"message_template_name":"ola","message_template_language":"pt_BR"`
	return [][]byte{
		echoes(ana, `{"id":"wamid.E1","from":"5547300000000","to":"5547900001234","timestamp":"1760000000","type":"edit","edit":{"original_message_id":"w","message":{"type":"text","text":{"body":"T"}}}}`),
		change("business_capability_update", `{"max_daily_conversations_per_business":2000,"max_phone_numbers_per_waba":2}`),
		change("phone_number_quality_update", `{"display_phone_number":"5547300000000","event":"DOWNGRADE","old_limit":"TIER_2K","current_limit":"TIER_250"}`),
		change("account_update", `{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1760000000}],"ban_info":{"waba_ban_state":"DISABLE"}}`),
		change("account_review_update", `{"decision":"REJECTED"}`),
		change("account_alerts", `{"entity_type":"PHONE_NUMBER","entity_id":"PN1","alert_info":{"alert_type":"OBA_REJECTED","alert_description":"T"}}`),
		change("message_template_status_update", `{"event":"LOCKED","reason":null,"other_info":{"title":"FIRST_PAUSE"},`+named+`}`),
		change("message_template_quality_update", `{"previous_quality_score":"GREEN","new_quality_score":"RED",`+named+`}`),
		change("template_category_update", `{"previous_category":"UTILITY","new_category":"MARKETING",`+named+`}`),
		change("user_preferences", `{"contacts":[`+ana+`],"user_preferences":[{"wa_id":"5547900001234","value":"stop","category":"marketing_messages","timestamp":1760000000}]}`),
	}
}

func TestParse_survivesEveryListedMutation(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "attacks", "webhook_mutations.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Seeds     map[string]json.RawMessage
		Operators []string
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	bodies := 0
	for _, name := range list.Operators {
		op := mutate[name]
		if op == nil {
			t.Errorf("the operator %q is not here", name)
			continue
		}
		for _, seed := range [][]byte{list.Seeds["whatsapp_status"], list.Seeds["whatsapp_message"]} {
			var compact bytes.Buffer
			if err := json.Compact(&compact, seed); err != nil {
				t.Fatal(err)
			}
			for _, body := range op(compact.Bytes()) {
				bodies++
				parsesSoundly(t, body)
			}
		}
		if strings.HasSuffix(name, "_1MiB") {
			continue // the same code reads long words, and this takes long
		}
		for _, seed := range noticeSeeds() {
			for _, body := range op(seed) {
				bodies++
				parsesSoundly(t, body)
			}
		}
	}
	t.Logf("%d bodies", bodies)
}

func TestParse_readsTwoDocumentsAndKeepsTheFirstWhenTheSecondIsNone(t *testing.T) {
	t.Parallel()
	one := batch(1, "wamid.%d")
	both, err := open("", nil).Parse(append(slices.Clone(one), one...))
	if err != nil || len(both) != 2 {
		t.Errorf("%d events, %v", len(both), err)
	}
	rest, err := open("", nil).Parse(append(slices.Clone(one), "<html>"...))
	if err != nil || len(rest) != 2 || rest[0].Status == nil || rest[1].Unread == "" {
		t.Errorf("%d events, %v", len(rest), err)
	}
}

func TestParse_takesAFullBodyInTime(t *testing.T) {
	t.Parallel()
	filler := strings.Repeat("x", 4000)
	items := make([]string, 1000)
	for i := range items {
		items[i] = fmt.Sprintf(`{"from":"5511999990001","id":"wamid.%d","timestamp":"1760000000","type":"text","text":{"body":"%s"}}`, i, filler)
	}
	body := messages(ana, "messages", strings.Join(items, ","))
	start := time.Now()
	events, err := open("", nil).Parse(body)
	if err != nil || len(events) != 1000 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	took := time.Since(start)
	if took > 10*time.Second { // 50 ms on an idle core: this is for one that is busy, with the race detector on
		t.Errorf("%d bytes took %v", len(body), took)
	}
	t.Logf("%d bytes in %v", len(body), took)
	keys := map[string]bool{}
	for _, e := range events {
		keys[e.Key] = true
	}
	if len(keys) != 1000 {
		t.Errorf("%d keys", len(keys))
	}
}

func FuzzParse(f *testing.F) {
	f.Add(messages(ana, "messages", `{"from":"5547900001234","id":"wamid.1","timestamp":"1795500000","type":"text","text":{"body":"oi"}}`))
	f.Add(messages("", "statuses", `{"id":"wamid.1","status":"failed","errors":[{"code":131050}]}`))
	f.Add(messages(ana, "messages", `{"id":"wamid.1","type":"edit","edit":{"original_message_id":"w","message":{"type":"edit","edit":{"message":{"type":"text","text":{"body":"x"}}}}}}`))
	for _, seed := range noticeSeeds() {
		f.Add(seed)
	}
	f.Fuzz(parsesSoundly)
}
