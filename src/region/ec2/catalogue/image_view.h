// A machine image as DescribeImages shows it, and by what it can be found.
#pragma once

#include "contract/ec2.h"
#include "region/ec2/filters.h"
#include "region/ec2/ports.h"

namespace aws::region::ec2 {

aws::ec2::Image image_view(const Image& image);
const Filterable<aws::ec2::Image>& filterable_images();

}  // namespace aws::region::ec2
