/// Kernel calls that are written down to be replayed, and kernel calls that are timed.
///
/// Read [dev.adjoint.kernel.recording.Tape] first: it runs some work once and keeps each call as a
/// `RecordedCall` with its `Operand`s, which name a `Block` of memory and what the call does to it.
/// Meanwhile `RecordingKernels` is active on the thread. `RecordingOperands` learns the operands
/// from the call itself; `ReplacingOperands` gives it other memory.
///
/// [dev.adjoint.kernel.recording.Program] replays the calls of a tape: `Liveness` finds out when
/// each block is needed, `MemoryPlan` places the blocks in one array, `FirstUse` clears what a call
/// expects to be zero, and `SettledOperands` keeps copies of matrices that seldom change.
/// [dev.adjoint.kernel.recording.KernelClock] times calls by the same means.
@NullMarked
package dev.adjoint.kernel.recording;

import org.jspecify.annotations.NullMarked;
