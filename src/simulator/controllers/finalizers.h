#pragma once

#include "simulator/objects/rest.h"

namespace bench {

bool HasFinalizer(const StoredObject& object, const char* name);

/// Does nothing where it is not, or the object is not there.
void DropFinalizer(Rest& rest, const Key& key, const char* name);

}  // namespace bench
