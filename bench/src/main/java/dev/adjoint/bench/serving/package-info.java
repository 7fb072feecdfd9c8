/// `bench/serving`: many clients at the same time against the prediction server, on this machine.
///
/// [ServingLoad] is the program, [LoadResult] what it counts, `LoadSamples` what a kind of model is
/// asked.
@NullMarked
package dev.adjoint.bench.serving;

import org.jspecify.annotations.NullMarked;
