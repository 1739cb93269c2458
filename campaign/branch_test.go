package campaign

import "testing"

func TestBranches_areTwoPlacesWithNumbersOfTheirOwn(t *testing.T) {
	t.Parallel()
	at := func(phone string, lat, lon float64, address string) *Prospect {
		return &Prospect{Phone: phone, Lat: lat, Lon: lon, Address: address, Domain: "farmacia.example"}
	}
	for name, tt := range map[string]struct {
		a, b *Prospect
		want bool
	}{
		"two streets, two numbers":        {at("+554790000001", -26.91, -49.06, ""), at("+554790000002", -26.92, -49.07, ""), true},
		"entered twice on the map":        {at("+5547900000001", -26.9100, -49.06, ""), at("+5547900000002", -26.9101, -49.06, ""), false},
		"the same number":                 {at("+5547900000001", -26.91, -49.06, ""), at("+5547900000001", -26.95, -49.09, ""), false},
		"with and without the ninth":      {at("+5547900000001", -26.91, -49.06, ""), at("+554700000001", -26.95, -49.09, ""), false},
		"one has no number":               {at("", -26.91, -49.06, ""), at("+5547900000002", -26.95, -49.09, ""), false},
		"one number is the whole chain's": {at("+558000000001", -26.91, -49.06, ""), at("+5547900000002", -26.95, -49.09, ""), false},
		"no place, two addresses":         {at("+5547900000001", 0, 0, "Rua A, 1"), at("+5547900000002", 0, 0, "Rua B, 2"), true},
		"no place, one address":           {at("+5547900000001", 0, 0, "Rua A, 1"), at("+5547900000002", 0, 0, " rua a, 1"), false},
		"nothing known":                   {at("+5547900000001", 0, 0, ""), at("+5547900000002", 0, 0, ""), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Branches(tt.a, tt.b); got != tt.want {
				t.Errorf("Branches is %v, want %v", got, tt.want)
			}
			if got := Branches(tt.b, tt.a); got != tt.want {
				t.Errorf("the other way round it is %v, want %v", got, tt.want)
			}
		})
	}
}
