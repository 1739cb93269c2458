//go:build !race

package cmd

// raced says whether the race detector watches, which makes everything many times slower.
const raced = false
