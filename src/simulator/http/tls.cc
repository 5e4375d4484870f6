#include "simulator/http/tls.h"

#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/system_error.hpp>
#include <string_view>

#include "util/error.h"

namespace bench {
namespace {

// Length, name, as ALPN has it.
constexpr std::string_view kProtocols = "\x08http/1.1";

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Go's and libcurl's clients offer h2 first. The signature is OpenSSL's.
int SelectProtocol(SSL*, const unsigned char** chosen, unsigned char* size,
                   const unsigned char* offered, unsigned int offered_size,
                   void*) {
  unsigned char* protocol = nullptr;
  const int found = SSL_select_next_proto(
      &protocol, size, Bytes(kProtocols),
      static_cast<unsigned>(kProtocols.size()), offered, offered_size);
  *chosen = protocol;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK
                                         : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

void ConfigureTls(boost::asio::ssl::context& context,
                  const Certificates& certificates) {
  namespace asio = boost::asio;
  try {
    context.use_certificate_chain(asio::buffer(certificates.server));
    context.use_private_key(asio::buffer(certificates.server_key),
                            asio::ssl::context::pem);
  } catch (const boost::system::system_error& error) {
    throw RunError("the server's certificate cannot be used: {}",
                   error.code().message());
  }
  SSL_CTX* const handle = context.native_handle();
  SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
  SSL_CTX_set_alpn_select_cb(handle, SelectProtocol, nullptr);
  // Clients keep their sessions as tickets; here they would only pile up.
  SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS);
}

}  // namespace bench
