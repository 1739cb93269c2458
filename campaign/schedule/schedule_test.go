package schedule

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func plan(t *testing.T, zone string, windows []string, start, cron string) *Plan {
	t.Helper()
	p, err := Parse(zone, windows, start, cron)
	if err != nil {
		t.Fatalf("parse the schedule: %v", err)
	}
	return p
}

// moment reads "2026-11-24 09:00 -0300" as an instant.
func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04 -0700", text)
	if err != nil {
		t.Fatalf("read the moment: %v", err)
	}
	return at
}

func TestPlan_opensInItsWindows(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		windows []string
		at      string // São Paulo; 2026-11-23 is a Monday
		open    bool
	}{
		{"no window is always", nil, "2026-11-22 03:00 -0300", true},
		{"at the start", []string{"mon-fri 09:00-18:00"}, "2026-11-23 09:00 -0300", true},
		{"a minute early", []string{"mon-fri 09:00-18:00"}, "2026-11-23 08:59 -0300", false},
		{"in the last minute", []string{"mon-fri 09:00-18:00"}, "2026-11-23 17:59 -0300", true},
		{"at the end", []string{"mon-fri 09:00-18:00"}, "2026-11-23 18:00 -0300", false},
		{"on Sunday", []string{"mon-fri 09:00-18:00"}, "2026-11-22 10:00 -0300", false},
		{"seen from another zone", []string{"mon-fri 09:00-18:00"}, "2026-11-23 20:30 +0000", true},
		{"second window", []string{"mon-fri 09:00-18:00", "sat 09:00-12:00"}, "2026-11-28 11:00 -0300", true},
		{"list of days", []string{"mon,wed 09:00-18:00"}, "2026-11-25 10:00 -0300", true},
		{"day between the listed", []string{"mon,wed 09:00-18:00"}, "2026-11-24 10:00 -0300", false},
		{"range over the weekend", []string{"fri-mon 10:00-11:00"}, "2026-11-22 10:30 -0300", true},
		{"outside that range", []string{"fri-mon 10:00-11:00"}, "2026-11-24 10:30 -0300", false},
		{"mixed list", []string{"mon-tue,sat 10:00-11:00"}, "2026-11-28 10:30 -0300", true},
		{"Portuguese", []string{"seg-sex 09:00-18:00"}, "2026-11-24 10:00 -0300", true},
		{"Portuguese with accent", []string{"Sáb, Dom 09:00-12:00"}, "2026-11-28 10:00 -0300", true},
		{"Portuguese names", []string{"segunda-quinta 9:00-12:00"}, "2026-11-26 09:00 -0300", true},
		{"every day", []string{"every day 08:00-20:00"}, "2026-11-22 08:00 -0300", true},
		{"todos os dias", []string{"todos os dias 08:00-20:00"}, "2026-11-22 08:00 -0300", true},
		{"with a break, within", []string{"mon-fri 09:00-12:00, 13:00-18:00"}, "2026-11-23 13:00 -0300", true},
		{"with a break, in it", []string{"mon-fri 09:00-12:00, 13:00-18:00"}, "2026-11-23 12:30 -0300", false},
		{"until midnight", []string{"mon 20:00-24:00"}, "2026-11-23 23:59 -0300", true},
		{"long dash and blanks", []string{" mon – fri 09:00 – 18:00 "}, "2026-11-23 10:00 -0300", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := plan(t, "America/Sao_Paulo", tt.windows, "", "")
			if got := p.Open(moment(t, tt.at)); got != tt.open {
				t.Errorf("%v open at %s: %v, want %v", tt.windows, tt.at, got, tt.open)
			}
		})
	}
}

