// A pattern of a policy: text with `*` (anything) and `?` (one character), and policy variables such as
// ${aws:username}, whose values stand for themselves whatever characters they have.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "region/iam/policy/context.h"

namespace aws::region::iam {

class Pattern {
 public:
  // Without variables: "${" means nothing special, as in policies older than version 2012-10-17.
  explicit Pattern(std::string_view text);
  // With the variables' values; nothing when one of them has none, and then nothing can match.
  static std::optional<Pattern> with_variables(std::string_view text, const Context& context);

  // The names of the variables in it, without their defaults.
  static std::vector<std::string> variables_in(std::string_view text);

  bool matches(std::string_view text) const;
  // As ArnLike has it, segment by segment: a wildcard does not reach over a colon, but the last segment of the pattern
  // takes all the rest, so that "*" and "arn:aws:dynamodb:*" match what they look like they match.
  bool matches_arn(std::string_view arn) const;
  // As the element Resource has it: a `*` that ends a segment reaches over colons, "arn:aws:dynamodb:*:table/x".
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  bool matches_resource(std::string_view arn) const;
  bool equals(std::string_view text) const;  // its wildcards being ordinary characters

 private:
  using Tokens = std::u16string;  // a byte, or one of the tokens that are more than a byte
  Pattern() = default;
  void append(std::string_view text);
  static bool match(std::u16string_view tokens, std::string_view text);
  Tokens confined() const;

  Tokens tokens_;
};

}  // namespace aws::region::iam
