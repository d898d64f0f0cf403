# room(NAME [FOLDERS folder...] [DEPENDS room...] [LIBRARIES external...] [PRIVATE external...]
#      [TEST_LIBRARIES target...])
#
# Makes this folder, and those inside it that FOLDERS names, a room of the house: its *.cc are one library, its
# *_test.cc are one test program of the same name.
# DEPENDS are the only rooms that it may see; two things keep it honest:
#   NAME_links   the whole library must link with what it depends on and nothing else,
#   check        refuses an #include of any other room (cmake/include_rules.txt).
function(room NAME)
  cmake_parse_arguments(ROOM "" "" "FOLDERS;DEPENDS;LIBRARIES;PRIVATE;TEST_LIBRARIES" ${ARGN})
  list(TRANSFORM ROOM_FOLDERS APPEND "/*.cc" OUTPUT_VARIABLE INSIDE)
  file(GLOB SOURCES CONFIGURE_DEPENDS *.cc ${INSIDE})
  set(TESTS ${SOURCES})
  list(FILTER SOURCES EXCLUDE REGEX "_test\\.cc$")
  list(FILTER TESTS INCLUDE REGEX "_test\\.cc$")

  add_library(${NAME} STATIC ${SOURCES})
  target_include_directories(${NAME} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${NAME} PUBLIC ${ROOM_DEPENDS} ${ROOM_LIBRARIES} PRIVATE ${ROOM_PRIVATE})
  if(NAME IN_LIST FAST_ROOMS)
    target_compile_options(${NAME} PRIVATE ${FAST_OPTIONS})
    precompile(${NAME} fast_room_headers)
  else()
    precompile(${NAME} room_headers)
  endif()

  add_executable(${NAME}_links ${PROJECT_SOURCE_DIR}/cmake/links.cc)
  target_link_libraries(${NAME}_links PRIVATE
    -Wl,--whole-archive $<TARGET_FILE:${NAME}> -Wl,--no-whole-archive
    ${ROOM_DEPENDS} ${ROOM_LIBRARIES} ${ROOM_PRIVATE})
  add_dependencies(${NAME}_links ${NAME})
  set_target_properties(${NAME}_links PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${NAME}_links COMMAND ${NAME}_links)

  if(TESTS)
    add_executable(${NAME}_test ${TESTS})
    target_link_libraries(${NAME}_test PRIVATE ${NAME} ${ROOM_TEST_LIBRARIES} GTest::gmock GTest::gtest_main)
    target_compile_options(${NAME}_test PRIVATE ${TEST_OPTIONS})
    precompile(${NAME}_test test_headers)
    # Most of what a test costs is what it shares with the next one; small batches keep a change cheap.
    set_target_properties(${NAME}_test PROPERTIES UNITY_BUILD_BATCH_SIZE 5)
    set_target_properties(${NAME}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    add_test(NAME ${NAME} COMMAND ${NAME}_test)
    set_tests_properties(${NAME} PROPERTIES TIMEOUT 60)
  endif()
endfunction()
