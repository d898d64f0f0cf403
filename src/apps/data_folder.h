// Where a region keeps what it knows unless --data names another folder.
#pragma once

#include <filesystem>
#include <optional>

namespace aws::apps {

std::filesystem::path default_data_folder();  // throws aws::Error where there is no home

// Of images of one's own, for a region that keeps nothing; nothing where there is no home.
std::optional<std::filesystem::path> image_folder();

}  // namespace aws::apps
