#include "kubernetes/proxy.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

// Which proxy the environment has for a server stands in tests/data/kubeconfig.

TEST(ProxyTest, HasGosPortWhereNoneIsNamed) {
  EXPECT_EQ(CurlProxy("http://proxy"), "http://proxy:80");
  EXPECT_EQ(CurlProxy("http://proxy/"), "http://proxy:80");
  EXPECT_EQ(CurlProxy("HTTP://me:pw@proxy"), "http://me:pw@proxy:80");
  EXPECT_EQ(CurlProxy("http://[2001:db8::1]"), "http://[2001:db8::1]:80");
  EXPECT_EQ(CurlProxy("http://proxy:3128"), "http://proxy:3128");
  EXPECT_EQ(CurlProxy("http://[2001:db8::1]:1"), "http://[2001:db8::1]:1");
  EXPECT_EQ(CurlProxy("https://proxy"), "https://proxy");
  EXPECT_EQ(CurlProxy(""), "");
}

TEST(ProxyTest, LetsASocksProxyLookUpTheNames) {
  EXPECT_EQ(CurlProxy("socks5://proxy:1080"), "socks5h://proxy:1080");
  EXPECT_EQ(CurlProxy("socks5h://proxy"), "socks5h://proxy");
}

}  // namespace
}  // namespace bench
