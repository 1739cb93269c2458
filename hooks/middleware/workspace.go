package middleware

import (
	"github.com/pocketbase/pocketbase/core"
)

// Patterns of PocketBase's router that the workspace matters to.
const (
	listPattern   = "GET /api/collections/{collection}/records"
	createPattern = "POST /api/collections/{collection}/records"
)

// narrowToWorkspace does two services for members of a workspace. A list gets the workspace in front of its filter, so
// that an index serves it: the collection's rule alone becomes a join that no index serves. A new record gets the
// caller's workspace where it names none. Neither protects anything: the rules do, and they stay.
func narrowToWorkspace(e *core.RequestEvent) error {
	own := workspaceOf(e)
	if own == "" {
		return e.Next()
	}
	switch e.Request.Pattern {
	case listPattern:
		if ownedByWorkspace(e) {
			if err := narrowList(e, own); err != nil {
				return err
			}
		}
	case createPattern:
		if ownedByWorkspace(e) {
			if err := defaultWorkspace(e, own); err != nil {
				return err
			}
		}
	}
	return e.Next()
}

// workspaceOf returns the caller's active workspace: none for guests, superusers and whoever was removed.
func workspaceOf(e *core.RequestEvent) string {
	if e.Auth == nil || e.Auth.IsSuperuser() {
		return ""
	}
	return e.Auth.GetString("workspace")
}

// ownedByWorkspace says whether the collection's records belong to a workspace. The users' own field of that name is
// another thing: which workspace is active for them.
func ownedByWorkspace(e *core.RequestEvent) bool {
	c, err := e.App.FindCachedCollectionByNameOrId(e.Request.PathValue("collection"))
	if err != nil || c.IsAuth() {
		return false
	}
	_, relation := c.Fields.GetByName("workspace").(*core.RelationField)
	return relation
}

func narrowList(e *core.RequestEvent, own string) error {
	// PocketBase slows down whoever filters for what is not there. It looks at the request as it was cached, and that must
	// be the client's own.
	if _, err := e.RequestInfo(); err != nil {
		return e.BadRequestError("", err)
	}
	query := e.Request.URL.Query()
	filter := "workspace = '" + own + "'"
	if theirs := query.Get("filter"); theirs != "" {
		filter += " && (" + theirs + "\n)" // a comment at the end of theirs must not swallow the bracket
	}
	query.Set("filter", filter)
	address := *e.Request.URL
	address.RawQuery = query.Encode()
	e.Request.URL = &address
	return nil
}

func defaultWorkspace(e *core.RequestEvent, own string) error {
	info, err := e.RequestInfo()
	if err != nil {
		return e.BadRequestError("Failed to read the submitted data.", err)
	}
	if _, named := info.Body["workspace"]; !named {
		info.Body["workspace"] = own
	}
	return nil
}
