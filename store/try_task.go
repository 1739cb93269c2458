package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// TryQuery chooses what an agent writes for a try.
type TryQuery struct {
	Agent    string
	Prospect string // "" = a made-up business
	Template string // "" = a plain greeting
}

// tryTemplates are what an agent writes from where nothing is given, by language.
var tryTemplates = map[string]string{
	"pt-BR": "Olá! Aqui é {{ agent.name }}, de {{ sender.name }}. Vi {{ prospect.name }}{% if prospect.city %}, em {{ prospect.city }},{% endif %} e tive uma ideia. Posso mandar?\n\n{{ optout }}",
	"en":    "Hello! This is {{ agent.name }} of {{ sender.name }}. I saw {{ prospect.name }}{% if prospect.city %} in {{ prospect.city }}{% endif %} and had an idea. May I send it?\n\n{{ optout }}",
}

// TryTask gathers what an agent needs to write one message for a try. It belongs to no campaign: nothing is kept. A foreign agent
// or prospect is ErrNotFound.
func (s *Store) TryTask(ctx context.Context, ws string, q TryQuery) (campaign.WriteTask, error) {
	var task campaign.WriteTask
	err := s.read(ctx, func(ses *session) error {
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		a := &task.Agent
		found, err := ses.one(getAgent, args{"id": q.Agent, "workspace": ws}, &a.ID, &a.Name, &a.SystemPrompt, &a.Language, &a.Account)
		if err == nil && !found {
			err = fmt.Errorf("agent %q: %w", q.Agent, ErrNotFound)
		}
		if err != nil {
			return err
		}
		task.Workspace, task.Prospect = w.Workspace, madeUp(w.Country)
		if q.Prospect == "" {
			return nil
		}
		p, found, err := prospect(ses, q.Prospect)
		if err == nil && (!found || p.Workspace != ws) {
			err = fmt.Errorf("prospect %q: %w", q.Prospect, ErrNotFound)
		}
		if err == nil {
			p.Purge(s.opt.Clock.Now())
			task.Prospect = p
		}
		return err
	})
	if err != nil {
		return campaign.WriteTask{}, fmt.Errorf("prepare a try: %w", err)
	}
	template := q.Template
	if template == "" {
		template = tryTemplates[task.Agent.Language]
	}
	if template == "" {
		template = tryTemplates["pt-BR"]
	}
	task.Campaign = campaign.Campaign{ID: "try", Workspace: ws, Name: "try", Channel: campaign.ChannelWhatsApp, Sequence: campaign.Sequence{{Variants: []campaign.Variant{{Template: template}}}}}
	return task, nil
}

// madeUp is a business that does not exist, for whoever has found none yet.
func madeUp(country string) campaign.Prospect {
	return campaign.Prospect{ID: "try", Name: "Clínica Dente-de-Leão", Category: "dentist", City: "Campinas", Country: country, Status: campaign.ProspectFound}
}
