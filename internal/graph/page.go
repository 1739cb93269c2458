package graph

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
)

// maxPages bounds a listing that does not end.
const maxPages = 200

// ErrEndless says that a listing went on beyond all reason.
var ErrEndless = errors.New("the list does not end")

// All reads a list page by page. It goes on by the cursor and never by the URL of the next page, which is the server's
// to write and would be sent the token.
func All[T any](ctx context.Context, c *Client, call Call) ([]T, error) {
	var all []T
	after := ""
	for range maxPages {
		var page struct {
			Data   []T `json:"data"`
			Paging struct {
				Next    string `json:"next"`
				Cursors struct {
					After string `json:"after"`
				} `json:"cursors"`
			} `json:"paging"`
		}
		one := call
		if after != "" {
			one.Query = maps.Clone(call.Query)
			if one.Query == nil {
				one.Query = url.Values{}
			}
			one.Query.Set("after", after)
		}
		if err := c.Do(ctx, one, &page); err != nil {
			return nil, fmt.Errorf("list %s: %w", call, err)
		}
		all = append(all, page.Data...)
		next := page.Paging.Cursors.After
		if page.Paging.Next == "" || next == "" || len(page.Data) == 0 {
			return all, nil
		}
		if next == after {
			break
		}
		after = next
	}
	return nil, fmt.Errorf("list %s: %w", call, ErrEndless)
}
