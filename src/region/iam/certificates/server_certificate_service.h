// The operations on server certificates. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/certificates/server_certificates.h"

namespace aws::region::iam {

class ServerCertificateService {
 public:
  explicit ServerCertificateService(ServerCertificates& certificates) : certificates_(certificates) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::iam::UploadServerCertificateResponse upload(const aws::iam::UploadServerCertificateRequest& request);
  aws::iam::GetServerCertificateResponse get(const aws::iam::GetServerCertificateRequest& request);
  aws::iam::ListServerCertificatesResponse list(const aws::iam::ListServerCertificatesRequest& request);
  aws::iam::UpdateServerCertificateResponse update(const aws::iam::UpdateServerCertificateRequest& request);
  aws::iam::DeleteServerCertificateResponse remove(const aws::iam::DeleteServerCertificateRequest& request);
  aws::iam::TagServerCertificateResponse tag(const aws::iam::TagServerCertificateRequest& request);
  aws::iam::UntagServerCertificateResponse untag(const aws::iam::UntagServerCertificateRequest& request);
  aws::iam::ListServerCertificateTagsResponse list_tags(const aws::iam::ListServerCertificateTagsRequest& request);

  ServerCertificates& certificates_;
};

}  // namespace aws::region::iam
