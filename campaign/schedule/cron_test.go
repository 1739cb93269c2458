package schedule

import (
	"testing"
	"time"

	"github.com/robfig/cron/v3"
)

// slots returns the slots between two instants as the wall shows them.
func slots(t *testing.T, p *Plan, from, to time.Time) []string {
	t.Helper()
	var list []string
	for at := from; ; {
		next, ok := p.CronSlot(at)
		if !ok {
			t.Fatalf("no slot after %v", at)
		}
		if !next.After(at) {
			t.Fatalf("the slot %v is not after %v", next, at)
		}
		if next.After(to) {
			return list
		}
		list = append(list, next.In(p.Zone()).Format("02 15:04 -0700"))
		at = next
	}
}

func TestCronSlot_isNeverLostAndNeverTwice(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, zone, cron, from, to string
		want                       []string
	}{
		{"an ordinary day", "America/Sao_Paulo", "0 6 * * *", "2026-11-24 00:00 -0300", "2026-11-25 12:00 -0300", []string{"24 06:00 -0300", "25 06:00 -0300"}},
		{"São Paulo: midnight is lost", "America/Sao_Paulo", "0 0 * * *", "2018-11-02 12:00 -0300", "2018-11-05 12:00 -0200",
			[]string{"03 00:00 -0300", "04 01:00 -0200", "05 00:00 -0200"}},
		{"São Paulo: half past midnight is lost", "America/Sao_Paulo", "30 0 * * *", "2018-11-03 12:00 -0300", "2018-11-05 12:00 -0200",
			[]string{"04 01:00 -0200", "05 00:30 -0200"}},
		{"São Paulo: 23:30 comes twice", "America/Sao_Paulo", "30 23 * * *", "2018-02-16 12:00 -0200", "2018-02-18 23:45 -0300",
			[]string{"16 23:30 -0200", "17 23:30 -0200", "18 23:30 -0300"}},
		{"New York: several in the lost hour come as one", "America/New_York", "*/20 2 * * *", "2027-03-13 12:00 -0500", "2027-03-15 12:00 -0400",
			[]string{"14 03:00 -0400", "15 02:00 -0400", "15 02:20 -0400", "15 02:40 -0400"}},
		{"New York: a slot at the jump is one with those lost", "America/New_York", "30 2,3 * * *", "2027-03-13 12:00 -0500", "2027-03-14 12:00 -0400",
			[]string{"14 03:00 -0400", "14 03:30 -0400"}},
		{"New York: the hour that comes twice", "America/New_York", "30 1 * * *", "2027-11-06 12:00 -0400", "2027-11-08 12:00 -0500",
			[]string{"07 01:30 -0400", "08 01:30 -0500"}},
		{"New York: hourly through both", "America/New_York", "@hourly", "2027-11-07 00:30 -0400", "2027-11-07 03:30 -0500",
			[]string{"07 01:00 -0400", "07 02:00 -0500", "07 03:00 -0500"}},
		{"Lisbon: lost", "Europe/Lisbon", "15 1 * * sun", "2027-03-27 12:00 +0000", "2027-04-04 12:00 +0100", []string{"28 02:00 +0100", "04 01:15 +0100"}},
		{"Lisbon: twice", "Europe/Lisbon", "15 1 * * sun", "2027-10-30 12:00 +0100", "2027-11-07 12:00 +0000", []string{"31 01:15 +0100", "07 01:15 +0000"}},
		{"Apia: a lost day", "Pacific/Apia", "0 6 30 12 *", "2011-12-01 12:00 -1000", "2012-12-31 12:00 +1400", []string{"31 00:00 +1400", "30 06:00 +1400"}},
		{"a leap day", "America/Sao_Paulo", "0 6 29 2 *", "2026-01-01 00:00 -0300", "2029-01-01 00:00 -0300", []string{"29 06:00 -0300"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := plan(t, tt.zone, nil, "", tt.cron)
			got := slots(t, p, moment(t, tt.from), moment(t, tt.to))
			if len(got) != len(tt.want) {
				t.Fatalf("got %v, want %v", got, tt.want)
			}
			for i := range got {
				if got[i] != tt.want[i] {
					t.Fatalf("got %v, want %v", got, tt.want)
				}
			}
		})
	}
}

func TestCronSlot_isTheSameWhereverTheAskingBegins(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"America/Sao_Paulo", "America/New_York", "Europe/Lisbon", "Pacific/Apia", "Australia/Lord_Howe"} {
		for _, year := range []int{2011, 2018, 2027} {
			p := plan(t, zone, nil, "", "*/30 0-4,22-23 * * *")
			first := time.Date(year, 1, 1, 12, 0, 0, 0, time.UTC)
			var all []time.Time
			for at := first; at.Year() == year; {
				at, _ = p.CronSlot(at)
				all = append(all, at)
			}
			i := 0
			for at := first; i < len(all); at = at.Add(17 * time.Minute) {
				for i < len(all) && !all[i].After(at) {
					i++
				}
				if i == len(all) {
					break
				}
				if got, _ := p.CronSlot(at); !got.Equal(all[i]) {
					t.Fatalf("%s: after %v comes %v, in the chain %v", zone, at.In(p.Zone()), got.In(p.Zone()), all[i].In(p.Zone()))
				}
			}
		}
	}
}

func TestCronSlot_agreesWithCronWhereNoClockJumps(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatalf("load the zone: %v", err)
	}
	for _, spec := range []string{"0 6 * * *", "*/7 * * * *", "15 9-17/2 * * mon-fri", "0 0 1 */3 *", "@weekly"} {
		p := plan(t, "America/Sao_Paulo", nil, "", spec)
		plain, err := cron.ParseStandard(spec)
		if err != nil {
			t.Fatalf("parse %s: %v", spec, err)
		}
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
		for range 300 {
			got, _ := p.CronSlot(at)
			if want := plain.Next(at); !got.Equal(want) {
				t.Fatalf("%s after %v: %v, want %v", spec, at, got, want)
			}
			at = got.In(zone)
		}
	}
}

func TestCronSlot_isNoneWithoutACron(t *testing.T) {
	t.Parallel()
	p := plan(t, "America/Sao_Paulo", nil, "", "")
	if _, ok := p.CronSlot(time.Now()); ok || p.HasCron() {
		t.Error("a slot without a cron")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("America/Sao_Paulo", "mon-fri 09:00-18:00", "2026-12-01", "0 6 * * *", int64(1_700_000_000))
	f.Add("America/New_York", "sáb,dom 00:00-24:00", "", "*/20 2 * * *", int64(1_800_000_000))
	f.Add("Pacific/Apia", "fri-mon 9:00-9:30,10:00-11:00", "2011-12-30", "TZ=", int64(1_325_000_000))
	f.Add("", "daily 1:00-2:00", "0000-01-01", "@every", int64(-1))
	f.Fuzz(func(t *testing.T, zone, window, start, spec string, unix int64) {
		p, err := Parse(zone, []string{window}, start, spec)
		if err != nil {
			return
		}
		at := time.Unix(unix%(1<<33), 0)
		next, ok := p.Next(at)
		if !ok {
			t.Fatalf("%q never opens after %v", window, at)
		}
		if next.Before(at) || !p.Open(next) {
			t.Fatalf("%q: next after %v is %v, open %v", window, at, next, p.Open(next))
		}
		if slot, ok := p.CronSlot(at); ok && !slot.After(at) {
			t.Fatalf("%q: the slot after %v is %v", spec, at, slot)
		}
	})
}
