#include "scenario/report/file.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace aws::scenario {
namespace {

TEST(ReportFile, ThatCannotBeWrittenIsNamed) {
  try {
    write_report("/nowhere/report.json", {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "/nowhere/report.json: No such file or directory");
  }
}

}  // namespace
}  // namespace aws::scenario
