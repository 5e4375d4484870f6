// Says what client-go, and so kubectl and helm, makes of the kubeconfigs and
// environments of tests/data/kubeconfig/cases.yaml: JSON, one answer a case.
//
//	client_go CASES PKI
//
// Each case is asked in a process of its own, in a folder of its own, since Go
// reads HOME and the proxies' variables once.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	_ "k8s.io/client-go/plugin/pkg/client/auth" // as kubectl and helm have it
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"
)

// Case is one row of the table. Files is by default {"config": skeleton}, with
// Cluster and User put into it.
type Case struct {
	Name    string            `json:"name"`
	Files   map[string]string `json:"files"`
	Cluster *string           `json:"cluster"`
	User    *string           `json:"user"`
	Env     map[string]string `json:"env"`
	Context string            `json:"context"`
	// What our own reader says instead, which is nothing to client-go.
	Refused string `json:"refused"`
	Why     string `json:"why"`
}

type Table struct {
	Skeleton string `json:"skeleton"`
	Cluster  string `json:"cluster"`
	User     string `json:"user"`
	Cases    []Case `json:"cases"`
}

// Answer is what would be sent, where, and how; or why nothing would be.
type Answer struct {
	Name  string `json:"name"`
	Error string `json:"error,omitempty"`
	*Access
}

type Access struct {
	URL       string `json:"url"`
	Namespace string `json:"namespace"`
	// The subjects of the certificates that the server's is held against;
	// "(system)", or "(none)" where it is not looked at. Missing: no TLS.
	Roots []string `json:"roots,omitempty"`
	// What the server's certificate must be for.
	TLSName           string              `json:"tls_name,omitempty"`
	ClientCertificate string              `json:"client_certificate,omitempty"`
	Headers           map[string][]string `json:"headers"`
	Proxy             string              `json:"proxy"`
	Compression       bool                `json:"compression"`
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) {
	return f(request)
}

// send makes client-go send a request for /version, and returns it as it came
// to the transport.
func send(config *rest.Config) (*http.Request, error) {
	var sent *http.Request
	capture := roundTripper(func(request *http.Request) (*http.Response, error) {
		sent = request
		for name, values := range request.Header {
			for _, value := range values {
				// As http.Transport does first of all.
				if !httpguts.ValidHeaderFieldValue(value) {
					return nil, fmt.Errorf("invalid header field value for %q", name)
				}
			}
		}
		return &http.Response{StatusCode: http.StatusOK, Request: request,
			Body: io.NopCloser(strings.NewReader("{}"))}, nil
	})
	wrapped, err := rest.HTTPWrappersForConfig(config, capture)
	if err != nil {
		return nil, err
	}
	config = rest.CopyConfig(config)
	config.GroupVersion = &schema.GroupVersion{Version: "v1"}
	config.NegotiatedSerializer =
		serializer.NewCodecFactory(runtime.NewScheme()).WithoutConversion()
	client, err := rest.RESTClientForConfigAndClient(config,
		&http.Client{Transport: wrapped})
	if err != nil {
		return nil, err
	}
	if _, err := client.Get().AbsPath("/version").DoRaw(context.Background()); err != nil {
		return nil, err
	}
	return sent, nil
}

// transport is the one that client-go's wrappers end in.
func transport(config *rest.Config) (*http.Transport, error) {
	outer, err := rest.TransportFor(config)
	for err == nil {
		switch layer := outer.(type) {
		case *http.Transport:
			return layer, nil
		case utilnet.RoundTripperWrapper:
			outer = layer.WrappedRoundTripper()
		default:
			err = fmt.Errorf("an unknown layer of transport: %T", layer)
		}
	}
	return nil, err
}

func commonName(rawSubject []byte) string {
	var sequence pkix.RDNSequence
	if _, err := asn1.Unmarshal(rawSubject, &sequence); err != nil {
		return err.Error()
	}
	var name pkix.Name
	name.FillFromRDNSequence(&sequence)
	return name.CommonName
}

func roots(config *tls.Config) []string {
	if config.InsecureSkipVerify {
		return []string{"(none)"}
	}
	if config.RootCAs == nil {
		return []string{"(system)"}
	}
	names := []string{}
	//lint:ignore SA1019 a pool that is made of PEM knows all its subjects
	for _, subject := range config.RootCAs.Subjects() {
		names = append(names, commonName(subject))
	}
	slices.Sort(names)
	return names
}

func clientCertificate(config *tls.Config) (string, error) {
	if config.GetClientCertificate == nil {
		return "", nil
	}
	certificate, err := config.GetClientCertificate(&tls.CertificateRequestInfo{})
	if err != nil || len(certificate.Certificate) == 0 {
		return "", err
	}
	leaf, err := x509.ParseCertificate(certificate.Certificate[0])
	if err != nil {
		return "", err
	}
	return leaf.Subject.CommonName, nil
}

