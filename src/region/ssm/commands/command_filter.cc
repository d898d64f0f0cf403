#include "region/ssm/commands/command_filter.h"

#include "base/text/timestamp.h"
#include "region/ssm/errors.h"

namespace aws::region::ssm {
namespace {

Timestamp time_in(const std::string& text) {
  if (const auto time = text::parse_timestamp(text)) return *time;
  throw invalid_filter_key(text);
}

bool is_open(const std::string& status) {
  return status == status::kPending || status == status::kInProgress || status == status::kCancelling;
}

}  // namespace

CommandFilter::CommandFilter(const std::vector<aws::ssm::CommandFilter>& filters) {
  for (const auto& filter : filters) {
    const std::string key = filter.key.value_or("");
    const std::string value = filter.value.value_or("");
    if (key == "InvokedAfter") {
      after_ = time_in(value);
    } else if (key == "InvokedBefore") {
      before_ = time_in(value);
    } else if (key == "Status") {
      status_ = value;
    } else if (key == "ExecutionStage" && (value == "Executing" || value == "Complete")) {
      executing_ = value == "Executing";
    } else if (key == "DocumentName") {
      document_ = value;
    } else {
      throw invalid_filter_key(key);
    }
  }
}

bool CommandFilter::accepts(const Command& command, const std::string& status) const {
  const Timestamp requested = from_milliseconds(command.requested_ms);
  return (!after_ || requested >= *after_) && (!before_ || requested < *before_) && (!status_ || status == *status_) &&
         (!executing_ || is_open(status) == *executing_) && (!document_ || command.document_name == *document_);
}

}  // namespace aws::region::ssm
