#include "region/iam/users/other_credential_service.h"

#include "region/iam/errors.h"
#include "region/iam/users/user_service.h"

namespace aws::region::iam {

namespace api = aws::iam;

void OtherCredentialService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::GetLoginProfile, this, &OtherCredentialService::get_login_profile);
  handlers.on(api::operations::DeleteLoginProfile, this, &OtherCredentialService::delete_login_profile);
  handlers.on(api::operations::ListMFADevices, this, &OtherCredentialService::list_devices);
  handlers.on(api::operations::ListSSHPublicKeys, this, &OtherCredentialService::list_ssh_keys);
  handlers.on(api::operations::ListServiceSpecificCredentials, this, &OtherCredentialService::list_for_services);
  handlers.on(api::operations::ListSigningCertificates, this, &OtherCredentialService::list_certificates);
}

api::GetLoginProfileResponse OtherCredentialService::get_login_profile(const contract::Call& call,
                                                                       const api::GetLoginProfileRequest& request) {
  throw no_such_login_profile(user_or_caller(call, request.UserName, users_).name);
}

api::DeleteLoginProfileResponse OtherCredentialService::delete_login_profile(
    const contract::Call& call, const api::DeleteLoginProfileRequest& request) {
  throw no_such_login_profile(user_or_caller(call, request.UserName, users_).name);
}

api::ListMFADevicesResponse OtherCredentialService::list_devices(const contract::Call& call,
                                                                 const api::ListMFADevicesRequest& request) {
  user_or_caller(call, request.UserName, users_);
  return {.IsTruncated = false};
}

api::ListSSHPublicKeysResponse OtherCredentialService::list_ssh_keys(const contract::Call& call,
                                                                     const api::ListSSHPublicKeysRequest& request) {
  user_or_caller(call, request.UserName, users_);
  return {.IsTruncated = false};
}

api::ListServiceSpecificCredentialsResponse OtherCredentialService::list_for_services(
    const contract::Call& call, const api::ListServiceSpecificCredentialsRequest& request) {
  user_or_caller(call, request.UserName, users_);
  return {};
}

api::ListSigningCertificatesResponse OtherCredentialService::list_certificates(
    const contract::Call& call, const api::ListSigningCertificatesRequest& request) {
  user_or_caller(call, request.UserName, users_);
  return {.IsTruncated = false};
}

}  // namespace aws::region::iam
