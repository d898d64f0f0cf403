#include "region/endpoint/authority.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <sstream>

#include "base/error.h"
#include "region/endpoint/openssl.h"

namespace aws::region::endpoint {
namespace {

namespace fs = std::filesystem;

constexpr auto kCertificate = "authority.pem";
constexpr auto kKey = "authority.key";
constexpr auto kHash = "authority.hash";
constexpr auto kWanted = "wanted.cnf";  // what a certificate is to say

constexpr std::string_view kAuthority = R"([req]
prompt = no
utf8 = yes
distinguished_name = name
x509_extensions = extensions
[name]
O = resilient-service
CN = {region} on this machine
[extensions]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;DNS:{domains}
)";

constexpr std::string_view kServer = R"([req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = {name}
[extensions]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:{names}
)";

// A new certificate, with a new key.
std::vector<std::string> new_certificate(const fs::path& folder, const std::string& days) {
  return {"req",    "-x509", "-newkey", "ec",     "-pkeyopt", "ec_paramgen_curve:P-256",
          "-nodes", "-days", days,      "-batch", "-config",  (folder / kWanted).string()};
}

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

void make_private(const fs::path& folder) {
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
}

}  // namespace

Authority::Authority(Options options) : options_(std::move(options)) {
  if (!fs::exists(options_.folder)) make();
  certificate_ = text_of(options_.folder / kCertificate);
  std::ifstream(options_.folder / kHash) >> subject_hash_;
  if (certificate_.empty() || subject_hash_.empty()) {
    throw Error("NoAuthority",
                fmt::format("{} is not whole: remove it, and a new one is made", options_.folder.string()), 500,
                Fault::kReceiver);
  }
}

// Beside, and renamed when it is whole.
void Authority::make() const {
  const fs::path folder = options_.folder.string() + ".new";
  fs::remove_all(folder);
  make_private(folder);
  std::ofstream(folder / kWanted) << fmt::format(fmt::runtime(kAuthority), fmt::arg("region", options_.region),
                                                 fmt::arg("domains", fmt::join(options_.domains, ", permitted;DNS:")));
  auto request = new_certificate(folder, "3650");
  request.insert(request.end(), {"-keyout", (folder / kKey).string(), "-out", (folder / kCertificate).string()});
  const auto run = [&](const std::vector<std::string>& arguments, const fs::path& output) {
    run_openssl(options_.program, arguments, output);
  };
  run(request, folder / "openssl.log");
  run({"x509", "-in", (folder / kCertificate).string(), "-noout", "-subject_hash"}, folder / kHash);
  fs::rename(folder, options_.folder);
}

void Authority::certify(const std::vector<std::string>& names, const fs::path& file) const {
  const fs::path folder = file.parent_path();
  make_private(folder);
  std::ofstream(folder / kWanted) << fmt::format(fmt::runtime(kServer), fmt::arg("name", names.front()),
                                                 fmt::arg("names", fmt::join(names, ", DNS:")));
  auto request = new_certificate(folder, "397");
  request.insert(request.end(),
                 {"-CA", (options_.folder / kCertificate).string(), "-CAkey", (options_.folder / kKey).string(),
                  "-keyout", file.string() + ".key", "-out", file.string()});
  run_openssl(options_.program, request, folder / "openssl.log");
}

}  // namespace aws::region::endpoint