func ask(context string) (*Access, error) {
	// As cli-runtime's ConfigFlags put it together for kubectl and helm.
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	rules.DefaultClientConfig = &clientcmd.DefaultClientConfig
	loader := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules,
		&clientcmd.ConfigOverrides{ClusterDefaults: clientcmd.ClusterDefaults,
			CurrentContext: context})
	config, err := loader.ClientConfig()
	if err != nil {
		return nil, err
	}
	access := &Access{Headers: map[string][]string{},
		Compression: !config.DisableCompression}
	if access.Namespace, _, err = loader.Namespace(); err != nil {
		return nil, err
	}
	layer, err := transport(config)
	if err != nil {
		return nil, err
	}
	request, err := send(config)
	if err != nil {
		return nil, err
	}
	request.URL.User = nil // it is in a header
	access.URL = request.URL.String()
	for name, values := range request.Header {
		name = strings.ToLower(name)
		if name == "authorization" || strings.HasPrefix(name, "impersonate-") {
			access.Headers[name] = values
		}
	}
	proxy, err := layer.Proxy(request)
	if err != nil {
		return nil, err
	}
	if proxy != nil {
		access.Proxy = proxy.String()
	}
	if request.URL.Scheme != "https" {
		return access, nil
	}
	tlsConfig := layer.TLSClientConfig
	if tlsConfig == nil {
		tlsConfig = &tls.Config{}
	}
	access.Roots = roots(tlsConfig)
	access.TLSName = tlsConfig.ServerName
	if access.TLSName == "" {
		access.TLSName = request.URL.Hostname()
	}
	access.ClientCertificate, err = clientCertificate(tlsConfig)
	return access, err
}

var placeholder = regexp.MustCompile(`%(text|base64)\(([^)]*)\)%`)

// fill puts the folder of the case, and what lies in the folder pki, in.
func fill(text, folder, pki string) string {
	text = strings.ReplaceAll(text, "%FOLDER%", folder)
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		parts := placeholder.FindStringSubmatch(found)
		data, err := os.ReadFile(filepath.Join(pki, parts[2]))
		must(err)
		if parts[1] == "base64" {
			return base64.StdEncoding.EncodeToString(data)
		}
		return string(data)
	})
}

func orDefault(text *string, otherwise string) string {
	if text == nil {
		return otherwise
	}
	return *text
}

func (table *Table) files(row Case) map[string]string {
	if row.Files == nil {
		row.Files = map[string]string{}
	}
	if _, there := row.Files["config"]; !there {
		row.Files["config"] = strings.NewReplacer(
			"%CLUSTER%", orDefault(row.Cluster, table.Cluster),
			"%USER%", orDefault(row.User, table.User)).Replace(table.Skeleton)
	}
	return row.Files
}

// ask asks in a process of its own.
func (table *Table) ask(row Case, pki string) Answer {
	folder, err := os.MkdirTemp("", "client-go-")
	must(err)
	defer os.RemoveAll(folder)
	for name, text := range table.files(row) {
		file := filepath.Join(folder, name)
		must(os.MkdirAll(filepath.Dir(file), 0o755))
		must(os.WriteFile(file, []byte(fill(text, folder, pki)), 0o755))
	}
	self, err := os.Executable()
	must(err)
	command := exec.Command(self, "--context", row.Context)
	command.Dir = folder
	command.Env = []string{"PATH=/usr/bin:/bin", "HOME=" + folder + "/home"}
	if _, there := row.Env["KUBECONFIG"]; !there {
		command.Env = append(command.Env, "KUBECONFIG="+folder+"/config")
	}
	for name, value := range row.Env {
		command.Env = append(command.Env, name+"="+fill(value, folder, pki))
	}
	out, err := command.Output()
	must(err)
	out = bytes.ReplaceAll(out, []byte(folder), []byte("%FOLDER%"))
	var answer Answer
	must(json.Unmarshal(out, &answer))
	answer.Name = row.Name
	return answer
}

func must(err error) {
	if err == nil {
		return
	}
	message := err.Error()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		message += ": " + string(exit.Stderr)
	}
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

func print(value any) {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	must(encoder.Encode(value))
}

func main() {
	if len(os.Args) == 3 && os.Args[1] == "--context" {
		access, err := ask(os.Args[2])
		if err != nil {
			print(Answer{Error: err.Error()})
		} else {
			print(Answer{Access: access})
		}
		return
	}
	if len(os.Args) != 3 {
		must(errors.New("usage: client_go CASES PKI"))
	}
	text, err := os.ReadFile(os.Args[1])
	must(err)
	var table Table
	must(yaml.UnmarshalStrict(text, &table))
	pki, err := filepath.Abs(os.Args[2])
	must(err)
	answers := []Answer{}
	for _, row := range table.Cases {
		answers = append(answers, table.ask(row, pki))
	}
	print(answers)
}
