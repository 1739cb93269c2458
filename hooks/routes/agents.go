package routes

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// AgentTest chooses what an agent writes for a try.
type AgentTest struct {
	ID   string `path:"id" maxLength:"64" doc:"The agent's id."`
	Body struct {
		Prospect string `json:"prospect,omitempty" maxLength:"64" doc:"For whom; a made-up business when absent."`
		Template string `json:"template,omitempty" maxLength:"10000" doc:"What it writes from; a plain greeting when absent."`
	}
}

// AgentTried is what an agent wrote for a try.
type AgentTried struct {
	Body struct {
		Content string             `json:"content"`
		Facts   []campaign.FactUse `json:"facts" doc:"What the text rests on."`
		Held    *campaign.Reason   `json:"held" doc:"Why a person would have to look first."`
		Offline bool               `json:"offline" doc:"No model was asked."`
		Millis  int64              `json:"latency_ms"`
	}
}

// agents are the acts on those who write.
func (a *api) agents() {
	huma.Register(a.huma, operation("test-agent", http.MethodPost, "/agents/{id}/test", "Agents", "Let an agent write for a try",
		"Writes one message and says how long it took. Nothing is kept or sent. An agent with a model's account is refused with its reason until models can be asked.", actErrors),
		func(ctx context.Context, in *AgentTest) (*AgentTried, error) {
			c, err := a.allowOn(ctx, user, "agents", in.ID)
			if err == nil && in.Body.Prospect != "" {
				c, err = a.allowOn(ctx, user, "prospects", in.Body.Prospect)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			task, err := a.Store.TryTask(ctx, c.workspace, store.TryQuery{Agent: in.ID, Prospect: in.Body.Prospect, Template: in.Body.Template})
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			if task.Agent.Account != "" || a.Writer == nil {
				return nil, a.problem(ctx, &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(campaign.ReasonNoModel, nil)}})
			}
			if err := a.Writer.Check(task.Campaign.Sequence); err != nil {
				return nil, a.problem(ctx, err)
			}
			begun := time.Now()
			draft, err := a.Writer.Write(ctx, task)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &AgentTried{}
			out.Body.Content, out.Body.Facts, out.Body.Held, out.Body.Offline, out.Body.Millis = draft.Content, draft.Facts, draft.Held, true, time.Since(begun).Milliseconds()
			if out.Body.Facts == nil {
				out.Body.Facts = []campaign.FactUse{}
			}
			return out, nil
		})
}