func TestParse_refusesWithFieldValueAndRemedy(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		zone    string
		windows []string
		start   string
		cron    string
		field   string
		says    []string
	}{
		{name: "zone", zone: "America/Blumenau", field: "timezone", says: []string{`"America/Blumenau"`, "America/Sao_Paulo"}},
		{name: "machine's zone", zone: "Local", field: "timezone", says: []string{`"Local"`}},
		{name: "path as zone", zone: "../../etc/passwd", field: "timezone", says: []string{"IANA"}},
		{name: "day", windows: []string{"mon 09:00-10:00", "mun-fri 09:00-18:00"}, field: "windows[1]", says: []string{`"mun"`, "mon, tue"}},
		{name: "ends before it starts", windows: []string{"mon-fri 18:00-09:00"}, field: "windows[0]", says: []string{"ends before it starts", "09:00-18:00"}},
		{name: "empty hours", windows: []string{"mon 09:00-09:00"}, field: "windows[0]", says: []string{"ends before it starts"}},
		{name: "no hours", windows: []string{"mon-fri"}, field: "windows[0]", says: []string{`"mon-fri"`, "09:00-18:00"}},
		{name: "no days", windows: []string{"09:00-18:00"}, field: "windows[0]", says: []string{"days and hours"}},
		{name: "empty", windows: []string{""}, field: "windows[0]", says: []string{`""`}},
		{name: "hour 25", windows: []string{"mon 09:00-25:00"}, field: "windows[0]", says: []string{"24-hour"}},
		{name: "minute 60", windows: []string{"mon 09:60-10:00"}, field: "windows[0]", says: []string{"24-hour"}},
		{name: "past midnight", windows: []string{"mon 09:00-24:01"}, field: "windows[0]", says: []string{"24-hour"}},
		{name: "half a range", windows: []string{"mon- 09:00-10:00"}, field: "windows[0]", says: []string{"is not a day"}},
		{name: "two dashes", windows: []string{"mon 09:00-10:00-11:00"}, field: "windows[0]", says: []string{"24-hour"}},
		{name: "start", start: "01/12/2026", field: "start", says: []string{`"01/12/2026"`, "2026-12-01"}},
		{name: "start that is no day", start: "2026-02-30", field: "start", says: []string{"2026-02-30"}},
		{name: "cron words", cron: "tomorrow", field: "cron", says: []string{`"tomorrow"`, "0 6 * * *"}},
		{name: "cron with seconds", cron: "0 0 6 * * *", field: "cron", says: []string{"five fields"}},
		{name: "cron with a zone", cron: "TZ=Asia/Tokyo 0 6 * * *", field: "cron", says: []string{"timezone"}},
		{name: "cron zone alone", cron: "CRON_TZ=x", field: "cron", says: []string{"timezone"}},
		{name: "cron without slots", cron: "@every 90s", field: "cron", says: []string{"fixed times"}},
		{name: "cron that never comes", cron: "0 0 30 2 *", field: "cron", says: []string{"never comes"}},
		{name: "cron out of range", cron: "0 24 * * *", field: "cron", says: []string{"0 24 * * *"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse(tt.zone, tt.windows, tt.start, tt.cron)
			var bad *Error
			if !errors.As(err, &bad) {
				t.Fatalf("got %v, want an *Error", err)
			}
			if bad.Field != tt.field {
				t.Errorf("field %q, want %q", bad.Field, tt.field)
			}
			for _, words := range tt.says {
				if !strings.Contains(bad.Error(), words) {
					t.Errorf("%q does not say %q", bad.Error(), words)
				}
			}
		})
	}
}

