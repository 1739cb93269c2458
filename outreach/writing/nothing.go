package writing

import "github.com/osteele/liquid/values"

// nothing is an empty value as Liquid sees it: false in a condition, equal to "" and to nil.
type nothing struct{}

var _ values.Value = nothing{}

// Interface returns nil.
func (nothing) Interface() any { return nil }

// Int returns 0.
func (nothing) Int() int { return 0 }

// Equal says that nothing equals nil and the empty string.
func (nothing) Equal(o values.Value) bool { return o.Interface() == nil || o.Interface() == "" }

// Less says that nothing is ordered before nothing.
func (nothing) Less(values.Value) bool { return false }

// Contains says that nothing holds nothing.
func (nothing) Contains(values.Value) bool { return false }

// IndexValue returns nothing.
func (nothing) IndexValue(values.Value) values.Value { return nothing{} }

// PropertyValue returns nothing.
func (nothing) PropertyValue(values.Value) values.Value { return nothing{} }

// Test says that nothing is false.
func (nothing) Test() bool { return false }
