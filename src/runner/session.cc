#include "runner/session.h"

#include <system_error>
#include <utility>
#include <vector>

#include "util/atomic_file.h"
#include "util/error.h"

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

void Download(Chart& chart, std::size_t index, const Session& session,
              CommandRunner& runner, const std::stop_token& stop) {
  const fs::path folder = session.folder / "charts" / std::to_string(index);
  fs::create_directories(folder);
  Command pull = PullCommand(session.helm, chart, folder,
                             session.scenario.timeouts.install_s);
  pull.env = HelmEnvironment(InstallHome(session), session.kubeconfig);
  const Outcome outcome = runner.Run(pull, stop);
  if (!outcome.Ok()) {
    throw Error("chart {}: cannot be downloaded: {}", chart.name,
                HelmFailure(outcome));
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

void PrepareSession(Session& session, CommandRunner& runner,
                    const std::stop_token& stop) {
  try {
    fs::create_directories(InstallHome(session));
    for (std::size_t i = 0; i < session.scenario.charts.size(); ++i) {
      Chart& chart = session.scenario.charts[i];
      if (IsRemote(chart)) Download(chart, i, session, runner, stop);
      const fs::path values = ValuesFile(session, i);
      if (const auto error = WriteWhole(values, chart.values)) {
        throw Error("{}: {}", values.string(), error.message());
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error("{}: {}", error.path1().string(), error.code().message());
  }
}

fs::path ValuesFile(const Session& session, std::size_t chart) {
  return session.folder / fmt::format("values-{}.json", chart);
}

fs::path InstallHome(const Session& session) {
  return session.folder / "install";
}

fs::path FreshStrategyHome(const Session& session) {
  const fs::path home = session.folder / "strategy";
  try {
    fs::remove_all(home);
    if (session.cold_cache) {
      fs::create_directories(home);
    } else {
      fs::copy(InstallHome(session), home, fs::copy_options::recursive);
    }
  } catch (const fs::filesystem_error& error) {
    throw Error("{}: {}", home.string(), error.code().message());
  }
  return home;
}

}  // namespace bench
