# The headers that most files include, compiled once for all rooms and once for all tests, which then take half the time.
# Files still include what they need: only the release preset does this, the others show what is missing.

set(COMMON_HEADERS
  <algorithm> <array> <charconv> <chrono> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <mutex>
  <optional> <set> <sstream> <string> <string_view> <utility> <vector>
  <boost/asio/io_context.hpp> <boost/describe.hpp> <boost/json.hpp> <boost/mp11.hpp> <fmt/format.h> <fmt/ranges.h>)

add_library(room_headers OBJECT EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/cmake/links.cc)
target_link_libraries(room_headers PRIVATE Boost::json fmt::fmt spdlog::spdlog)
target_precompile_headers(room_headers PRIVATE ${COMMON_HEADERS} <spdlog/spdlog.h>)

add_library(fast_room_headers OBJECT EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/cmake/links.cc)
target_link_libraries(fast_room_headers PRIVATE Boost::json fmt::fmt spdlog::spdlog)
target_compile_options(fast_room_headers PRIVATE ${FAST_OPTIONS})
target_precompile_headers(fast_room_headers PRIVATE ${COMMON_HEADERS} <spdlog/spdlog.h>)

add_library(test_headers OBJECT EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/cmake/links.cc)
target_link_libraries(test_headers PRIVATE Boost::json fmt::fmt GTest::gmock)
target_compile_options(test_headers PRIVATE ${TEST_OPTIONS})
target_precompile_headers(test_headers PRIVATE ${COMMON_HEADERS} <gmock/gmock.h>)

# precompile(TARGET room_headers|fast_room_headers|test_headers)
#
# Gives a target the precompiled headers of another, and nothing else of it.
function(precompile TARGET HEADERS)
  if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
    return()
  endif()
  target_precompile_headers(${TARGET} REUSE_FROM ${HEADERS})
  # GCC refuses a precompiled header that was made with other definitions.
  target_compile_definitions(${TARGET} PRIVATE $<TARGET_PROPERTY:${HEADERS},COMPILE_DEFINITIONS>)
  target_compile_options(${TARGET} PRIVATE -fpch-preprocess)  # what ccache needs to see of it
endfunction()
