#pragma once

#include "cli/options.h"

namespace bench {

/// What the command line can ask for, each an Action.

/// The main job: ./bench --scenario NAME.
int RunCommand(const Options& options);

/// ./bench analyze RESULT…: says what one result, or several together, have to
/// say, as their runs did. Returns kFailed when no block of them is valid.
/// Throws Error for files that are no results and results that cannot be taken
/// together (results_together.h).
int AnalyzeCommand(const Options& options);

/// ./bench report: what results say, for people who were not there. What became
/// of thresholds goes to stdout, or to stderr when the report goes there.
int ReportCommand(const Options& options);

/// ./bench compare OLD NEW: the ratios of two results. Throws Error for what
/// cannot be read or has nothing to compare.
int CompareCommand(const Options& options);

/// ./bench cluster up: prints where its kubeconfig is. (cluster.cc)
int ClusterUpCommand(const Options& options);
/// ./bench cluster status: one line a cluster.
int ClusterStatusCommand(const Options& options);
int ClusterDownCommand(const Options& options);
/// ./bench cluster clean: prints what it has removed.
int ClusterCleanCommand(const Options& options);

int ListScenariosCommand(const Options& options);   // --list-scenarios
int ListStrategiesCommand(const Options& options);  // --list-strategies
int ListExportsCommand(const Options& options);     // --list-exports

/// Hidden: ./bench worker, a process of a pool (see executor/worker.h).
/// (hidden.cc)
int WorkerCommand(const Options& options);

/// Hidden: ./bench run-strategy, for another version of this program (see
/// strategy/strategy_wire.h). (hidden.cc)
int RunStrategyCommand(const Options& options);

}  // namespace bench
