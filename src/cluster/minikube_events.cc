#include "cluster/minikube_events.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr std::string_view kTypePrefix = "io.k8s.sigs.minikube.";
constexpr const char* kRunning = "Running";
// What a worker node says where only a control plane node can say something.
constexpr const char* kIrrelevant = "Irrelevant";

json ParseLine(std::string_view line) {
  return json::parse(line, nullptr, /*allow_exceptions=*/false);
}

std::string Field(const json& object, const char* key) {
  const auto value = object.find(key);
  if (value == object.end() || !value->is_string()) return "";
  return *value;
}

// Messages come with their surroundings: "\n  * text\n".
std::string TrimmedText(const json& data, const char* key) {
  return std::string(Trim(Field(data, key)));
}

std::optional<MinikubeStatus> StatusOf(const json& nodes) {
  MinikubeStatus status{.running = !nodes.empty(), .configured = true};
  for (const json& node : nodes) {
    if (!node.is_object() || !node.contains("Host")) return std::nullopt;
    const std::string host = Field(node, "Host");
    const std::string kubelet = Field(node, "Kubelet");
    const std::string server = Field(node, "APIServer");
    const std::string config = Field(node, "Kubeconfig");
    status.running &= host == kRunning && kubelet == kRunning &&
                      (server == kRunning || server == kIrrelevant);
    status.configured &= config == "Configured" || config == kIrrelevant;
    if (!status.detail.empty()) status.detail += "; ";
    status.detail += fmt::format("{}: host {}, kubelet {}, API server {}",
                                 Field(node, "Name"), host, kubelet, server);
  }
  // The profile is there, its machine has been removed behind its back.
  if (nodes.empty()) status.detail = "its machine is gone";
  return status;
}

}  // namespace

std::optional<MinikubeEvent> ParseMinikubeEvent(std::string_view line) {
  const json event = ParseLine(line);
  if (!event.is_object() || !event.contains("data")) return std::nullopt;
  const std::string type = Field(event, "type");
  const json& data = event["data"];
  if (!type.starts_with(kTypePrefix) || !data.is_object()) return std::nullopt;
  return MinikubeEvent{.type = type.substr(kTypePrefix.size()),
                       .name = Field(data, "name"),
                       .message = TrimmedText(data, "message"),
                       .advice = TrimmedText(data, "advice"),
                       .current_step = Field(data, "currentstep"),
                       .total_steps = Field(data, "totalsteps")};
}

std::string MinikubeError(std::string_view out, std::string_view err) {
  std::string said;
  std::string last_line;
  std::istringstream lines(fmt::format("{}\n{}", err, out));
  for (std::string line; std::getline(lines, line);) {
    const auto event = ParseMinikubeEvent(line);
    if (event && event->type == "error") {
      said = event->message.empty() ? event->name : event->message;
      if (!event->advice.empty()) said += "; " + event->advice;
    }
    if (event && !event->message.empty()) line = event->message;
    if (!line.empty()) last_line = line;
  }
  return said.empty() ? last_line : said;
}

std::optional<MinikubeStatus> ParseMinikubeStatus(std::string_view out) {
  std::istringstream lines{std::string(out)};
  for (std::string line; std::getline(lines, line);) {
    const json value = ParseLine(line);
    if (value.is_object() && value.contains("Host")) {
      return StatusOf(json::array({value}));
    }
    if (value.is_array()) return StatusOf(value);
    // No node has a status: Go's nil slice.
    if (value.is_null() && line == "null") return StatusOf(json::array());
  }
  return std::nullopt;
}

}  // namespace bench
