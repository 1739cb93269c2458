package graph

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestParseError_readsTheProvidersExamples(t *testing.T) {
	t.Parallel()
	dir, err := filepath.Abs("../../../shared/payloads/meta-whatsapp")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: %s is not there", dir)
	}
	for file, want := range map[string]Error{
		"err.meta.400.invalid_fields.json":           {Code: 100},
		"err.meta.401.expired_token.json":            {Code: 190, Subcode: 463},
		"err.meta.403.insufficient_permissions.json": {Code: 200, Subcode: 1349174},
		"err.meta.429.rate_limit_exceeded.json":      {Code: 4, Subcode: 2446079},
		"err.meta.500.service_unavailable.json":      {Code: 2},
	} {
		body, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		got, ok := parseError(&http.Response{StatusCode: http.StatusBadRequest}, body, "")
		if !ok || got.Code != want.Code || got.Subcode != want.Subcode || got.Message == "" || got.TraceID == "" {
			t.Errorf("%s: %+v", file, got)
		}
	}
}

func TestError_saysItsWordsOnceAndInOneLine(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"code":1,"message":"a","error_data":{"details":"b"}}`:    "a: b",
		`{"code":1,"message":"a: b","error_data":{"details":"b"}}`: "a: b",
		`{"code":1,"title":"t","error_data":"text"}`:               "t",
		`{"code":1,"message":"a\nb\u0000c"}`:                       "a b c",
		`{"code":1,"error_user_msg":"for people"}`:                 "for people",
		`{"code":7}`: "error 7",
		`{"code":1,"message":"` + strings.Repeat("ã", 2000) + `"}`:    strings.Repeat("ã", maxWords),
		`{"code":1,"message":{"x":1},"error_data":{"details":[1,2]}}`: "error 1",
	} {
		e, ok := ParseError([]byte(raw))
		if !ok || e.Error() != want {
			t.Errorf("%.80s: %v", raw, e)
		}
	}
	for _, raw := range []string{"", "null", "7", `"x"`, "[]", "{}", `{"code":{}}`, `{"code":"x"}`, `{"code":1.5}`} {
		if e, ok := ParseError([]byte(raw)); ok {
			t.Errorf("%s: %+v", raw, e)
		}
	}
}

func TestRetryAfter_isBetweenASecondAndAnHour(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		"": 0, "30": 30 * time.Second, "0": time.Second, "-5": time.Second, "1.2": 2 * time.Second, "3600": time.Hour, "99999": time.Hour, "1e300": time.Hour,
		"soon": 0, "NaN": 0, "Tue, 01 Jan 2019 00:00:00 GMT": time.Second,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
	later := time.Now().Add(10 * time.Minute).UTC().Format(http.TimeFormat)
	if got := retryAfter(http.Header{"Retry-After": {later}}); got < 9*time.Minute || got > 10*time.Minute {
		t.Errorf("%q: %v", later, got)
	}
}

func TestRetryAfter_readsTheUsageHeaderInMinutes(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		`{"102290129340398":[{"type":"whatsapp","call_count":100,"estimated_time_to_regain_access":7},{"estimated_time_to_regain_access":2}]}`: 7 * time.Minute,
		`{"1":[{"estimated_time_to_regain_access":0}]}`:    0,
		`{"1":[{"estimated_time_to_regain_access":9000}]}`: time.Hour,
		`broken`: 0, `[]`: 0,
	} {
		if got := retryAfter(http.Header{"X-Business-Use-Case-Usage": {value}}); got != want {
			t.Errorf("%s: %v, want %v", value, got, want)
		}
	}
}
