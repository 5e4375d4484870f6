#pragma once

#include <string>

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

}  // namespace bench
