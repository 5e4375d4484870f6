#include "cluster/minikube_output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>
#include <vector>

#include "util/short_reason.h"
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

// What of a node does not run: "kubelet Stopped, API server Stopped".
std::string StoppedParts(const json& node) {
  std::vector<std::string> parts;
  for (const auto& [key, name] :
       {std::pair{"Host", "host"}, std::pair{"Kubelet", "kubelet"},
        std::pair{"APIServer", "API server"}}) {
    const std::string state = Field(node, key);
    if (state == kRunning || state == kIrrelevant) continue;
    parts.push_back(fmt::format("{} {}", name, state));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::optional<MinikubeStatus> StatusOf(const json& nodes) {
  MinikubeStatus status{.running = true, .configured = true};
  bool all_stopped = true;
  for (const json& node : nodes) {
    if (!node.is_object() || !node.contains("Host")) return std::nullopt;
    const std::string config = Field(node, "Kubeconfig");
    status.configured &= config == "Configured" || config == kIrrelevant;
    all_stopped &= Field(node, "Host") == "Stopped";
    const std::string parts = StoppedParts(node);
    if (parts.empty()) continue;
    status.running = false;
    if (!status.detail.empty()) status.detail += "; ";
    if (nodes.size() > 1) status.detail += Field(node, "Name") + ": ";
    status.detail += parts;
  }
  if (all_stopped) status.detail.clear();
  return status;
}

// Only stderr tells whether there is no machine or nobody to ask.
MinikubeStatus StatusWithoutNodes(std::string_view err) {
  MinikubeStatus status{
      .known = false,
      .machine_gone = err.find("No such container") != std::string_view::npos};
  status.detail =
      status.machine_gone ? "its machine is gone" : MinikubeError("", err);
  if (status.detail.empty()) status.detail = "it has no machine";
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
  std::string last_line;
  std::istringstream lines(fmt::format("{}\n{}", err, out));
  for (std::string line; std::getline(lines, line);) {
    const auto event = ParseMinikubeEvent(line);
    if (event && event->type == "error") {
      const std::string said =
          ShortReason(event->message.empty() ? event->name : event->message);
      return event->advice.empty() ? said : said + "; " + event->advice;
    }
    if (event && !event->message.empty()) line = event->message;
    if (!line.empty()) last_line = line;
  }
  return ShortReason(last_line);
}

std::optional<MinikubeStatus> ParseMinikubeStatus(std::string_view out,
                                                  std::string_view err) {
  std::istringstream lines{std::string(out)};
  for (std::string line; std::getline(lines, line);) {
    const json value = ParseLine(line);
    if (value.is_object() && value.contains("Host")) {
      return StatusOf(json::array({value}));
    }
    if (value.is_array() && !value.empty()) return StatusOf(value);
    // No node has a status: Go's nil slice.
    if (value.is_null() && line == "null") return StatusWithoutNodes(err);
  }
  return std::nullopt;
}

std::map<std::string, std::string> ParseMinikubeProfile(
    std::string_view list, const std::string& name) {
  const json parsed = ParseLine(list);
  const json profiles =
      parsed.is_object() ? parsed.value("valid", json()) : json();
  for (const json& profile : profiles) {
    if (!profile.is_object() || Field(profile, "Name") != name) continue;
    const json config = profile.value("Config", json::object());
    const auto number = [&config](const char* key) {
      const json value = config.value(key, json());
      return value.is_null() ? "unknown" : value.dump();
    };
    return {{"driver", Field(config, "Driver")},
            {"container runtime",
             Field(config.value("KubernetesConfig", json::object()),
                   "ContainerRuntime")},
            {"processors", number("CPUs")},
            {"memory", number("Memory") + " MB"}};
  }
  return {};
}

}  // namespace bench
