/// `bench/same-bits`: every workload computes the same bits with scalar and vector kernels, at
/// every vector width, on any number of threads, recorded and not.
///
/// [SameBits] is the program, [Setting] one of the processes it compares; what such a process does
/// is in [dev.adjoint.bench.workload.Bits].
@NullMarked
package dev.adjoint.bench.bits;

import org.jspecify.annotations.NullMarked;
