package cmd

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"

	"aceno/outreach/writing"
)

// members makes the demo's people: one of each role, and a superuser of its own data.
func (s *show) members() (demoState, error) {
	state := demoState{Superuser: setupMember{Email: "operador@aceno.example", Password: rand.Text()}}
	for _, role := range []string{"admin", "user", "viewer"} {
		state.Members = append(state.Members, setupMember{Email: role + "@aceno.example", Role: role, Password: rand.Text()})
	}
	if _, err := s.program.setup(setupRequest{
		Workspace: "Agência Maré", Timezone: "America/Sao_Paulo", Country: "BR", Currency: "BRL", Locale: "pt-BR", Tier: "enterprise", Members: state.Members,
	}); err != nil {
		return state, fmt.Errorf("make the workspace: %w", err)
	}
	_, err := s.program.upsertSuperuser(superuserRequest{Email: state.Superuser.Email, Password: state.Superuser.Password})
	return state, err
}

// whatsApp is the sandbox's WhatsApp account.
type whatsApp struct {
	PhoneNumberID string `json:"phone_number_id"`
	WABA          string `json:"waba_id"`
	AccessToken   string `json:"access_token"`
	AppSecret     string `json:"app_secret"`
	VerifyToken   string `json:"verify_token"`
}

// The demo's template: what Meta would have approved.
const (
	demoTemplate = "primeiro_aceno"
	demoBody     = "Olá! Aqui é da {{1}}. Vi {{2}} no mapa de {{3}} e preparei uma ideia para vocês: {{4}}. Posso mandar em duas linhas?"
	demoFooter   = "Para não receber mais, responda SAIR"
)

func (s *show) whatsApp(ctx context.Context) (wa whatsApp, err error) {
	if err := s.sandbox.do(ctx, "GET", "/sandbox/whatsapp", nil, &wa); err != nil {
		return wa, fmt.Errorf("ask the sandbox for its WhatsApp account: %w", err)
	}
	return wa, nil
}

// connect makes the account, puts the template in and has the webhook registered, as an agency does in Meta's console.
func (s *show) connect(ctx context.Context, admin *client) (account string, err error) {
	wa, err := s.whatsApp(ctx)
	if err != nil {
		return "", err
	}
	components := []map[string]any{{"type": "BODY", "text": demoBody}, {"type": "FOOTER", "text": demoFooter}}
	if err := s.sandbox.do(ctx, "POST", "/sandbox/whatsapp/templates", map[string]any{
		"name": demoTemplate, "language": "pt_BR", "category": "MARKETING", "status": "APPROVED", "components": components,
	}, nil); err != nil {
		return "", fmt.Errorf("put the template into the sandbox: %w", err)
	}
	account, err = admin.create(ctx, "integrated_accounts", map[string]any{
		"platform": "whatsapp", "account_identifier": "WhatsApp da Agência Maré", "status": "active",
		"credentials": map[string]string{"access_token": wa.AccessToken, "app_secret": wa.AppSecret, "verify_token": wa.VerifyToken},
		"settings":    map[string]string{"phone_number_id": wa.PhoneNumberID, "waba_id": wa.WABA, "api_version": "v23.0"},
		"limits":      map[string]int{"per_hour": 400, "min_gap_s": 20, "max_gap_s": 60},
	})
	if err != nil {
		return "", fmt.Errorf("connect the WhatsApp account: %w", err)
	}
	if err := admin.do(ctx, "POST", "/api/v1/accounts/"+account+"/test", nil, nil); err != nil {
		return "", fmt.Errorf("check the WhatsApp account: %w", err)
	}
	if err := admin.do(ctx, "POST", "/api/v1/accounts/"+account+"/templates", nil, nil); err != nil {
		return "", fmt.Errorf("sync the templates: %w", err)
	}
	return account, s.registerWebhook(ctx)
}

// registerWebhook tells the sandbox where this server listens; a resumed server may listen elsewhere.
func (s *show) registerWebhook(ctx context.Context) error {
	wa, err := s.whatsApp(ctx)
	if err != nil {
		return err
	}
	if err := s.sandbox.do(ctx, "POST", "/sandbox/whatsapp/webhook", map[string]string{
		"callback_url": s.server.base + "/api/v1/webhooks/whatsapp", "verify_token": wa.VerifyToken, "app_secret": wa.AppSecret,
	}, nil); err != nil {
		return fmt.Errorf("register the webhook: %w", err)
	}
	return nil
}

