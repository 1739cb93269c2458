//go:build race

package spreadsheet

// raced says that the race detector slows everything down.
const raced = true
