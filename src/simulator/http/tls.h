#pragma once

#include "simulator/http/certificates.h"

namespace boost::asio::ssl {
class context;
}

namespace bench {

/// Makes `context` one of a server: TLS 1.2 and 1.3, HTTP/1.1. Throws RunError
/// for certificates that are none.
void ConfigureTls(boost::asio::ssl::context& context,
                  const Certificates& certificates);

}  // namespace bench
