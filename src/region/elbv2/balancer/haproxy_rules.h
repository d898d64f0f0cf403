// The rules of a listener in HAProxy's language. Pure.
//
// HAProxy decides about answers of its own before it chooses a backend, whatever the order of the lines; so the first
// lines find out which rule holds, by number, and the others say what is done for each number.
#pragma once

#include <map>
#include <string>

#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

// The lines of the listener's frontend. Bodies of fixed responses go to files, by name.
std::string rule_lines(const BalancedListener& listener, std::map<std::string, std::string>& files);

}  // namespace aws::region::elbv2
