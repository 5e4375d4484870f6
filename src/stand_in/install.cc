#include <fmt/chrono.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "helm/record/manifest.h"
#include "helm/record/record.h"
#include "helm/record/yaml.h"
#include "stand_in/chart.h"
#include "stand_in/commands.h"
#include "stand_in/objects.h"
#include "stand_in/storage.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;

[[noreturn]] void RefuseValues() {
  throw Error(
      "values change what a chart is rendered to, and this stand-in has it "
      "rendered without any: the real helm is needed");
}

void CheckValues(const InstallOptions& options) {
  if (!options.values.empty()) RefuseValues();
  for (const std::string& file : options.value_files) {
    const auto text = ReadFile(file);
    if (!text) throw Error("open {}: no such file or directory", file);
    json values;
    try {
      values = JsonFromYaml(*text);
    } catch (const Error& error) {
      throw Error("failed to parse {}: {}", file, error.what());
    }
    if (!values.empty()) RefuseValues();
  }
}

/// All that is said before the cluster is asked.
json LoadInstallableChart(const InstallOptions& options) {
  CheckValues(options);
  json chart = LoadChart(options.chart);
  if (!chart["schema"].is_null()) {
    throw Error(
        "the chart has a schema for its values: the real helm is needed");
  }
  if (!options.disable_openapi_validation) {
    throw Error(
        "this stand-in does not validate objects: "
        "--disable-openapi-validation, or the real helm is needed");
  }
  return chart;
}

Record NewRecord(const InstallOptions& options, const json& chart,
                 const std::string& ns) {
  const std::string now = TimestampNow();
  const json release = {
      {"name", options.name},
      {"info",
       {{"first_deployed", now},
        {"last_deployed", now},
        {"deleted", ""},
        {"description", "Initial install underway"},
        {"status", "pending-install"}}},
      {"chart", chart},
      {"manifest", RenderedManifest(options.chart, options.name, ns)},
      {"version", 1},
      {"namespace", ns}};
  return Record(release, {});
}

void CheckName(const std::string& name) {
  try {
    RefuseOtherNames(name);
  } catch (const Error& error) {
    throw Error("release name \"{}\": {}", name, error.what());
  }
}

void CheckNameIsFree(Storage& storage, const std::string& name) {
  std::vector<Record> history;
  try {
    history = storage.History(name);
  } catch (const Error&) {
    return;  // helm takes any error for a name that is free
  }
  if (!history.empty()) {
    throw Error("cannot re-use a name that is still in use");
  }
}

/// As helm asks for its capabilities: never from the cache.
void ReadCapabilities(Session& session) {
  const Request request{.path = "/version?timeout=32s",
                        .accept = "application/json, */*"};
  const Response response = session.client.Send(request);
  if (!response.Ok()) {
    throw Error("could not get server version from Kubernetes: {}",
                session.client.Reason(request, response));
  }
  try {
    session.kinds.Refresh();
  } catch (const Error& error) {
    throw Error("could not get apiVersions from Kubernetes: {}", error.what());
  }
}

/// One after the other, as helm looks at them.
void CheckNothingIsThere(const std::vector<ManifestObject>& objects,
                         const Owner& owner, Client& client) {
  for (const ManifestObject& object : objects) {
    const std::string resource =
        fmt::format("{} \"{}\" in namespace \"{}\"", object.type.kind,
                    object.name, object.ns);
    const Request request{.path = object.Path()};
    const Response response = client.Send(request);
    if (response.status == 404) continue;
    if (!response.Ok()) {
      throw Error(
          "Unable to continue with install: could not get information about "
          "the resource {}: {}",
          resource, client.Reason(request, response));
    }
    const std::string because = ForeignBecause(response.body, owner);
    if (!because.empty()) {
      throw Error(
          "Unable to continue with install: {} exists and cannot be imported "
          "into the current release: {}",
          resource, because);
    }
    throw Error("{} is there already, and to adopt it the real helm is needed",
                resource);
  }
}

