#include "region/iam/certificates/server_certificate_service.h"

#include "region/iam/page.h"
#include "region/iam/policy/context.h"
#include "region/iam/tags.h"
#include "region/service/unless_empty.h"

namespace aws::region::iam {
namespace {

namespace api = aws::iam;

api::ServerCertificateMetadata metadata_view(const ServerCertificate& certificate) {
  return {.Path = certificate.path,
          .ServerCertificateName = certificate.name,
          .ServerCertificateId = certificate.id,
          .Arn = certificate.arn,
          .UploadDate = from_milliseconds(certificate.uploaded),
          .Expiration = from_milliseconds(certificate.expires)};
}

}  // namespace

void ServerCertificateService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::UploadServerCertificate, this, &ServerCertificateService::upload);
  handlers.on(api::operations::GetServerCertificate, this, &ServerCertificateService::get);
  handlers.on(api::operations::ListServerCertificates, this, &ServerCertificateService::list);
  handlers.on(api::operations::UpdateServerCertificate, this, &ServerCertificateService::update);
  handlers.on(api::operations::DeleteServerCertificate, this, &ServerCertificateService::remove);
  handlers.on(api::operations::TagServerCertificate, this, &ServerCertificateService::tag);
  handlers.on(api::operations::UntagServerCertificate, this, &ServerCertificateService::untag);
  handlers.on(api::operations::ListServerCertificateTags, this, &ServerCertificateService::list_tags);
}

api::UploadServerCertificateResponse ServerCertificateService::upload(
    const api::UploadServerCertificateRequest& request) {
  const auto& uploaded = certificates_.upload({.name = request.ServerCertificateName.value_or(""),
                                               .path = request.Path.value_or("/"),
                                               .body = request.CertificateBody.value_or(""),
                                               .chain = request.CertificateChain.value_or(""),
                                               .private_key = request.PrivateKey.value_or(""),
                                               .tags = tags_of(request.Tags)});
  return {.ServerCertificateMetadata = metadata_view(uploaded), .Tags = render(uploaded.tags)};
}

// The private key is given to nobody.
api::GetServerCertificateResponse ServerCertificateService::get(const api::GetServerCertificateRequest& request) {
  const auto& certificate = certificates_.get(request.ServerCertificateName.value_or(""));
  return {.ServerCertificate = api::ServerCertificate{.ServerCertificateMetadata = metadata_view(certificate),
                                                      .CertificateBody = certificate.body,
                                                      .CertificateChain = unless_empty(certificate.chain),
                                                      .Tags = render(certificate.tags)}};
}

api::ListServerCertificatesResponse ServerCertificateService::list(const api::ListServerCertificatesRequest& request) {
  std::vector<api::ServerCertificateMetadata> found;
  for (const auto& [key, certificate] : certificates_.all()) {
    if (certificate.path.starts_with(request.PathPrefix.value_or("/"))) found.push_back(metadata_view(certificate));
  }
  auto page = page_of(
      std::move(found), [](const auto& metadata) { return lower_case(*metadata.ServerCertificateName); },
      request.Marker, request.MaxItems);
  return {.ServerCertificateMetadataList = std::move(page.items),
          .IsTruncated = page.next.has_value(),
          .Marker = page.next};
}

api::UpdateServerCertificateResponse ServerCertificateService::update(
    const api::UpdateServerCertificateRequest& request) {
  certificates_.rename(request.ServerCertificateName.value_or(""), request.NewServerCertificateName, request.NewPath);
  return {};
}

api::DeleteServerCertificateResponse ServerCertificateService::remove(
    const api::DeleteServerCertificateRequest& request) {
  certificates_.erase(request.ServerCertificateName.value_or(""));
  return {};
}

api::TagServerCertificateResponse ServerCertificateService::tag(const api::TagServerCertificateRequest& request) {
  certificates_.tag(request.ServerCertificateName.value_or(""), tags_of(request.Tags));
  return {};
}

api::UntagServerCertificateResponse ServerCertificateService::untag(const api::UntagServerCertificateRequest& request) {
  certificates_.untag(request.ServerCertificateName.value_or(""), request.TagKeys);
  return {};
}

api::ListServerCertificateTagsResponse ServerCertificateService::list_tags(
    const api::ListServerCertificateTagsRequest& request) {
  auto page = page_of(
      certificates_.get(request.ServerCertificateName.value_or("")).tags,
      [](const Tag& tag) { return lower_case(tag.key); }, request.Marker, request.MaxItems);
  return {.Tags = render(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace aws::region::iam
