# Finds the Emscripten toolchain: a newer emsdk in PATH is used as it is,
# else Debian's package.
find_program(LATHE_EMCC emcc REQUIRED)
execute_process(COMMAND ${LATHE_EMCC} --version OUTPUT_VARIABLE LATHE_EMCC_VERSION)
get_filename_component(LATHE_EMCC_REAL ${LATHE_EMCC} REALPATH)
get_filename_component(LATHE_EMCC_ROOT ${LATHE_EMCC_REAL} DIRECTORY)
foreach(root ${LATHE_EMCC_ROOT} /usr/share/emscripten)
  if(EXISTS ${root}/cmake/Modules/Platform/Emscripten.cmake)
    include(${root}/cmake/Modules/Platform/Emscripten.cmake)
    break()
  endif()
endforeach()
