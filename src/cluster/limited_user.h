#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bench {

// Who works in a kwok cluster that has limits. kwokctl's own user is of
// system:masters, and those are exempt from them. This one has a token that the
// API server reads from a file, is of no group but system:authenticated, so
// that its requests are of the priority level global-default, and is bound to
// the role cluster-admin.

/// A text for kube-apiserver's --token-auth-file, with this user and a new
/// token.
std::string NewUsers();

/// `admin`, a kubeconfig, with the user of `users` (as NewUsers wrote it)
/// instead of its own. Throws Error where it is none.
std::string KubeconfigOfUser(const std::string& admin, std::string_view users);

/// Lets the user do everything, by a ClusterRoleBinding; `kubeconfig`: of
/// somebody who may. Returns why it could not; empty: it could.
std::string AdmitUser(const std::filesystem::path& kubeconfig);

}  // namespace bench
