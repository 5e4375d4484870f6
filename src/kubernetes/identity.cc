#include "kubernetes/identity.h"

#include <fmt/format.h>

#include "kubernetes/base64.h"
#include "kubernetes/header.h"
#include "util/read_file.h"
#include "util/text.h"

namespace bench {
namespace {

void AddImpersonation(const Impersonation& as,
                      std::vector<std::string>& headers) {
  if (as.user.empty()) return;
  headers.push_back("Impersonate-User: " + as.user);
  if (!as.uid.empty()) headers.push_back("Impersonate-Uid: " + as.uid);
  for (const std::string& group : as.groups) {
    headers.push_back("Impersonate-Group: " + group);
  }
  for (const auto& [key, values] : as.extra) {
    for (const std::string& value : values) {
      headers.push_back(fmt::format("Impersonate-Extra-{}: {}",
                                    EscapedForHeaderName(key), value));
    }
  }
}

}  // namespace

IdentitySource::IdentitySource(const ClusterAccess& access)
    : access_(access), token_(access.token) {}

Identity IdentitySource::Current() {
  const bool expired = issued_ && issued_->expires &&
                       *issued_->expires < std::chrono::system_clock::now();
  if (access_.plugin && (!issued_ || expired)) {
    issued_ = RunCredentialPlugin(*access_.plugin);
  }
  Identity identity{.client_certificate = access_.client_certificate,
                    .client_key = access_.client_key};
  if (issued_) {
    identity.client_certificate = issued_->client_certificate;
    identity.client_key = issued_->client_key;
  }
  if (const std::string authorization = Authorization();
      !authorization.empty()) {
    identity.headers.push_back("Authorization: " + authorization);
  }
  AddImpersonation(access_.as, identity.headers);
  return identity;
}

bool IdentitySource::Forget() {
  issued_.reset();
  return access_.plugin.has_value();
}

std::string IdentitySource::Authorization() {
  if (!access_.token_file.empty()) {
    const auto read = ReadTokenFile(access_.token_file);
    if (read && FitsInHeader(*read)) token_ = *read;
  }
  const std::string& token = issued_ ? issued_->token : token_;
  if (!token.empty()) return "Bearer " + token;
  if (access_.username.empty()) return "";
  return "Basic " + EncodeBase64(access_.username + ":" + access_.password);
}

std::optional<std::string> ReadTokenFile(const std::filesystem::path& file) {
  const std::optional<std::string> text = ReadFile(file);
  if (!text) return std::nullopt;
  const std::string_view token = Trim(*text);
  if (token.empty()) return std::nullopt;
  return std::string(token);
}

}  // namespace bench
