#include "kubernetes/certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "util/free_with.h"

namespace bench {
namespace {

using Bio = std::unique_ptr<BIO, FreeWith<BIO_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;

Bio BioOf(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// Else OpenSSL would ask for it on the terminal.
int NoPassphrase(char* /*buffer*/, int /*size*/, int /*writing*/,
                 void* /*data*/) {
  return -1;
}

Certificate FirstCertificate(const std::string& pem) {
  const Bio bio = BioOf(pem);
  Certificate found(
      PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr));
  // What failed is no one else's error.
  ERR_clear_error();
  return found;
}

Key FirstKey(const std::string& pem) {
  const Bio bio = BioOf(pem);
  Key found(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  return found;
}

}  // namespace

bool HasCertificate(const std::string& pem) {
  return FirstCertificate(pem) != nullptr;
}

bool HasPrivateKey(const std::string& pem) { return FirstKey(pem) != nullptr; }

bool BelongTogether(const std::string& certificate, const std::string& key) {
  const Certificate certified = FirstCertificate(certificate);
  const Key owned = FirstKey(key);
  const bool together =
      certified != nullptr && owned != nullptr &&
      X509_check_private_key(certified.get(), owned.get()) == 1;
  ERR_clear_error();
  return together;
}

}  // namespace bench
