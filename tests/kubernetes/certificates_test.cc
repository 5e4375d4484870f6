#include "kubernetes/certificates.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "util/read_file.h"

namespace bench {
namespace {

std::string Pem(const std::string& name) {
  const std::filesystem::path source(BENCH_SOURCE_DIR);
  return ReadFile(source / "tests/data/kubeconfig/pki" / name).value();
}

TEST(CertificatesTest, KnowsWhatIsThere) {
  EXPECT_TRUE(HasCertificate(Pem("ca-one.crt")));
  EXPECT_TRUE(
      HasCertificate("Words\n" + Pem("client-ec.key") + Pem("ca-one.crt")));
  EXPECT_FALSE(HasCertificate(Pem("client-ec.key")));
  EXPECT_FALSE(HasCertificate(""));
  EXPECT_TRUE(HasPrivateKey(Pem("client-ec.key")));
  EXPECT_TRUE(HasPrivateKey(Pem("client-rsa.key")));
  EXPECT_FALSE(HasPrivateKey(Pem("client-rsa.encrypted.key")));
  EXPECT_FALSE(HasPrivateKey(Pem("client-rsa.crt")));
}

TEST(CertificatesTest, KnowsWhatBelongsTogether) {
  EXPECT_TRUE(BelongTogether(Pem("client-ec.crt"), Pem("client-ec.key")));
  EXPECT_TRUE(BelongTogether(Pem("client-rsa.crt"), Pem("client-rsa.key")));
  EXPECT_FALSE(BelongTogether(Pem("client-rsa.crt"), Pem("client-ec.key")));
  EXPECT_FALSE(BelongTogether("", ""));
}

}  // namespace
}  // namespace bench
