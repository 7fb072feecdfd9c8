/// `bench/serving`: many clients at the same time against the prediction server, on this machine.
///
/// [ServingLoad] is the program, [LoadResult] what it counts.
@NullMarked
package dev.adjoint.bench.serving;

import org.jspecify.annotations.NullMarked;
