#pragma once

#include "kubernetes/kubeconfig.h"
#include "kubernetes/kubeconfig_reader.h"

namespace bench {

/// Reads who asks, as client-go does: it checks all there is, and takes
/// credentials only for a server with TLS (`tls`). Throws Error.
void ReadUser(const EntryReader& user, const EntryReader& cluster, bool tls,
              ClusterAccess& access);

}  // namespace bench
