#include "kubernetes/protobuf.h"

#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/json_util.h>

#include <memory>
#include <vector>

#include "messages.pb.h"
#include "util/error.h"

namespace bench {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Timestamp;
using messages::TypeMeta;

constexpr std::string_view kMagic("k8s\0", 4);

struct KnownKind {
  std::string_view api_version;
  std::string_view kind;
  std::unique_ptr<Message> (*make)();
};

template <typename Object>
std::unique_ptr<Message> Make() {
  return std::make_unique<Object>();
}

constexpr std::string_view kAuthorization = "authorization.k8s.io/v1";
constexpr std::string_view kAuthentication = "authentication.k8s.io/v1";

constexpr KnownKind kKnownKinds[] = {
    {"v1", "Secret", Make<messages::Secret>},
    {"v1", "SecretList", Make<messages::SecretList>},
    {"v1", "ConfigMap", Make<messages::ConfigMap>},
    {"v1", "Namespace", Make<messages::Namespace>},
    {"v1", "Status", Make<messages::Status>},
    {kAuthorization, "SelfSubjectAccessReview",
     Make<messages::SelfSubjectAccessReview>},
    {kAuthorization, "SubjectAccessReview",
     Make<messages::SubjectAccessReview>},
    {kAuthorization, "LocalSubjectAccessReview",
     Make<messages::LocalSubjectAccessReview>},
    {kAuthorization, "SelfSubjectRulesReview",
     Make<messages::SelfSubjectRulesReview>},
    {kAuthentication, "SelfSubjectReview", Make<messages::SelfSubjectReview>},
    {kAuthentication, "TokenReview", Make<messages::TokenReview>},
};

/// An empty object of that kind.
std::unique_ptr<Message> NewObject(const TypeMeta& type) {
  if (type.kind() == "DeleteOptions") return Make<messages::DeleteOptions>();
  for (const KnownKind& known : kKnownKinds) {
    if (known.kind == type.kind() && known.api_version == type.api_version()) {
      return known.make();
    }
  }
  throw Error(
      "kind \"{}\" of \"{}\" is not among those that can be had in protobuf",
      type.kind(), type.api_version());
}

/// Makes `object` name its type in JSON; an empty one takes the names away.
void SetType(Message& object, const TypeMeta& type) {
  const google::protobuf::Descriptor& fields = *object.GetDescriptor();
  const google::protobuf::Reflection& access = *object.GetReflection();
  access.SetString(&object, fields.FindFieldByName("api_version"),
                   type.api_version());
  access.SetString(&object, fields.FindFieldByName("kind"), type.kind());
}

/// Makes every time in `message` what Kubernetes prints: whole seconds, and
/// nothing for the zero time, which it sends as an empty message.
void TrimTimes(Message& message) {
  const google::protobuf::Reflection& access = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  access.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
        field->is_map()) {
      continue;
    }
    if (field->is_repeated()) {
      for (int i = 0; i < access.FieldSize(message, field); ++i) {
        TrimTimes(*access.MutableRepeatedMessage(&message, field, i));
      }
    } else if (field->message_type() == Timestamp::descriptor()) {
      auto& time =
          static_cast<Timestamp&>(*access.MutableMessage(&message, field));
      const bool zero = time.seconds() == 0 && time.nanos() == 0;
      time.set_nanos(0);
      if (zero) access.ClearField(&message, field);
    } else {
      TrimTimes(*access.MutableMessage(&message, field));
    }
  }
}

/// As protobuf's functions take what they read.
google::protobuf::StringPiece Piece(std::string_view text) {
  return {text.data(), text.size()};
}

void ReadJson(std::string_view json, Message& message) {
  google::protobuf::util::JsonParseOptions options;
  // managedFields, and all of an object when only its type is asked for.
  options.ignore_unknown_fields = true;
  const auto status = google::protobuf::util::JsonStringToMessage(
      Piece(json), &message, options);
  if (!status.ok()) {
    throw Error("not the JSON of a Kubernetes object: {}",
                std::string(status.message()));
  }
}

}  // namespace

std::string JsonFromProtobuf(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    throw Error("not Kubernetes' protobuf: it does not begin with \"k8s\\0\"");
  }
  bytes.remove_prefix(kMagic.size());
  messages::Unknown envelope;
  if (!envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    throw Error("not Kubernetes' protobuf: broken runtime.Unknown");
  }
  const std::unique_ptr<Message> object = NewObject(envelope.type_meta());
  if (!envelope.has_raw() || !envelope.content_encoding().empty() ||
      !object->ParseFromString(envelope.raw())) {
    throw Error("not Kubernetes' protobuf: broken {}",
                envelope.type_meta().kind());
  }
  SetType(*object, envelope.type_meta());
  TrimTimes(*object);
  std::string json;
  const auto status =
      google::protobuf::util::MessageToJsonString(*object, &json);
  if (!status.ok()) {
    throw Error("{} with a value that JSON cannot have: {}",
                envelope.type_meta().kind(), std::string(status.message()));
  }
  return json;
}

std::string ProtobufFromJson(std::string_view json) {
  messages::Unknown envelope;
  ReadJson(json, *envelope.mutable_type_meta());
  const std::unique_ptr<Message> object = NewObject(envelope.type_meta());
  ReadJson(json, *object);
  SetType(*object, TypeMeta());
  envelope.set_raw(object->SerializeAsString());
  return std::string(kMagic) + envelope.SerializeAsString();
}

}  // namespace bench
