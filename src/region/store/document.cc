#include "region/store/document.h"

namespace aws::region {

// As deep as DynamoDB lets an item nest, and then some; and a script's bytes need not be UTF-8 to be kept.
boost::json::value parse_document(std::string_view body, const boost::json::storage_ptr& memory) {
  boost::json::parse_options options;
  options.max_depth = 256;
  options.allow_invalid_utf8 = true;
  return boost::json::parse({body.data(), body.size()}, memory, options);
}

}  // namespace aws::region
