#pragma once

#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "cluster/belongings.h"
#include "cluster/departure.h"
#include "cluster/ledger.h"
#include "cluster/owned_namespaces.h"
#include "cluster/patience.h"
#include "kubernetes/api.h"
#include "kubernetes/objects.h"
#include "process/command.h"

namespace bench {

/// Whether the cluster came to rest.
struct Quiet {
  bool reached = false;
  /// What changed last, when it did not: "Pod ns/name".
  std::vector<std::string> changed;

  explicit operator bool() const { return reached; }
};

/// An object, and when it had been seen gone.
struct GoneObject {
  Object object;
  Clock::time_point at;
};

/// What became of the releases' objects.
struct Settled {
  /// When nothing was left that must go; empty: that was not seen in time.
  std::optional<Clock::time_point> at;
  /// What was still there at the first look, in the order in which it went.
  std::vector<GoneObject> gone;
  /// What should be gone and is not.
  std::vector<Object> leftovers;
  /// What stays by Helm's design, as Belongings::Sort has it.
  std::vector<KeptObject> kept;
  /// What became of what had to stay as it was, once all else had gone.
  EndState end_state;
};

/// The namespaces of a session and all that releases leave in them and, for
/// cluster-scoped objects, around them.
///
/// Every method that is given a stop_token returns early once a stop is
/// requested, with nothing decided: ask the token. Every one but CheckFree
/// throws RunError: the API server fails for longer than Pacing::patience, or
/// something does not come or go in time.
class Workspace {
 public:
  /// `owner`: the cluster's name, for the label of the namespaces.
  Workspace(Api& api, std::vector<std::string> namespaces,
            const std::string& owner, Ledger ledger, const Pacing& pacing = {});

  /// Throws Error, and touches nothing, when one of the namespaces is there
  /// without our label, or is not there but has cluster-scoped objects of a
  /// release in it; and when the API server cannot be asked.
  void CheckFree();

  /// Creates the namespaces, anew where an earlier run has left them, and
  /// removes what it has made outside of them; waits for what controllers put
  /// into each, and takes that as the baseline.
  void Create(const std::stop_token& stop);

  /// As AwaitReadyPods has it, of the namespaces.
  std::string WaitReady(double limit_s, const std::stop_token& stop);

  /// Waits until nothing in the namespaces has changed for Pacing::quiet, and
  /// takes stock of the releases.
  Quiet WaitQuiet(double limit_s, const std::stop_token& stop);

  /// Reads from the releases' records what the uninstall of all of them by a
  /// helm of these rules is to leave; after WaitQuiet.
  void Expect(HelmRules rules, const std::stop_token& stop);

  /// Waits until nothing is left that belonged to the releases and must go.
  Settled WatchSettled(double limit_s, const std::stop_token& stop);

  /// Deletes everything in the namespaces but the baseline, the releases'
  /// cluster-scoped objects, and what they have made elsewhere; waits until all
  /// are gone.
  void Reset(const std::stop_token& stop);

  /// Deletes the releases' objects outside of the namespaces, and these, and
  /// waits until they are gone.
  void Remove(const std::stop_token& stop);

  /// As ReadRequestSeconds has it.
  std::optional<double> ServerSeconds();

  /// What the API server did not let us list so far, in its words: objects of
  /// these kinds are not seen.
  const std::set<std::string>& forbidden() const { return forbidden_; }

 private:
  std::vector<Collection> Everywhere() const;
  bool LearnTypes(const std::stop_token& stop);
  std::optional<std::vector<Object>> ListEverything(
      Reading reading, const std::stop_token& stop);
  void AwaitDefaults(const std::stop_token& stop);
  bool Concerns(const Object& object) const;
  void Note(std::span<const Object> made);

  Api& api_;
  std::vector<std::string> namespaces_;
  std::string owner_;
  Pacing pacing_;
  Ledger ledger_;
  std::vector<ResourceType> types_;
  Premises premises_;
  /// Where the premises name objects that are elsewhere.
  std::vector<Collection> places_elsewhere_;
  /// When the first of the namespaces was made, by the server's clock.
  std::string since_;
  /// What WaitQuiet saw last: where the releases' objects are.
  std::vector<Object> inventory_;
  std::set<std::string> forbidden_;
};

}  // namespace bench
