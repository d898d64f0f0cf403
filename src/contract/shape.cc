#include "contract/shape.h"

namespace aws::contract {

const Operation* Service::find(std::string_view operation) const {
  for (const Operation* candidate : operations) {
    if (candidate->name == operation) return candidate;
  }
  return nullptr;
}

}  // namespace aws::contract
