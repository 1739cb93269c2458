package whatsapp

import (
	"strconv"
	"time"

	"aceno/campaign"
	"aceno/internal/graph"
)

// The reasons that this channel gives most, under short names.
const (
	reasonIncomplete    = campaign.ReasonAccountIncomplete
	reasonPermission    = campaign.ReasonPermissionMissing
	reasonPairRate      = campaign.ReasonPairRate
	reasonSpam          = campaign.ReasonSpamLimit
	reasonEcosystem     = campaign.ReasonEcosystemLimit
	reasonStopped       = campaign.ReasonStoppedMarketing
	reasonBlockedByUs   = campaign.ReasonBlockedByUs
	reasonExperiment    = campaign.ReasonInExperiment
	reasonTestNumber    = campaign.ReasonNotOnTestList
	reasonCountry       = campaign.ReasonCountryRestricted
	reasonRegistration  = campaign.ReasonNotRegistered
	reasonPayment       = campaign.ReasonPaymentProblem
	reasonMedia         = campaign.ReasonMediaRefused
	reasonNeedsPhone    = campaign.ReasonNeedsPhone
	reasonMarketingOff  = campaign.ReasonMarketingDisabled
	reasonTemplate      = campaign.ReasonTemplateRefused
	reasonTemplateStop  = campaign.ReasonTemplateStopped
	reasonProviderFault = campaign.ReasonProviderFault
	reasonUnknownFault  = campaign.ReasonProviderUnknown
)

// A fault that passes is tried so often before its message fails; the held-back marketing message so often.
const (
	passingTries   = 5
	ecosystemTries = 3
)

// verdict is what one code of the provider means for a message and its account.
type verdict struct {
	result       campaign.Result
	effect       campaign.AccountEffect
	wait         time.Duration // before the next try; with growth, that of the first
	growth       int           // wait grows by it with every earlier try; 0 = it does not
	tries        int           // after so many the message fails; 0 = never
	reason       string
	remedy       string
	optOut       bool
	badRecipient bool
	stopTemplate bool
}

const (
	unsent   = campaign.ResultUnsent
	rejected = campaign.ResultRejected
)

// A person must act: the messages wait meanwhile.
func stop(effect campaign.AccountEffect, reason, remedy string) verdict {
	return verdict{result: unsent, effect: effect, reason: reason, remedy: remedy}
}

func refuse(reason, remedy string) verdict {
	return verdict{result: rejected, reason: reason, remedy: remedy}
}

func passing(remedy string) verdict {
	return verdict{result: unsent, wait: 10 * time.Second, growth: 4, tries: passingTries, reason: reasonProviderFault, remedy: remedy}
}

var (
	tokenBad   = stop(campaign.AccountExpired, campaign.ReasonToken, "the access token is invalid or has expired: enter a new one in the account")
	permission = stop(campaign.AccountBlocked, reasonPermission, "the token lacks a permission: give the system user whatsapp_business_messaging and this number, then test the account")
	locked     = stop(campaign.AccountBlocked, campaign.ReasonPolicy, "Meta has locked the account for its policy: appeal in the Business Manager; sending goes on after the account was tested")
	badRequest = refuse(campaign.ReasonProviderRefused, "the provider does not take this message as it is: change it before another try")
	callLimit  = verdict{result: unsent, effect: campaign.AccountSlow, wait: 5 * time.Minute, growth: 2,
		reason: campaign.ReasonRateLimited, remedy: "the app has used up its calls: it goes on by itself when Meta's hour has passed"}
	registration = stop(campaign.AccountBlocked, reasonRegistration, "the number or its display name is not registered: finish that in the WhatsApp Manager, then test the account")
	template     = verdict{result: rejected, reason: reasonTemplate, stopTemplate: true,
		remedy: "the template and what the step fills in do not match: read the templates again and compare their variables with the step's"}
	templateStopped = verdict{result: unsent, wait: time.Hour, reason: reasonTemplateStop, stopTemplate: true,
		remedy: "Meta has paused or disabled the template: choose another, or wait until it is active again"}
	media   = refuse(reasonMedia, "Meta could not read the file: use another")
	strange = verdict{result: campaign.ResultInDoubt, reason: reasonUnknownFault,
		remedy: "the provider does not know what happened: a status may still settle it, else ask the person or look into the chat"}
)