func TestNext_findsTheFirstOpenInstant(t *testing.T) {
	t.Parallel()
	hours := []string{"mon-fri 09:00-18:00", "sat 09:00-12:00"}
	tests := []struct {
		name       string
		zone       string
		windows    []string
		start      string
		from, want string
	}{
		{"open now", "America/Sao_Paulo", hours, "", "2026-11-24 10:30 -0300", "2026-11-24 10:30 -0300"},
		{"this morning", "America/Sao_Paulo", hours, "", "2026-11-24 05:00 -0300", "2026-11-24 09:00 -0300"},
		{"tonight is tomorrow", "America/Sao_Paulo", hours, "", "2026-11-24 18:00 -0300", "2026-11-25 09:00 -0300"},
		{"over the weekend", "America/Sao_Paulo", hours, "", "2026-11-28 12:00 -0300", "2026-11-30 09:00 -0300"},
		{"a week later", "America/Sao_Paulo", []string{"tue 09:00-10:00"}, "", "2026-11-24 10:00 -0300", "2026-12-01 09:00 -0300"},
		{"from the start date", "America/Sao_Paulo", hours, "2026-12-01", "2026-11-24 10:30 -0300", "2026-12-01 09:00 -0300"},
		{"start date, always open", "America/Sao_Paulo", nil, "2026-12-01", "2026-11-24 10:30 -0300", "2026-12-01 00:00 -0300"},
		{"start date gone by", "America/Sao_Paulo", nil, "2026-11-01", "2026-11-24 10:30 -0300", "2026-11-24 10:30 -0300"},
		{"no zone is UTC", "", hours, "", "2026-11-24 05:00 +0000", "2026-11-24 09:00 +0000"},
		// Brazil, 4 November 2018: 00:00 became 01:00.
		{"window within a lost hour waits a week", "America/Sao_Paulo", []string{"sun 00:00-01:00"}, "", "2018-11-03 12:00 -0300", "2018-11-11 00:00 -0200"},
		{"window that begins in a lost hour opens at its end", "America/Sao_Paulo", []string{"sun 00:30-02:00"}, "", "2018-11-03 12:00 -0300", "2018-11-04 01:00 -0200"},
		{"after a lost hour", "America/Sao_Paulo", []string{"sun 09:00-10:00"}, "", "2018-11-03 12:00 -0300", "2018-11-04 09:00 -0200"},
		{"start date whose midnight is lost", "America/Sao_Paulo", nil, "2018-11-04", "2018-11-01 00:00 -0300", "2018-11-04 01:00 -0200"},
		// 18 February 2018: 00:00 became 23:00 of the 17th again.
		{"hour that comes twice is open at first", "America/Sao_Paulo", []string{"sat 23:00-24:00"}, "", "2018-02-17 12:00 -0200", "2018-02-17 23:00 -0200"},
		{"and again", "America/Sao_Paulo", []string{"sat 23:00-24:00"}, "", "2018-02-17 23:15 -0300", "2018-02-17 23:15 -0300"},
		{"and closed between the halves' other days", "America/Sao_Paulo", []string{"sat 23:30-24:00"}, "", "2018-02-17 23:00 -0300", "2018-02-17 23:30 -0300"},
		// New York, 14 March 2027: 02:00 became 03:00; 7 November 2027: 02:00 became 01:00.
		{"New York loses 02:30", "America/New_York", []string{"sun 02:15-02:45"}, "", "2027-03-14 00:00 -0500", "2027-03-21 02:15 -0400"},
		{"New York has 01:30 twice", "America/New_York", []string{"sun 01:30-01:40"}, "", "2027-11-07 01:45 -0400", "2027-11-07 01:30 -0500"},
		// Lisbon, 28 March 2027: 01:00 became 02:00; 31 October 2027: 02:00 became 01:00.
		{"Lisbon loses 01:30", "Europe/Lisbon", []string{"sun 01:30-03:00"}, "", "2027-03-28 00:00 +0000", "2027-03-28 02:00 +0100"},
		{"Lisbon has 01:00 twice", "Europe/Lisbon", []string{"sun 01:00-01:20"}, "", "2027-10-31 01:20 +0100", "2027-10-31 01:00 +0000"},
		// Lord Howe moves by half an hour, Samoa lost 30 December 2011 altogether.
		{"half an hour", "Australia/Lord_Howe", []string{"sun 02:10-02:20"}, "", "2026-10-04 00:00 +1030", "2026-10-11 02:10 +1100"},
		{"a lost day", "Pacific/Apia", []string{"fri 10:00-11:00"}, "", "2011-12-29 12:00 -1000", "2012-01-06 10:00 +1400"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := plan(t, tt.zone, tt.windows, tt.start, "")
			got, ok := p.Next(moment(t, tt.from))
			if !ok || !got.Equal(moment(t, tt.want)) {
				t.Errorf("next after %s is %v (%v), want %s", tt.from, got.In(p.Zone()), ok, tt.want)
			}
			if !p.Open(got) {
				t.Errorf("it is not open at %v", got)
			}
			if got.Location() != time.UTC {
				t.Errorf("the answer is in %v, want UTC", got.Location())
			}
		})
	}
}

