package whatsapp

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/graph"
)

func TestJudge_meansWhatTheTableOfTheProviderSays(t *testing.T) {
	t.Parallel()
	const slow, expired, blocked = campaign.AccountSlow, campaign.AccountExpired, campaign.AccountBlocked
	for _, c := range []struct {
		codes  string
		status int
		want   campaign.Outcome
	}{
		{"0 190", 401, campaign.Outcome{Result: unsent, Effect: expired}},
		{"3 10 200 229 299 131005", 403, campaign.Outcome{Result: unsent, Effect: blocked}},
		{"368 131031 131048 131064", 403, campaign.Outcome{Result: unsent, Effect: blocked}},
		{"131037 131045 133010 131042 131063", 400, campaign.Outcome{Result: unsent, Effect: blocked}},
		{"100 131008 131009 131021 131051", 400, campaign.Outcome{Result: rejected}},
		{"4 80007", 429, campaign.Outcome{Result: unsent, Effect: slow, Wait: 5 * time.Minute}},
		{"130429", 429, campaign.Outcome{Result: unsent, Effect: slow, Wait: 2 * time.Second}},
		{"131057", 503, campaign.Outcome{Result: unsent, Effect: slow, Wait: 2 * time.Minute}},
		{"133016", 400, campaign.Outcome{Result: unsent, Effect: slow, Wait: time.Hour}},
		{"131056", 400, campaign.Outcome{Result: unsent, Wait: time.Second}},
		{"131049", 400, campaign.Outcome{Result: unsent, Wait: 24 * time.Hour}},
		{"131050", 400, campaign.Outcome{Result: rejected, OptOut: true}},
		{"131026 130403", 400, campaign.Outcome{Result: rejected, BadRecipient: true}},
		{"131047 130472 131030 130497 131052 131053 131062", 400, campaign.Outcome{Result: rejected}},
		{"132000 132001 132005 132007 132008 132012 132068", 400, campaign.Outcome{Result: rejected, StopTemplate: true}},
		{"132015 132016", 400, campaign.Outcome{Result: unsent, Wait: time.Hour, StopTemplate: true}},
		{"2 131000 131016 135000", 500, campaign.Outcome{Result: unsent, Wait: 10 * time.Second}},
		{"1", 500, campaign.Outcome{Result: campaign.ResultInDoubt}},
		{"424242", 400, campaign.Outcome{Result: rejected}},
		{"424242", 500, campaign.Outcome{Result: campaign.ResultInDoubt}},
	} {
		for code := range strings.FieldsSeq(c.codes) {
			n, err := strconv.Atoi(code)
			if err != nil {
				t.Fatal(err)
			}
			var got campaign.Outcome
			e := &graph.Error{Status: c.status, Code: n, Message: "words", Details: "details"}
			judge(e).apply(&got, e, 0)
			if got.Reason == nil || got.Reason.Code == "" || got.Reason.Message == "" || got.Reason.Params["code"] != n {
				t.Errorf("%s: reason %+v", code, got.Reason)
			}
			if got.Code != code || got.Error != "words: details" {
				t.Errorf("%s: code %q, words %q", code, got.Code, got.Error)
			}
			got.Code, got.Error, got.Reason = "", "", nil
			if got != c.want {
				t.Errorf("%s: %+v, want %+v", code, got, c.want)
			}
		}
	}
}

func TestJudge_makesWaitsGrowAndEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code  int
		waits []time.Duration // by try; 0 = the message fails
	}{
		{131056, []time.Duration{time.Second, 4 * time.Second, 16 * time.Second, 64 * time.Second, 256 * time.Second, 1024 * time.Second, time.Hour, time.Hour}},
		{130429, []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second}},
		{131049, []time.Duration{24 * time.Hour, 48 * time.Hour, 96 * time.Hour, 0}},
		{131000, []time.Duration{10 * time.Second, 40 * time.Second, 160 * time.Second, 640 * time.Second, 2560 * time.Second, 0}},
		{132015, []time.Duration{time.Hour, time.Hour, time.Hour}},
	} {
		for try, want := range c.waits {
			var got campaign.Outcome
			e := &graph.Error{Code: c.code}
			judge(e).apply(&got, e, try)
			if got.Wait != want || (want == 0) != (got.Result == campaign.ResultRejected) {
				t.Errorf("%d, try %d: %s after %v, want %v", c.code, try, got.Result, got.Wait, want)
			}
		}
	}
}

func TestJudge_obeysTheWaitThatTheAnswerAsksFor(t *testing.T) {
	t.Parallel()
	var got campaign.Outcome
	e := &graph.Error{Code: 131056, RetryAfter: 17 * time.Second}
	judge(e).apply(&got, e, 3)
	if got.Wait != 17*time.Second {
		t.Errorf("wait %v", got.Wait)
	}
}