// verdicts is the provider's error table by code (WhatsApp Cloud API, error codes). It is never written to.
var verdicts = map[int]verdict{
	0: tokenBad, 190: tokenBad,
	1: strange,
	2: passing("Meta's service is down or overloaded: the message is tried again"),
	3: permission, 10: permission, 131005: permission,
	4: callLimit, 80007: callLimit,
	100: badRequest, 131008: badRequest, 131009: badRequest, 131021: badRequest, 131051: badRequest,
	368: locked, 131031: locked,

	130429: {result: unsent, effect: campaign.AccountSlow, wait: 2 * time.Second, growth: 2, reason: campaign.ReasonRateLimited,
		remedy: "the number sends faster than Meta allows it: it goes on more slowly by itself"},
	// Pair rate: one message in 6 s to one person; the wait is 4^n s (WhatsApp Cloud API, error 131056).
	131056: {result: unsent, wait: time.Second, growth: 4, reason: reasonPairRate, remedy: "too many messages to this person in a short time: the message is tried again by itself"},
	131048: stop(campaign.AccountBlocked, reasonSpam, "people have reported messages of this number as spam: stop, look at texts and audience, and wait until Meta lifts the limit"),
	131049: {result: unsent, wait: 24 * time.Hour, growth: 2, tries: ecosystemTries, reason: reasonEcosystem,
		remedy: "Meta holds marketing messages to this person back for a day or more: it is tried again after that"},
	131050: {result: rejected, optOut: true, reason: reasonStopped, remedy: "the person has stopped marketing messages of this business: they are suppressed"},
	130403: {result: rejected, badRecipient: true, reason: reasonBlockedByUs, remedy: "the person is on the number's block list: take them off it to write to them"},
	131026: {result: rejected, badRecipient: true, reason: campaign.ReasonBadRecipient, remedy: "the number is not on WhatsApp or cannot take the message: use another way to this person"},
	131047: refuse(campaign.ReasonWindowClosed, "more than 24 hours have passed since the person wrote: use an approved template"),
	130472: refuse(reasonExperiment, "Meta keeps this person out of marketing messages for an experiment: use another way to them"),
	131030: refuse(reasonTestNumber, "the number is in test mode and this recipient is not on its list: add them, or use a live number"),
	130497: refuse(reasonCountry, "the account may not write to this country: take its prospects out of the campaign"),
	131037: registration, 131045: registration, 133010: registration,
	131042: stop(campaign.AccountBlocked, reasonPayment, "Meta could not charge the account: check the payment method in the Business Manager, then test the account"),
	131052: media, 131053: media,
	131057: {result: unsent, effect: campaign.AccountSlow, wait: 2 * time.Minute, reason: reasonProviderFault, remedy: "Meta is working on the number: it goes on by itself in some minutes"},
	131062: refuse(reasonNeedsPhone, "this message needs a phone number and the person is known by an id alone"),
	131063: stop(campaign.AccountBlocked, reasonMarketingOff, "marketing messages over the Cloud API are switched off for this account: switch them on in the WhatsApp Manager"),
	131064: stop(campaign.AccountBlocked, campaign.ReasonPolicy, "Meta has limited the account for templates in a wrong category: correct them, then test the account"),

	132000: template, 132001: template, 132005: template, 132007: template, 132008: template, 132012: template,
	132015: templateStopped, 132016: templateStopped,
	133016: {result: unsent, effect: campaign.AccountSlow, wait: time.Hour, reason: campaign.ReasonRateLimited, remedy: "the number was registered too often: it goes on by itself in an hour"},

	131000: passing("something went wrong at Meta and the message failed: it is tried again"),
	131016: passing("a service of Meta is not available: the message is tried again"),
	135000: passing("Meta could not handle the message: it is tried again"),
}

// judge returns the verdict on a refusal. A code that the table does not have is final when the answer blames the
// request, and in doubt when it blames the server.
func judge(e *graph.Error) verdict {
	v, known := verdicts[e.Code]
	switch {
	case known:
		return v
	case e.Code >= 200 && e.Code <= 299:
		return permission
	case e.Code >= 132000 && e.Code <= 132999:
		return template
	case e.Status >= 500:
		return strange
	default:
		return badRequest
	}
}

// mostWait bounds how long a message waits for its next try.
const mostWait = 7 * 24 * time.Hour

// apply writes the verdict on a refusal into an outcome. attempts is how often the message was tried before.
func (v verdict) apply(out *campaign.Outcome, e *graph.Error, attempts int) {
	out.Result, out.Effect = v.result, v.effect
	out.OptOut, out.BadRecipient, out.StopTemplate = v.optOut, v.badRecipient, v.stopTemplate
	out.Code, out.Error = strconv.Itoa(e.Code), e.Error()
	out.Reason = &campaign.Reason{Code: v.reason, Message: v.remedy, Params: map[string]any{"code": e.Code, "detail": e.Error()}}
	if v.tries > 0 && attempts >= v.tries {
		out.Result = rejected
		return
	}
	if v.result != unsent {
		return
	}
	out.Wait = v.wait
	for range attempts {
		if v.growth == 0 || out.Wait >= v.most() {
			break
		}
		out.Wait *= time.Duration(v.growth)
	}
	out.Wait = min(out.Wait, v.most())
	if e.RetryAfter > 0 {
		out.Wait = e.RetryAfter
	}
}

// most is the longest wait of a verdict: an hour, but for those that begin with a day.
func (v verdict) most() time.Duration {
	if v.wait > graph.MaxWait {
		return mostWait
	}
	return graph.MaxWait
}
