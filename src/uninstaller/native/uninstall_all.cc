#include "uninstaller/native/uninstall_all.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "util/error.h"

namespace bench {
namespace {

using Done = NativeRun::Done;

Async<void> AskWhatIsServed(ApiSession& session) { co_await session.Served(); }

Async<Done> UninstallOne(ApiSession& session, StoredRelease release,
                         NativeOptions options) {
  Done done{.release = {.ns = release.ns, .name = release.name}};
  if (session.stopped()) {
    done.outcome.begin = done.outcome.end = Clock::now();
    done.outcome.error = "stopped before it was begun";
    co_return done;
  }
  done.outcome =
      co_await UninstallNatively(session, std::move(release), options);
  co_return done;
}

Async<std::vector<Done>> EmptyNamespace(ApiSession& session, std::string ns,
                                        NativeOptions options,
                                        Clock::time_point& listed) {
  const RecordStore store(session, options.driver, ns);
  std::vector<StoredRelease> releases = co_await store.List();
  listed = std::max(listed, Clock::now());
  std::vector<Async<Done>> uninstalls;
  for (StoredRelease& release : releases) {
    if (!IsListed(release)) continue;
    uninstalls.push_back(UninstallOne(session, std::move(release), options));
  }
  co_return co_await WhenAll(std::move(uninstalls));
}

Async<std::vector<Done>> EmptyAll(ApiSession& session,
                                  std::span<const std::string> namespaces,
                                  NativeOptions options,
                                  Clock::time_point& listed) {
  Spawn(AskWhatIsServed(session));
  std::vector<Async<std::vector<Done>>> all;
  for (const std::string& ns : namespaces) {
    all.push_back(EmptyNamespace(session, ns, options, listed));
  }
  std::vector<Done> done;
  for (std::vector<Done>& of_one : co_await WhenAll(std::move(all))) {
    std::ranges::move(of_one, std::back_inserter(done));
  }
  co_return done;
}

}  // namespace

NativeRun UninstallAllNatively(ApiSession& session,
                               std::span<const std::string> namespaces,
                               const NativeOptions& options) {
  NativeRun run;
  run.listed = Clock::now();
  run.releases = RunAsync(EmptyAll(session, namespaces, options, run.listed),
                          [&session] { session.Run(); });
  run.requests = session.counts();
  return run;
}

}  // namespace bench
