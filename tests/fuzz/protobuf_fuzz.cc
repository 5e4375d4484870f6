#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kubernetes/protobuf.h"
#include "util/error.h"

/// Any bytes are read or refused, and what was read can be written again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string json;
  try {
    json = bench::JsonFromProtobuf(bytes);
  } catch (const bench::Error&) {
    return 0;
  }
  bench::JsonFromProtobuf(bench::ProtobufFromJson(json));
  return 0;
}
