#pragma once

#include "cli/options.h"

namespace bench {

/// ./bench cluster up: prints where its kubeconfig is.
int ClusterUpCommand(const Options& options);

/// ./bench cluster status: one line a cluster.
int ClusterStatusCommand(const Options& options);

int ClusterDownCommand(const Options& options);

/// ./bench cluster clean: prints what it has removed.
int ClusterCleanCommand(const Options& options);

}  // namespace bench
