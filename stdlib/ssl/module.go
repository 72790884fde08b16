package ssl

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"syscall"

	"github.com/aio-lang/aio/vm/object"
)

func errnoOf(err error) (syscall.Errno, bool) {
	e, ok := err.(syscall.Errno)
	return e, ok
}

// Modules declares _ssl and ssl.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{
			Name: "_ssl", Doc: "TLS on Go's library.",
			Funcs: []object.Def{
				{Sig: "RAND_bytes(n, /)", Doc: "Return n random bytes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					n, ok := t.IndexInt(a[0])
					if !ok {
						return object.Value{}
					}
					if n < 0 {
						return t.ValueErrorf("num must be positive")
					}
					b := make([]byte, n)
					rand.Read(b)
					return object.NewBytes(string(b))
				}},
			},
			Init: func(t *object.Thread, mod *object.Module) bool {
				mod.Set(t.M, "_SSLContext", t.M.TypeFor(&contextDecl).Value())
				mod.Set(t.M, "_Connection", t.M.TypeFor(&connDecl).Value())
				return true
			},
		},
		{Name: "ssl", Doc: "TLS: encrypted connections.", Source: source},
	}
}

// VersionName is a protocol version as SSLSocket.version() has it.
func VersionName(v uint16) string {
	switch v {
	case tls.VersionTLS13:
		return "TLSv1.3"
	case tls.VersionTLS12:
		return "TLSv1.2"
	case tls.VersionTLS11:
		return "TLSv1.1"
	}
	return "TLSv1"
}

// CipherValue is (name, protocol, bits).
func CipherValue(s tls.ConnectionState) object.Value {
	bits := int64(256)
	if name := tls.CipherSuiteName(s.CipherSuite); len(name) > 0 {
		for i := 0; i+3 <= len(name); i++ {
			if name[i:i+3] == "128" {
				bits = 128
			}
		}
	}
	return object.TupleOf(object.NewStr(tls.CipherSuiteName(s.CipherSuite)), object.NewStr(VersionName(s.Version)), object.Int(bits))
}

// CertValue is a certificate as getpeercert() has it.
func CertValue(t *object.Thread, c *x509.Certificate) object.Value {
	name := func(pairs [][2]string) object.Value {
		var out []object.Value
		for _, p := range pairs {
			out = append(out, object.TupleOf(object.TupleOf(object.NewStr(p[0]), object.NewStr(p[1]))))
		}
		return object.NewTuple(out)
	}
	d := object.NewDict()
	set := func(k string, v object.Value) { d.SetStr(t.M.Intern(k), v) }
	set("subject", name(nameParts(c.Subject.ToRDNSequence().String(), c.Subject.CommonName, c.Subject.Organization, c.Subject.Country)))
	set("issuer", name(nameParts(c.Issuer.ToRDNSequence().String(), c.Issuer.CommonName, c.Issuer.Organization, c.Issuer.Country)))
	set("version", object.Int(int64(c.Version)))
	serial := c.SerialNumber.Text(16)
	if len(serial)%2 == 1 {
		serial = "0" + serial
	}
	set("serialNumber", object.NewStr(upper(serial)))
	const layout = "Jan _2 15:04:05 2006 GMT"
	set("notBefore", object.NewStr(c.NotBefore.UTC().Format(layout)))
	set("notAfter", object.NewStr(c.NotAfter.UTC().Format(layout)))
	var alt []object.Value
	for _, n := range c.DNSNames {
		alt = append(alt, object.TupleOf(object.NewStr("DNS"), object.NewStr(n)))
	}
	for _, ip := range c.IPAddresses {
		alt = append(alt, object.TupleOf(object.NewStr("IP Address"), object.NewStr(ip.String())))
	}
	if len(alt) > 0 {
		set("subjectAltName", object.NewTuple(alt))
	}
	return d.Value()
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'f' {
			b[i] = c - 32
		}
	}
	return string(b)
}

// nameParts lists the attributes of a name that programs look at.
func nameParts(_, common string, organization, country []string) [][2]string {
	var out [][2]string
	for _, c := range country {
		out = append(out, [2]string{"countryName", c})
	}
	for _, o := range organization {
		out = append(out, [2]string{"organizationName", o})
	}
	if common != "" {
		out = append(out, [2]string{"commonName", common})
	}
	return out
}
