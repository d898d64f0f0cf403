#include "region/ec2/host/trust.h"

#include <fmt/core.h>

#include <fstream>
#include <sstream>

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr auto kFolder = "etc/ssl/certs";  // by hashes; the bundle of Debian and Alpine lies in it, too
constexpr auto kDebianBundle = "etc/ssl/certs/ca-certificates.crt";
constexpr auto kFedoraBundle = "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem";
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
}

void add_to_bundle(const std::string& certificate, const fs::path& image, const fs::path& layer, const char* bundle) {
  if (look_for(image / bundle, fs::file_type::regular) == There::kAsSomethingElse) return;
  std::ostringstream text;
  if (std::ifstream known(image / bundle); known.peek() != std::ifstream::traits_type::eof()) text << known.rdbuf();
  write_into_layer(layer / bundle, text.str() + certificate);
}

}  // namespace

void add_trust(const TrustedAuthority& authority, const fs::path& image, const fs::path& layer) {
  if (look_for_folder(image, kFolder) != There::kAsSomethingElse) {
    add_to_bundle(authority.certificate, image, layer, kDebianBundle);
    write_into_layer(layer / kFolder / fmt::format("{}.0", authority.subject_hash), authority.certificate);
  }
  if (look_for_folder(image, fs::path(kFedoraBundle).parent_path()) == There::kItself) {
    add_to_bundle(authority.certificate, image, layer, kFedoraBundle);
  }
  for (const auto* anchors : {kDebianAnchors, kFedoraAnchors}) {
    if (look_for_folder(image, anchors) != There::kItself) continue;
    write_into_layer(layer / anchors / kAnchor, authority.certificate);
  }
}

}  // namespace aws::region::ec2
