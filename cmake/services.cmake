# SERVICES: the AWS services that the contract has, a file of operations each. Every list of them in the build is this one.
set(OPERATIONS ${PROJECT_SOURCE_DIR}/src/contract/operations)
file(GLOB OPERATIONS_FILES CONFIGURE_DEPENDS ${OPERATIONS}/*.json)
foreach(FILE ${OPERATIONS_FILES})
  cmake_path(GET FILE STEM SERVICE)
  list(APPEND SERVICES ${SERVICE})
endforeach()
