// What a call acts on, as the ARNs for which it has to be authorised.
#pragma once

#include <string>
#include <vector>

#include "base/place.h"
#include "contract/shape.h"
#include "region/frontdoor/ports.h"

namespace aws::region::frontdoor {

// From the operation's templates, such as arn:aws:dynamodb:{region}:{account}:table/{TableName}: {Member} is a string
// of the input, each string of a list or each key of a map. {One,Other} is the first of them that is set, and
// {Member|kind} what `names` knows the value as. A value that is an ARN already replaces the whole template, one that
// begins with '/' (a parameter's name) does not double the '/' before it, and one that is missing is "*";
// {?/index/Member} is "/index/" and the member, or nothing when it is missing.
std::vector<std::string> resources_of(const contract::Operation& operation, const void* input, const Place& place,
                                      const ResourceNames& names);
// What the tags that come with the call are given to, in the same way.
std::vector<std::string> tagged_by(const contract::Operation& operation, const void* input, const Place& place,
                                   const ResourceNames& names);

}  // namespace aws::region::frontdoor
