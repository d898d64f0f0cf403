// The file that a report goes to. Its name says how it is written: .html is a page, .md Markdown, anything else JSON.
#pragma once

#include <filesystem>

#include "scenario/report/report.h"

namespace aws::scenario {

// Throws aws::Error "ReportNotWritten".
void write_report(const std::filesystem::path& file, const Report& report);

}  // namespace aws::scenario