// waits are those of a verdict's first tries; it ends where the message fails.
func waits(code int) []time.Duration {
	var all []time.Duration
	for try := range 8 {
		var got campaign.Outcome
		e := &graph.Error{Code: code, Message: "words"}
		if judge(e).apply(&got, e, try); got.Result != unsent {
			break
		}
		all = append(all, got.Wait)
	}
	return all
}

// grow says whether each wait is longer than the one before, up to the longest.
func grow(all []time.Duration) bool {
	for i := 1; i < len(all); i++ {
		if all[i] <= all[i-1] && all[i] != graph.MaxWait {
			return false
		}
	}
	return len(all) > 1
}

// act is a row's last column.
type act struct {
	words string
	holds func(code int, v verdict) bool
}

// acts are the words of the written table's last column, and what each asks of a verdict. The first that a row has counts.
var acts = []act{
	{"retry with back-off, few times", func(code int, v verdict) bool {
		// Code 1 may be a server that broke after it took the message: that is nobody's retry.
		return code == 1 && v.result == campaign.ResultInDoubt || grow(waits(code)) && len(waits(code)) < 8 && v.effect == campaign.AccountFine
	}},
	{"after 4^n s", func(code int, v verdict) bool {
		w := waits(code)
		return v.effect == campaign.AccountFine && len(w) == 8 && w[0] == time.Second && w[1] == 4*time.Second && w[2] == 16*time.Second && w[5] == 1024*time.Second
	}},
	{"not before 24 h, longer each time", func(code int, v verdict) bool {
		w := waits(code)
		return v.effect == campaign.AccountFine && grow(w) && len(w) < 8 && w[0] == 24*time.Hour
	}},
	{"back off the whole account", func(code int, v verdict) bool {
		return v.effect == campaign.AccountSlow && grow(waits(code)) && waits(code)[0] >= time.Minute
	}},
	{"slow the number", func(code int, v verdict) bool { return v.effect == campaign.AccountSlow && grow(waits(code)) }},
	{"retry in minutes", func(_ int, v verdict) bool { return v.effect == campaign.AccountSlow && v.wait >= time.Minute }},
	{"wait", func(_ int, v verdict) bool { return v.effect == campaign.AccountSlow && v.wait >= time.Minute }},
	{"stop that template", func(_ int, v verdict) bool {
		return v.result == unsent && v.stopTemplate && v.effect == campaign.AccountFine
	}},
	{"permanent, flag template", func(_ int, v verdict) bool {
		return v.result == rejected && v.stopTemplate && v.effect == campaign.AccountFine
	}},
	{"stop", func(_ int, v verdict) bool {
		return v.result == unsent && (v.effect == campaign.AccountBlocked || v.effect == campaign.AccountExpired) && v.wait == 0 && v.tries == 0
	}},
	{"record opt-out", func(_ int, v verdict) bool { return v.result == rejected && v.optOut }},
	{"mark number", func(_ int, v verdict) bool { return v.result == rejected && v.badRecipient }},
	{"permanent", final}, {"never", final}, {"switch to template", final}, {"no retry", final}, {"needs a phone", final},
	{"configuration", func(code int, v verdict) bool { return final(code, v) || v.effect == campaign.AccountBlocked }},
}

func final(_ int, v verdict) bool {
	return v.result == rejected && v.effect == campaign.AccountFine && !v.optOut
}

// TestVerdicts_doWhatTheWrittenTableSays holds each code to the act that the written contract's table names for it.
func TestVerdicts_doWhatTheWrittenTableSays(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Clean(shared(t, "providers.md")))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(raw), "## 1. WhatsApp Cloud API")
	section, _, _ = strings.Cut(section, "**Webhook.**")
	_, table, _ := strings.Cut(section, "**Errors**")
	known := 0
	for _, row := range regexp.MustCompile(`(?m)^\| ([0-9, -]+) \|[^|]+\|([^|]+)\|`).FindAllStringSubmatch(table, -1) {
		codes := strings.ReplaceAll(row[1], "200-299", "200, 250, 299")
		for _, code := range regexp.MustCompile(`\d+`).FindAllString(codes, -1) {
			n, err := strconv.Atoi(code)
			if err != nil {
				t.Fatal(err)
			}
			v, found := verdicts[n]
			if n >= 200 && n <= 299 {
				v, found = judge(&graph.Error{Code: n}), true
			}
			if !found {
				t.Errorf("code %d is not known", n)
				continue
			}
			known++
			i := slices.IndexFunc(acts, func(a act) bool { return strings.Contains(row[2], a.words) })
			if i < 0 || !acts[i].holds(n, v) {
				t.Errorf("code %d: %+v, where the table says %q", n, v, strings.TrimSpace(row[2]))
			}
			if v.reason == "" || v.remedy == "" {
				t.Errorf("code %d has no reason or no remedy", n)
			}
		}
	}
	if known < 50 {
		t.Errorf("only %d codes found in the table", known)
	}
}
