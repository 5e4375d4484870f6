#pragma once

namespace bench {

/// For a std::unique_ptr to what a C library made: frees it with the library's
/// own function.
template <auto kFree>
struct FreeWith {
  template <typename T>
  void operator()(T* owned) const {
    kFree(owned);
  }
};

}  // namespace bench
