#include "region/ec2/host/trust.h"

#include <fmt/core.h>

#include <fstream>
#include <sstream>

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr auto kFolder = "etc/ssl/certs";  // by hashes; the bundle of Debian and Alpine lies in it, too
constexpr const char* kDebianBundle = "etc/ssl/certs/ca-certificates.crt";  // made where there is none
constexpr const char* kBundles[] = {kDebianBundle, "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"};
constexpr auto kDebianAnchors = "usr/local/share/ca-certificates";
constexpr auto kFedoraAnchors = "etc/pki/ca-trust/source/anchors";
constexpr auto kAnchor = "resilient-service.crt";

enum class There { kNo, kItself, kAsSomethingElse };

There look_for(const fs::path& path, fs::file_type wanted) {
  std::error_code gone;
  const auto type = fs::symlink_status(path, gone).type();
  if (type == fs::file_type::not_found || type == fs::file_type::none) return There::kNo;
  return type == wanted ? There::kItself : There::kAsSomethingElse;
}

// A folder in a layer hides what the image has there unless that is a folder, too, and so are all above it.
There look_for_folder(const fs::path& image, const fs::path& folder) {
  fs::path path = image;
  for (const auto& part : folder) {
    path /= part;
    const There there = look_for(path, fs::file_type::directory);
    if (there != There::kItself) return there;
  }
  return There::kItself;
}

void write_into_layer(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  fs::remove(file);  // a link in a copy of the image's would lead out of it
  if (!(std::ofstream(file) << text << std::flush)) {
    throw fs::filesystem_error("cannot write", file, std::make_error_code(std::errc::no_space_on_device));
  }
  fs::permissions(file, fs::perms(0644));
}

bool takes_bundle(const fs::path& image, const char* bundle) {
  const There there = look_for_folder(image, fs::path(bundle).parent_path());
  if (there == There::kAsSomethingElse || (there == There::kNo && bundle != kDebianBundle)) return false;
  return look_for(image / bundle, fs::file_type::regular) != There::kAsSomethingElse;
}

void add_to_bundle(const std::string& certificate, const fs::path& image, const fs::path& layer, const char* bundle) {
  std::ostringstream text;
  if (std::ifstream known(image / bundle); known.peek() != std::ifstream::traits_type::eof()) text << known.rdbuf();
  write_into_layer(layer / bundle, text.str() + certificate);
}

}  // namespace

void add_trust(const TrustedAuthority& authority, const fs::path& image, const fs::path& layer) {
  if (look_for_folder(image, kFolder) != There::kAsSomethingElse) {
    write_into_layer(layer / kFolder / fmt::format("{}.0", authority.subject_hash), authority.certificate);
  }
  for (const auto* bundle : kBundles) {
    if (takes_bundle(image, bundle)) add_to_bundle(authority.certificate, image, layer, bundle);
  }
  for (const auto* anchors : {kDebianAnchors, kFedoraAnchors}) {
    if (look_for_folder(image, anchors) != There::kItself) continue;
    write_into_layer(layer / anchors / kAnchor, authority.certificate);
  }
}

std::string trusted_bundle(const fs::path& image) {
  for (const auto* bundle : kBundles) {
    if (takes_bundle(image, bundle)) return fs::path("/") / bundle;
  }
  return "";
}

}  // namespace aws::region::ec2
