#include "model/scenario.h"

#include <fmt/format.h>

#include <utility>

#include "util/error.h"

namespace bench {
namespace {

std::string Replace(std::string text, std::string_view from,
                    std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

void CheckWorkers(int workers, std::string_view where) {
  if (workers < 1 || workers > kMaxWorkers) {
    throw Error("{}: expected 1 to {} workers, got {}", where, kMaxWorkers,
                workers);
  }
}

Scenario WithImage(Scenario scenario, const std::string& image) {
  for (Chart& chart : scenario.charts) {
    if (chart.image_value.empty()) continue;
    chart.set.push_back(chart.image_value + "=" + image);
  }
  return scenario;
}

std::vector<std::string> Namespaces(const Scenario& scenario) {
  std::vector<std::string> names;
  for (int index = 1; index <= scenario.namespace_count; ++index) {
    names.push_back(fmt::format("{}-{}", scenario.namespace_prefix, index));
  }
  return names;
}

std::vector<PlannedRelease> Releases(const Scenario& scenario) {
  std::vector<PlannedRelease> releases;
  int index = 0;
  for (const std::string& ns : Namespaces(scenario)) {
    ++index;
    for (std::size_t chart = 0; chart < scenario.charts.size(); ++chart) {
      std::string name = Replace(scenario.release_name, "{chart}",
                                 scenario.charts[chart].name);
      name = Replace(std::move(name), "{namespace}", ns);
      name = Replace(std::move(name), "{index}", std::to_string(index));
      releases.push_back({{ns, std::move(name)}, chart});
    }
  }
  return releases;
}

}  // namespace bench
