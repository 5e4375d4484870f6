#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace bench {

struct VersionOptions {
  bool short_form = false;
  std::string template_text;
};

struct InstallOptions {
  std::string name;
  std::string chart;
  std::vector<std::string> value_files;
  /// Of --set and its kin; none of them can be honoured.
  std::vector<std::string> values;
  std::string description = "Install complete";
  bool create_namespace = false;
  bool disable_openapi_validation = false;
  bool skip_schema_validation = false;
};

struct ListOptions {
  bool all_namespaces = false;
  bool names_only = false;
  bool all_states = false;
  /// "deployed", "pending" …; empty: deployed and failed.
  std::vector<std::string> states;
  /// "table" or "json".
  std::string output = "table";
  /// 0: all.
  int max = 256;
};

struct UninstallOptions {
  std::vector<std::string> names;
  bool dry_run = false;
  bool no_hooks = false;
  bool ignore_not_found = false;
  bool keep_history = false;
  bool wait = false;
  /// "background", "foreground" or "orphan".
  std::string cascade = "background";
  std::chrono::nanoseconds timeout = std::chrono::minutes(5);
  std::string description = "Uninstallation complete";
};

/// What helm's command line says, as far as the stand-in knows it.
struct Options {
  /// "version", "install", "list" or "uninstall"; empty: help was printed.
  std::string command;
  std::string kubeconfig;    // empty: $KUBECONFIG
  std::string kube_context;  // empty: the current one
  std::string ns;            // empty: the context's
  VersionOptions version;
  InstallOptions install;
  ListOptions list;
  UninstallOptions uninstall;
};

/// Throws Error for what helm would refuse, and for what only the real helm
/// can do: that is named.
Options ParseOptions(int argc, const char* const* argv);

/// Go's form of a duration: "5m0s", "1.5h", "300ms". Throws Error.
std::chrono::nanoseconds ParseDuration(const std::string& text);

}  // namespace bench
