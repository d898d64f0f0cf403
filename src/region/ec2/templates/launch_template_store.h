// Launch templates, kept whole: what is in them is judged only when an instance is launched, as on AWS. A template's
// version is immutable; CreateLaunchTemplate makes version 1, which is both $Default and $Latest. The number of a
// version that was deleted is not given again. Region thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "contract/ec2.h"
#include "region/store/collection.h"

namespace aws::region::ec2 {

struct LaunchTemplateVersion {
  std::int64_t number = 1;
  std::string description;
  std::string data;             // RequestLaunchTemplateData as JSON
  std::int64_t created_at = 0;  // milliseconds; 0 and "": as the template
  std::string created_by;
  std::string client_token;
  std::string asked;  // by the call that made it, with its client token

  aws::ec2::RequestLaunchTemplateData contents() const;
};
BOOST_DESCRIBE_STRUCT(LaunchTemplateVersion, (),
                      (number, description, data, created_at, created_by, client_token, asked))

struct LaunchTemplate {
  std::string id;  // lt-...
  std::string name;
  std::int64_t created_at = 0;  // milliseconds
  std::string created_by;       // the caller's ARN
  std::string client_token;
  std::int64_t default_version = 1;
  std::int64_t versions_made = 1;
  std::map<std::string, std::string> tags;
  std::vector<LaunchTemplateVersion> versions;  // in order of their numbers, never empty

  const LaunchTemplateVersion* find(std::int64_t number) const;
};
BOOST_DESCRIBE_STRUCT(LaunchTemplate, (),
                      (id, name, created_at, created_by, client_token, default_version, versions_made, tags, versions))

// How a launch names a template: by id or by name; "" as version means $Default.
struct TemplateReference {
  std::string id;
  std::string name;
  std::string version;
};

// What a caller asks for.
struct NewLaunchTemplate {
  std::string name;
  std::string description;
  std::string client_token;
  std::string created_by;
  std::map<std::string, std::string> tags;
  aws::ec2::RequestLaunchTemplateData contents;
};

struct NewVersion {
  std::string source;  // the version that it begins with; "" is none
  std::string description;
  std::string client_token;
  std::string created_by;
  aws::ec2::RequestLaunchTemplateData contents;
};

class LaunchTemplateStore {
 public:
  LaunchTemplateStore(Store& store, Random& random, const Clock& clock);

  // The same again, with the same client token, returns what the first call made. Throws
  // IdempotentParameterMismatch or InvalidLaunchTemplateName.AlreadyExistsException.
  const LaunchTemplate& create(const NewLaunchTemplate& request);
  LaunchTemplate erase(std::string_view id);
  void set_tags(const std::string& id, std::map<std::string, std::string> tags);

  // Of a template that is there. The same again, with the same client token, returns what the first call made. Throws
  // InvalidLaunchTemplateId.VersionNotFound for the source or IdempotentParameterMismatch.
  const LaunchTemplateVersion& create_version(const std::string& id, const NewVersion& request);
  const LaunchTemplate& set_default_version(const std::string& id, std::int64_t number);
  void erase_version(const std::string& id, std::int64_t number);  // one that is there and not the default

  const std::map<std::string, LaunchTemplate, std::less<>>& all() const { return templates_.all(); }
  const LaunchTemplate* find(std::string_view id) const { return templates_.find(id); }
  const LaunchTemplate* find_by_name(std::string_view name) const;
  // By id or by name, with EC2's errors for what is missing.
  const LaunchTemplate& get(std::string_view id, std::string_view name) const;
  const LaunchTemplateVersion& version(const LaunchTemplate& launch_template, std::string_view version) const;

 private:
  const LaunchTemplate* made_by_same_call(const NewLaunchTemplate& request) const;

  Random& random_;
  const Clock& clock_;
  Collection<LaunchTemplate> templates_;
};

}  // namespace aws::region::ec2
