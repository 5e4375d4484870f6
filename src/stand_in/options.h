#pragma once

#include <string>
#include <vector>

namespace bench {

struct InstallOptions {
  std::string name;
  std::string chart;
  std::vector<std::string> value_files;
  /// Of --set; none of them can be honoured.
  std::vector<std::string> values;
  bool disable_openapi_validation = false;
};

struct ListOptions {
  /// "deployed", "pending" …; empty: deployed and failed.
  std::vector<std::string> states;
  /// 0: all.
  int max = 256;
};

struct UninstallOptions {
  std::vector<std::string> names;
  bool no_hooks = false;
};

/// What helm's command line says, as far as the stand-in knows it.
struct Options {
  /// "version", "install", "template", "list" or "uninstall"; empty: help was
  /// printed.
  std::string command;
  std::string kubeconfig;        // empty: $KUBECONFIG
  std::string kube_context;      // empty: the current one
  std::string ns;                // empty: the context's
  std::string version_template;  // of `version`; empty: none
  InstallOptions install;        // of `template`, too
  ListOptions list;
  UninstallOptions uninstall;
};

/// Throws Error for what helm would refuse, and for what only the real helm
/// can do: that is named.
Options ParseOptions(int argc, const char* const* argv);

}  // namespace bench