func TestNext_agreesWithAWalkMinuteByMinute(t *testing.T) {
	t.Parallel()
	weeks := []struct{ zone, from string }{
		{"America/Sao_Paulo", "2018-11-01 00:07 +0000"}, {"America/Sao_Paulo", "2018-02-15 00:07 +0000"}, {"America/New_York", "2027-03-11 00:07 +0000"},
		{"America/New_York", "2027-11-04 00:07 +0000"}, {"Europe/Lisbon", "2027-03-25 00:07 +0000"}, {"Europe/Lisbon", "2027-10-28 00:07 +0000"},
		{"Australia/Lord_Howe", "2026-10-01 00:07 +0000"}, {"Pacific/Apia", "2011-12-27 00:07 +0000"}, {"Asia/Kathmandu", "2026-01-01 00:07 +0000"},
	}
	windows := [][]string{{"sat-sun 00:30-02:30"}, {"daily 23:15-24:00"}, {"sun 00:00-24:00"}, {"fri,sun 01:10-01:50", "mon 00:00-00:05"}}
	for _, week := range weeks {
		for _, w := range windows {
			p := plan(t, week.zone, w, "", "")
			first := moment(t, week.from)
			const minutes = 6 * 24 * 60
			next := time.Time{}
			for i := minutes; i >= 0; i-- { // backwards: the newest open minute is the answer of all before it
				at := first.Add(time.Duration(i) * time.Minute)
				local := at.In(p.Zone())
				if p.Open(at) {
					next = at
				}
				if next.IsZero() {
					continue
				}
				got, ok := p.Next(at)
				if !ok || got.After(next) || got.Before(at) || !p.Open(got) {
					t.Fatalf("%s %v: next after %v is %v, want by %v", week.zone, w, local, got.In(p.Zone()), next.In(p.Zone()))
				}
				if next.Sub(got) >= time.Minute {
					t.Fatalf("%s %v: next after %v is %v, earlier than the walk's %v", week.zone, w, local, got.In(p.Zone()), next.In(p.Zone()))
				}
			}
		}
	}
}

func TestDay_isTheDateInTheZone(t *testing.T) {
	t.Parallel()
	at := moment(t, "2026-11-24 01:30 +0000")
	for zone, want := range map[string]string{"America/Sao_Paulo": "2026-11-23", "Europe/Lisbon": "2026-11-24", "Pacific/Kiritimati": "2026-11-24", "": "2026-11-24"} {
		if got := plan(t, zone, nil, "", "").Day(at); got != want {
			t.Errorf("the day in %q is %s, want %s", zone, got, want)
		}
	}
}

func TestOpen_waitsForTheStartDate(t *testing.T) {
	t.Parallel()
	p := plan(t, "America/Sao_Paulo", nil, "2026-12-01", "")
	if p.Open(moment(t, "2026-11-30 23:59 -0300")) || !p.Open(moment(t, "2026-12-01 00:00 -0300")) {
		t.Error("the start date does not begin at its midnight")
	}
	if !p.Start().Equal(moment(t, "2026-12-01 00:00 -0300")) {
		t.Errorf("the start is %v", p.Start())
	}
}
