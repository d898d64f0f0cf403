// Parameter Store: named values with their last hundred versions, on disk before a call returns. Owned by the region,
// one thread; knows neither JSON nor HTTP.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/ssm/parameters/parameter_reference.h"
#include "region/ssm/ports.h"
#include "region/store/collection.h"

namespace aws::region::ssm {

inline constexpr std::string_view kSecureString = "SecureString";

struct ParameterVersion {
  std::int64_t version = 0;
  std::string value;   // of a SecureString too: the data folder is private, and there is no key service to ask
  std::string sealed;  // SecureString: what a reader sees who does not ask for decryption
  std::int64_t modified_ms = 0;
  std::string user;  // who wrote it, an ARN
  std::string tier;  // this and the next two as they were then
  std::string description;
  std::string allowed_pattern;
  std::vector<std::string> labels;

  bool has(std::string_view label) const;
};
BOOST_DESCRIBE_STRUCT(ParameterVersion, (),
                      (version, value, sealed, modified_ms, user, tier, description, allowed_pattern, labels))

struct StoredParameter {
  std::string name;
  std::string type;  // "String", "StringList" or "SecureString"
  std::string data_type = "text";
  std::string tier;
  std::string description;
  std::string allowed_pattern;
  std::string key_id;
  std::map<std::string, std::string> tags;
  std::vector<ParameterVersion> versions;  // oldest first, never empty

  bool labelled(std::string_view label) const;  // any version
};
BOOST_DESCRIBE_STRUCT(StoredParameter, (),
                      (name, type, data_type, tier, description, allowed_pattern, key_id, tags, versions))

// What a put says; what it leaves out stays as it was.
struct ParameterChange {
  std::string name;
  std::string value;
  std::optional<std::string> type;
  std::optional<std::string> data_type;
  std::optional<std::string> tier;
  std::optional<std::string> description;
  std::optional<std::string> allowed_pattern;
  std::optional<std::string> key_id;
  std::string user;
  std::map<std::string, std::string> tags;
  bool overwrite = false;
};

// One version of a parameter, ready to be shown.
struct ParameterView {
  std::string name;
  std::string type;
  std::string data_type;
  std::string arn;
  std::string value;
  std::string sealed;
  std::string selector;  // ":3" or ":label" when the reader asked for a version
  std::int64_t version = 0;
  Timestamp modified;
};

class ParameterStore {
 public:
  ParameterStore(Store& store, const Clock& clock, Random& random, Place place, const Images* images = nullptr);

  const StoredParameter& put(const ParameterChange& change);
  // By a reference; public parameters too. Throws ParameterNotFound or ParameterVersionNotFound.
  ParameterView get(std::string_view reference) const;
  void erase(std::string_view name);  // throws ParameterNotFound
  const StoredParameter* find(std::string_view name) const { return parameters_.find(name); }
  const StoredParameter& existing(std::string_view reference) const;  // throws ParameterNotFound
  const std::map<std::string, StoredParameter, std::less<>>& all() const { return parameters_.all(); }
  std::vector<ParameterView> public_ones() const;
  void replace(StoredParameter parameter);

  // A label belongs to one version, from which it is taken. The latest version when none is said; which it was is
  // returned. Throws ParameterVersionNotFound, ParameterVersionLabelLimitExceeded.
  std::int64_t label(std::string_view name, std::optional<std::int64_t> version,
                     const std::vector<std::string>& labels);
  // The labels that the version had and has not any more.
  std::vector<std::string> unlabel(std::string_view name, std::int64_t version, const std::vector<std::string>& labels);
  std::string arn(std::string_view name) const;

 private:
  ParameterVersion next_version(const StoredParameter& parameter, const ParameterChange& change);
  const StoredParameter* find(const ParameterReference& reference) const;
  ParameterView view_public(std::string_view name, std::string_view selector) const;
  ParameterView view_image(const NamedImage& image, std::string_view selector) const;
  std::optional<NamedImage> image_at(std::string_view name) const;

  Collection<StoredParameter> parameters_;
  const Clock& clock_;
  Random& random_;
  Place place_;
  const Images* images_;
};

}  // namespace aws::region::ssm