/// As hashicorp's multierror has it.
std::string Join(const std::vector<std::string>& errors) {
  if (errors.size() == 1) {
    return fmt::format("1 error occurred:\n\t* {}\n\n", errors.front());
  }
  return fmt::format("{} errors occurred:\n\t* {}\n\n", errors.size(),
                     fmt::join(errors, "\n\t* "));
}

/// Creates all, kind by kind, whatever becomes of the others. Returns what went
/// wrong; empty: nothing.
std::string CreateObjects(const std::vector<ManifestObject>& objects,
                          Client& client) {
  const auto request = [](const ManifestObject& object) -> Request {
    return {.method = "POST",
            .path = object.type.Path(object.ns) + "?fieldManager=helm",
            .body = object.json};
  };
  const std::vector<Response> responses = SendByKind(objects, request, client);
  std::vector<std::string> errors;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (responses[i].Ok()) continue;
    errors.push_back(client.Reason(request(objects[i]), responses[i]));
  }
  return errors.empty() ? "" : Join(errors);
}

void RefuseHooks(const std::vector<ManifestDocument>& documents) {
  for (const ManifestDocument& document : documents) {
    if (!document.hook) continue;
    throw Error("{} {} is a hook: the real helm is needed", document.kind,
                document.name);
  }
}

/// What the chart makes, not on the cluster yet.
std::vector<ManifestObject> BuildRelease(const Record& record,
                                         Session& session) {
  const HelmCosts& costs = session.burner.costs();
  session.burner.Spend(costs.install_s);
  const std::vector<ManifestDocument> documents =
      SplitManifest(record.manifest());
  RefuseHooks(documents);
  try {
    std::vector<ManifestObject> objects =
        BuildObjects(documents, {.release = record.name(), .ns = session.ns},
                     /*mark=*/true, session.kinds);
    session.burner.Spend(costs.install_object_s *
                         static_cast<double>(objects.size()));
    return objects;
  } catch (const Error& error) {
    throw Error("unable to build kubernetes objects from release manifest: {}",
                error.what());
  }
}

/// Writes the record, makes the objects, and writes how that went.
void Deploy(const InstallOptions& options,
            const std::vector<ManifestObject>& objects, Record& record,
            Storage& storage, Client& client) {
  storage.Create(record);
  const std::string failure = CreateObjects(objects, client);
  if (failure.empty()) {
    record.SetStatus("deployed", "Install complete");
  } else {
    record.SetStatus("failed", fmt::format("Release \"{}\" failed: {}",
                                           options.name, failure));
  }
  storage.Update(record);
  if (!failure.empty()) throw Error("{}", failure);
}

void Run(const InstallOptions& options, Session& session, std::ostream& out) {
  const json chart = LoadInstallableChart(options);
  Storage storage(session.client, session.ns, session.throttle);
  CheckReachable(session.client, session.throttle);
  CheckName(options.name);
  CheckNameIsFree(storage, options.name);
  ReadCapabilities(session);
  const std::tm now = fmt::localtime(std::time(nullptr));
  Record record = NewRecord(options, chart, session.ns);
  const std::vector<ManifestObject> objects = BuildRelease(record, session);
  CheckNothingIsThere(objects, {.release = options.name, .ns = session.ns},
                      session.client);
  Deploy(options, objects, record, storage, session.client);
  fmt::print(out,
             "NAME: {}\nLAST DEPLOYED: {:%a %b %e %H:%M:%S %Y}\n"
             "NAMESPACE: {}\nSTATUS: deployed\nREVISION: 1\n"
             "TEST SUITE: None\n",
             options.name, now, session.ns);
}

}  // namespace

void Template(const InstallOptions& options, const std::string& ns,
              std::ostream& out) {
  LoadInstallableChart(options);
  CheckName(options.name);
  const std::string manifest =
      RenderedManifest(options.chart, options.name, ns);
  RefuseHooks(SplitManifest(manifest));
  out << manifest;
}

void Install(const InstallOptions& options, Session& session,
             std::ostream& out) {
  try {
    Run(options, session, out);
  } catch (const Error& error) {
    throw Error("INSTALLATION FAILED: {}", error.what());
  }
}

}  // namespace bench
