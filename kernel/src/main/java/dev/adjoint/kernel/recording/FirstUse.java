package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Storage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives each temporary, before its first use, the contents of a new array: zeros.
///
/// Shared memory contains the values of its last user. These do not matter where calls overwrite
/// the whole temporary before a call reads it. All other temporaries are cleared first.
final class FirstUse {
  private final Map<StorageRecord, BitSet> written = new HashMap<>();
  private final Set<StorageRecord> ready = new HashSet<>();
  private final Set<StorageRecord> unclear = new HashSet<>();

  private FirstUse() {}

  /// The calls, with the calls that clear temporaries inserted.
  ///
  /// @param clean the blocks that need not be cleared
  static List<RecordedCall> prepared(List<RecordedCall> calls, Set<StorageRecord> clean) {
    FirstUse use = new FirstUse();
    use.ready.addAll(clean);
    calls.forEach(use::look);
    use.unclear.addAll(use.written.keySet());
    List<RecordedCall> result = new ArrayList<>();
    for (RecordedCall call : calls) {
      for (Operand operand : call.operands()) {
        if (use.unclear.remove(operand.block())) {
          Storage initial = operand.block().initial();
          result.add(
              initial == null
                  ? RecordedCall.clear(operand.block())
                  : RecordedCall.restore(operand.block(), initial));
        }
      }
      result.add(call);
    }
    return result;
  }

  private void look(RecordedCall call) {
    for (Operand operand : call.operands()) {
      if (!operand.access().overwrites()) {
        require(operand.block());
      }
    }
    for (Operand operand : call.operands()) {
      if (operand.access().overwrites()) {
        write(operand);
      }
    }
  }

  private void require(StorageRecord block) {
    if (block.given() == null && ready.add(block)) {
      written.remove(block);
      unclear.add(block);
    }
  }

  private void write(Operand operand) {
    StorageRecord block = operand.block();
    if (block.given() != null || ready.contains(block)) {
      return;
    }
    BitSet elements = written.computeIfAbsent(block, _ -> new BitSet());
    if (operand.overwrites()) {
      elements.set(0, block.length());
    } else {
      mark(operand, 0, operand.offset(), elements);
    }
    if (elements.cardinality() == block.length()) {
      written.remove(block);
      ready.add(block);
    }
  }

  private static void mark(Operand operand, int axis, int at, BitSet elements) {
    int[] sizes = operand.sizes();
    if (axis == sizes.length) {
      elements.set(at);
    } else if (axis == sizes.length - 1 && operand.strides()[axis] == 1) {
      elements.set(at, at + sizes[axis]);
    } else {
      for (int i = 0; i < sizes[axis]; i++) {
        mark(operand, axis + 1, at + i * operand.strides()[axis], elements);
      }
    }
  }
}
