// Whom instances trust beside those whom their image does: the region's own certificate authority, which makes it AWS
// to them.
#pragma once

#include <filesystem>
#include <string>

namespace aws::region::ec2 {

struct TrustedAuthority {
  std::string certificate;   // PEM
  std::string subject_hash;  // what OpenSSL looks for in a folder
};

// Adds it, in a layer over the image, to the files in which the programs of Debian, Alpine, Fedora and their kin look,
// and to those of which they make these anew. What an image has links for stays as it is. Throws
// std::filesystem::filesystem_error when the disk does not let it.
void add_trust(const TrustedAuthority& authority, const std::filesystem::path& image,
               const std::filesystem::path& layer);

// The file in which an instance of an image finds all whom it trusts, for programs that bring a list of their own; ""
// when add_trust() finds no place for one.
std::string trusted_bundle(const std::filesystem::path& image);

}  // namespace aws::region::ec2
