#include "kubernetes/proxy.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <string_view>

#include "util/environment.h"
#include "util/error.h"
#include "util/text.h"

namespace bench {
namespace {

namespace ip = boost::asio::ip;

/// Where a request goes, as the rules of NO_PROXY see it.
struct ProxiedHost {
  std::string name;
  std::string port;
  /// Where the host is an address rather than a name.
  std::optional<ip::address> address;
};

struct HostAndPort {
  std::string host;
  std::string port;  // empty: none
};

/// In capitals, else in small letters; empty is as good as not there.
std::string ProxyVariable(const std::string& name) {
  const std::string value = Variable(name.c_str());
  return value.empty() ? Variable(Lower(name).c_str()) : value;
}

std::optional<ip::address> ParseAddress(const std::string& text) {
  boost::system::error_code wrong;
  ip::address address = ip::make_address(text, wrong);
  if (wrong) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  return address;
}

/// `cidr`: an address and the length of a prefix, as 10.0.0.0/8.
bool IsInNetwork(const ip::address& address, const std::string& cidr) {
  boost::system::error_code wrong;
  if (address.is_v4()) {
    const auto network = ip::make_network_v4(cidr, wrong);
    return !wrong && ip::network_v4(address.to_v4(), network.prefix_length())
                             .canonical() == network.canonical();
  }
  const auto network = ip::make_network_v6(cidr, wrong);
  return !wrong &&
         ip::network_v6(address.to_v6(), network.prefix_length()).canonical() ==
             network.canonical();
}

/// An address of IPv6 has a port only after brackets.
HostAndPort SplitHostAndPort(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (text.starts_with('[')) {
    if (const std::size_t end = text.find("]:"); end != std::string::npos) {
      return {text.substr(1, end - 1), text.substr(end + 2)};
    }
    return {text, ""};
  }
  if (colon == std::string::npos || text.find(':') != colon) return {text, ""};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool IsUnder(const std::string& name, const std::string& domain) {
  if (domain.starts_with("*.")) return name.ends_with(domain.substr(1));
  if (domain.starts_with('.')) return name.ends_with(domain);
  return name == domain || name.ends_with("." + domain);
}

/// Whether one rule of NO_PROXY, in small letters, is about the host.
bool IsAbout(const std::string& rule, const ProxiedHost& to) {
  if (rule == "*") return true;
  if (rule.find('/') != std::string::npos) {
    return to.address && IsInNetwork(*to.address, rule);
  }
  const HostAndPort named = SplitHostAndPort(rule);
  if (named.host.empty()) return false;
  if (!named.port.empty() && named.port != to.port) return false;
  if (const auto address = ParseAddress(named.host)) {
    return to.address == address;
  }
  return !to.address && IsUnder(to.name, named.host);
}

bool GoesDirectly(const ServerAddress& server) {
  const ProxiedHost to{.name = Lower(server.host),
                       .port = server.port,
                       .address = ParseAddress(server.host)};
  if (server.host == "localhost") return true;
  if (to.address && to.address->is_loopback()) return true;
  const std::string rules = ProxyVariable("NO_PROXY");
  return std::ranges::any_of(Split(rules, ','), [&](std::string_view rule) {
    return IsAbout(Lower(rule), to);
  });
}

}  // namespace

std::string EnvironmentProxy(const ServerAddress& server) {
  const bool tls = server.scheme == "https";
  const std::string variable = tls ? "HTTPS_PROXY" : "HTTP_PROXY";
  std::string proxy = ProxyVariable(variable);
  if (proxy.empty()) return "";
  if (!tls && !Variable("REQUEST_METHOD").empty()) {
    // Who asks a web server may set it: the header Proxy becomes HTTP_PROXY.
    throw Error(
        "HTTP_PROXY is not to be trusted beside REQUEST_METHOD; unset one of "
        "them");
  }
  if (GoesDirectly(server)) return "";
  if (proxy.find("://") == std::string::npos) proxy = "http://" + proxy;
  constexpr std::array<std::string_view, 4> kKnown = {"http", "https", "socks5",
                                                      "socks5h"};
  const std::string scheme = Lower(proxy.substr(0, proxy.find(':')));
  if (std::ranges::find(kKnown, scheme) != kKnown.end()) return proxy;
  throw Error("{}: expected http, https, socks5 or socks5h, got \"{}\"",
              variable, scheme);
}

std::string CurlProxy(const std::string& proxy) {
  const std::size_t colon = proxy.find(':');
  const std::string scheme = Lower(proxy.substr(0, colon));
  if (scheme == "socks5") return "socks5h" + proxy.substr(colon);
  if (scheme != "http") return proxy;
  // libcurl's own would be 1080.
  const std::size_t begin = colon + 3;
  const std::size_t end = std::min(proxy.find('/', begin), proxy.size());
  const std::string authority = proxy.substr(begin, end - begin);
  const std::size_t last = authority.find_last_of(":@]");
  const bool has_port = last != std::string::npos && authority[last] == ':';
  return has_port ? proxy : "http://" + authority + ":80";
}

}  // namespace bench
