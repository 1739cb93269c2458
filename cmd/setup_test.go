package cmd

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// agency is a request that is right.
func agency() setupRequest {
	return setupRequest{
		Workspace: "Agência", Timezone: "America/Sao_Paulo", Country: "BR", Currency: "BRL", Locale: "pt-BR", Tier: "pro",
		Members: []setupMember{
			{Email: "ana@agencia.example", Role: "admin", Password: "uma-senha-longa"},
			{Email: "ugo@agencia.example", Role: "user", Password: "outra-senha"},
			{Email: "vera@agencia.example", Role: "viewer", Password: "mais-uma-senha"},
		},
	}
}

func TestSetup_makesWorkspaceUsersAndMemberships(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	answer, err := p.setup(agency())
	if err != nil {
		t.Fatal(err)
	}
	workspace, err := p.app.FindRecordById("workspaces", answer.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"name": "Agência", "timezone": "America/Sao_Paulo", "country": "BR", "currency": "BRL", "locale": "pt-BR", "plan_tier": "pro"} {
		if got := workspace.GetString(field); got != want {
			t.Errorf("workspace %s: %q, want %q", field, got, want)
		}
	}
	for i, member := range agency().Members {
		said := answer.Users[i]
		user, err := p.app.FindRecordById("users", said.ID)
		if err != nil {
			t.Fatal(err)
		}
		if said.Email != member.Email || said.Role != member.Role || user.Email() != member.Email {
			t.Errorf("answered %+v for %s", said, member.Email)
		}
		if user.GetString("workspace") != answer.Workspace || user.GetString("role") != member.Role || !user.Verified() || !user.ValidatePassword(member.Password) {
			t.Errorf("%s: active workspace %q, role %q, verified %t", member.Email, user.GetString("workspace"), user.GetString("role"), user.Verified())
		}
	}
}

func TestSetup_againGivesTheSameAndChangesNothing(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	first, err := p.setup(agency())
	if err != nil {
		t.Fatal(err)
	}
	changed := agency()
	changed.Workspace = "  Agência "
	changed.Tier = "free"
	changed.Members[0].Password = "eine-andere-sache"
	changed.Members[2].Role = "admin"
	second, err := p.setup(changed)
	if err != nil {
		t.Fatal(err)
	}
	if first.Workspace != second.Workspace || !slices.Equal(first.Users, second.Users) {
		t.Errorf("first %+v, then %+v", first, second)
	}
	user, err := p.app.FindAuthRecordByEmail("users", "ana@agencia.example")
	if err != nil || !user.ValidatePassword("uma-senha-longa") {
		t.Errorf("the password was changed (%v)", err)
	}
	for collection, want := range map[string]int64{"workspaces": 1, "users": 3, "memberships": 3} {
		if n, err := p.app.CountRecords(collection); err != nil || n != want {
			t.Errorf("%d %s (%v), want %d", n, collection, err, want)
		}
	}
}

func TestSetup_addsAMemberToASecondWorkspaceAndKeepsTheFirstActive(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	first, err := p.setup(agency())
	if err != nil {
		t.Fatal(err)
	}
	other := agency()
	other.Workspace, other.Members = "Outra", []setupMember{{Email: "ugo@agencia.example", Role: "admin", Password: "nao-importa"}}
	second, err := p.setup(other)
	if err != nil {
		t.Fatal(err)
	}
	if second.Workspace == first.Workspace || second.Users[0].ID != first.Users[1].ID || second.Users[0].Role != "admin" {
		t.Errorf("second answer %+v", second)
	}
	user, err := p.app.FindRecordById("users", first.Users[1].ID)
	if err != nil || user.GetString("workspace") != first.Workspace || user.GetString("role") != "user" {
		t.Errorf("active workspace %q, role %q (%v)", user.GetString("workspace"), user.GetString("role"), err)
	}
}

func TestSetup_refusesBadInputWithAllReasonsAndMakesNothing(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	_, err := p.setup(setupRequest{
		Workspace: " ", Timezone: "Mars/Olympus", Country: "br", Currency: "REAL", Locale: "fr", Tier: "gold",
		Members: []setupMember{{Email: "Ana <ana@agencia.example>", Role: "owner", Password: "secreta"}},
	})
	wantWords(t, err, "--workspace", `--timezone "Mars/Olympus"`, `--country "br"`, `--currency "REAL"`, `--locale "fr"`, `--plan-tier "gold"`,
		"want an e-mail address", `role "owner"`, "at least 8 characters")
	if strings.Contains(err.Error(), "secreta") {
		t.Error("the error prints the password")
	}
	if n, err := p.app.CountRecords("workspaces"); err != nil || n != 0 {
		t.Errorf("%d workspaces (%v)", n, err)
	}
}

func TestSetup_makesNothingWhenOneMemberCannotBeSaved(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	request := agency()
	request.Tier = "free" // two members at most
	if _, err := p.setup(request); err == nil {
		t.Fatal("three members in a tier of two were saved")
	}
	for _, collection := range []string{"workspaces", "users", "memberships"} {
		if n, err := p.app.CountRecords(collection); err != nil || n != 0 {
			t.Errorf("%d %s (%v), want none", n, collection, err)
		}
	}
}

func TestParseMembers_readsPasswordsWithColonsAndNamesAllThatIsWrong(t *testing.T) {
	t.Parallel()
	members, err := parseMembers([]string{"a@b.example:admin:pass:with:colons"})
	if err != nil || len(members) != 1 || members[0] != (setupMember{"a@b.example", "admin", "pass:with:colons"}) {
		t.Errorf("got %+v, %v", members, err)
	}
	_, err = parseMembers([]string{"a@b.example:hidden-secret", "c@d.example"})
	wantWords(t, err, `"a@b.example"`, `"c@d.example"`, "EMAIL:ROLE:PASSWORD")
	if strings.Contains(err.Error(), "hidden-secret") {
		t.Error("the error prints what may be a password")
	}
}

func TestSetup_commandAlonePrintsItsAnswerAsJSON(t *testing.T) {
	c := newConfig(t)
	t.Setenv("ACENO_MASTER_KEY", testKey)
	out, err := command(t, "setup", "--data-dir", c.DataDir, "--state-dir", c.StateDir, "--workspace", "Agência", "--member", "ana@agencia.example:admin:uma-senha-longa")
	if err != nil {
		t.Fatal(err)
	}
	var answer setupAnswer
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatalf("printed %q: %v", out, err)
	}
	if answer.Workspace == "" || len(answer.Users) != 1 || answer.Users[0].Role != "admin" {
		t.Errorf("answered %+v", answer)
	}
	_, err = command(t, "setup", "--data-dir", c.DataDir, "--state-dir", c.StateDir)
	wantWords(t, err, "--workspace: give a name")
}

func TestSuperuser_isMadeThenGetsAnotherPassword(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	var ids []string
	for _, password := range []string{"uma-senha-longa", "outra-senha-longa"} {
		answer, err := p.upsertSuperuser(superuserRequest{"op@agencia.example", password})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, answer["id"])
		record, err := p.app.FindAuthRecordByEmail("_superusers", "op@agencia.example")
		if err != nil || !record.ValidatePassword(password) {
			t.Errorf("the password does not hold (%v)", err)
		}
	}
	if ids[0] != ids[1] {
		t.Errorf("ids %v", ids)
	}
	_, err := p.upsertSuperuser(superuserRequest{"op", strings.Repeat("ã", 40)})
	wantWords(t, err, `EMAIL "op"`, "PASSWORD", "at most 71 bytes")
}
