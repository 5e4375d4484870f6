#include "helm/record/annotations.h"

#include "util/text.h"

namespace bench {

std::string ResourcePolicy(std::string_view annotation) {
  return Lower(Trim(annotation));
}

}  // namespace bench
