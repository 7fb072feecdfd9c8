/// Kernel calls that are recorded to be replayed, and kernel calls that are timed.
///
/// Read [dev.adjoint.kernel.recording.Tape] first: it runs some work once and keeps each call as a
/// `RecordedCall` with its `Operand`s. An operand names a `StorageRecord` of memory and how the
/// call accesses it. During the recording, `RecordingKernels` is active on the thread.
/// `RecordingOperands` gets the operands from the call itself; `ReplacingOperands` gives it other
/// memory.
///
/// [dev.adjoint.kernel.recording.Program] replays the calls of a tape. `Liveness` determines when
/// each block is needed, `JoinedCalls` joins calls that another call can do too, `MemoryPlan`
/// places the blocks in one array, `FirstUse` clears the blocks that a call expects to be zero, and
/// `SettledOperands` keeps copies of weights that rarely change, `KeptKernels` those of
/// convolutions. [dev.adjoint.kernel.recording.KernelClock] times calls in the same way.
@NullMarked
package dev.adjoint.kernel.recording;

import org.jspecify.annotations.NullMarked;
