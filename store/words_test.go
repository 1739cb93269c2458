package store_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/store"
)

// found lists the names that a filter lets through, sorted.
func (h *house) found(f store.ProspectFilter) []string {
	h.Helper()
	page, err := h.store.ListProspects(h.ctx(), h.ws, f)
	h.ok(err, "list prospects")
	names := []string{}
	for _, item := range page.Items {
		names = append(names, item.Name)
	}
	slices.Sort(names)
	return names
}

func TestWords_findPeopleByWhatOneTypes(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for i, name := range []string{"Clínica Dente-de-Leão", "Padaria do João", "Clínica Sabiá"} {
		h.save("prospects", map[string]any{"workspace": h.ws, "campaign": c, "name": name, "city": "Jundiaí", "category": "Odontologia",
			"phone": fmt.Sprintf("+55199000000%02d", 14+i), "email": fmt.Sprintf("contato%d@leao.example", i), "username": fmt.Sprintf("perfil_%d", i)})
	}
	for query, want := range map[string]int{
		"clinica": 2, "CLÍNICA sab": 1, "leao": 3, "dente leão": 1, "joao": 1, "jundiai": 3, "odonto": 3, "contato2": 1, "perfil 2": 1, "@perfil_2": 1,
		"9 0000-0015": 1, "+55 19 90000-0014": 1, "(19) 90000": 3, "00000016": 1, "nada": 0, "%": 0, `"`: 0, "a OR b": 0, "*": 0, "clinica AND": 0,
	} {
		for _, sort := range []string{"", store.SortScore} {
			if got := h.found(store.ProspectFilter{Campaign: c, Query: query, Sort: sort}); len(got) != want {
				t.Errorf("%q finds %v, want %d", query, got, want)
			}
		}
	}
	id := h.value("SELECT id FROM prospects WHERE name = 'Padaria do João'")
	h.sql("UPDATE prospects SET name = 'Confeitaria' WHERE id = '" + id + "'")
	if len(h.found(store.ProspectFilter{Query: "joao"})) != 0 || len(h.found(store.ProspectFilter{Query: "confeitaria"})) != 1 {
		t.Error("a changed name is not found")
	}
	h.sql("UPDATE prospects SET deleted = 1 WHERE id = '" + id + "'")
	if got := h.found(store.ProspectFilter{Query: "confeitaria"}); len(got) != 0 {
		t.Errorf("an erased one is found: %v", got)
	}
	h.want("0", "SELECT COUNT(*) FROM prospect_words WHERE prospect = {:p0}", id)
	h.sql("DELETE FROM prospects")
	h.want("0", "SELECT COUNT(*) FROM prospect_words")
	h.ok(h.store.CompactWords(h.ctx()), "compact")
	h.sql("INSERT INTO prospect_index (prospect_index, rank) VALUES ('integrity-check', 1)")
	if dump := h.value("SELECT GROUP_CONCAT(HEX(block)) FROM prospect_index_data"); strings.Contains(dump, fmt.Sprintf("%X", "900000014")) || strings.Contains(dump, fmt.Sprintf("%X", "odonto")) {
		t.Error("words of those who went are left in the index")
	}
}

func TestSearch_staysInTheWorkspaceAndNamesTheNearestFirst(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for i := range 30 {
		h.save("prospects", map[string]any{"workspace": h.ws, "campaign": c, "name": fmt.Sprintf("Padaria Dent %d", i), "score": i})
	}
	first := h.save("prospects", map[string]any{"workspace": h.ws, "campaign": c, "name": "Dentro do Pão", "phone": "+5519900000014"})
	hits, err := h.store.Search(h.ctx(), h.ws, "dent")
	h.ok(err, "search")
	if len(hits) != 20 || hits[0].Kind != "campaign" || hits[0].Name != "Dentistas" || hits[1].ID != first || hits[1].Detail != "+5519900000014" {
		t.Errorf("found %d: %+v", len(hits), hits[:2])
	}
	other := h.workspace("Boreal", nil)
	for query, ws := range map[string]string{"dent": other, "": h.ws, "  ": h.ws, h.ws + "x": h.ws} {
		if hits, err := h.store.Search(h.ctx(), ws, query); err != nil || len(hits) != 0 {
			t.Errorf("%q finds %+v %v", query, hits, err)
		}
	}
}

