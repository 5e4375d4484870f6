#include "simulator/latency.h"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <thread>
#include <utility>

#include "util/burn.h"

namespace bench {
namespace {

namespace asio = boost::asio;

void Burn(double seconds) { BurnCpuUntil(ThreadCpuSeconds() + seconds); }

void Sleep(double seconds) {
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

}  // namespace

// A thread for every seat, and one for what follows an answer.
class Latency::Workers {
 public:
  explicit Workers(int seats)
      : seats_(static_cast<std::size_t>(seats)), after_(1) {}
  ~Workers() {
    seats_.stop();
    after_.stop();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void Serve(const RequestCost& cost, std::function<void()> done) {
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
};

Latency::Latency(LatencyProfile profile, Scheduler& scheduler)
    : profile_(std::move(profile)), scheduler_(scheduler) {
  if (!profile_.requests.empty()) {
    workers_ = std::make_unique<Workers>(profile_.seats);
  }
}

Latency::~Latency() = default;

void Latency::Delay(const std::string& verb, const std::string& resource,
                    std::function<void()> task) {
  if (!workers_) return task();
  workers_->Serve(
      profile_.CostOf(verb, resource),
      [this, task = std::move(task)] { scheduler_.After(0, task); });
}

}  // namespace bench
