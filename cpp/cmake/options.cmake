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
  if(LOYALTYCORE_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(LOYALTYCORE_SANITIZE)
    set(flags -fsanitize=${LOYALTYCORE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(${target} PRIVATE ${flags})
    target_link_options(${target} PRIVATE ${flags})
  endif()
endfunction()
