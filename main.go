// Command aceno finds businesses, writes each a message worth reading, sends it at a human pace, understands the
// answers and counts what it brought.
package main

import (
	"embed"
	"io/fs"
	"os"

	"aceno/cmd"
)

//go:embed all:pb_public
var public embed.FS

func main() {
	pages, err := fs.Sub(public, "pb_public")
	if err != nil {
		panic(err)
	}
	os.Exit(cmd.Execute(pages))
}
