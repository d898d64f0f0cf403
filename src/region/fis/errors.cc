#include "region/fis/errors.h"

#include <fmt/format.h>

namespace aws::region::fis {
namespace {

constexpr int kNotFound = 404;
constexpr int kConflict = 409;
constexpr int kQuotaExceeded = 402;

Error not_found(std::string message) { return {"ResourceNotFoundException", std::move(message), kNotFound}; }
Error quota(std::string message) { return {"ServiceQuotaExceededException", std::move(message), kQuotaExceeded}; }

}  // namespace

Error validation(std::string message) { return {"ValidationException", std::move(message)}; }

Error not_supported(std::string_view what) {
  return validation(fmt::format("{} is not supported by this region.", what));
}

Error no_such_action(std::string_view id) { return not_found(fmt::format("Action {} not found.", id)); }

Error no_such_target_type(std::string_view type) {
  return not_found(fmt::format("Target resource type {} not found.", type));
}

Error no_such_template(std::string_view id) { return not_found(fmt::format("Experiment template {} not found.", id)); }

Error no_such_experiment(std::string_view id) { return not_found(fmt::format("Experiment {} not found.", id)); }

Error no_such_resource(std::string_view arn) { return not_found(fmt::format("Resource {} not found.", arn)); }

Error token_is_taken() {
  return {"ConflictException", "The client token has been used by another request with other parameters.", kConflict};
}

Error too_many_templates(std::size_t most) {
  return quota(fmt::format("The account has {} experiment templates, which is as many as it may have.", most));
}

Error too_many_experiments(std::size_t most) {
  return quota(fmt::format("The account has {} running experiments, which is as many as it may have.", most));
}

Error too_many_actions(std::size_t most) {
  return quota(fmt::format("An experiment template has at most {} actions.", most));
}

Error too_many_tags() { return validation("A resource has at most 50 tags."); }

Error reserved_tag(const std::string& key) {
  return validation(fmt::format("The tag key {} begins with aws:, which is reserved.", key));
}

Error verdict_is_given(std::string_view key) {
  return validation(fmt::format("The tag {} is what an experiment comes to; it cannot be set.", key));
}

Error steady_state_is_fixed(std::string_view key) {
  return validation(fmt::format("The tag {} of an experiment stays as it is.", key));
}

Error has_ended_already(std::string_view id) {
  return validation(fmt::format("Experiment {} cannot be stopped: it has ended.", id));
}

Error invalid_next_token() { return validation("The provided next token is invalid."); }

}  // namespace aws::region::fis
