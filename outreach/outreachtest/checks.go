package outreachtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/outreach"
)

// expect says how an outcome differs from what was to come.
func expect(out campaign.Outcome, want campaign.Result) error {
	if out.Result != want {
		return fmt.Errorf("result %q (code %q, %s): want %q", out.Result, out.Code, out.Error, want)
	}
	return nil
}

// attempt sends one message to a server with a fault, and checks what holds for all outcomes.
func (s Subject) attempt(ctx context.Context, server *Server, ch outreach.Channel, claim string) (campaign.Outcome, error) {
	m := s.claim(claim)
	out, err := send(ctx, ch, s.Account, m)
	if err != nil {
		return out, err
	}
	return out, errors.Join(s.honest(out, m), server.atMost(mostRequests))
}

func sendsOnce(s Subject) error {
	server, err := Serve(Fault{Answer: write(s.Accepted.Wire())})
	if err != nil {
		return err
	}
	defer server.Close()
	out, err := s.attempt(context.Background(), server, s.Open(server.URL, nil), "claim-good")
	if err != nil {
		return err
	}
	if out.ProviderID != s.ProviderID {
		err = fmt.Errorf("the provider's id is %q: want %q", out.ProviderID, s.ProviderID)
	}
	server.Close()
	requests := server.Requests()
	if len(requests) != 1 || !strings.Contains(requests[0].Path+requests[0].Body+fmt.Sprint(requests[0].Header), "claim-good") {
		err = errors.Join(err, fmt.Errorf("%d requests, of which the one must carry the claim", len(requests)))
	}
	return errors.Join(err, expect(out, campaign.ResultSent))
}

// repeatsNothing: an HTTP client may repeat a request by itself when a connection that it had kept breaks.
func repeatsNothing(s Subject) error {
	server, err := Serve(Fault{Answer: func(c net.Conn, n int) bool {
		if n > 1 {
			return false
		}
		_, err := io.WriteString(c, s.Accepted.Wire())
		return err == nil
	}})
	if err != nil {
		return err
	}
	defer server.Close()
	ch := s.Open(server.URL, nil)
	first, err := s.attempt(context.Background(), server, ch, "claim-first")
	if err != nil {
		return err
	}
	second, err := s.attempt(context.Background(), server, ch, "claim-second")
	if err != nil {
		return err
	}
	server.Close()
	return errors.Join(expect(first, campaign.ResultSent), expect(second, campaign.ResultInDoubt), server.atMost(2))
}

func followsNothing(s Subject) error {
	other, err := Serve(Fault{Answer: write(s.Accepted.Wire())})
	if err != nil {
		return err
	}
	defer other.Close()
	var errs []error
	for _, status := range []int{301, 302, 303, 307, 308} {
		answer := Answer{Status: status, Header: map[string]string{"Location": other.URL + "/elsewhere"}}
		out, err := Judge(s, Case{Name: fmt.Sprint("redirect ", status), Want: inDoubt, Requests: 1, Fault: Fault{Answer: write(answer.Wire())}})
		errs = append(errs, err, expect(out, campaign.ResultInDoubt))
	}
	other.Close()
	return errors.Join(append(errs, other.atMost(0))...)
}

func cancelledBefore(s Subject) error {
	server, err := Serve(Fault{Answer: write(s.Accepted.Wire())})
	if err != nil {
		return err
	}
	defer server.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out, err := s.attempt(ctx, server, s.Open(server.URL, nil), "claim-cancelled")
	server.Close()
	return errors.Join(err, expect(out, campaign.ResultUnsent), server.atMost(0))
}

// cancelledAfter cancels when the server has read the whole request and does not answer.
func cancelledAfter(s Subject) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	server, err := Serve(Fault{Answer: func(net.Conn, int) bool {
		cancel()
		return true // and reads on until the client goes
	}})
	if err != nil {
		return err
	}
	defer server.Close()
	out, err := s.attempt(ctx, server, s.Open(server.URL, nil), "claim-cancelled-late")
	server.Close()
	return errors.Join(err, expect(out, campaign.ResultInDoubt), server.atMost(1))
}

// atDeadline gives the call a short time, once with no answer and once with an answer that does not end.
func atDeadline(s Subject) error {
	whole := s.Accepted.Wire()
	var errs []error
	for _, start := range []string{"", whole[:len(whole)-4]} {
		server, err := Serve(Fault{Answer: func(c net.Conn, _ int) bool {
			_, err := io.WriteString(c, start)
			return err == nil
		}})
		if err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		out, err := s.attempt(ctx, server, s.Open(server.URL, nil), "claim-late")
		cancel()
		server.Close()
		errs = append(errs, err, expect(out, campaign.ResultInDoubt), server.atMost(1))
	}
	return errors.Join(errs...)
}

// oldClaim: the machine slept between claim and call.
func oldClaim(s Subject) error {
	server, err := Serve(Fault{Answer: write(s.Accepted.Wire())})
	if err != nil {
		return err
	}
	defer server.Close()
	m := s.claim("claim-old")
	m.ClaimedAt = time.Now().Add(-11 * time.Second)
	out, err := send(context.Background(), s.Open(server.URL, nil), s.Account, m)
	if err != nil {
		return err
	}
	server.Close()
	if out.Code != campaign.ReasonSuspended {
		err = fmt.Errorf("code %q: want %q", out.Code, campaign.ReasonSuspended)
	}
	return errors.Join(err, s.honest(out, m), expect(out, campaign.ResultUnsent), server.atMost(0))
}

