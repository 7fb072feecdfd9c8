/// `bench/compare`: Adjoint and other libraries on the same workloads, measured in turn.
///
/// - [Compare] is the program, [Options] its arguments.
/// - [Contestant] says how a library's process is started, [RunnerProcess] is one that runs; what
///   they say to each other is described in `dev.adjoint.bench.workload.Protocol`.
/// - [Reference] has the losses that every one must reproduce before its speed counts.
/// - [Contest] lets all of them measure in turn; [Disturbance] notes what else the machine did.
/// - [Results] keeps what was measured in a text file, so that a comparison can be made in parts;
///   [Standing] computes medians, ratios and means from it.
/// - [MarkdownPage] and [RatioPicture] show it, with the [Machine] it was measured on.
@NullMarked
package dev.adjoint.bench.compare;

import org.jspecify.annotations.NullMarked;
