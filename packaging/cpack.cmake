# Read by cpack for each kind of package: Debian's goes below /usr, an archive wherever it is unpacked.
if(CPACK_GENERATOR STREQUAL DEB)
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
endif()
