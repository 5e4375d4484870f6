#include "kubernetes/server_address.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <filesystem>
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
  // Any scheme: it is looked at later.
  return curl_url_set(url.get(), part, text.c_str(),
                      CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
}

std::string Get(const Url& url, CURLUPart part,
                unsigned flags = CURLU_DEFAULT_PORT) {
  char* text = nullptr;
  curl_url_get(url.get(), part, &text, flags);
  const std::unique_ptr<char, TextFree> owned(text);
  return text == nullptr ? "" : text;
}

std::string WithoutSlashes(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

/// As client-go: what is no address gets a scheme, and then has no path.
Url ParseServer(const std::string& server) {
  Url url(curl_url());
  if (Set(url, CURLUPART_URL, server)) return url;
  if (server.find("://") != std::string::npos ||
      !Set(url, CURLUPART_URL, "http://" + server)) {
    throw Error("\"{}\" is not an address; expected https://HOST:PORT", server);
  }
  if (Get(url, CURLUPART_PATH) == "/") return url;
  throw Error(
      "\"{}\" has a path, but no scheme; put https:// or http:// before it",
      server);
}

}  // namespace

ServerUrl ParseServerUrl(const std::string& server) {
  const Url url = ParseServer(server);
  const std::string scheme = Get(url, CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") {
    throw Error("\"{}\" is neither http nor https", server);
  }
  ServerUrl parsed{.user = Get(url, CURLUPART_USER, CURLU_URLDECODE),
                   .password = Get(url, CURLUPART_PASSWORD, CURLU_URLDECODE)};
  for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD,
                               CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
    curl_url_set(url.get(), part, nullptr, 0);
  }
  // client-go joins paths so that no part of them is empty or "..".
  Set(url, CURLUPART_PATH,
      std::filesystem::path(Get(url, CURLUPART_PATH)).lexically_normal());
  parsed.url = WithoutSlashes(Get(url, CURLUPART_URL, 0));
  return parsed;
}

ServerAddress ParseServerAddress(const ClusterAccess& access) {
  const Url url(curl_url());
  if (!Set(url, CURLUPART_URL, access.server)) {
    throw Error("\"{}\" is not an address", access.server);
  }
  ServerAddress address{.base = access.server,
                        .scheme = Get(url, CURLUPART_SCHEME),
                        .host = Get(url, CURLUPART_HOST),
                        .port = Get(url, CURLUPART_PORT)};
  address.authority = address.host + ":" + address.port;
  if (address.host.starts_with('[')) {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  if (access.tls_server_name.empty()) return address;

  // libcurl has no option for the name in the certificate: it is the URL's
  // host, and the connection is led back to the server.
  if (!Set(url, CURLUPART_HOST, access.tls_server_name)) {
    throw Error("\"{}\" is not a host name", access.tls_server_name);
  }
  address.base = WithoutSlashes(Get(url, CURLUPART_URL));
  address.connect_to = fmt::format("{}:{}:{}", Get(url, CURLUPART_HOST),
                                   address.port, address.authority);
  return address;
}

}  // namespace bench
