package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.ActiveKernels;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/// The kernel calls of one run of some work, in order, to be replayed.
///
/// While [#record] runs its work, [Kernels#active()] on this thread is a [RecordingKernels]: every
/// call is made as usual and recorded here. Java code between the calls is not recorded, so the
/// work must not read numbers into Java nor add new numbers from Java. Code that would do so checks
/// [#isRecording()] and refuses.
///
/// A tape represents storages as [StorageRecord]s. A storage that the tape writes before it has
/// read anything from it is a temporary, created in this run. All others existed before and are
/// used as they are. Storages that are written in place from step to step, such as those of
/// parameters, must be passed to [#hold] so that they are not treated as temporaries.
public final class Tape {
  /// The number of threads that record. It is read without a barrier: a thread sees at least its
  /// own writes, and a stale count from another thread only makes it check its own [#CURRENT].
  static int running;

  private static final ThreadLocal<@Nullable Tape> CURRENT = new ThreadLocal<>();

  private final Map<Object, StorageRecord> blocks = new WeakHashMap<>();
  private final List<RecordedCall> calls = new ArrayList<>();
  private final List<Operand> outputs = new ArrayList<>();
  private final Kernels kernels;
  private final RecordingKernels recording;
  private @Nullable String problem;

  private Tape(Kernels kernels) {
    this.kernels = kernels;
    recording = new RecordingKernels(kernels, this::run);
  }

  /// Runs `work` once and returns the calls that it made on this thread.
  ///
  /// @throws IllegalStateException if this thread is already recording
  public static Tape record(Runnable work) {
    if (isRecording()) {
      throw new IllegalStateException(
          "record: this thread is already recording a step; call the inner one outside of the outer one");
    }
    Tape tape = new Tape(ActiveKernels.INSTANCE);
    CURRENT.set(tape);
    count(1);
    try {
      ActiveKernels.with(tape.recording, work);
    } finally {
      count(-1);
      CURRENT.remove();
    }
    return tape;
  }

  private static synchronized void count(int change) {
    running += change;
  }

  /// Whether this thread is inside [#record].
  public static boolean isRecording() {
    return running != 0 && CURRENT.get() != null;
  }

  /// Tells the tape of this thread, if there is one, that a storage outlives the step, so that
  /// values written to it are kept.
  public static void hold(Storage storage) {
    if (running != 0) {
      Tape tape = CURRENT.get();
      if (tape != null) {
        tape.blocks.computeIfAbsent(storage.array(), _ -> StorageRecord.given(storage)).hold();
      }
    }
  }

  /// Tells the tape, after its recording, that a storage rarely changes, and that [Program#refresh]
  /// will be called when it has changed. Results that depend on such storages alone are not
  /// computed again by every run.
  public void settle(Storage storage) {
    StorageRecord block = blocks.get(storage.array());
    if (block != null) {
      block.settle();
    }
  }

  /// Makes a call and records it.
  private void run(KernelCall call) {
    RecordingOperands operands = new RecordingOperands(this);
    KernelCall recorded = call.on(operands);
    kernels.run(call);
    String refusal = operands.refusal();
    if (refusal == null) {
      calls.add(new RecordedCall(recorded, operands.operands(), operands.hasEffects()));
    } else {
      refuse(refusal);
    }
  }

  Operand operand(View view, Operand.Access access) {
    Storage storage = view.storage();
    StorageRecord block = blocks.get(storage.array());
    if (block == null) {
      block =
          access == Operand.Access.READ
              ? StorageRecord.given(storage)
              : StorageRecord.temporary(storage, covers(view, access));
      blocks.put(storage.array(), block);
    }
    if (access != Operand.Access.READ && !block.isWritable()) {
      refuse(
          "record: the step changes memory that it has read before and that outlives it; announce it with Tape.hold");
    }
    return Operand.of(block, access, view);
  }

  private static boolean covers(View view, Operand.Access access) {
    return access.overwrites() && view.count() == view.storage().length() && view.isContiguous();
  }

  List<RecordedCall> calls() {
    return calls;
  }

  /// Whether the work that this thread records has created this storage, so that its contents are
  /// new at every run.
  public static boolean isTemporary(Storage storage) {
    Tape tape = CURRENT.get();
    StorageRecord block = tape == null ? null : tape.blocks.get(storage.array());
    return block != null && block.given() == null;
  }

  /// Tells the tape, after its recording, that the elements of this view are an output.
  public void keep(View output) {
    Storage storage = output.storage();
    StorageRecord block =
        blocks.computeIfAbsent(storage.array(), _ -> StorageRecord.given(storage));
    outputs.add(Operand.of(block, Operand.Access.READ, output));
  }

  /// Records that this tape cannot be run again.
  void refuse(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  /// The reason why this tape cannot be run again, or null if it can.
  public @Nullable String problem() {
    return problem;
  }

  List<Operand> outputs() {
    return outputs;
  }

  Kernels kernels() {
    return kernels;
  }
}
