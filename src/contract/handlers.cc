#include "contract/handlers.h"

#include <string>
#include <utility>

namespace aws::contract {

void Handlers::on(const Operation& operation, Handler handler) { handlers_[&operation] = std::move(handler); }

void Handlers::add(const Operation& operation, const Bound& bound) { on(operation, bound); }

std::vector<const Operation*> Handlers::missing(const Service& service) const {
  std::vector<const Operation*> missing;
  for (const Operation* operation : service.operations) {
    if (!handles(*operation)) missing.push_back(operation);
  }
  return missing;
}

void Handlers::call(const Call& call, const void* input, void* output) const {
  const auto found = handlers_.find(&call.operation);
  if (found == handlers_.end()) {
    throw Error("UnknownOperation", "Nobody carries out " + std::string(call.operation.name) + ".");
  }
  found->second(call, input, output);
}

void Handlers::call(const Operation& operation, const void* input, void* output) {
  call(Call{.operation = operation}, input, output);
}

}  // namespace aws::contract
