#include "base/place.h"

namespace aws {
namespace {

std::string join(std::string_view partition, std::string_view service, std::string_view region,
                 std::string_view account, std::string_view resource) {
  std::string arn = "arn";
  for (const std::string_view part : {partition, service, region, account, resource}) {
    arn += ':';
    arn += part;
  }
  return arn;
}

}  // namespace

std::string Place::arn(std::string_view service, std::string_view resource) const {
  return join(partition, service, region, account, resource);
}

std::string Place::global_arn(std::string_view service, std::string_view resource) const {
  return join(partition, service, "", account, resource);
}

}  // namespace aws
