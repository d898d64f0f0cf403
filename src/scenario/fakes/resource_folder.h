// A folder of resource files that lives as long as its test.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace aws::scenario {

class ResourceFolder {
 public:
  ResourceFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "resources-XXXXXX").string();
    path_ = mkdtemp(name.data());
    write("recommendations.json",
          "[{\"PutRequest\": {\"Item\": {\"MediaType\": {\"S\": \"Movie\"}, \"ItemId\": {\"N\": \"1\"}, \"Title\": "
          "{\"S\": \"Delicatessen\"},\n"
          "  \"Creator\": {\"S\": \"Jeunet et Caro\"}}}}]");
    write("instance_policy.json", R"({"Version": "2012-10-17", "Statement": []})");
    write("ssm_only_policy.json", R"({"Version": "2012-10-17", "Statement": []})");
    write("server_startup_script.sh",
          "#!/bin/bash\ncat > server.py <<'END'\n@SERVER_PY@\nEND\nserver.py @PORT@ @PREFIX@\n");
    write("server.py", "serve()\n");
  }
  ~ResourceFolder() { std::filesystem::remove_all(path_); }
  ResourceFolder(const ResourceFolder&) = delete;
  ResourceFolder& operator=(const ResourceFolder&) = delete;

  void write(std::string_view file, std::string_view text) { std::ofstream(path_ / file) << text; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace aws::scenario
