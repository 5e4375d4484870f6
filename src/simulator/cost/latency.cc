#include "simulator/cost/latency.h"

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <utility>

#include "util/burn.h"
#include "util/pause.h"
#include "util/seconds.h"

namespace bench {
namespace {

namespace asio = boost::asio;

void Burn(double seconds) { BurnCpuUntil(ThreadCpuSeconds() + seconds); }

void Sleep(double seconds) {
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

// What a control plane does anyway. Only while it is in use: a simulated one
// that is kept running should leave the machine alone.
class Background {
 public:
  explicit Background(double cpu_per_second) {
    if (cpu_per_second <= 0) return;
    thread_ = std::jthread([this, cpu_per_second](const std::stop_token& stop) {
      while (Pause(stop, kSlice)) {
        if (Now() - last_use_.load() < kInUse.count()) {
          Burn(cpu_per_second * Seconds(kSlice));
        }
      }
    });
  }

  void Used() { last_use_ = Now(); }

 private:
  static constexpr std::chrono::milliseconds kSlice{50};
  static constexpr std::chrono::nanoseconds kInUse = std::chrono::seconds(2);

  static std::int64_t Now() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::nanoseconds(since).count();
  }

  std::atomic<std::int64_t> last_use_{0};
  std::jthread thread_;
};

// What follows answers is done by several programs: etcd, the controller
// manager, the scheduler, the kubelets. Each gets its share of a machine that
// clients keep busy; one thread would fall behind, and they would seem faster.
constexpr std::size_t kProgramsAfter = 4;

}  // namespace

// A thread for every seat, those for what follows an answer, and one for what
// goes on anyway.
class Latency::Workers {
 public:
  explicit Workers(const LatencyProfile& profile)
      : seats_(static_cast<std::size_t>(profile.seats)),
        after_(kProgramsAfter),
        background_(profile.background_cpu) {}
  ~Workers() {
    seats_.stop();
    after_.stop();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void Serve(const RequestCost& cost, std::function<void()> done) {
    background_.Used();
    asio::post(seats_, [this, cost, done = std::move(done)] {
      Burn(cost.cpu_s);
      Sleep(cost.wait_s);
      done();
      if (cost.after_cpu_s > 0) {
        asio::post(after_, [cost] { Burn(cost.after_cpu_s); });
      }
    });
  }

 private:
  asio::thread_pool seats_;
  asio::thread_pool after_;
  Background background_;
};

Latency::Latency(LatencyProfile profile, EventLoop& loop)
    : profile_(std::move(profile)), loop_(loop) {
  if (!profile_.requests.empty()) {
    workers_ = std::make_unique<Workers>(profile_);
  }
}

Latency::~Latency() = default;

void Latency::Delay(const std::string& verb, const std::string& resource,
                    std::function<void()> task) {
  if (!workers_) return task();
  workers_->Serve(profile_.CostOf(verb, resource),
                  [this, task = std::move(task)] { loop_.After(0, task); });
}

}  // namespace bench
