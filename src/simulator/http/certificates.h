#pragma once

#include <string>

namespace boost::asio::ssl {
class context;
}

namespace bench {

/// PEM texts of a certificate authority and of what it has signed. Made anew
/// for every server, so that nothing secret lies anywhere.
struct Certificates {
  std::string ca;
  std::string server;  // for 127.0.0.1, ::1 and localhost
  std::string server_key;
};

/// ECDSA P-256, valid from an hour ago for a year. Throws RunError when OpenSSL
/// refuses.
Certificates MakeCertificates();

/// Makes `context` one of a server: TLS 1.2 and 1.3, HTTP/1.1. Throws RunError
/// for certificates that are none.
void ConfigureTls(boost::asio::ssl::context& context,
                  const Certificates& certificates);

}  // namespace bench
