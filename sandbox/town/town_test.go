package town

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
)

func TestGenerate_sameSeedGivesTheSameTown(t *testing.T) {
	t.Parallel()
	a, err := Generate(7, 200)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Generate(7, 200)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Error("two towns of one seed differ")
	}
	c, err := Generate(8, 200)
	if err != nil {
		t.Fatal(err)
	}
	if reflect.DeepEqual(a.Businesses, c.Businesses) {
		t.Error("the towns of two seeds are the same")
	}
}

func TestGenerate_refusesASizeOutOfRange(t *testing.T) {
	t.Parallel()
	for _, size := range []int{-1, MaxSize + 1} {
		if _, err := Generate(1, size); err == nil || !strings.Contains(err.Error(), "1 to") {
			t.Errorf("size %d: got error %v, want one that says what is allowed", size, err)
		}
	}
}

// madeUp are the numbers that nobody outside can have.
var madeUp = regexp.MustCompile(`^55\d\d(9?0000\d{4}|30000\d{3})$`)

func TestGenerate_nothingCanBeReachedOutside(t *testing.T) {
	t.Parallel()
	for seed := range int64(5) {
		town, err := Generate(seed, 400)
		if err != nil {
			t.Fatal(err)
		}
		owner := map[string]string{}
		for _, b := range town.Businesses {
			for _, n := range b.Numbers {
				if !madeUp.MatchString(n) {
					t.Errorf("%s has number %s, which is not made up", b.Name, n)
				}
				if owner[n] != "" {
					t.Errorf("%s and %s share number %s", owner[n], b.Name, n)
				}
				owner[n] = b.Name
			}
			if b.Email != "" && !strings.HasSuffix(b.Email, ".example") {
				t.Errorf("%s has mail address %s outside .example", b.Name, b.Email)
			}
		}
		for host := range town.Sites {
			if !strings.HasSuffix(host, ".example") {
				t.Errorf("host %s is outside .example", host)
			}
		}
		for _, e := range town.Elements {
			for _, n := range phones(e.Tags, "47") {
				if !madeUp.MatchString(n) {
					t.Errorf("%s/%d: its tags hold number %s, which is not made up", e.Type, e.ID, n)
				}
			}
		}
	}
}

func TestGenerate_identitiesAreSharedOnlyOnPurpose(t *testing.T) {
	t.Parallel()
	town, err := Generate(3, 1000)
	if err != nil {
		t.Fatal(err)
	}
	handles, mails := map[string]string{}, map[string]string{}
	for _, b := range town.Businesses {
		if other := handles[b.Instagram]; b.Instagram != "" && other != "" {
			t.Errorf("%s and %s share profile %s", other, b.Name, b.Instagram)
		}
		if other := mails[b.Email]; b.Email != "" && other != "" {
			t.Errorf("%s and %s share address %s", other, b.Name, b.Email)
		}
		if len(b.Instagram) > 30 {
			t.Errorf("profile %s is longer than 30 characters", b.Instagram)
		}
		handles[b.Instagram], mails[b.Email] = b.Name, b.Name
	}
}

func TestGenerate_hasAllShapesThatMapsHold(t *testing.T) {
	t.Parallel()
	town, err := Generate(1, DefaultSize)
	if err != nil {
		t.Fatal(err)
	}
	var tags strings.Builder
	twins := 0
	for _, b := range town.Businesses {
		if len(b.Elements) == 2 {
			twins++
		}
	}
	for _, e := range town.Elements {
		for k, v := range e.Tags {
			tags.WriteString(k + "=" + v + "\n")
		}
	}
	for name, pattern := range map[string]string{
		"without area code": `(?m)^(contact:)?(phone|mobile|whatsapp)=[39]0000?-\d{4}$`,
		"eight old digits":  `\+55 47 0000-\d{4}`,
		"list":              `\d; ?\+?[\d(]`,
		"contact keys":      `contact:phone=`,
		"national number":   `phone=0800`,
		"profile as URL":    `contact:instagram=https://`,
		"profile with @":    `contact:instagram=@`,
		"chat link":         `contact:whatsapp=https://wa.me/`,
		"closed":            `disused:`,
		"host alone":        `website=[a-z-]+\.example`,
	} {
		if !regexp.MustCompile(pattern).MatchString(tags.String()) {
			t.Errorf("no element of the town has the shape %q", name)
		}
	}
	if twins == 0 {
		t.Error("no business is on the map twice")
	}
	shapes := map[Shape]bool{}
	hidden := 0
	for _, s := range town.Sites {
		shapes[s.Shape] = true
		if s.Hidden {
			hidden++
		}
	}
	for _, s := range Shapes() {
		if !shapes[s] {
			t.Errorf("no website of the town has the shape %s", s)
		}
	}
	if hidden == 0 {
		t.Error("no number stands on a website alone")
	}
}

func TestSite_findsHostsAsRequestsNameThem(t *testing.T) {
	t.Parallel()
	town := &Town{Sites: map[string]*Site{"padaria.example": {Host: "padaria.example"}}}
	for host, want := range map[string]bool{
		"padaria.example": true, "PADARIA.example": true, "padaria.example:9000": true, "www.padaria.example": true,
		"padaria.example.": true, "127.0.0.1:9000": false, "[::1]:9000": false, "outra.example": false, "": false,
	} {
		if _, ok := town.Site(host); ok != want {
			t.Errorf("site of host %q: found is %v, want %v", host, ok, want)
		}
	}
}

func TestDigits_readsUsualWritings(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"+55 47 90000-0101":           "5547900000101",
		"+554790000-0101":             "5547900000101",
		"(47) 90000-0101":             "5547900000101",
		"0xx47 90000-0101":            "5547900000101",
		"90000-0101":                  "5547900000101",
		"+55 47  3000 0011":           "554730000011",
		"3000-0011":                   "554730000011",
		"+55 47 9694-8273":            "5547996948273", // the ninth digit came later
		"https://wa.me/5547900000101": "5547900000101",
		"0800 000 0100":               "",
		"4004-1234":                   "",
		"+54 9 11 2345-6789":          "",
		"190":                         "",
		"":                            "",
	} {
		if got := Digits(text, "47"); got != want {
			t.Errorf("Digits(%q) = %q, want %q", text, got, want)
		}
	}
	if got := Digits("3000-0011", ""); got != "" {
		t.Errorf("a number without area code, where none is known, became %q", got)
	}
}

func TestForms_haveTheMobileWithAndWithoutItsNinthDigit(t *testing.T) {
	t.Parallel()
	for digits, want := range map[string][]string{
		"5547900000101": {"5547900000101", "554700000101"},
		"554700000101":  {"554700000101", "5547900000101"},
		"14155550100":   {"14155550100"},
	} {
		if got := Forms(digits); !reflect.DeepEqual(got, want) {
			t.Errorf("Forms(%s) = %v, want %v", digits, got, want)
		}
	}
}
