// How each AWS service says that it has too much to do, is broken, or is away.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
#pragma once

#include "base/error.h"
#include "contract/shape.h"

namespace aws::region::chaos {

Error throttled(const contract::Operation& operation);
Error broken(const contract::Service& service);       // 500
Error unavailable(const contract::Service& service);  // 503

}  // namespace aws::region::chaos
