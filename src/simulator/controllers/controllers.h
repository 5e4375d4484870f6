#pragma once

#include <string>

#include "simulator/cost/event_loop.h"
#include "simulator/cost/latency_profile.h"
#include "simulator/objects/rest.h"

namespace bench {

// Each starts one controller of the control plane: from then on it is told of
// every change, and acts on it later, on the loop. It lives as long as the
// store.

/// Deletes what has lost its owners, and ends deletions that wait for
/// dependents (propagation Foreground) or leave them behind (Orphan).
/// As kubernetes/pkg/controller/garbagecollector.
void StartGarbageCollector(Rest& rest, EventLoop& loop, const Timing& timing);

/// Fills new namespaces with what every namespace has (the ServiceAccount
/// default, the ConfigMap kube-root-ca.crt), again when it is deleted, and
/// empties those that are deleted before it lets them go.
/// `ca`: PEM text for kube-root-ca.crt.
void StartNamespaceController(Rest& rest, EventLoop& loop, const Timing& timing,
                              const std::string& ca);

/// Holds a PersistentVolumeClaim that is deleted until no Pod uses it. No
/// volume is ever made for one, as on a cluster without a provisioner.
void StartClaimController(Rest& rest, EventLoop& loop, const Timing& timing);

/// Serves what a CustomResourceDefinition defines, from its creation until it
/// is gone; its objects go before it does.
void StartDefinitionController(Rest& rest, EventLoop& loop,
                               const Timing& timing);

/// Deployments make ReplicaSets make Pods; ReplicationControllers,
/// StatefulSets, DaemonSets and Jobs make theirs themselves. Each says in its
/// status how far it has come.
void StartWorkloadController(Rest& rest, EventLoop& loop, const Timing& timing);

/// What Jobs need besides: their deadlines, their removal when they have
/// finished, and the release of Pods whose Job is gone.
void StartJobController(Rest& rest, EventLoop& loop, const Timing& timing);

/// Adds three nodes, with the scheduler and their kubelets, which run nothing,
/// as kwok's do: a Pod is Ready after a set time, unless it waits for a volume
/// or a node of a sort that there is not, has succeeded right after that when
/// it is a Job's, and has ended a set time after its deletion.
void StartPodController(Rest& rest, EventLoop& loop, const Timing& timing);

/// Makes an EndpointSlice and an Endpoints for every Service that selects Pods.
/// The slice names its Pods; the older kind stays empty.
void StartServiceController(Rest& rest, EventLoop& loop, const Timing& timing);

}  // namespace bench
