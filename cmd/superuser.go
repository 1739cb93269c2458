package cmd

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"
)

// superuserRequest is what `aceno superuser upsert` asks for.
type superuserRequest struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

func newSuperuser(pages fs.FS) *cobra.Command {
	c := defaultConfig()
	command := &cobra.Command{Use: "superuser", Short: "Keeps the operators of the admin panel."}
	upsert := &cobra.Command{
		Use:   "upsert EMAIL PASSWORD",
		Short: "Makes a superuser, or sets the password of one.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			var answer map[string]string
			err := c.hand(cmd.Context(), pages, "superuser", superuserRequest{args[0], args[1]}, &answer)
			if err != nil {
				return err
			}
			cmd.Printf("superuser %s is ready\n", answer["email"])
			return nil
		},
	}
	c.dataFlags(upsert.Flags())
	command.AddCommand(withEnvironment(upsert))
	return command
}

// upsertSuperuser makes or changes one superuser.
func (p *program) upsertSuperuser(r superuserRequest) (map[string]string, error) {
	if err := errors.Join(checkEmail("EMAIL", r.Email), checkPassword("PASSWORD", r.Password)); err != nil {
		return nil, err
	}
	record, err := found(p.app.FindAuthRecordByEmail(core.CollectionNameSuperusers, r.Email))
	if err == nil && record == nil {
		record, err = newRecord(p.app, core.CollectionNameSuperusers)
	}
	if err != nil {
		return nil, fmt.Errorf("find superuser %s: %w", r.Email, err)
	}
	record.SetEmail(r.Email)
	record.SetPassword(r.Password)
	if err := p.app.Save(record); err != nil {
		return nil, fmt.Errorf("save superuser %s: %w", r.Email, err)
	}
	return map[string]string{"id": record.Id, "email": r.Email}, nil
}
