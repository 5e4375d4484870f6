#include "cluster/simulator_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "process/program.h"
#include "process/reap.h"
#include "process/spawn.h"
#include "util/error.h"
#include "util/last_error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kProgram = "simulated-api-server";
// It listens within a few milliseconds; the machine may be busy.
constexpr int kStartLimitMs = 20'000;

// What is kept must not hold on to the terminal or pipe of whoever started it:
// a shell's $(./bench cluster up) would wait for its end.
Fd Log(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "server.log";
  Fd log(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (log.get() < 0) {
    throw Error("{}: {}", file.string(), LastError().message());
  }
  return log;
}

}  // namespace

SimulatorProcess::SimulatorProcess(const std::filesystem::path& folder,
                                   SimulatorOrder order)
    : order_(std::move(order)) {
  Pipe in = MakePipe();
  Pipe out = MakePipe();
  const Fd log = order_.keep ? Log(folder) : Fd();
  const std::vector<std::string> argv = {ProgramBeside(kProgram).string(),
                                         folder.string()};
  pid_ = Spawn({.argv = argv,
                .env = {},
                .in = in.read.get(),
                .out = out.write.get(),
                .err = log.get(),
                .child_of = ChildOf::kItsOwnSession})
             .pid;
  in_ = std::move(in.write);
  out_ = std::move(out.read);
  out.write.reset();  // or else its end could not be told
  try {
    Send();
    ReadAnswer();
  } catch (...) {
    kill(pid_, SIGKILL);
    Reap(pid_);
    throw;
  }
}

SimulatorProcess::~SimulatorProcess() {
  if (let_go_) return;
  // All that it has is in its memory: there is nothing to wait for.
  kill(pid_, SIGKILL);
  Reap(pid_);
}

void SimulatorProcess::Send() {
  json order = {{"token", order_.token},
                {"port", order_.port},
                {"profile", order_.profile},
                {"seed", order_.seed},
                {"keep", order_.keep}};
  if (!order_.certificates.empty()) {
    order["certificates"] = json::parse(order_.certificates);
  }
  const std::string line = order.dump() + "\n";
  // Less than a pipe holds.
  if (write(in_.get(), line.data(), line.size()) !=
      static_cast<ssize_t>(line.size())) {
    throw Error("the simulated API server does not take its order");
  }
}

void SimulatorProcess::ReadAnswer() {
  std::string line;
  for (char c = 0; c != '\n';) {
    pollfd ready = {.fd = out_.get(), .events = POLLIN, .revents = 0};
    if (poll(&ready, 1, kStartLimitMs) <= 0) {
      throw Error("the simulated API server does not start");
    }
    if (read(out_.get(), &c, 1) != 1) break;
    line += c;
  }
  const json answer = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!answer.is_object()) {
    throw Error("the simulated API server ended before it had started");
  }
  if (answer.contains("error")) {
    throw Error("the simulated API server: {}",
                answer.at("error").get<std::string>());
  }
  order_.port = answer.at("port").get<std::uint16_t>();
  order_.certificates = answer.at("certificates").dump();
  ca_ = answer.at("certificates").at("ca");
}

bool SimulatorProcess::alive() const {
  siginfo_t info{};
  const int options = WEXITED | WNOHANG | WNOWAIT;
  return waitid(P_PID, static_cast<id_t>(pid_), &info, options) == 0 &&
         info.si_pid == 0;
}

bool IsSimulatorOf(pid_t pid, const std::filesystem::path& folder) {
  const auto command_line =
      ReadFile(fmt::format("/proc/{}/cmdline", pid)).value_or("");
  // The arguments, each with a zero at its end.
  return command_line.ends_with(
      fmt::format("/{}{}{}{}", kProgram, '\0', folder.string(), '\0'));
}

}  // namespace bench
