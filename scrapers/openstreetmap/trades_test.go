package openstreetmap

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTrades_areManyAndEachWordHasOneMeaning(t *testing.T) {
	t.Parallel()
	table := loadTrades()
	if len(table.list) < 150 {
		t.Errorf("%d trades, want at least 150", len(table.list))
	}
	t.Logf("%d trades, %d words", len(table.list), len(table.words))
	index, owner := -1, map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(tradesTable), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		index++
		columns := strings.Split(line, "\t")
		for _, word := range slices.Concat(strings.Split(columns[1], ", "), strings.Split(columns[2], ", ")) {
			if strings.TrimSpace(word) != word || word == "" {
				t.Errorf("the word %q of %s has blanks around it", word, columns[0])
			}
			if table.words[fold(word)] != index {
				t.Errorf("%q of %s already means %s", word, columns[0], owner[fold(word)])
			}
			if _, taken := owner[fold(word)]; !taken {
				owner[fold(word)] = columns[0]
			}
		}
	}
}

func TestTrades_holdOnlyTagsThatAQueryCanCarry(t *testing.T) {
	t.Parallel()
	value := regexp.MustCompile(`^[a-z0-9_-]+(\|[a-z0-9_-]+)*$`)
	for _, one := range loadTrades().list {
		if len(one.Any) == 0 {
			t.Errorf("%s has no tags", one.EN)
		}
		for _, all := range one.Any {
			for _, condition := range all {
				if !tagKey.MatchString(condition.Key) || !value.MatchString(condition.Value) || strings.Contains(condition.Value, "|") && !condition.Among {
					t.Errorf("%s has the tag %+v", one.EN, condition)
				}
			}
		}
	}
}

func TestFind_takesWordsOfBothLanguagesInAnySpelling(t *testing.T) {
	t.Parallel()
	table := loadTrades()
	cases := map[string]string{
		"amenity=dentist":        "dentist, Dentista, DENTISTAS, dentists, clínica odontológica, clinicas odontologicas, consultorio odontologico", //nolint:misspell // Portuguese
		"shop=bakery":            "padaria, padarias, bakery, bakeries, panificadora, Padaria ",
		"shop=beauty":            "salão de beleza, salao de beleza, salões de beleza, saloes beleza, beauty salon, beauty salons, estética",
		"shop=hairdresser":       "cabeleireiro, cabeleireiros, barbearia, hairdresser, hairdressers, barber shop, barbershops",
		"leisure=fitness_centre": "academia, academias, gym, gyms, fitness centre, fitness_centre, crossfit, Academia de Ginástica",
		"shop=pet":               "pet shop, pet shops, petshop, pet-shop, pet store, banho e tosa",
		"amenity=clinic":         "clínica, clinicas, clinic, clinics, clínica médica", //nolint:misspell // Portuguese
		"office=lawyer":          "advogado, advogada, advogados, advocacia, lawyer, law firm, escritórios de advocacia",
		"office=accountant":      "contador, contadores, contabilidade, accountant, accountants, escritório de contabilidade",
		"shop=car_repair":        "oficina mecânica, oficinas mecanicas, mecânico, car repair, auto center, oficina",
		"tourism=guest_house":    "pousada, pousadas, guest house, guesthouses, guest_house",
		"tourism=hotel":          "hotel, hotéis, hoteis, hotels",
		"amenity=restaurant":     "restaurante, restaurantes, restaurant, restaurants", //nolint:misspell // Portuguese
		"amenity=pharmacy":       "farmácia, farmacias, drogaria, pharmacy, pharmacies, drugstores",
		"amenity=school":         "escola, escolas, school, schools, colégio, colegios",
		"office=estate_agent":    "imobiliária, imobiliarias, real estate agency, estate agents, corretor de imóveis, corretores de imóveis",
		"amenity=bar":            "bar, bares, bars, pub",
		"shop=furniture":         "móveis, loja de móveis, lojas de moveis, furniture store",
		"amenity=hospital":       "hospital, hospitais, hospitals",
		"shop=optician":          "ótica, óptica, oticas, optician, opticians",
		"shop=florist":           "floricultura, floriculturas, flower shop, flores",
		"shop=tyres":             "borracharia, pneus, tires, tyre shop",
		"shop=jewelry":           "joalheria, joias, jewelry, jewellers",
		"shop=clothes":           "loja de roupas, lojas de roupa, clothing stores, boutique",
		"amenity=cafe":           "café, cafés, cafeteria, coffee shop, cafes",
		"shop=stationery":        "papelaria, papelarias, stationery",
		"amenity=veterinary":     "veterinário, veterinárias, vet, vets, clínica veterinária, veterinary",
		"craft=electrician":      "eletricista, eletricistas, electrician",
		"shop=butcher":           "açougue, acougues, butcher, butchers",
		"amenity=driving_school": "autoescola, auto escola, autoescolas, driving schools",
		"amenity=nightclub":      "boate, balada, night club",
		"shop=chocolate":         "chocolate, chocolates",
		"craft=carpenter":        "marcenaria, marceneiros, carpenters",
		"shop=mobile_phone":      "celulares, loja de celular, phone repair",
	}
	for want, words := range cases {
		for _, word := range strings.Split(words, ", ") {
			got, problem := table.find(word)
			if problem != "" || got.Any[0][0].Key+"="+got.Any[0][0].Value != want {
				t.Errorf("%q gave %v (%s), want %s", word, got.Any, problem, want)
			}
		}
	}
}

