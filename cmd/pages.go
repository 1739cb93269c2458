package cmd

import (
	"io/fs"
	"net/http"
	"net/netip"
	"strings"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
)

// loopback are the addresses of this machine, as PocketBase's list of superusers' addresses wants them. PocketBase
// writes into the list it is given, so everybody gets one of their own.
func loopback() []string { return []string{"127.0.0.0/8", "::1"} }

// servePages gives the web page's files, and its first page for what is no file: the page has addresses of its own. It
// takes any method, since a narrower pattern would conflict with the routes below /api/v1.
func servePages(pages fs.FS) func(*core.RequestEvent) error {
	static := apis.Static(pages, true)
	return func(e *core.RequestEvent) error {
		switch {
		case strings.HasPrefix(e.Request.URL.Path, "/api/"):
			return e.NotFoundError("", nil)
		case e.Request.Method != http.MethodGet && e.Request.Method != http.MethodHead:
			e.Response.Header().Set("Allow", "GET, HEAD")
			return e.Error(http.StatusMethodNotAllowed, "", nil)
		}
		if answered, err := serveFile(pages, e); answered || err != nil {
			return err
		}
		return static(e)
	}
}

// guardPanel hides the admin panel's files from whom --admin shuts out; PocketBase's list of addresses does the same for
// the superusers' API.
func guardPanel(admin string) *hook.Handler[*core.RequestEvent] {
	return &hook.Handler[*core.RequestEvent]{
		Id: "acenoAdminPanel", Priority: apis.DefaultLoadAuthTokenMiddlewarePriority,
		Func: func(e *core.RequestEvent) error {
			panel := e.Request.URL.Path == "/_" || strings.HasPrefix(e.Request.URL.Path, "/_/")
			if panel && (admin == adminOff || admin == adminLocal && !isLocal(e)) {
				return e.NotFoundError("", nil)
			}
			return e.Next()
		},
	}
}

// isLocal says whether a request comes from this machine itself. What a proxy here that was not declared passes on does not: it
// may come from anywhere.
func isLocal(e *core.RequestEvent) bool {
	for name := range e.Request.Header {
		if strings.HasPrefix(name, "X-Forwarded-") || name == "Forwarded" || name == "X-Real-Ip" {
			return false
		}
	}
	return isLoopback(e.RealIP())
}

func isLoopback(ip string) bool {
	address, err := netip.ParseAddr(ip)
	return err == nil && address.Unmap().IsLoopback()
}
