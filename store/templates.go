package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// upsertTemplate stores a template as Meta has it. Relies on whatsapp_templates_once UNIQUE (account, name, language).
const upsertTemplate = `
INSERT INTO whatsapp_templates (id, workspace, account, name, language, category, status, components, synced_at, created, updated)
VALUES (:id, :workspace, :account, :name, :language, :category, :status, :components, :now, :real, :real)
ON CONFLICT (account, name, language) DO UPDATE SET category = excluded.category, status = excluded.status, components = excluded.components,
	synced_at = excluded.synced_at, updated = excluded.updated`

// dropTemplates removes what Meta no longer lists. Relies on whatsapp_templates_once.
const dropTemplates = `DELETE FROM whatsapp_templates WHERE account = :account AND synced_at < :now`

// SyncTemplates makes an account's templates what its provider lists now.
func (s *Store) SyncTemplates(ctx context.Context, ws, account string, list []campaign.WhatsAppTemplate) error {
	return s.write(ctx, func(t *tx) error {
		own, err := t.has(ownAccount, args{"id": account, "workspace": ws})
		if err != nil {
			return err
		}
		if !own {
			return fmt.Errorf("account %q: %w", account, ErrNotFound)
		}
		for _, tpl := range list {
			err := t.update(upsertTemplate, args{"id": s.ids.next(t.real), "workspace": ws, "account": account, "name": tpl.Name, "language": tpl.Language,
				"category": tpl.Category, "status": tpl.Status, "components": tpl.Components, "now": t.now, "real": t.real})
			if err != nil {
				return fmt.Errorf("store template %s/%s: %w", tpl.Name, tpl.Language, err)
			}
			if tpl.Status == templateApproved {
				if err := t.resumeTemplate(ws, account, tpl.Name, tpl.Language); err != nil {
					return err
				}
			}
		}
		if err := t.update(dropTemplates, args{"account": account, "now": t.now}); err != nil {
			return fmt.Errorf("drop the templates that account %s no longer has: %w", account, err)
		}
		t.wake(stageSend)
		return nil
	})
}
