#include "kubernetes/server_address.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>

#include "util/error.h"

namespace bench {
namespace {

struct UrlCleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct TextFree {
  void operator()(char* text) const { curl_free(text); }
};
using Url = std::unique_ptr<CURLU, UrlCleanup>;

bool Set(const Url& url, CURLUPart part, const std::string& text) {
  return curl_url_set(url.get(), part, text.c_str(), 0) == CURLUE_OK;
}

std::string Get(const Url& url, CURLUPart part) {
  char* text = nullptr;
  curl_url_get(url.get(), part, &text, CURLU_DEFAULT_PORT);
  const std::unique_ptr<char, TextFree> owned(text);
  return text == nullptr ? "" : text;
}

}  // namespace

ServerAddress ParseServerAddress(const ClusterAccess& access) {
  const Url url(curl_url());
  if (!Set(url, CURLUPART_URL, access.server)) {
    throw Error("context {}: server: \"{}\" is not an address", access.context,
                access.server);
  }
  const std::string host = Get(url, CURLUPART_HOST);
  const std::string port = Get(url, CURLUPART_PORT);
  ServerAddress address{.base = access.server, .authority = host + ":" + port};
  address.loopback =
      host == "localhost" || host.starts_with("127.") || host == "[::1]";
  if (access.tls_server_name.empty()) return address;

  // libcurl has no option for the name in the certificate: it is the URL's
  // host, and the connection is led back to the server.
  if (!Set(url, CURLUPART_HOST, access.tls_server_name)) {
    throw Error("context {}: tls-server-name: \"{}\" is not a host name",
                access.context, access.tls_server_name);
  }
  address.base = Get(url, CURLUPART_URL);
  while (address.base.ends_with('/')) address.base.pop_back();
  address.connect_to = fmt::format("{}:{}:{}", Get(url, CURLUPART_HOST), port,
                                   address.authority);
  return address;
}

}  // namespace bench
