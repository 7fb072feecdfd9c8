/// Kernel calls that are written down to be replayed, and kernel calls that are timed.
///
/// Read [dev.adjoint.kernel.recording.Tape] first: it runs some work once and keeps each kernel
/// call as a `Call` whose `Operand`s say which views are read, overwritten or updated. The memory
/// of a view is a `Block`. `RecordingKernels` is the implementation of the contract that is active
/// meanwhile; it has one statement for each kernel:
///
/// ```java
/// tape.run("add", (k, v) -> k.add(v[0], v[1]), read(x), update(y));
/// ```
///
/// [dev.adjoint.kernel.recording.Program] replays the calls of a tape: `Liveness` finds out when
/// each block is needed, `MemoryPlan` places the blocks in one array, `FirstUse` clears what a call
/// expects to be zero, and `SettledOperands` keeps copies of matrices that seldom change.
/// [dev.adjoint.kernel.recording.KernelClock] times calls by the same means.
@NullMarked
package dev.adjoint.kernel.recording;

import org.jspecify.annotations.NullMarked;
