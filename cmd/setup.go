package cmd

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"
)

// setupRequest is what `aceno setup` asks for.
type setupRequest struct {
	Workspace string        `json:"workspace"`
	Timezone  string        `json:"timezone"`
	Country   string        `json:"country"`
	Currency  string        `json:"currency"`
	Locale    string        `json:"locale"`
	Tier      string        `json:"plan_tier"`
	Members   []setupMember `json:"members"`
}

type setupMember struct {
	Email    string `json:"email"`
	Role     string `json:"role"`
	Password string `json:"password"`
}

// setupAnswer is what it prints.
type setupAnswer struct {
	Workspace string      `json:"workspace"`
	Users     []setupUser `json:"users"`
}

type setupUser struct {
	ID    string `json:"id"`
	Email string `json:"email"`
	Role  string `json:"role"`
}

func newSetup(pages fs.FS) *cobra.Command {
	c := defaultConfig()
	r := setupRequest{}
	var members []string
	command := &cobra.Command{
		Use:   "setup --workspace NAME --member EMAIL:ROLE:PASSWORD …",
		Short: "Makes a workspace with its members; again and again gives the same.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if r.Members, err = parseMembers(members); err != nil {
				return err
			}
			var answer setupAnswer
			if err := c.hand(cmd.Context(), pages, "setup", r, &answer); err != nil {
				return err
			}
			return json.NewEncoder(cmd.OutOrStdout()).Encode(answer)
		},
	}
	flags := command.Flags()
	c.dataFlags(flags)
	flags.StringVar(&r.Workspace, "workspace", "", "name of the workspace")
	flags.StringVar(&r.Timezone, "timezone", "America/Sao_Paulo", "IANA time zone")
	flags.StringVar(&r.Country, "country", "BR", "ISO 3166 country: the default region of phones")
	flags.StringVar(&r.Currency, "currency", "BRL", "ISO 4217 currency")
	flags.StringVar(&r.Locale, "locale", "pt-BR", "pt-BR or en")
	flags.StringVar(&r.Tier, "plan-tier", "enterprise", "free, pro or enterprise")
	flags.StringArrayVar(&members, "member", nil, "EMAIL:ROLE:PASSWORD with role admin, user or viewer; may be repeated")
	return withEnvironment(command)
}

// parseMembers reads EMAIL:ROLE:PASSWORD; a password may hold colons.
func parseMembers(texts []string) ([]setupMember, error) {
	var members []setupMember
	var errs []error
	for _, text := range texts {
		parts := strings.SplitN(text, ":", 3)
		if len(parts) != 3 {
			errs = append(errs, fmt.Errorf("--member %q: want EMAIL:ROLE:PASSWORD", parts[0]))
			continue
		}
		members = append(members, setupMember{Email: parts[0], Role: parts[1], Password: parts[2]})
	}
	return members, errors.Join(errs...)
}

// setup makes what is missing and leaves what is there: an existing workspace keeps its settings, an existing user the
// password. It is one transaction.
func (p *program) setup(r setupRequest) (answer setupAnswer, err error) {
	r.Workspace = strings.TrimSpace(r.Workspace)
	if err := r.check(); err != nil {
		return answer, err
	}
	err = p.app.RunInTransaction(func(tx core.App) error {
		workspace, err := setupWorkspace(tx, r)
		if err != nil {
			return err
		}
		answer = setupAnswer{Workspace: workspace, Users: []setupUser{}}
		for _, member := range r.Members {
			user, err := setupOne(tx, workspace, r.Locale, member)
			if err != nil {
				return err
			}
			answer.Users = append(answer.Users, user)
		}
		return nil
	})
	return answer, err
}

func setupWorkspace(tx core.App, r setupRequest) (id string, err error) {
	record, err := found(tx.FindFirstRecordByData("workspaces", "name", r.Workspace))
	if err != nil {
		return "", fmt.Errorf("find workspace %q: %w", r.Workspace, err)
	}
	if record != nil {
		return record.Id, nil
	}
	if record, err = newRecord(tx, "workspaces"); err != nil {
		return "", err
	}
	record.Load(map[string]any{
		"name": r.Workspace, "timezone": r.Timezone, "country": r.Country, "currency": r.Currency, "locale": r.Locale, "plan_tier": r.Tier,
	})
	if err := tx.Save(record); err != nil {
		return "", fmt.Errorf("save workspace %q: %w", r.Workspace, err)
	}
	return record.Id, nil
}

func setupOne(tx core.App, workspace, locale string, m setupMember) (setupUser, error) {
	user, err := setupAccount(tx, locale, m)
	if err != nil {
		return setupUser{}, err
	}
	membership, err := found(tx.FindFirstRecordByFilter("memberships", "workspace = {:workspace} && user = {:user}", dbx.Params{"workspace": workspace, "user": user.Id}))
	if err != nil {
		return setupUser{}, fmt.Errorf("find membership of %s: %w", m.Email, err)
	}
	if membership == nil {
		if membership, err = newRecord(tx, "memberships"); err != nil {
			return setupUser{}, err
		}
		membership.Load(map[string]any{"workspace": workspace, "user": user.Id, "role": m.Role})
		if err := tx.Save(membership); err != nil {
			return setupUser{}, fmt.Errorf("save membership of %s: %w", m.Email, err)
		}
	}
	return setupUser{ID: user.Id, Email: m.Email, Role: membership.GetString("role")}, nil
}

// setupAccount returns the user of an e-mail address, made if missing.
func setupAccount(tx core.App, locale string, m setupMember) (*core.Record, error) {
	user, err := found(tx.FindAuthRecordByEmail("users", m.Email))
	if err != nil {
		return nil, fmt.Errorf("find user %s: %w", m.Email, err)
	}
	if user != nil {
		return user, nil
	}
	if user, err = newRecord(tx, "users"); err != nil {
		return nil, err
	}
	user.SetEmail(m.Email)
	user.SetPassword(m.Password)
	user.SetVerified(true)
	user.Set("locale", locale)
	if err := tx.Save(user); err != nil {
		return nil, fmt.Errorf("save user %s: %w", m.Email, err)
	}
	return user, nil
}

// found turns PocketBase's error for "none" into no record.
func found(record *core.Record, err error) (*core.Record, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return record, err
}

func newRecord(app core.App, collection string) (*core.Record, error) {
	c, err := app.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return nil, fmt.Errorf("find collection %s: %w", collection, err)
	}
	return core.NewRecord(c), nil
}
