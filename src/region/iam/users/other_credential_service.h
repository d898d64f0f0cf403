// What a tool asks about a user's credentials of other kinds before it deletes the user: passwords, devices for a
// second factor, keys for SSH, certificates. Users of ours have access keys and nothing else, and no operation makes
// the rest. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/call.h"
#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/users/user_store.h"

namespace aws::region::iam {

class OtherCredentialService {
 public:
  explicit OtherCredentialService(const UserStore& users) : users_(users) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::GetLoginProfileResponse get_login_profile(const contract::Call& call,
                                                      const aws::iam::GetLoginProfileRequest& request);
  aws::iam::DeleteLoginProfileResponse delete_login_profile(const contract::Call& call,
                                                            const aws::iam::DeleteLoginProfileRequest& request);
  aws::iam::ListMFADevicesResponse list_devices(const contract::Call& call,
                                                const aws::iam::ListMFADevicesRequest& request);
  aws::iam::ListSSHPublicKeysResponse list_ssh_keys(const contract::Call& call,
                                                    const aws::iam::ListSSHPublicKeysRequest& request);
  aws::iam::ListServiceSpecificCredentialsResponse list_for_services(
      const contract::Call& call, const aws::iam::ListServiceSpecificCredentialsRequest& request);
  aws::iam::ListSigningCertificatesResponse list_certificates(const contract::Call& call,
                                                              const aws::iam::ListSigningCertificatesRequest& request);

  const UserStore& users_;
};

}  // namespace aws::region::iam
