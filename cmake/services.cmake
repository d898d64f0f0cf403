# SERVICES: the AWS services that the contract has, which are those of operations.json. Every list of them in the build is
# this one.
set(OPERATIONS ${PROJECT_SOURCE_DIR}/src/contract/operations.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${OPERATIONS})
file(READ ${OPERATIONS} OPERATIONS_TEXT)
string(JSON COUNT LENGTH "${OPERATIONS_TEXT}")
math(EXPR LAST "${COUNT} - 1")
foreach(INDEX RANGE ${LAST})
  string(JSON SERVICE MEMBER "${OPERATIONS_TEXT}" ${INDEX})
  list(APPEND SERVICES ${SERVICE})
endforeach()
