#include "cluster/ledger.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "util/atomic_file.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

json ToLedger(const Object& object) {
  return {{"group", object.type.group},
          {"version", object.type.version},
          {"resource", object.type.resource},
          {"kind", object.type.kind},
          {"namespace", object.ns},
          {"name", object.name},
          {"uid", object.uid}};
}

Object FromLedger(const json& entry) {
  const std::string ns = entry.at("namespace");
  return {.type = {.group = entry.at("group"),
                   .version = entry.at("version"),
                   .resource = entry.at("resource"),
                   .kind = entry.at("kind"),
                   .namespaced = !ns.empty()},
          .ns = ns,
          .name = entry.at("name"),
          .uid = entry.at("uid")};
}

}  // namespace

Installed Ledger::Read() const {
  Installed installed;
  const auto text = ReadFile(file_);
  if (!text) return installed;
  try {
    const json ledger = json::parse(*text);
    if (ledger.at("schema") != kSchema) {
      throw Error(
          "{}: schema {}, but this program reads {}: delete it if "
          "nothing of ours is left in the cluster",
          file_.string(), ledger.at("schema").dump(), kSchema);
    }
    ledger.at("namespaces").get_to(installed.namespaces);
    for (const json& entry : ledger.at("elsewhere")) {
      installed.elsewhere.push_back(FromLedger(entry));
    }
  } catch (const json::exception& error) {
    throw Error("{}: not as this program writes it: {}", file_.string(),
                error.what());
  }
  return installed;
}

void Ledger::Write(const Installed& installed) const {
  json elsewhere = json::array();
  for (const Object& object : installed.elsewhere) {
    elsewhere.push_back(ToLedger(object));
  }
  const json ledger = {{"schema", kSchema},
                       {"namespaces", installed.namespaces},
                       {"elsewhere", elsewhere}};
  if (const auto error = WriteWhole(file_, ledger.dump(2) + "\n")) {
    throw RunError("{}: {}", file_.string(), error.message());
  }
}

void Ledger::Forget() const {
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace bench
