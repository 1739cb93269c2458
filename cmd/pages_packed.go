package cmd

import (
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"
)

// hashedFolder holds the files whose names bear a hash of their content: a browser may keep them for good, and one that is not
// there is an old page's, which the first page must not answer for.
const hashedFolder = "assets/"

// forGood is a year in seconds, which is as long as caches keep anything.
const forGood = "public, max-age=31536000, immutable"

// packings are the ways in which files lie packed beside themselves, the smallest first.
var packings = [...]struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// serveFile answers for a file that the page's folder has, packed if the browser takes it so. It says whether it has answered: the
// page itself is never packed, since every answer writes its nonce into it.
func serveFile(pages fs.FS, e *core.RequestEvent) (bool, error) {
	name := strings.TrimPrefix(path.Clean("/"+e.Request.URL.Path), "/")
	head := e.Response.Header()
	if strings.HasPrefix(name, hashedFolder) {
		if info, err := fs.Stat(pages, name); err != nil || info.IsDir() {
			head.Set("Cache-Control", "no-store")
			return true, e.NotFoundError("", nil)
		}
		head.Set("Cache-Control", forGood)
	}
	if e.Request.Header.Get("Range") != "" { // of the plain file
		return false, nil
	}
	for _, p := range packings {
		file, err := pages.Open(name + p.suffix)
		if err != nil {
			continue
		}
		defer func() { _ = file.Close() }()
		if !slices.Contains(head.Values("Vary"), "Accept-Encoding") {
			head.Add("Vary", "Accept-Encoding")
		}
		if !takes(e.Request.Header.Get("Accept-Encoding"), p.encoding) {
			continue
		}
		if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
			head.Set("Content-Type", kind)
		}
		head.Set("Content-Encoding", p.encoding)
		if info, err := file.Stat(); err == nil {
			head.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
		}
		e.Response.WriteHeader(http.StatusOK)
		if e.Request.Method == http.MethodHead {
			return true, nil
		}
		_, err = io.Copy(e.Response, file)
		return true, err
	}
	return false, nil
}

// takes says whether a browser's Accept-Encoding names an encoding and does not rule it out.
func takes(accepted, encoding string) bool {
	for one := range strings.SplitSeq(accepted, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(one), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			_, q, _ := strings.Cut(weight, "q=")
			n, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			return err != nil || n > 0
		}
	}
	return false
}
