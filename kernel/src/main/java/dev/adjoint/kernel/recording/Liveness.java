package dev.adjoint.kernel.recording;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which calls of a tape must be run again, and for how long each temporary is needed.
///
/// - A call is *constant* if it reads only the results of other constant calls. It is run once, not
///   at every step.
/// - A call is *settled* if it reads only such results and settled storages. It is run when one of
///   these storages has changed.
/// - A call is *dead* if no call uses its results.
/// - A temporary is live from the first call that uses it to the last.
final class Liveness {
  /// Larger constants are computed again at every step, because their memory costs more than the
  /// time.
  private static final int LARGEST_CONSTANT = 1 << 16;

  private final Set<StorageRecord> outputs;
  private final Set<StorageRecord> constants;
  private final Set<StorageRecord> settled;
  private final List<RecordedCall> constantCalls = new ArrayList<>();
  private final List<RecordedCall> settledCalls = new ArrayList<>();
  private final List<RecordedCall> calls;
  private final Map<StorageRecord, int[]> lives = new LinkedHashMap<>();

  private Liveness(List<RecordedCall> tape, Set<StorageRecord> outputs) {
    this.outputs = outputs;
    this.constants =
        unchanging(tape, block -> block.given() == null && block.length() <= LARGEST_CONSTANT);
    this.settled = unchanging(tape, block -> block.given() == null || block.isSettled());
    settled.removeAll(constants);
    List<RecordedCall> changing = new ArrayList<>();
    for (RecordedCall call : tape) {
      (makes(constants, call) ? constantCalls : makes(settled, call) ? settledCalls : changing)
          .add(call);
    }
    calls = JoinedCalls.of(needed(changing), this::isPlanned);
    for (int i = 0; i < calls.size(); i++) {
      for (Operand operand : calls.get(i).operands()) {
        if (isPlanned(operand.block())) {
          int at = i;
          lives.computeIfAbsent(operand.block(), _ -> new int[] {at, at})[1] = i;
        }
      }
    }
  }

  /// @param outputs the blocks whose contents are needed at the end
  static Liveness of(List<RecordedCall> tape, Set<StorageRecord> outputs) {
    return new Liveness(tape, outputs);
  }

  /// The results of calls that depend only on each other and on `still` blocks.
  private static Set<StorageRecord> unchanging(
      List<RecordedCall> tape, Predicate<StorageRecord> still) {
    Set<StorageRecord> changing = new HashSet<>();
    boolean stable = false;
    while (!stable) {
      stable = true;
      for (RecordedCall call : tape) {
        if (call.hasEffects() || touches(call, changing, still)) {
          for (Operand operand : call.operands()) {
            if (operand.changes()) {
              stable &= !changing.add(operand.block());
            }
          }
        }
      }
    }
    Set<StorageRecord> unchanging = new HashSet<>();
    for (RecordedCall call : tape) {
      for (Operand operand : call.operands()) {
        if (operand.changes() && !changing.contains(operand.block())) {
          unchanging.add(operand.block());
        }
      }
    }
    return unchanging;
  }

  private static boolean touches(
      RecordedCall call, Set<StorageRecord> changing, Predicate<StorageRecord> still) {
    for (Operand operand : call.operands()) {
      StorageRecord block = operand.block();
      boolean outlives = block.given() != null && operand.changes();
      if (outlives || changing.contains(block) || !still.test(block)) {
        return true;
      }
    }
    return false;
  }

  private static boolean makes(Set<StorageRecord> blocks, RecordedCall call) {
    for (Operand operand : call.operands()) {
      if (operand.changes() && blocks.contains(operand.block())) {
        return true;
      }
    }
    return false;
  }

  private List<RecordedCall> needed(List<RecordedCall> tape) {
    Set<StorageRecord> used = new HashSet<>(outputs);
    BitSet kept = new BitSet();
    for (int i = tape.size() - 1; i >= 0; i--) {
      RecordedCall call = tape.get(i);
      boolean needed = call.hasEffects();
      for (Operand operand : call.operands()) {
        needed |=
            operand.changes()
                && (operand.block().given() != null || used.contains(operand.block()));
      }
      if (needed) {
        kept.set(i);
        for (Operand operand : call.operands()) {
          used.add(operand.block());
        }
      }
    }
    List<RecordedCall> calls = new ArrayList<>();
    kept.stream().forEach(i -> calls.add(tape.get(i)));
    return calls;
  }

  /// The calls to run once.
  List<RecordedCall> constantCalls() {
    return constantCalls;
  }

  /// The calls to run when a settled storage has changed, in order.
  List<RecordedCall> settledCalls() {
    return settledCalls;
  }

  /// The calls to run at every step, in order.
  List<RecordedCall> calls() {
    return calls;
  }

  /// The temporaries whose memory can be shared, each with the indices of its first and last call
  /// in [#calls()].
  Map<StorageRecord, int[]> lives() {
    return lives;
  }

  private boolean isPlanned(StorageRecord block) {
    return block.given() == null && !outputs.contains(block) && !keeps(block);
  }

  /// Whether a block keeps the result of a constant or settled call from run to run.
  boolean keeps(StorageRecord block) {
    return constants.contains(block) || settled.contains(block);
  }
}
