#include "simulator/http/certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <string>

namespace bench {
namespace {

using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;

std::unique_ptr<BIO, decltype(&BIO_free)> Reader(const std::string& pem) {
  return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free};
}

X509Ptr Certificate(const std::string& pem) {
  X509Ptr certificate(
      PEM_read_bio_X509(Reader(pem).get(), nullptr, nullptr, nullptr),
      X509_free);
  EXPECT_NE(certificate, nullptr) << pem;
  return certificate;
}

/// What a strict client finds wrong with `server` when it trusts `ca`; empty:
/// nothing.
std::string Complaint(const std::string& ca, const std::string& server,
                      std::time_t time) {
  const X509Ptr root = Certificate(ca);
  const X509Ptr leaf = Certificate(server);
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(
      X509_STORE_new(), X509_STORE_free);
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(
      X509_STORE_CTX_new(), X509_STORE_CTX_free);
  X509_STORE_add_cert(store.get(), root.get());
  X509_STORE_set_flags(store.get(), X509_V_FLAG_X509_STRICT);
  X509_STORE_set_purpose(store.get(), X509_PURPOSE_SSL_SERVER);
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
  X509_STORE_CTX_set_time(context.get(), 0, time);
  if (X509_verify_cert(context.get()) == 1) return "";
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

constexpr std::time_t kDay = std::time_t{24} * 3600;

TEST(CertificatesTest, AuthorityVouchesForTheServerForAYear) {
  const Certificates made = MakeCertificates();
  const std::time_t now = std::time(nullptr);
  EXPECT_EQ(Complaint(made.ca, made.server, now), "");
  EXPECT_EQ(Complaint(made.ca, made.server, now - 3000), "");
  EXPECT_EQ(Complaint(made.ca, made.server, now + 364 * kDay), "");
  EXPECT_NE(Complaint(made.ca, made.server, now - kDay), "");
  EXPECT_NE(Complaint(made.ca, made.server, now + 366 * kDay), "");
}

TEST(CertificatesTest, ServerIsThisMachineAndNoOther) {
  const Certificates made = MakeCertificates();
  const X509Ptr server = Certificate(made.server);
  EXPECT_EQ(X509_check_ip_asc(server.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(server.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_host(server.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(server.get(), "example.com", 0, 0, nullptr), 0);
}

TEST(CertificatesTest, OnlyTheAuthorityMaySign) {
  const Certificates made = MakeCertificates();
  EXPECT_EQ(X509_check_ca(Certificate(made.ca).get()), 1);
  EXPECT_EQ(X509_check_ca(Certificate(made.server).get()), 0);
}

TEST(CertificatesTest, KeyIsTheServers) {
  const Certificates made = MakeCertificates();
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(Reader(made.server_key).get(), nullptr, nullptr,
                              nullptr),
      EVP_PKEY_free);
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(X509_check_private_key(Certificate(made.server).get(), key.get()),
            1);
}

TEST(CertificatesTest, EveryCallMakesItsOwn) {
  const Certificates one = MakeCertificates();
  const Certificates other = MakeCertificates();
  const std::time_t now = std::time(nullptr);
  EXPECT_NE(Complaint(one.ca, other.server, now), "");
  const auto serial = [](const X509Ptr& certificate) {
    return X509_get0_serialNumber(certificate.get());
  };
  const X509Ptr one_server = Certificate(one.server);
  const X509Ptr other_server = Certificate(other.server);
  const X509Ptr one_ca = Certificate(one.ca);
  EXPECT_NE(ASN1_INTEGER_cmp(serial(one_server), serial(other_server)), 0);
  EXPECT_NE(ASN1_INTEGER_cmp(serial(one_server), serial(one_ca)), 0);
}

}  // namespace
}  // namespace bench
