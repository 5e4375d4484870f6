#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "kubernetes/kubeconfig_file.h"
#include "util/error.h"

namespace bench {

/// Reads the fields of one entry of a kubeconfig, or of a mapping in it, and
/// knows the place for errors. What is not there is empty or false.
class EntryReader {
 public:
  explicit EntryReader(const KubeconfigEntry& entry);

  /// The mapping that stands under `key`, with its own place.
  EntryReader Inside(const std::string& key) const;

  bool Has(const std::string& key) const;
  std::string Text(const std::string& key) const;
  /// Text that becomes a part of an HTTP header. Throws Error when it cannot.
  std::string HeaderText(const std::string& key) const;
  bool Flag(const std::string& key) const;
  std::vector<std::string> Texts(const std::string& key) const;

  /// The absolute path of the file that `key` names; empty when it names none.
  std::filesystem::path File(const std::string& key) const;
  /// The program that `command` names: where there is a slash in it, its
  /// absolute path.
  std::string Program() const;

  /// KEY-data, decoded, or what is in the file that KEY names. Throws Error
  /// when there are both, or the file cannot be read.
  std::string Pem(const std::string& key) const;
  /// The same; throws Error also when it is no certificate.
  std::string Certificates(const std::string& key) const;
  /// Which of KEY-data and KEY is there.
  std::string PemKey(const std::string& key) const;

  Error Wrong(const std::string& key, std::string_view what) const;
  /// "FILE: users[me].user", and below it the key.
  std::string Place(const std::string& key = "") const;

  const nlohmann::json& fields() const { return *fields_; }

 private:
  KubeconfigEntry entry_;
  std::shared_ptr<const nlohmann::json> fields_;
};

}  // namespace bench
