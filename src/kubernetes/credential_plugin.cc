#include "kubernetes/credential_plugin.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "kubernetes/certificates.h"
#include "kubernetes/header.h"
#include "process/program.h"
#include "process/subprocess_runner.h"
#include "util/error.h"
#include "util/pattern.h"
#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kPluginTimeout(60);

template <typename... T>
Error PluginError(const CredentialPlugin& plugin,
                  fmt::format_string<T...> format, T&&... args) {
  return Error("{}: {}: {}", plugin.where, plugin.command,
               fmt::format(format, std::forward<T>(args)...));
}

std::string AnswerOf(const CredentialPlugin& plugin) {
  const auto program = FindProgram(plugin.command);
  if (!program) {
    throw PluginError(plugin, "is not installed{}{}",
                      plugin.install_hint.empty() ? "" : ": ",
                      plugin.install_hint);
  }
  Command command{.argv = {program->string()},
                  .env = plugin.env,
                  .timeout = kPluginTimeout};
  command.argv.insert(command.argv.end(), plugin.args.begin(),
                      plugin.args.end());
  SubprocessRunner runner;
  Outcome outcome;
  try {
    outcome = runner.Run(command, {});
  } catch (const LaunchError& error) {
    throw PluginError(plugin, "{}", error.what());
  }
  if (!outcome.Ok()) {
    throw PluginError(plugin, "{}; does it work in a terminal?",
                      Failure(outcome, outcome.err));
  }
  return std::move(outcome.out);
}

/// The string under `key`; empty when there is none.
std::string AnswerText(const CredentialPlugin& plugin, const json& object,
                       const char* key) {
  const json text = object.value(key, json());
  if (text.is_null()) return "";
  if (!text.is_string()) {
    throw PluginError(plugin, "its answer has a {} that is no string", key);
  }
  return text;
}

json StatusOf(const CredentialPlugin& plugin) {
  const json answer = json::parse(AnswerOf(plugin), nullptr, false);
  if (!answer.is_object()) {
    throw PluginError(plugin, "its answer is no JSON object");
  }
  const std::string kind = AnswerText(plugin, answer, "kind");
  const std::string version = AnswerText(plugin, answer, "apiVersion");
  if (kind != "ExecCredential" || version != plugin.api_version) {
    throw PluginError(plugin, "answered with {} of {}, expected {} of {}", kind,
                      version, "ExecCredential", plugin.api_version);
  }
  const json status = answer.value("status", json());
  return status.is_object() ? status : json::object();
}

void CheckIssued(const CredentialPlugin& plugin,
                 const IssuedCredentials& issued) {
  const bool certificate = !issued.client_certificate.empty();
  const bool key = !issued.client_key.empty();
  if (certificate != key) {
    throw PluginError(
        plugin, "answered with {}",
        key ? "a key without a certificate" : "a certificate without a key");
  }
  if (!FitsInHeader(issued.token)) {
    throw PluginError(plugin, "answered with a token that has a line break");
  }
  if (!certificate && issued.token.empty()) {
    throw PluginError(plugin,
                      "answered with neither a token nor a certificate");
  }
  if (certificate &&
      !BelongTogether(issued.client_certificate, issued.client_key)) {
    throw PluginError(plugin,
                      "answered with a certificate and a key that are no pair");
  }
}

}  // namespace

IssuedCredentials RunCredentialPlugin(const CredentialPlugin& plugin) {
  const json status = StatusOf(plugin);
  IssuedCredentials issued{
      .token = AnswerText(plugin, status, "token"),
      .client_certificate = AnswerText(plugin, status, "clientCertificateData"),
      .client_key = AnswerText(plugin, status, "clientKeyData")};
  const std::string expires = AnswerText(plugin, status, "expirationTimestamp");
  issued.expires = ParseTime(expires);
  if (!expires.empty() && !issued.expires) {
    throw PluginError(plugin,
                      "its answer has an expirationTimestamp that is "
                      "no time");
  }
  CheckIssued(plugin, issued);
  return issued;
}

std::optional<std::chrono::system_clock::time_point> ParseTime(
    const std::string& text) {
  static const Pattern kForm(
      R"(^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?)"
      R"((?:Z|([+-]\d{2}):(\d{2}))$)");
  const std::vector<std::string> parts = kForm.Find(text);
  if (parts.empty()) return std::nullopt;
  const auto number = [&](std::size_t part) {
    const std::string_view digits = parts[part];
    return ParseNumber<int>(digits.substr(digits.starts_with('+') ? 1 : 0))
        .value_or(0);
  };
  const std::chrono::year_month_day day(
      std::chrono::year(number(1)),
      std::chrono::month(static_cast<unsigned>(number(2))),
      std::chrono::day(static_cast<unsigned>(number(3))));
  if (!day.ok()) return std::nullopt;
  const bool west = parts[7].starts_with('-');
  const std::chrono::minutes zone(60 * number(7) +
                                  (west ? -number(8) : number(8)));
  return std::chrono::sys_days(day) + std::chrono::hours(number(4)) +
         std::chrono::minutes(number(5)) + std::chrono::seconds(number(6)) -
         zone;
}

}  // namespace bench
