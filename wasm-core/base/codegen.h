// What loops ask of the compilers: LLVM and GCC, and V8 behind them, which makes
// machine code of WebAssembly as it finds it.
// Thread: any.
#pragma once

#define LATHE_INLINE inline __attribute__((always_inline))
/// Before a function whose loop is to stay alone: inlined into others, it would leave V8 too few
/// registers, and take up to half as long again. (The link keeps it so: bindings/CMakeLists.txt.)
#define LATHE_APART __attribute__((noinline))
/// Before a short inner loop: V8 checks for interrupts once an iteration.
#define LATHE_UNROLL _Pragma("GCC unroll 4")

/// `Vector::splat` of a constant in an inner loop, from memory: written as a constant, V8 would
/// make it anew wherever it is used, in four instructions.
#define LATHE_CONSTANT(Vector, x)                 \
  ([] {                                           \
    static constexpr auto kNumber = x;            \
    return Vector::splat(*keptPointer(&kNumber)); \
  }())

namespace lathe {

/// The pointer itself, which the compiler then keeps: left alone, it would make the address of
/// every load of a loop from the loop's count, three instructions each.
template <class T>
LATHE_INLINE T* keptPointer(T* pointer) {
  __asm__("" : "+r"(pointer));
  return pointer;
}

}  // namespace lathe
