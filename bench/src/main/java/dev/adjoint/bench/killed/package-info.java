/// `bench/killed-runs`: training runs that are ended by `kill -9` at random moments and continued
/// must end in the bits of an unbroken run.
///
/// [KilledRuns] is the program, [KilledTask] a training run that it ends, [TaskList] the runs of
/// all kinds of data.
@NullMarked
package dev.adjoint.bench.killed;

import org.jspecify.annotations.NullMarked;