// hidesEcho: the provider's words repeat the whole request, with its token and the recipient.
func hidesEcho(s Subject) error {
	words := make([]string, 0, len(s.Account.Credentials)+1)
	for _, secret := range s.Account.Credentials {
		words = append(words, secret.Reveal())
	}
	words = append(words, s.Message.Recipient, strings.TrimPrefix(s.Message.Recipient, "+"))
	said := s.Refused("cannot take " + strings.Join(words, ", "))
	quoted := Answer{Status: 200, Body: strings.Join(words, " ")}
	_, refused := Judge(s, Case{Name: "echo in a refusal", Want: []campaign.Result{campaign.ResultRejected}, Requests: 1, Fault: Fault{Answer: write(said.Wire())}})
	_, odd := Judge(s, Case{Name: "echo in a success", Want: inDoubt, Requests: 1, Fault: Fault{Answer: write(quoted.Wire())}})
	_, line := Judge(s, Case{Name: "echo in place of HTTP", Want: inDoubt, Requests: 1, Fault: Fault{Answer: write(strings.Join(words, " ") + "\r\n")}})
	return errors.Join(refused, odd, line)
}

// boundsAnswer: bodies and heads that would fill the memory. The server writes until the client hangs up.
func boundsAnswer(s Subject) error {
	filler := strings.Repeat("x", 64<<10)
	var errs []error
	for name, start := range map[string]string{
		"body": "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"x\":\"",
		"head": "HTTP/1.1 200 OK\r\nX-Filler: ",
	} {
		const most = 9 << 20 // 1 MiB, and what the sockets hold
		written := 0
		server, err := Serve(Fault{Answer: func(c net.Conn, _ int) bool {
			_, err := io.WriteString(c, start)
			for err == nil && written < most {
				var n int
				n, err = io.WriteString(c, filler)
				written += n
			}
			return false
		}})
		if err != nil {
			return err
		}
		out, err := s.attempt(context.Background(), server, s.Open(server.URL, nil), "claim-endless-"+name)
		server.Close()
		errs = append(errs, err, expect(out, campaign.ResultInDoubt), server.atMost(1))
		if written >= most {
			errs = append(errs, fmt.Errorf("an endless %s was read to its %d bytes", name, written))
		}
	}
	return errors.Join(errs...)
}

func sendsMany(s Subject) error {
	const many = 40
	server, err := Serve(Fault{Answer: func(c net.Conn, _ int) bool {
		_, err := io.WriteString(c, s.Accepted.Wire())
		return err == nil
	}})
	if err != nil {
		return err
	}
	defer server.Close()
	ch := s.Open(server.URL, nil)
	results := make(chan error, many)
	for i := range many {
		go func() {
			out, err := s.attempt(context.Background(), server, ch, fmt.Sprintf("claim-many-%02d", i))
			results <- errors.Join(err, expect(out, campaign.ResultSent))
		}()
	}
	var errs []error
	for range many {
		errs = append(errs, <-results)
	}
	server.Close()
	for i := range many {
		claim, n := fmt.Sprintf("claim-many-%02d", i), 0
		for _, r := range server.Requests() {
			if strings.Contains(r.Path+r.Body+fmt.Sprint(r.Header), claim) {
				n++
			}
		}
		if n != 1 {
			errs = append(errs, fmt.Errorf("%s was sent %d times", claim, n))
		}
	}
	return errors.Join(errs...)
}

func withoutCredentials(s Subject) error {
	server, err := Serve(Fault{Answer: write(s.Accepted.Wire())})
	if err != nil {
		return err
	}
	defer server.Close()
	m := s.claim("claim-bare")
	out, err := send(context.Background(), s.Open(server.URL, nil), outreach.Account{ID: s.Account.ID, Platform: s.Account.Platform}, m)
	server.Close()
	return errors.Join(err, s.honest(out, m), expect(out, campaign.ResultUnsent), server.atMost(0))
}

// describes: a form drawn from the description asks for what the suite's account has, in both languages.
func describes(s Subject) error {
	d := s.Open("http://"+closedPort, nil).Describe()
	var errs []error
	if d.Platform != s.Account.Platform {
		errs = append(errs, fmt.Errorf("it describes %q: want %q", d.Platform, s.Account.Platform))
	}
	known := map[string]bool{}
	for _, f := range append(append([]outreach.Field(nil), d.Credentials...), d.Settings...) {
		known[f.Name] = true
		if f.Help["en"] == "" || f.Help["pt-BR"] == "" {
			errs = append(errs, fmt.Errorf("%s has no help in both languages", f.Name))
		}
	}
	for name := range s.Account.Credentials {
		if !known[name] {
			errs = append(errs, fmt.Errorf("the credential %s is not described", name))
		}
	}
	return errors.Join(errs...)
}
