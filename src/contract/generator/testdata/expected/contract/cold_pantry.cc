// Generated from botocore's pantry/2026-01-01 service model. Do not edit.
#include "contract/cold_pantry.h"

#include "contract/access.h"

// A structure with a map has no standard layout; without bases its members have their offsets all the same.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace aws::cold_pantry {
namespace {

using contract::Kind;

extern const contract::Shape kString;
extern const contract::Shape kStringList;
extern const contract::Shape kCount;

}  // namespace

namespace {
constexpr contract::Member kFetchJarsRequestMembers[] = {
    {.name = "shelf", .shape = &kString, .required = true, .location = contract::Location::kUri, .offset = offsetof(cold_pantry::FetchJarsRequest, shelf), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Labels", .location_name = "label", .shape = &kStringList, .location = contract::Location::kQuery, .offset = offsetof(cold_pantry::FetchJarsRequest, Labels), .access = &contract::MemberAccessOf<std::vector<std::string>>::value},
    {.name = "Season", .location_name = "x-season", .shape = &kString, .location = contract::Location::kHeader, .offset = offsetof(cold_pantry::FetchJarsRequest, Season), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "count", .shape = &kCount, .offset = offsetof(cold_pantry::FetchJarsRequest, count), .access = &contract::MemberAccessOf<std::optional<int>>::value},
};
}  // namespace
const contract::Shape shapes::FetchJarsRequest = {
    .name = "FetchJarsRequest", .kind = Kind::kStructure,
    .members = kFetchJarsRequestMembers,
    .make = &contract::make<cold_pantry::FetchJarsRequest>,
};

namespace {
constexpr contract::Member kFetchJarsResponseMembers[] = {
    {.name = "Shelf", .location_name = "x-shelf", .shape = &kString, .location = contract::Location::kHeader, .offset = offsetof(cold_pantry::FetchJarsResponse, Shelf), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::FetchJarsResponse = {
    .name = "FetchJarsResponse", .kind = Kind::kStructure,
    .members = kFetchJarsResponseMembers,
    .make = &contract::make<cold_pantry::FetchJarsResponse>,
};

namespace {

const contract::Shape kString = {.name = "String", .kind = Kind::kString};

const contract::Shape kStringList = {.name = "StringList", .kind = Kind::kList, .element = &kString, .element_name = "member", .container = &contract::ContainerAccessOf<std::vector<std::string>>::value};

const contract::Shape kCount = {.name = "Count", .kind = Kind::kInteger};

}  // namespace

namespace {
constexpr std::string_view kFetchJarsResources[] = {"arn:aws:pantry:{region}:{account}:shelf/{shelf}"};
}  // namespace
const contract::OperationFor<FetchJarsRequest, FetchJarsResponse> operations::FetchJars = {{
    .name = "FetchJars", .service = &kService,
    .input = &shapes::FetchJarsRequest, .output = &shapes::FetchJarsResponse,
    .result_wrapper = "",
    .http_method = "POST", .uri = "/shelves/{shelf}/jars", .http_status = 201,
    .iam_action = "pantry:FetchJars",
    .resources = kFetchJarsResources,
    .repeat = contract::Repeat::kUnsafe}};

namespace {
constexpr const contract::Operation* kOperations[] = {
    &operations::FetchJars,
};
}  // namespace
const contract::Service kService = {
    .name = "cold-pantry",
    .service_id = "Pantry",
    .endpoint_prefix = "cold-pantry",
    .signing_name = "cold-pantry",
    .signing_region = "",
    .protocol = contract::ProtocolKind::kRestJson,
    .api_version = "2026-01-01",
    .target_prefix = "",
    .xml_namespace = "",
    .error_namespace = "",
    .operations = kOperations};

FetchJarsResponse Api::FetchJars(const FetchJarsRequest& request) const {
  FetchJarsResponse response;
  channel_.call(operations::FetchJars, &request, &response);
  return response;
}

}  // namespace aws::cold_pantry
