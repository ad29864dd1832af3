#!/bin/sh
# The signal path calls no elementary function of the C library: they differ
# between platforms in the last bit. Lists the undefined symbols of the given
# static libraries, and fails naming any that the C mathematics library defines.
# Usage: no_libm.sh NM LIBRARY…
set -eu
nm=$1
shift
functions='sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|cbrt|hypot|fmod|remainder|erf|erfc|tgamma|lgamma|fma'
status=0
checked=0
for library in "$@"; do
  if [ ! -f "$library" ]; then
    echo "missing: $library"
    exit 1
  fi
  checked=$((checked + 1))
  found=$("$nm" --undefined-only "$library" 2>/dev/null |
    awk '/:$/ { object = $1 } $1 == "U" { sub(/@.*/, "", $2); print object, $2 }' |
    grep -E " (__)?($functions)[fl]?(_finite)?$" || true)
  if [ -n "$found" ]; then
    echo "$library calls the C mathematics library:"
    echo "$found"
    status=1
  fi
done
echo "[ figure ] libraries without libm: $checked checked"
exit $status
