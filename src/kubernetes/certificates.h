#pragma once

#include <string>

namespace bench {

/// Whether there is a certificate in this PEM text.
bool HasCertificate(const std::string& pem);

/// Whether there is a private key in this PEM text that needs no passphrase.
bool HasPrivateKey(const std::string& pem);

/// Whether the first key is that of the first certificate.
bool BelongTogether(const std::string& certificate, const std::string& key);

}  // namespace bench
