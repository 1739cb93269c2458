package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
)

// newBenchSink is where messages go that are measured: it takes every message and names an id for it, after a while.
func newBenchSink() *cobra.Command {
	var latency time.Duration
	command := &cobra.Command{
		Use: "sink", Short: "The provider that is measured against.", Hidden: true, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, cancel := untilInputEnds(cmd.Context(), cmd.InOrStdin())
			defer cancel()
			return serveSink(ctx, latency, func(address string) { sayAddress(cmd, address) })
		},
	}
	command.Flags().DurationVar(&latency, "latency", 0, "how long an answer takes")
	return withEnvironment(command)
}

// serveSink serves until ctx ends.
func serveSink(ctx context.Context, latency time.Duration, ready func(address string)) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen for messages: %w", err)
	}
	server := &http.Server{Handler: sink(latency), ReadHeaderTimeout: headerTimeout}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	ready("http://" + listener.Addr().String())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("take messages: %w", err)
	}
	return nil
}

// sink answers every call as the Cloud API answers a message that it took.
func sink(latency time.Duration) http.Handler {
	var taken atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // whatever it is
		if latency > 0 {
			time.Sleep(latency)
		}
		w.Header()["Content-Type"] = []string{"application/json"}
		answer := make([]byte, 0, 128)
		answer = append(answer, `{"messaging_product":"whatsapp","contacts":[],"messages":[{"id":"wamid.bench.`...)
		answer = strconv.AppendInt(answer, taken.Add(1), 10)
		_, _ = w.Write(append(answer, `"}]}`...)) // whoever has gone needs no answer
	})
}
