package fault

import (
	"strings"
	"testing"
)

func TestBook_givesEachFaultToItsCalls(t *testing.T) {
	t.Parallel()
	var b Book
	err := b.Add(
		Fault{On: WhatsApp, Kind: Lost, Calls: 2},
		Fault{On: Overpass, Kind: Busy},
		Fault{On: WhatsApp, Kind: Code, Code: 131056, After: 1},
	)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 5 {
		kind := "-"
		if f := b.Take(WhatsApp); f != nil {
			kind = f.Kind
		}
		got = append(got, kind)
	}
	if want := "lost lost - code -"; strings.Join(got, " ") != want {
		t.Errorf("five calls met %v, want %s", got, want)
	}
	if list := b.List(); len(list) != 1 || list[0].On != Overpass {
		t.Errorf("what is left is %+v, want Overpass's alone", list)
	}
	b.Clear()
	if b.Take(Overpass) != nil || len(b.List()) != 0 {
		t.Error("a fault outlived Clear")
	}
}

func TestFault_checkNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		f    Fault
		want string
	}{
		"nowhere":       {Fault{On: "telegram", Kind: Lost}, "on:"},
		"impossible":    {Fault{On: Nominatim, Kind: Lost}, "kind:"},
		"no status":     {Fault{On: WhatsApp, Kind: Status}, "status:"},
		"odd status":    {Fault{On: WhatsApp, Kind: Status, Status: 99}, "status:"},
		"no code":       {Fault{On: WhatsApp, Kind: Outcome}, "code:"},
		"negative wait": {Fault{On: WhatsApp, Kind: Slow, DelayMS: -1}, "delay_ms"},
	} {
		var b Book
		if err := b.Add(c.f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want one about %q", name, err, c.want)
		}
		if len(b.List()) != 0 {
			t.Errorf("%s was added", name)
		}
	}
}
