package records

import "github.com/pocketbase/pocketbase/core"

// bindPlans checks what a service plan lists.
func bindPlans(app core.App) {
	app.OnRecordValidate("service_plans").BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		var features []string
		return refusal(decode(e.Record, "features", &features).OrNil())
	})
}
