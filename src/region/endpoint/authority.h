// The region's own certificate authority, which its instances trust and nobody else does. It is made at the first need,
// with the program openssl, and kept in the data folder, so that an instance that was there before goes on trusting it.
// It can certify no name but those of AWS's endpoints. Waits for the program, some milliseconds.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aws::region::endpoint {

class Authority {
 public:
  struct Options {
    std::filesystem::path folder;      // its own, for this user alone
    std::string region;                // for people who look at the certificate
    std::vector<std::string> domains;  // below which all names are
    std::filesystem::path program = "/usr/bin/openssl";
  };
  // Throws aws::Error "NoAuthority", one line that says what is missing.
  explicit Authority(Options options);

  const std::string& certificate() const { return certificate_; }    // PEM
  const std::string& subject_hash() const { return subject_hash_; }  // what OpenSSL looks for in a folder

  // Writes a server's certificate, and its private key to the file of that name with ".key" at the end. Throws as
  // above.
  void certify(const std::vector<std::string>& names, const std::filesystem::path& file) const;

 private:
  void make() const;

  Options options_;
  std::string certificate_;
  std::string subject_hash_;
};

}  // namespace aws::region::endpoint
