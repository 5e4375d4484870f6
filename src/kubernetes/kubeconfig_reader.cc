#include "kubernetes/kubeconfig_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "kubernetes/base64.h"
#include "kubernetes/certificates.h"
#include "kubernetes/header.h"
#include "kubernetes/kubeconfig_fields.h"
#include "util/read_file.h"

namespace bench {

namespace fs = std::filesystem;
using nlohmann::json;

EntryReader::EntryReader(const KubeconfigEntry& entry)
    : entry_(entry),
      fields_(std::make_shared<const json>(
          entry.json.empty() ? json::object() : json::parse(entry.json))) {}

EntryReader EntryReader::Inside(const std::string& key) const {
  KubeconfigEntry inside = entry_;
  inside.json = fields_->at(key).dump();
  inside.where += "." + key;
  return EntryReader(inside);
}

bool EntryReader::Has(const std::string& key) const {
  const auto found = fields_->find(key);
  return found != fields_->end() && !found->is_null() && *found != json("");
}

std::string EntryReader::Text(const std::string& key) const {
  return TextOf(*fields_, key);
}

std::string EntryReader::HeaderText(const std::string& key) const {
  std::string text = Text(key);
  if (!FitsInHeader(text)) {
    throw Wrong(key, "has a line break or another control character");
  }
  return text;
}

bool EntryReader::Flag(const std::string& key) const {
  return Has(key) && fields_->at(key).get<bool>();
}

std::vector<std::string> EntryReader::Texts(const std::string& key) const {
  std::vector<std::string> texts;
  if (!Has(key)) return texts;
  for (const json& text : fields_->at(key)) {
    texts.push_back(text.is_null() ? "" : text.get<std::string>());
  }
  return texts;
}

fs::path EntryReader::File(const std::string& key) const {
  const std::string path = Text(key);
  if (path.empty()) return {};
  return (entry_.file.parent_path() / path).lexically_normal();
}

std::string EntryReader::Program() const {
  const std::string command = Text("command");
  return command.find('/') == std::string::npos ? command
                                                : File("command").string();
}

std::string EntryReader::PemKey(const std::string& key) const {
  return Has(key + "-data") ? key + "-data" : key;
}

std::string EntryReader::Pem(const std::string& key) const {
  if (Has(key + "-data")) {
    if (Has(key)) {
      throw Wrong(key, "there is " + key +
                           "-data, too, and kubectl takes neither: remove one");
    }
    return DecodeBase64(Text(key + "-data")).value_or("");
  }
  const fs::path file = File(key);
  if (file.empty()) return "";
  const std::optional<std::string> pem = ReadFile(file);
  if (!pem) throw Wrong(key, file.string() + " cannot be read");
  return *pem;
}

std::string EntryReader::Certificates(const std::string& key) const {
  std::string pem = Pem(key);
  if (pem.empty() && Has(key)) {
    throw Wrong(key, File(key).string() + " is empty");
  }
  if (!pem.empty() && !HasCertificate(pem)) {
    throw Wrong(PemKey(key), "no certificate in PEM");
  }
  return pem;
}

Error EntryReader::Wrong(const std::string& key, std::string_view what) const {
  return Error("{}: {}", Place(key), what);
}

std::string EntryReader::Place(const std::string& key) const {
  return fmt::format("{}: {}{}{}", entry_.file.string(), entry_.where,
                     key.empty() ? "" : ".", key);
}

}  // namespace bench
