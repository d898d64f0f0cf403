// A folder of resource files that lives as long as its test.
#pragma once

#include <filesystem>
#include <string>

#include "testing/temporary_folder.h"

namespace aws::scenario {

class ResourceFolder {
 public:
  ResourceFolder() {
    write("recommendations.json",
          R"([{"MediaType": {"S": "Movie"}, "ItemId": {"N": "1"}, "Title": {"S": "Delicatessen"},
  "Creator": {"S": "Jeunet et Caro"}}])");
    write("instance_policy.json", R"({"Version": "2012-10-17", "Statement": []})");
    write("ssm_only_policy.json", R"({"Version": "2012-10-17", "Statement": []})");
    write("experiment_policy.json", R"({"Version": "2012-10-17", "Statement": []})");
    write("server_startup_script.sh",
          "#!/bin/bash\ncat > server.py <<'END'\n@SERVER_PY@\nEND\nserver.py @PORT@ @PREFIX@\n");
    write("server.py", "serve()\n");
  }

  void write(const std::string& file, const std::string& text) { folder_.write(file, text); }
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  testing::TemporaryFolder folder_;
};

}  // namespace aws::scenario
