package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
)

// certificate tells whether a TLS handshake failed: a certificate that does not hold, or a host that speaks no TLS.
func certificate(err error) bool {
	var (
		invalid *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		record  tls.RecordHeaderError
		alert   tls.AlertError
	)
	return errors.As(err, &invalid) || errors.As(err, &unknown) || errors.As(err, &name) ||
		errors.As(err, &record) || errors.As(err, &alert)
}
