/// What the runners of all libraries share: the numbers of the workloads as plain arrays.
///
/// - [Weight] and [Weights]: the initial weights by name.
/// - [Batch]: inputs and targets.
/// - [Sizes]: the numbers of the models that several runners need.
/// - [Peer]: the process of a library.
///
/// This is a second reading of `docs/benchmarks.md`, on purpose: Adjoint's own workloads are the
/// first, and equal losses of both prove that the page says all there is to say. How is measured is
/// not written twice: see `dev.adjoint.bench.workload.Turns`.
@NullMarked
package dev.adjoint.peers;

import org.jspecify.annotations.NullMarked;
