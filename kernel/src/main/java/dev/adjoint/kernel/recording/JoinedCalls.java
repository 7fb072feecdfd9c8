package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Joins calls with the one call that reads their result, see [KernelCall#joinedWith]. The results
/// keep their bits; the temporaries between the calls, and their way through memory, are saved.
final class JoinedCalls {
  private final @Nullable RecordedCall[] calls;

  /// The numbers of the calls that use a block.
  private final Map<StorageRecord, TreeSet<Integer>> users = new HashMap<>();

  private JoinedCalls(List<RecordedCall> tape) {
    calls = tape.toArray(RecordedCall[]::new);
    for (int i = 0; i < calls.length; i++) {
      for (Operand operand : tape.get(i).operands()) {
        users.computeIfAbsent(operand.block(), _ -> new TreeSet<>()).add(i);
      }
    }
  }

  /// @param isTemporary whether a block is needed by no one but these calls
  static List<RecordedCall> of(List<RecordedCall> tape, Predicate<StorageRecord> isTemporary) {
    JoinedCalls joined = new JoinedCalls(tape);
    for (int i = 0; i < tape.size(); i++) {
      joined.join(i, isTemporary);
    }
    return Arrays.stream(joined.calls).filter(Objects::nonNull).toList();
  }

  /// Moves a call into the one that reads its result, if there is a call that does both.
  private void join(int at, Predicate<StorageRecord> isTemporary) {
    RecordedCall call = Objects.requireNonNull(calls[at]);
    int result = result(call);
    if (result < 0) {
      return;
    }
    StorageRecord between = call.operands().get(result).block();
    if (!isTemporary.test(between)) {
      return;
    }
    TreeSet<Integer> uses = Objects.requireNonNull(users.get(between));
    if (uses.size() != 2 || uses.first() != at) {
      return;
    }
    int reader = uses.last();
    RecordedCall next = Objects.requireNonNull(calls[reader]);
    int end = result(next);
    int read = reads(next, between);
    if (end < 0 || read < 0 || isChangedBetween(call, at, reader)) {
      return;
    }
    List<Operand> operands = operands(call, result, next, end, read);
    StorageRecord written = next.operands().get(end).block();
    // The call writes its result early, so nothing else may be there.
    boolean isAlone = operands.stream().filter(o -> o.block() == written).count() == 1;
    KernelCall both = isAlone ? call.call().joinedWith(next.call(), read) : null;
    if (both != null) {
      replace(at, reader, new RecordedCall(both, operands, false));
    }
  }

  /// The number of the only operand that a call changes, if the call overwrites its block and has
  /// no other effect; otherwise −1.
  private static int result(RecordedCall call) {
    int result = -1;
    for (int i = 0; i < call.operands().size(); i++) {
      Operand operand = call.operands().get(i);
      if (operand.changes()) {
        if (result >= 0 || operand.access() != Operand.Access.WRITE || !operand.overwrites()) {
          return -1;
        }
        result = i;
      }
    }
    return call.hasEffects() ? -1 : result;
  }

  /// The number of the one operand that reads a whole block, or −1.
  private static int reads(RecordedCall next, StorageRecord block) {
    int found = -1;
    for (int i = 0; i < next.operands().size(); i++) {
      Operand operand = next.operands().get(i);
      if (operand.block() == block) {
        View view = operand.withoutMemory();
        boolean isWhole = view.isContiguous() && view.count() == block.length();
        if (found >= 0 || operand.changes() || !isWhole) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  /// Whether a call between two others changes what the first one reads.
  private boolean isChangedBetween(RecordedCall call, int from, int to) {
    for (Operand operand : call.operands()) {
      for (int i : Objects.requireNonNull(users.get(operand.block())).subSet(from + 1, to)) {
        for (Operand other : Objects.requireNonNull(calls[i]).operands()) {
          if (other.changes() && other.block() == operand.block()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// The operands of two calls without the result between them. The last result has the sizes that
  /// the first call gives to its own.
  private static List<Operand> operands(
      RecordedCall call, int result, RecordedCall next, int end, int read) {
    List<Operand> all = new ArrayList<>(call.operands());
    Operand between = all.remove(result);
    for (int i = 0; i < next.operands().size(); i++) {
      Operand operand = next.operands().get(i);
      if (i == end) {
        all.add(
            new Operand(
                operand.block(),
                operand.access(),
                operand.offset(),
                between.sizes(),
                between.strides()));
      } else if (i != read) {
        all.add(operand);
      }
    }
    return all;
  }

  private void replace(int at, int reader, RecordedCall both) {
    for (int old : List.of(at, reader)) {
      for (Operand operand : Objects.requireNonNull(calls[old]).operands()) {
        Objects.requireNonNull(users.get(operand.block())).remove(old);
      }
    }
    for (Operand operand : both.operands()) {
      Objects.requireNonNull(users.get(operand.block())).add(reader);
    }
    calls[at] = null;
    calls[reader] = both;
  }
}
