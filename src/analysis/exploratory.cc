#include "analysis/exploratory.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace bench {
namespace {

/// All but the one that all are compared with.
std::span<const StrategySpec> Others(const Analysis& analysis) {
  return std::span(analysis.first().scenario.strategies).subspan(1);
}

}  // namespace

std::optional<Comparison> ProcessesWithThreads(const Analysis& analysis) {
  const auto others = Others(analysis);
  const auto is = [](const StrategySpec& strategy, std::string_view executor) {
    return strategy.kind.executor == executor &&
           !strategy.kind.uninstaller.empty();
  };
  const auto processes =
      std::ranges::find_if(others, [&](const StrategySpec& strategy) {
        return is(strategy, StrategyKind::kProcessPool);
      });
  if (processes == others.end()) return std::nullopt;
  const auto threads =
      std::ranges::find_if(others, [&](const StrategySpec& strategy) {
        StrategySpec as_processes = strategy;
        as_processes.name = processes->name;
        return is(strategy, StrategyKind::kThreadPool) &&
               strategy.kind.uninstaller == processes->kind.uninstaller &&
               SameWork(as_processes, *processes) &&
               strategy.slowdown == processes->slowdown;
      });
  if (threads == others.end()) return std::nullopt;
  return Explore(analysis, *processes, *threads);
}

std::vector<Comparison> PostsOwnComparisons(const Analysis& analysis) {
  const auto others = Others(analysis);
  const auto is_posts = [](const StrategySpec& strategy, bool sequential) {
    return strategy.kind.claim == StrategyKind::kPost &&
           strategy.variant.empty() &&
           (strategy.kind.executor == StrategyKind::kSequential) == sequential;
  };
  const auto sequential = std::ranges::find_if(
      others,
      [&](const StrategySpec& strategy) { return is_posts(strategy, true); });
  if (sequential == others.end()) return {};
  std::vector<Comparison> found;
  for (const StrategySpec& strategy : others) {
    if (is_posts(strategy, false)) {
      found.push_back(Explore(analysis, strategy, *sequential));
    }
  }
  return found;
}

std::vector<Comparison> ExploratoryComparisons(const Analysis& analysis) {
  std::vector<Comparison> all = PostsOwnComparisons(analysis);
  if (auto pair = ProcessesWithThreads(analysis)) {
    all.insert(all.begin(), *std::move(pair));
  }
  return all;
}

}  // namespace bench
