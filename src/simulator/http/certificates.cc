#include "simulator/http/certificates.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/system_error.hpp>
#include <memory>
#include <string_view>

#include "util/error.h"
#include "util/free_with.h"

namespace bench {
namespace {

constexpr long kHour = 3600;
constexpr long kYear = kHour * 24 * 365;
// Random, positive, and at most 20 bytes long (RFC 5280, 4.1.2.2).
constexpr int kSerialBits = 127;
constexpr long kVersion3 = 2;

using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Extension =
    std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free>>;

void Check(bool done) {
  if (!done) throw RunError("OpenSSL cannot make certificates");
}

Key NewKey() {
  Key key(EVP_EC_gen("P-256"));
  Check(key != nullptr);
  return key;
}

// All but the extensions and the signature. Whoever signs is called `issuer`.
Certificate NewCertificate(EVP_PKEY* key, const char* name,
                           const char* issuer) {
  Certificate certificate(X509_new());
  Check(certificate != nullptr);
  X509* const x509 = certificate.get();
  const Number serial(BN_new());
  Check(
      serial != nullptr &&
      BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) ==
          1 &&
      BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509)) != nullptr);
  const auto set_name = [](X509_NAME* field, const char* text) {
    Check(X509_NAME_add_entry_by_txt(
              field, "CN", MBSTRING_ASC,
              reinterpret_cast<const unsigned char*>(text), -1, -1, 0) == 1);
  };
  set_name(X509_get_subject_name(x509), name);
  set_name(X509_get_issuer_name(x509), issuer);
  Check(X509_set_version(x509, kVersion3) == 1 &&
        X509_gmtime_adj(X509_getm_notBefore(x509), -kHour) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(x509), kYear) != nullptr &&
        X509_set_pubkey(x509, key) == 1);
  return certificate;
}

void Extend(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  Check(extension != nullptr &&
        X509_add_ext(certificate, extension.get(), -1) == 1);
}

void Sign(X509* certificate, EVP_PKEY* key) {
  Check(X509_sign(certificate, key, EVP_sha256()) > 0);
}

std::string Text(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string Pem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  Check(bio != nullptr && PEM_write_bio_X509(bio.get(), certificate) == 1);
  return Text(bio.get());
}

std::string Pem(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  Check(bio != nullptr &&
        PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr,
                                 nullptr) == 1);
  return Text(bio.get());
}

// Length, name, as ALPN has it.
constexpr std::string_view kProtocols = "\x08http/1.1";

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Go's and libcurl's clients offer h2 first. The signature is OpenSSL's.
int SelectProtocol(SSL*, const unsigned char** chosen, unsigned char* size,
                   const unsigned char* offered, unsigned int offered_size,
                   void*) {
  unsigned char* protocol = nullptr;
  const int found = SSL_select_next_proto(
      &protocol, size, Bytes(kProtocols),
      static_cast<unsigned>(kProtocols.size()), offered, offered_size);
  *chosen = protocol;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK
                                         : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Certificates MakeCertificates() {
  constexpr const char* kAuthority = "helm-bench simulated authority";
  const Key ca_key = NewKey();
  const Certificate ca = NewCertificate(ca_key.get(), kAuthority, kAuthority);
  Extend(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
  Extend(ca.get(), ca.get(), NID_key_usage,
         "critical,digitalSignature,keyCertSign");
  Extend(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
  Sign(ca.get(), ca_key.get());

  const Key key = NewKey();
  const Certificate server =
      NewCertificate(key.get(), "helm-bench simulated server", kAuthority);
  Extend(server.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
  Extend(server.get(), ca.get(), NID_key_usage, "critical,digitalSignature");
  Extend(server.get(), ca.get(), NID_ext_key_usage, "serverAuth");
  Extend(server.get(), ca.get(), NID_subject_key_identifier, "hash");
  Extend(server.get(), ca.get(), NID_authority_key_identifier, "keyid:always");
  Extend(server.get(), ca.get(), NID_subject_alt_name,
         "IP:127.0.0.1,IP:::1,DNS:localhost");
  Sign(server.get(), ca_key.get());

  return {.ca = Pem(ca.get()),
          .server = Pem(server.get()),
          .server_key = Pem(key.get())};
}

void ConfigureTls(boost::asio::ssl::context& context,
                  const Certificates& certificates) {
  namespace asio = boost::asio;
  try {
    context.use_certificate_chain(asio::buffer(certificates.server));
    context.use_private_key(asio::buffer(certificates.server_key),
                            asio::ssl::context::pem);
  } catch (const boost::system::system_error& error) {
    throw RunError("the server's certificate cannot be used: {}",
                   error.code().message());
  }
  SSL_CTX* const handle = context.native_handle();
  SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
  SSL_CTX_set_alpn_select_cb(handle, SelectProtocol, nullptr);
  // Clients keep their sessions as tickets; here they would only pile up.
  SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS);
}

}  // namespace bench
