package spreadsheet

import "testing"

func TestParseCount_readsHowPeopleWriteCounts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"987": 987, "1.234": 1234, "1,234": 1234, "12,5 mil": 12500, "12.5k": 12500, "1,2 mi": 1200000, "3M": 3000000, "(691)": 691, "1 234": 1234,
		"10.0": 10, "1.234.567": 1234567, "2 milhões": 2000000, "0": 0, "100+": 100, "5K+": 5000,
	} {
		if got, ok := parseCount(text); !ok || got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
	for _, text := range []string{"", "muitos", "4,5", "-3", "1e5", "12 abc", ".", "NaN", "99999999999999999999"} {
		if got, ok := parseCount(text); ok {
			t.Errorf("%q was taken for %d", text, got)
		}
	}
}

func TestParseDecimal_readsPointsAndCommas(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"4.5": 4.5, "4,5": 4.5, "-20.28761": -20.28761, "1.234,5": 1234.5, "1,234.5": 1234.5, " 5 ": 5} {
		if got, ok := parseDecimal(text); !ok || got != want {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"", "x", "NaN", "Inf", "0x10", "1_000", "1,2,3.4.5"} {
		if got, ok := parseDecimal(text); ok {
			t.Errorf("%q was taken for %v", text, got)
		}
	}
}

func TestWholeNumber_neverGuessesDigits(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text, digits string
		lost         bool
	}{
		{"5571900000490", "5571900000490", false}, {"7120000490.0", "7120000490", false}, {"7120000490,00", "7120000490", false},
		{"5.571900000490E+12", "5571900000490", false}, {"5,519E+12", "", true}, {"5.57E12", "", true}, {"1.25E+1", "", true}, {"abc", "abc", false}, {"4.5", "4.5", false},
	} {
		if digits, lost := wholeNumber(tc.text); digits != tc.digits || lost != tc.lost {
			t.Errorf("%q is %q, lost %v", tc.text, digits, lost)
		}
	}
}

func TestCountryCode_knowsNamesAndCodes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"BR": "BR", "brasil": "BR", "Estados Unidos": "US", "España": "ES", "pt": "PT", "Atlântida": "", "": "", "United States": "US", "França": "FR"} {
		if got := countryCode(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestDelimited_readsWhatIsNotQuite(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, line, want string }{
		{"quotes inside", `Bar do "Zé",x`, `Bar do "Zé"|x`},
		{"quoted start", `"Zé" Bar,x`, `"Zé" Bar|x`},
		{"doubled quotes", `"a ""b"" c",x`, `a "b" c|x`},
		{"escaped quotes", `"a \"b\" c",x`, `a "b" c|x`},
		{"blanks behind a quote", `"a" ,x`, `a|x`},
		{"line break", "\"a\r\nb\",x", "a\r\nb|x"},
		{"delimiter", `"a,b",x`, `a,b|x`},
		{"empty", `"",x`, `|x`},
		{"quote at the end", `a",x`, `a"|x`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			rows := readAll(t, tc.line+"\n"+tc.line)
			if len(rows) != 2 || rows[0] != tc.want || rows[1] != tc.want {
				t.Errorf("%q, want %q twice", rows, tc.want)
			}
		})
	}
}
