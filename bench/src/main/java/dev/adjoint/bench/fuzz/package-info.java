/// Mutates the files that readers take and looks for anything but a documented answer.
///
/// `Readers` and `TensorReaders` list every reader of files with a whole sample and the exceptions
/// that it documents. `Mutation` damages a sample, from a seed. `Trial` reads one damaged sample
/// and judges what came out; `Fuzz` runs trials for as long as it is told and keeps each file that
/// failed. A part runs in the build, as a test.
@NullMarked
package dev.adjoint.bench.fuzz;

import org.jspecify.annotations.NullMarked;
