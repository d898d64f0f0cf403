#include "region/iam/users/access_key_service.h"

#include "region/iam/page.h"
#include "region/iam/users/user_service.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

constexpr const char* kNever = "N/A";

std::string status_of(const AccessKey& key) { return key.inactive ? "Inactive" : "Active"; }

}  // namespace

void AccessKeyService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateAccessKey, this, &AccessKeyService::create);
  handlers.on(api::operations::ListAccessKeys, this, &AccessKeyService::list);
  handlers.on(api::operations::UpdateAccessKey, this, &AccessKeyService::update);
  handlers.on(api::operations::DeleteAccessKey, this, &AccessKeyService::remove);
  handlers.on(api::operations::GetAccessKeyLastUsed, this, &AccessKeyService::last_used);
}

// The only time that the secret is shown.
api::CreateAccessKeyResponse AccessKeyService::create(const contract::Call& call,
                                                      const api::CreateAccessKeyRequest& request) {
  const auto& key = identities_.create_key(user_or_caller(call, request.UserName, users_));
  return {.AccessKey = {{.UserName = key.user,
                         .AccessKeyId = key.id,
                         .Status = status_of(key),
                         .SecretAccessKey = key.secret,
                         .CreateDate = from_milliseconds(key.created)}}};
}

api::ListAccessKeysResponse AccessKeyService::list(const contract::Call& call,
                                                   const api::ListAccessKeysRequest& request) {
  auto page = page_of(
      identities_.keys_of(user_or_caller(call, request.UserName, users_)), [](const AccessKey* key) { return key->id; },
      request.Marker, request.MaxItems);
  api::ListAccessKeysResponse response{.IsTruncated = page.next.has_value(), .Marker = page.next};
  for (const auto* key : page.items) {
    response.AccessKeyMetadata.push_back({.UserName = key->user,
                                          .AccessKeyId = key->id,
                                          .Status = status_of(*key),
                                          .CreateDate = from_milliseconds(key->created)});
  }
  return response;
}

api::UpdateAccessKeyResponse AccessKeyService::update(const contract::Call& call,
                                                      const api::UpdateAccessKeyRequest& request) {
  auto key = identities_.key_of(user_or_caller(call, request.UserName, users_), request.AccessKeyId.value_or(""));
  key.inactive = request.Status == "Inactive";
  identities_.replace_key(key);
  return {};
}

api::DeleteAccessKeyResponse AccessKeyService::remove(const contract::Call& call,
                                                      const api::DeleteAccessKeyRequest& request) {
  const auto& user = user_or_caller(call, request.UserName, users_);
  identities_.delete_key(identities_.key_of(user, request.AccessKeyId.value_or("")));
  return {};
}

api::GetAccessKeyLastUsedResponse AccessKeyService::last_used(const api::GetAccessKeyLastUsedRequest& request) {
  const auto& key = identities_.long_term_key(request.AccessKeyId.value_or(""));
  api::AccessKeyLastUsed used{.ServiceName = kNever, .Region = kNever};
  if (key.last_used > 0) {
    used = {.LastUsedDate = from_milliseconds(key.last_used),
            .ServiceName = key.last_used_service,
            .Region = key.last_used_region};
  }
  return {.UserName = key.user, .AccessKeyLastUsed = std::move(used)};
}

}  // namespace aws::region::iam