func TestLists_filterByWhatTheScreenShows(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for name, fields := range map[string]map[string]any{
		"A": {"has_website": true, "city": "Campinas", "score": 80, "intent": "interested"},
		"B": {"has_website": false, "city": "campinas", "score": 40, "judged_at": "2026-11-20 12:00:00.000Z"},
		"C": {"has_website": false, "city": "Valinhos", "score": 60, "status": "contacted"},
	} {
		fields["workspace"], fields["campaign"], fields["name"] = h.ws, c, name
		if fields["status"] == nil {
			fields["status"] = "found"
		}
		h.save("prospects", fields)
	}
	for _, tt := range []struct {
		filter store.ProspectFilter
		want   []string
	}{
		{store.ProspectFilter{HasWebsite: "false"}, []string{"B", "C"}}, {store.ProspectFilter{HasWebsite: "true"}, []string{"A"}},
		{store.ProspectFilter{City: "Campinas"}, []string{"A", "B"}}, {store.ProspectFilter{MinScore: 60}, []string{"A", "C"}},
		{store.ProspectFilter{Intent: "interested"}, []string{"A"}}, {store.ProspectFilter{Judged: "true"}, []string{"B"}},
		{store.ProspectFilter{Judged: "false", Status: "found"}, []string{"A"}}, {store.ProspectFilter{HasWebsite: "false", City: "Valinhos", Query: "c"}, []string{"C"}},
	} {
		for _, sort := range []string{"", store.SortScore} {
			f := tt.filter
			f.Campaign, f.Sort = c, sort
			if got := h.found(f); !slices.Equal(got, tt.want) {
				t.Errorf("%+v: %v, want %v", f, got, tt.want)
			}
		}
	}
	for _, bad := range []store.ProspectFilter{{HasWebsite: "maybe"}, {MinScore: 101}, {Judged: "x"}} {
		if _, err := h.store.ListProspects(h.ctx(), h.ws, bad); err == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
	names := []string{}
	h.ok(h.store.EachProspect(h.ctx(), h.ws, store.ProspectFilter{HasWebsite: "false"}, func(p campaign.Prospect) error {
		names = append(names, p.Name)
		return nil
	}), "export")
	if len(names) != 2 {
		t.Errorf("an export holds %v", names)
	}
}

// TestWords_areNotTheBeginningsOfIds: the index holds whose a prospect is beside its words.
func TestWords_areNotTheBeginningsOfIds(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, campaign.Candidate{Platform: "openstreetmap", ExternalID: "node/1", Name: "Padaria Azul", City: "Blumenau", Country: "BR"})
	for _, id := range []string{c, h.ws} {
		for n := 2; n <= len(id); n++ {
			if page, err := h.store.ListProspects(h.ctx(), h.ws, store.ProspectFilter{Campaign: c, Query: id[:n]}); err != nil || len(page.Items) != 0 {
				t.Errorf("%q finds %+v (%v)", id[:n], page.Items, err)
			}
		}
	}
}

// wordy is a house with many prospects, and the filters of its lists by name.
func wordy(tb testing.TB, n int) (*house, map[string]store.ProspectFilter) {
	tb.Helper()
	h, c, _ := ready(tb)
	h.sql(fmt.Sprintf(manyPeople, n, h.ws, c))
	h.sql("UPDATE prospects SET score = rowid % 101, intent = CASE rowid % 500 WHEN 0 THEN 'question' ELSE '' END")
	rare := strconv.Itoa(n - 1)
	return h, map[string]store.ProspectFilter{
		"a rare word": {Campaign: c, Query: rare}, "a frequent word": {Campaign: c, Query: "padaria"}, "no word": {Campaign: c, Query: "nada"},
		"a frequent word, best first": {Campaign: c, Query: "padaria", Sort: store.SortScore}, "a word of some": {Campaign: c, Query: rare[:2]},
		"a rare intent, best first": {Campaign: c, Intent: "question", Sort: store.SortScore},
	}
}

func TestWords_areFoundAmongMany(t *testing.T) {
	t.Parallel()
	h, filters := wordy(t, 2_000)
	for name, want := range map[string]int{"a rare word": 1, "a frequent word": 50, "no word": 0, "a frequent word, best first": 50, "a word of some": 50, "a rare intent, best first": 4} {
		if page, err := h.store.ListProspects(h.ctx(), h.ws, filters[name]); err != nil || len(page.Items) != want {
			t.Errorf("%s finds %d, want %d (%v)", name, len(page.Items), want, err)
		}
	}
	if hits, err := h.store.Search(h.ctx(), h.ws, "pad"); err != nil || len(hits) != 20 {
		t.Errorf("a search finds %d (%v)", len(hits), err)
	}
}

// BenchmarkWords measures lists and search by words over 200,000 prospects: 100 ms are the bar.
func BenchmarkWords(b *testing.B) {
	h, filters := wordy(b, 200_000)
	for name, f := range filters {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, err := h.store.ListProspects(h.ctx(), h.ws, f)
				h.ok(err, "list")
			}
		})
	}
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			_, err := h.store.Search(h.ctx(), h.ws, "pad")
			h.ok(err, "search")
		}
	})
}
