#include "kubernetes/base64.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(Base64Test, DecodesTheVectorsOfRfc4648) {
  EXPECT_EQ(DecodeBase64(""), "");
  EXPECT_EQ(DecodeBase64("Zg=="), "f");
  EXPECT_EQ(DecodeBase64("Zm8="), "fo");
  EXPECT_EQ(DecodeBase64("Zm9v"), "foo");
  EXPECT_EQ(DecodeBase64("Zm9vYg=="), "foob");
  EXPECT_EQ(DecodeBase64("Zm9vYmE="), "fooba");
  EXPECT_EQ(DecodeBase64("Zm9vYmFy"), "foobar");
}

TEST(Base64Test, KeepsZeroBytesAtTheEnd) {
  EXPECT_EQ(DecodeBase64("YQA="), std::string("a\0", 2));
  EXPECT_EQ(DecodeBase64("AAAA"), std::string(3, '\0'));
}

TEST(Base64Test, SkipsWhiteSpace) {
  EXPECT_EQ(DecodeBase64(" Zm9v\r\n\tYg==\n"), "foob");
}

TEST(Base64Test, RefusesWhatIsNotBase64) {
  EXPECT_FALSE(DecodeBase64("Zg"));
  EXPECT_FALSE(DecodeBase64("Zg="));
  EXPECT_FALSE(DecodeBase64("Z==="));
  EXPECT_FALSE(DecodeBase64("===="));
  EXPECT_FALSE(DecodeBase64("Zg==Zg=="));
  EXPECT_FALSE(DecodeBase64("Z=9v"));
  EXPECT_FALSE(DecodeBase64("Zm9-"));
  EXPECT_FALSE(DecodeBase64("-----BEGIN CERTIFICATE-----"));
}

TEST(Base64Test, EncodesWithPadding) {
  // The vectors of RFC 4648.
  EXPECT_EQ(EncodeBase64(""), "");
  EXPECT_EQ(EncodeBase64("f"), "Zg==");
  EXPECT_EQ(EncodeBase64("fo"), "Zm8=");
  EXPECT_EQ(EncodeBase64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(EncodeBase64(std::string_view("\0\xff", 2)), "AP8=");
}

}  // namespace
}  // namespace bench
