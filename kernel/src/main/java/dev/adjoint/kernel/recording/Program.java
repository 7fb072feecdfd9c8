package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.recording.MemoryPlan.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;

/// A [Tape] that is ready to run any number of times: the calls that are needed, with their views
/// over planned memory.
///
/// A run makes the same calls as the recorded run, so its results have the same bits. It allocates
/// no memory. Temporaries are in one array for each element type, and overlap if they are not
/// needed at the same time. Each output has its own array, which the next run overwrites. Only one
/// thread at a time may run it.
public final class Program {
  /// Offsets in shared arrays are this many bytes apart, and the first one is this many bytes after
  /// the beginning of the object. This is the size of a cache line; the array's header takes 16
  /// bytes of the first one.
  private static final int LINE = 64;

  private static final int HEADER = 16;

  private final Kernels kernels;
  private final KernelCall[] settled;
  private final KernelCall[] calls;
  private final View[] outputs;

  /// By the number of calls that have been made, the outputs that have their final elements from
  /// then on.
  private final int[][] completed;

  private final long planned;

  private Program(
      Kernels kernels,
      KernelCall[] settled,
      KernelCall[] calls,
      View[] outputs,
      int[][] completed,
      long planned) {
    this.kernels = kernels;
    this.settled = settled;
    this.calls = calls;
    this.outputs = outputs;
    this.completed = completed;
    this.planned = planned;
  }

  /// Prepares a tape to run. Its outputs are those that were [kept][Tape#keep], in that order.
  public static Program of(Tape tape) {
    Set<StorageRecord> needed = new HashSet<>();
    tape.outputs().forEach(operand -> needed.add(operand.block()));
    Liveness liveness = Liveness.of(SettledOperands.copied(tape.calls()), needed);
    Map<StorageRecord, Storage> storages = new HashMap<>();
    Map<StorageRecord, Integer> bases = new HashMap<>();
    long planned = share(liveness.lives(), storages, bases);
    Memory memory = new Memory(storages, bases);
    KernelCall[] constant = placed(FirstUse.prepared(liveness.constantCalls(), Set.of()), memory);
    run(constant, tape.kernels());
    Set<StorageRecord> kept = memory.kept(liveness);
    KernelCall[] settled = placed(FirstUse.prepared(liveness.settledCalls(), kept), memory);
    kept.addAll(memory.kept(liveness));
    List<RecordedCall> calls = FirstUse.prepared(liveness.calls(), kept);
    KernelCall[] placed = placed(calls, memory);
    View[] results = new View[tape.outputs().size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = memory.view(tape.outputs().get(i));
    }
    Program program =
        new Program(
            tape.kernels(), settled, placed, results, completed(calls, tape.outputs()), planned);
    program.refresh();
    return program;
  }

  /// The outputs by the number of calls after which no call changes them.
  private static int[][] completed(List<RecordedCall> calls, List<Operand> outputs) {
    Map<StorageRecord, Integer> changed = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      for (Operand operand : calls.get(i).operands()) {
        if (operand.changes()) {
          changed.put(operand.block(), i + 1);
        }
      }
    }
    int[][] completed = new int[calls.size() + 1][0];
    for (int i = 0; i < outputs.size(); i++) {
      int made = changed.getOrDefault(outputs.get(i).block(), 0);
      completed[made] = Arrays.copyOf(completed[made], completed[made].length + 1);
      completed[made][completed[made].length - 1] = i;
    }
    return completed;
  }

  /// Assigns offsets to temporaries. Returns the number of bytes of the arrays.
  private static long share(
      Map<StorageRecord, int[]> lives,
      Map<StorageRecord, Storage> storages,
      Map<StorageRecord, Integer> bases) {
    Map<Class<?>, List<StorageRecord>> byType = new LinkedHashMap<>();
    lives
        .keySet()
        .forEach(block -> byType.computeIfAbsent(block.type(), _ -> new ArrayList<>()).add(block));
    long bytes = 0;
    for (List<StorageRecord> blocks : byType.values()) {
      List<Piece> pieces = new ArrayList<>();
      for (StorageRecord block : blocks) {
        int[] life = Objects.requireNonNull(lives.get(block));
        pieces.add(new Piece(block.length(), life[0], life[1]));
      }
      int width = blocks.get(0).elementBytes();
      MemoryPlan plan = MemoryPlan.of(pieces, LINE / width, (LINE - HEADER) / width);
      if (plan.size() <= Integer.MAX_VALUE - HEADER) {
        Storage shared = blocks.get(0).allocate((int) plan.size());
        for (int i = 0; i < pieces.size(); i++) {
          storages.put(blocks.get(i), shared);
          bases.put(blocks.get(i), (int) plan.offset(i));
        }
        bytes += plan.size() * width;
      }
    }
    return bytes;
  }

  /// Makes all calls. Exceptions of the calls are passed on to the caller; the outputs are then
  /// invalid.
  public void run() {
    run(calls, kernels);
  }

  /// Makes all calls, and says of each output when it has its final elements.
  ///
  /// @param complete gets the index of each output once, on this thread, between the calls
  public void run(IntConsumer complete) {
    for (int made = 0; made < completed.length; made++) {
      if (made > 0) {
        kernels.run(calls[made - 1]);
      }
      for (int output : completed[made]) {
        complete.accept(output);
      }
    }
  }

  /// Computes again the results that depend on [settled][Tape#settle] storages alone. It must be
  /// called when one of these storages has changed.
  public void refresh() {
    run(settled, kernels);
  }

  /// The view that contains the elements of an output after each run.
  public View output(int i) {
    return outputs[i];
  }

  /// The number of calls in a run.
  public int calls() {
    return calls.length;
  }

  /// The number of bytes of memory that temporaries share.
  public long plannedBytes() {
    return planned;
  }

  /// The storage and offset of each block. A block that has none yet gets its own array.
  private record Memory(Map<StorageRecord, Storage> storages, Map<StorageRecord, Integer> bases)
      implements RecordedCall.Memory {

    Storage storage(StorageRecord block) {
      Storage given = block.given();
      return given != null
          ? given
          : storages.computeIfAbsent(block, _ -> block.allocate(block.length()));
    }

    @Override
    public View view(Operand operand) {
      return operand.on(storage(operand.block()), bases.getOrDefault(operand.block(), 0));
    }

    /// The blocks that already have an offset and keep their contents.
    Set<StorageRecord> kept(Liveness liveness) {
      Set<StorageRecord> kept = new HashSet<>(storages.keySet());
      kept.removeIf(block -> !liveness.keeps(block));
      return kept;
    }
  }

  private static KernelCall[] placed(List<RecordedCall> calls, Memory memory) {
    return calls.stream().map(call -> call.on(memory)).toArray(KernelCall[]::new);
  }

  private static void run(KernelCall[] calls, Kernels kernels) {
    for (KernelCall call : calls) {
      kernels.run(call);
    }
  }
}
