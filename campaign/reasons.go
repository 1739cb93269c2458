package campaign

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The codes of reasons, by the place where they are given. They are stable: clients word them, docs/reasons.md lists
// them. Sentences lie in reason_sentences.go.
const (
	// Why a send waits, and why nothing is going out.
	ReasonGlobalStop          = "global_stop"
	ReasonSendLocked          = "send_locked"
	ReasonRestored            = "restored"
	ReasonJournalMissing      = "journal_missing"
	ReasonJournalUnwritable   = "journal_unwritable"
	ReasonNotActive           = "not_active"
	ReasonCampaignPaused      = "campaign_paused"
	ReasonWorkspacePaused     = "workspace_paused"
	ReasonOutsideWindow       = "outside_window"
	ReasonNotStarted          = "not_started"
	ReasonLimitReached        = "limit_reached"
	ReasonGap                 = "gap"
	ReasonBudgetReached       = "budget_reached"
	ReasonPriceUnknown        = "price_unknown"
	ReasonRetryLater          = "retry_later"
	ReasonAccountBlocked      = "account_blocked"
	ReasonAccountExpired      = "account_expired"
	ReasonAccountBreaker      = "account_breaker"
	ReasonAccountMissing      = "account_missing"
	ReasonQualityRed          = "quality_red"
	ReasonNothingPending      = "nothing_pending"
	ReasonNothingDue          = "nothing_due"
	ReasonMessagesHeld        = "messages_held"
	ReasonPreparing           = "preparing"
	ReasonAwaitingApproval    = "awaiting_approval"
	ReasonAwaitingSelection   = "awaiting_selection"
	ReasonAssistedWaiting     = "assisted_waiting"
	ReasonBeyondForecast      = "beyond_forecast"
	ReasonTemplateNotSynced   = "template_missing"
	ReasonTemplateNotApproved = "template_not_approved"

	// Why a message is held, cancelled or failed before it was sent.
	ReasonSuppressed       = "suppressed"
	ReasonErased           = "erased"
	ReasonReplied          = "replied"
	ReasonConverted        = "converted"
	ReasonStopRead         = "stopped_read"
	ReasonIgnored          = "ignored"
	ReasonCooldown         = "cooldown"
	ReasonNoOptIn          = "no_opt_in"
	ReasonNoBasis          = "no_basis"
	ReasonConsentWithdrawn = "consent_withdrawn"
	ReasonWindowClosed     = "window_closed"
	ReasonContentChanged   = "content_changed"
	ReasonAlreadySent      = "already_sent"
	ReasonNoRecipient      = "no_recipient"
	ReasonBadRecipient     = "bad_recipient"
	ReasonUnclearReply     = "unclear_reply"
	ReasonUnknownVariable  = "unknown_variable"
	ReasonEmptyFact        = "empty_fact"
	ReasonTemplateSyntax   = "bad_template"
	ReasonTemplateParams   = "template_params"
	ReasonTemplateParts    = "template_parts"
	ReasonNoVariant        = "no_variant"
	ReasonTextEmpty        = "empty_text"
	ReasonTextTooLong      = "too_long"
	ReasonCancelledByHand  = "cancelled_by_person"
	ReasonCompleted        = "campaign_completed"
	ReasonWrittenByHand    = "written_by_hand"
	ReasonOtherWay         = "other_way"

	// Why somebody comes next.
	ReasonFirstMessage = "first_message"
	ReasonFollowUp     = "follow_up"

	// What became of a send.
	ReasonTimeout         = "timeout"
	ReasonConnection      = "connection"
	ReasonSuspended       = "suspended"
	ReasonCrashed         = "crashed"
	ReasonProviderRefused = "provider_refused"
	ReasonPanic           = "panic"
	ReasonProviderAnswer  = "provider_answer_unreadable"
	ReasonRateLimited     = "rate_limited"
	ReasonPolicy          = "policy"
	ReasonToken           = "token_invalid"
	ReasonNoSuchNumber    = "no_such_number"
	ReasonAlreadyClient   = "already_client"
	ReasonSkipped         = "skipped"
	ReasonSettledByHand   = "settled_by_person"

	// What a provider's code means for a send.
	ReasonAccountIncomplete = "account_incomplete"
	ReasonPermissionMissing = "permission_missing"
	ReasonPairRate          = "pair_rate"
	ReasonSpamLimit         = "spam_limit"
	ReasonEcosystemLimit    = "ecosystem_limit"
	ReasonStoppedMarketing  = "recipient_stopped_marketing"
	ReasonBlockedByUs       = "recipient_blocked_by_us"
	ReasonInExperiment      = "recipient_in_experiment"
	ReasonNotOnTestList     = "recipient_not_on_test_list"
	ReasonCountryRestricted = "country_restricted"
	ReasonNotRegistered     = "number_not_registered"
	ReasonPaymentProblem    = "payment_problem"
	ReasonMediaRefused      = "media_refused"
	ReasonNeedsPhone        = "needs_phone"
	ReasonMarketingDisabled = "marketing_disabled"
	ReasonTemplateRefused   = "template_refused"
	ReasonTemplateStopped   = "template_stopped"
	ReasonProviderFault     = "provider_fault"
	ReasonProviderUnknown   = "provider_fault_unknown"
	ReasonProgramStopped    = "stopped"

	// Why a campaign cannot start, and why a search failed.
	ReasonIllegalMove       = "illegal_move"
	ReasonNoSequence        = "no_sequence"
	ReasonNoSources         = "no_sources"
	ReasonNoAgent           = "no_agent"
	ReasonNoSender          = "no_sender"
	ReasonNoStatement       = "no_statement"
	ReasonTierLimit         = "tier_limit"
	ReasonTierLimitTop      = "top_tier_limit"
	ReasonSourceUnreachable = "source_unreachable"
	ReasonSourceAnswer      = "source_answer_unreadable"
	ReasonSourceTimeout     = "source_timeout"
	ReasonSourceBusy        = "source_busy"
	ReasonSourceMissing     = "source_missing"
	ReasonSourceCancelled   = "source_cancelled"
	ReasonSourceIncomplete  = "source_incomplete"
	ReasonSourceTooLarge    = "source_too_large"
	ReasonSourceRefused     = "source_refused"
	ReasonSourceBlocked     = "source_blocked"
	ReasonSourceMisconfig   = "source_misconfigured"
	ReasonSourceEntry       = "bad_entry"
	ReasonSourceCursor      = "bad_cursor"
	ReasonAreaUnknown       = "area_unknown"
	ReasonTooManyAttempts   = "too_many_attempts"
	ReasonInternal          = "internal"

	// Why a prospect did not qualify (prospects.ignored_reason).
	ReasonNoPhone          = "no_phone"
	ReasonNoWhatsApp       = "no_whatsapp"
	ReasonNoEmail          = "no_email"
	ReasonNoInstagram      = "no_instagram"
	ReasonHasWebsite       = "has_website"
	ReasonNoWebsite        = "no_website"
	ReasonFollowersUnknown = "followers_unknown"
	ReasonFollowersLow     = "followers_low"
	ReasonFollowersHigh    = "followers_high"
	ReasonLastPostUnknown  = "last_post_unknown"
	ReasonLastPostOld      = "last_post_old"
	ReasonRatingUnknown    = "rating_unknown"
	ReasonRatingLow        = "rating_low"
	ReasonRatingHigh       = "rating_high"
	ReasonReviewsUnknown   = "reviews_unknown"
	ReasonReviewsLow       = "reviews_low"
	ReasonReviewsHigh      = "reviews_high"
	ReasonKeywordMissing   = "keyword_missing"
	ReasonKeywordExcluded  = "keyword_excluded"
	ReasonScoreLow         = "score_low"
	ReasonRefusedByHand    = "refused_by_person"
	ReasonDuplicate        = "duplicate"

	// Why an act or an edit is refused.
	ReasonInvalid      = "invalid"
	ReasonNotFound     = "not_found"
	ReasonBadSchedule  = "bad_schedule"
	ReasonLeased       = "leased"
	ReasonTooLate      = "too_late"
	ReasonMovedOn      = "moved_on"
	ReasonNotWritable  = "not_writable"
	ReasonNotEditable  = "not_editable"
	ReasonTemplateText = "template_text"
	ReasonStaleHash    = "stale_hash"
	ReasonHoldStands   = "hold_stands"
	ReasonNoRehearsal  = "no_rehearsal"
	ReasonRehearsing   = "rehearsing"

	// Why a link does not let somebody in.
	ReasonClaimed        = "claimed"
	ReasonClaimExpired   = "claim_expired"
	ReasonInvitationUsed = "invitation_used"
	ReasonInvitationOver = "invitation_expired"
	ReasonInvitationGone = "invitation_revoked"
	ReasonAlreadyMember  = "already_member"
	ReasonMailNotSet     = "mail_not_set"

	// What a route cannot do with an account.
	ReasonPlatformUnknown = "platform_unknown"
	ReasonNoTemplates     = "no_templates"
	ReasonCredentials     = "credentials_unreadable"
	ReasonNoNumbers       = "no_numbers"
	ReasonNoPublicURL     = "no_public_url"
	ReasonNoModel         = "no_model"

	// What waits for a person, and what their own page cannot take.
	ReasonUnanswered      = "unanswered"
	ReasonToApprove       = "to_approve"
	ReasonFailures        = "failures"
	ReasonBudgetNear      = "budget_near"
	ReasonPrivacyDue      = "privacy_due"
	ReasonPrivacyRequests = "privacy_requests_waiting"

	// The limits, as gates and {limit} name them.
	ReasonAccountPerHour    = "account_per_hour"
	ReasonAccountPerDay     = "account_per_day"
	ReasonProviderPerDay    = "provider_tier_per_day"
	ReasonMemberPerDay      = "member_per_day"
	ReasonProviderPerHour   = "provider_per_hour"
	ReasonProviderPerSecond = "provider_per_second"
	ReasonCampaignPerHour   = "campaign_per_hour"
	ReasonTierPerDay        = "tier_per_day"
)

// NewReason returns the reason of a code with its English sentence. Every {name} of the sentence is filled from params; one
// that params lacks leaves its name standing. A code without a sentence is its own sentence.
func NewReason(code string, params map[string]any) Reason {
	sentence, ok := reasonSentences[code]
	if !ok {
		return Reason{Code: code, Params: params, Message: strings.ReplaceAll(code, "_", " ")}
	}
	for name, value := range params {
		sentence = strings.ReplaceAll(sentence, "{"+name+"}", fmt.Sprint(value))
	}
	return Reason{Code: code, Params: params, Message: sentence}
}

// ReasonCodes lists all codes of reasons, sorted.
func ReasonCodes() []string { return slices.Sorted(maps.Keys(reasonSentences)) }

// ReasonSentence returns the English sentence of a code with its {names} unfilled, and whether the code is known.
func ReasonSentence(code string) (string, bool) {
	sentence, ok := reasonSentences[code]
	return sentence, ok
}
