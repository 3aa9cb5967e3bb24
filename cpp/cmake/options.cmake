# loyaltycore_compile_options(<target>): how our own code is compiled. Private to the target, so a
# project that uses the library keeps its own warnings and flags.
function(loyaltycore_compile_options target)
  target_compile_options(
    ${target}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            -Wconversion
            -Wshadow
            -Wsign-conversion)
  # At -O3 g++ 12 sees overlapping copies in "literal" + std::string (GCC bug 105651, mended in 13).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  # Sources compiled together are included ones; g++ takes what they keep to themselves for shared.
  if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
  if(LOYALTYCORE_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(LOYALTYCORE_SANITIZE)
    set(flags -fsanitize=${LOYALTYCORE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(${target} PRIVATE ${flags})
    target_link_options(${target} PRIVATE ${flags})
  endif()
endfunction()
