/// `bench/scaling`: how the time of a training step grows with the batch, the width, the depth and
/// the length of sequences. [Scaling] is the program, [Sweep] one row of sizes.
@NullMarked
package dev.adjoint.bench.scaling;

import org.jspecify.annotations.NullMarked;
