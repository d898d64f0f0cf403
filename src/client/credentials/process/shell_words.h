// A command line without a shell: as the AWS SDKs run a credential_process.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aws::client {

// The words of the line by the rules of a POSIX shell: blanks separate; '...', "..." and \ quote. Nothing is expanded
// and no character is special besides. Nothing when a quote is not closed.
std::vector<std::string> split_words(std::string_view line);

}  // namespace aws::client
