#include "runner/setup.h"

#include <system_error>
#include <utility>
#include <vector>

#include "util/atomic_file.h"
#include "util/error.h"
#include "util/short_reason.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

bool IsRemote(const Chart& chart) {
  return !chart.repository.empty() || chart.source.starts_with("oci://");
}

// The one archive in a folder that held nothing before; empty: there is none.
fs::path OnlyFile(const fs::path& folder) {
  fs::path found;
  for (const auto& entry : fs::directory_iterator(folder)) found = entry.path();
  return found;
}

void Download(Chart& chart, std::size_t index, const Setup& setup,
              CommandRunner& runner, const std::stop_token& stop) {
  const fs::path folder = setup.folder / "charts" / std::to_string(index);
  fs::create_directories(folder);
  Command pull =
      PullCommand(setup.helm, chart, folder, setup.scenario.timeouts.install_s);
  pull.env = HelmEnvironment(InstallHome(setup), setup.kubeconfig);
  const Outcome outcome = runner.Run(pull, stop);
  if (!outcome.Ok()) {
    throw Error("chart {}: cannot be downloaded: {}", chart.name,
                ShortReason(HelmFailure(outcome)));
  }
  chart.source = OnlyFile(folder);
  if (chart.source.empty()) {
    throw Error("chart {}: helm pull said that all is well, but left nothing",
                chart.name);
  }
  chart.repository.clear();
  chart.version.clear();
}

}  // namespace

Setup Prepared(Setup setup, CommandRunner& runner,
               const std::stop_token& stop) {
  try {
    fs::create_directories(InstallHome(setup));
    for (std::size_t i = 0; i < setup.scenario.charts.size(); ++i) {
      Chart& chart = setup.scenario.charts[i];
      if (IsRemote(chart)) Download(chart, i, setup, runner, stop);
      const fs::path values = ValuesFile(setup, i);
      if (const auto error = WriteWhole(values, chart.values)) {
        throw Error("{}: {}", values.string(), error.message());
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error("{}: {}", error.path1().string(), error.code().message());
  }
  return setup;
}

fs::path ValuesFile(const Setup& setup, std::size_t chart) {
  return setup.folder / fmt::format("values-{}.json", chart);
}

fs::path InstallHome(const Setup& setup) { return setup.folder / "install"; }

fs::path FreshStrategyHome(const Setup& setup) {
  const fs::path home = setup.folder / "strategy";
  try {
    fs::remove_all(home);
    if (setup.cold_cache) {
      fs::create_directories(home);
    } else {
      fs::copy(InstallHome(setup), home, fs::copy_options::recursive);
    }
  } catch (const fs::filesystem_error& error) {
    throw Error("{}: {}", home.string(), error.code().message());
  }
  return home;
}

}  // namespace bench
