# Code for several instruction sets: one source, one object for each set (base/isa.hpp).

# Every object outside the baseline needs a linker that can dissolve section groups. A sanitizer
# keeps tables of each object that do not survive it: such builds run the baseline alone.
set(loyaltycore_isas baseline)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux"
   AND CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$"
   AND CMAKE_SIZEOF_VOID_P EQUAL 8
   AND NOT LOYALTYCORE_SANITIZE
   AND CMAKE_OBJCOPY)
  execute_process(COMMAND ${CMAKE_LINKER} --help OUTPUT_VARIABLE loyaltycore_linker_help
                  ERROR_QUIET)
  if(loyaltycore_linker_help MATCHES "--force-group-allocation")
    list(APPEND loyaltycore_isas avx2)
  endif()
endif()
set(LOYALTYCORE_ISAS
    "${loyaltycore_isas}"
    CACHE STRING "Instruction sets that lanes are compiled for: baseline, avx2")

# At -O3 whatever the build type: less uses no instruction that takes more than 128 bits at once.
set(loyaltycore_flags_avx2 -mavx2 -O3)

# What an earlier configuration listed.
file(REMOVE_RECURSE ${PROJECT_BINARY_DIR}/isa_objects)

# loyaltycore_isa_objects(<target> <source>): the source once for each set, in the target. Inline
# code that all sets share (the standard library, our own without a tag) is compiled into each
# object; outside the baseline everything but what stands in loyaltycore::isa_entry becomes local to
# its object, so the linker cannot take any of it for a caller of the baseline. Section groups go
# first: the linker keeps one of a name, whatever its symbols are. .ci/check_isa.py reads the
# objects named in isa_objects/ of the build tree.
function(loyaltycore_isa_objects target source)
  foreach(isa IN LISTS LOYALTYCORE_ISAS)
    set(compiled ${target}_${isa})
    add_library(${compiled} OBJECT ${source})
    loyaltycore_compile_options(${compiled})
    target_compile_definitions(${compiled} PRIVATE LOYALTYCORE_ISA=${isa})
    # Only unique symbols of g++ would stay visible: objcopy leaves them as they are.
    target_compile_options(${compiled} PRIVATE -fno-lto
                                               $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
    target_include_directories(${compiled}
                               PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_link_libraries(${compiled} PRIVATE $<TARGET_PROPERTY:${target},LINK_LIBRARIES>)
    set(object $<TARGET_OBJECTS:${compiled}>)
    if(NOT isa STREQUAL "baseline")
      string(TOUPPER ${isa} upper)
      target_compile_definitions(${target} PRIVATE LOYALTYCORE_HAS_${upper}=1)
      target_compile_options(${compiled} PRIVATE ${loyaltycore_flags_${isa}})
      set(closed ${CMAKE_CURRENT_BINARY_DIR}/${compiled}.o)
      add_custom_command(
        OUTPUT ${closed}
        COMMAND ${CMAKE_LINKER} -r --force-group-allocation -o ${closed}.open ${object}
        COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=_ZN11loyaltycore9isa_entry*
                ${closed}.open ${closed}
        DEPENDS ${compiled} ${object}
        COMMAND_EXPAND_LISTS VERBATIM)
      set_source_files_properties(${closed} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
      set(object ${closed})
    endif()
    target_sources(${target} PRIVATE ${object})
    file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/isa_objects/${compiled}.txt
         CONTENT "${isa} ${object}\n")
  endforeach()
endfunction()
