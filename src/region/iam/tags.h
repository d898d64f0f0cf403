// Tags of IAM's entities. Keys are told apart without regard to case, as IAM does and few others do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contract/iam.h"
#include "region/iam/records.h"

namespace aws::region::iam {

// As a request has them. Throws "InvalidInput" for a key of AWS's own or one that is there twice.
std::vector<Tag> tags_of(const std::vector<aws::iam::Tag>& tags);
std::vector<aws::iam::Tag> render(const std::vector<Tag>& tags);

// What is there already gets the new value, and the new spelling. Throws "LimitExceeded" beyond fifty.
void add_tags(std::vector<Tag>& tags, const std::vector<Tag>& added);
void remove_tags(std::vector<Tag>& tags, const std::vector<std::string>& keys);

}  // namespace aws::region::iam
