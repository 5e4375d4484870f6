#pragma once

#include <string>
#include <string_view>

namespace bench {

/// Kubernetes' binary form, in which helm's storage sends its records: the four
/// bytes "k8s\0", then a runtime.Unknown (apimachinery,
/// pkg/runtime/generated.proto) around the object.
inline constexpr std::string_view kProtobufContentType =
    "application/vnd.kubernetes.protobuf";

/// The object as JSON, apiVersion and kind included. Knows Secret, SecretList,
/// ConfigMap, Namespace and Status of v1, DeleteOptions of any group version,
/// and what is asked in the reviews of authorization.k8s.io/v1 and
/// authentication.k8s.io/v1 (`kubectl auth`); managedFields are left out.
/// Throws Error: not in this form, or a kind that it does not know (the message
/// names it).
std::string JsonFromProtobuf(std::string_view bytes);

/// The other way round, for the same kinds. Throws Error.
std::string ProtobufFromJson(std::string_view json);

}  // namespace bench
