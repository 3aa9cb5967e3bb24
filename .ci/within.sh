#!/usr/bin/env bash
# Runs a command on two cores and fails when it took longer than it may.
#
#   .ci/within.sh SECONDS COMMAND [ARGUMENT]...
set -euo pipefail

limit=$1
shift
# Beyond two cores the figure would be another one.
cores=()
if [[ $(nproc) -gt 2 ]]; then
  cores=(taskset -c 0,1)
fi
began=$EPOCHREALTIME
"${cores[@]}" "$@"
awk -v began="$began" -v ended="$EPOCHREALTIME" -v limit="$limit" -v what="$*" 'BEGIN {
  took = ended - began
  printf "%s took %.1f s of the %s s that it may take\n", what, took, limit
  exit took > limit
}'