// offer makes the voice and what it offers.
func (s *show) offer(ctx context.Context, user *client) (agent string, plans []string, err error) {
	agent, err = user.create(ctx, "agents", map[string]any{"name": "Lia", "language": "pt-BR"})
	if err != nil {
		return "", nil, fmt.Errorf("make the agent: %w", err)
	}
	for _, plan := range []map[string]any{
		{"name": "Site de uma página", "description": "um site de uma página no ar em dez dias", "price_cents": 149000, "currency": "BRL", "features": []string{"domínio", "botão do WhatsApp", "mapa"}},
		{"name": "Presença no mapa", "description": "o cadastro no mapa completo e em dia", "price_cents": 39000, "currency": "BRL", "features": []string{"horários", "fotos", "respostas"}},
	} {
		id, err := user.create(ctx, "service_plans", plan)
		if err != nil {
			return "", nil, fmt.Errorf("make plan %s: %w", plan["name"], err)
		}
		plans = append(plans, id)
	}
	return agent, plans, nil
}

// demoStatement is what the demo's admin signs. It names the provider's rule and the risk, as the gate asks.
const demoStatement = "Demonstration on simulated people. I know that WhatsApp allows templates only to people who opted in to messages from this business, " +
	"that a number found on a map or a site is no opt-in, and that Meta may restrict or close the account for it."

// campaigns makes the two campaigns, signs the gate of the first, and starts both.
func (s *show) campaigns(ctx context.Context, admin, user *client, account string) ([]string, error) {
	agent, plans, err := s.offer(ctx, user)
	if err != nil {
		return nil, err
	}
	place, err := s.town(ctx)
	if err != nil {
		return nil, err
	}
	kinds, handKind := place.split()
	common := map[string]any{
		"agent": agent, "plans": plans, "channel": "whatsapp", "legal_basis": "legitimate_interest",
		"schedule": map[string]any{"timezone": "America/Sao_Paulo", "windows": []string{"mon-sat 08:00-20:00"}},
	}
	written := merge(common, map[string]any{
		"name": "Sites para " + place.name(), "accounts": []string{account}, "rate_limit": 300,
		"search_config": place.search(kinds...), "qualification": map[string]any{"require": []string{"phone"}},
		"sequence": []map[string]any{{
			"wait_hours": 0, "whatsapp_template": demoTemplate + "/pt_BR",
			"whatsapp_params": []string{"Agência Maré", "{{ prospect.name | titlecase }}", "{{ prospect.city | default: '" + place.name() + "' }}", "{{ plans[0].description }}"},
		}},
	})
	byHand := merge(common, map[string]any{
		"name": "Visita à mão em " + place.name(), "search_config": place.search(handKind),
		"qualification": map[string]any{"require": []string{"phone"}},
		"sequence":      writing.Starters()[0].Sequence[:1], // the follow-up would keep the demo waiting for days
	})
	var ids []string
	for i, record := range []map[string]any{written, byHand} {
		id, err := user.create(ctx, "campaigns", record)
		if err != nil {
			return nil, fmt.Errorf("make campaign %s: %w", record["name"], err)
		}
		ids = append(ids, id)
		if i == 0 {
			if err := admin.do(ctx, "POST", "/api/v1/campaigns/"+id+"/gate", map[string]string{"gate": "recorded_basis", "statement": demoStatement}, nil); err != nil {
				return nil, fmt.Errorf("sign the gate: %w", err)
			}
		}
		for _, act := range []string{"find", "start"} {
			if err := user.do(ctx, "POST", "/api/v1/campaigns/"+id+"/"+act, nil, nil); err != nil {
				return nil, fmt.Errorf("%s campaign %s: %w", act, record["name"], err)
			}
		}
	}
	return ids, nil
}

func merge(list ...map[string]any) map[string]any {
	all := map[string]any{}
	for _, m := range list {
		maps.Copy(all, m)
	}
	return all
}