func TestFind_suggestsWordsThatComeNear(t *testing.T) {
	t.Parallel()
	table := loadTrades()
	for query, want := range map[string]string{
		"dentits": "dentist", "padria": "padaria", "restorante": "restaurante", "farmacya": "farmácia", "advogato": "advogado",
		"loja de movel": "loja de móveis", "odonto": "clínica odontológica", "imobiliaira": "imobiliária",
	} {
		_, problem := table.find(query)
		if !strings.Contains(problem, want) && problem != "" || problem == "" && query != "loja de movel" {
			t.Errorf("%q: %q, want %q suggested", query, problem, want)
		}
		if problem != "" && !strings.Contains(problem, "key=value") {
			t.Errorf("%q: %q does not say that a tag may be written", query, problem)
		}
	}
	_, problem := table.find("xyzzyqwertyplugh")
	if strings.Contains(problem, "near it") {
		t.Errorf("nonsense: %q, want no suggestion", problem)
	}
}

func TestFind_takesTags(t *testing.T) {
	t.Parallel()
	table := loadTrades()
	for query, want := range map[string]tag{
		"shop=bakery":           {Key: "shop", Value: "bakery"},
		" healthcare = dentist": {Key: "healthcare", Value: "dentist"},
		"craft=*":               {Key: "craft", Value: "*"},
		"addr:city=São Paulo":   {Key: "addr:city", Value: "São Paulo"},
	} {
		got, problem := table.find(query)
		if problem != "" || len(got.Any) != 1 || got.Any[0][0] != want {
			t.Errorf("%q gave %v (%s)", query, got.Any, problem)
		}
	}
	for _, query := range []string{"=", "shop=", "=bakery", "shop==bakery", `shop="bakery"`, `shop=b\a`, "shop=a];node[x", "1shop=x", "shop=a=b", strings.Repeat("k", 80) + "=v"} {
		if got, problem := table.find(query); problem == "" || !strings.Contains(problem, "key=value") {
			t.Errorf("%q gave %v (%s), want a refusal with the remedy", query, got.Any, problem)
		}
	}
}

func TestFold_bringsPluralsTogether(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"salões", "salão"}, {"pães", "pão"}, {"hotéis", "hotel"}, {"hospitais", "hospital"}, {"jardins", "jardim"}, {"bares", "bar"},
		{"bakeries", "bakery"}, {"churches", "church"}, {"classes", "class"}, {"Pet Shops", "pet-shop"}, {"lençóis", "lençol"}, {"stores", "store"}, {"gyms", "gym"},
	} {
		if fold(pair[0]) != fold(pair[1]) {
			t.Errorf("%q folds to %q, %q to %q", pair[0], fold(pair[0]), pair[1], fold(pair[1]))
		}
	}
	if fold("padaria") == fold("papelaria") || fold("hotel") == fold("hostel") {
		t.Error("different words fold to one")
	}
}

func TestDistance_countsLetters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0}, {"ação", "acao", 2}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
