#include "region/fis/errors.h"

#include <fmt/format.h>

namespace aws::region::fis {

Error validation(std::string message) { return Error("ValidationException", std::move(message)); }

Error no_such_action(std::string_view id) {
  return Error("ResourceNotFoundException", fmt::format("Action {} not found.", id), 404);
}

Error invalid_next_token() { return validation("The provided next token is invalid."); }

}  // namespace aws::region::fis
