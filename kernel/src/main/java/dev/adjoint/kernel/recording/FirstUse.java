package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Storage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts before the first use of a temporary what a new array would be by itself: zeros.
///
/// Shared memory holds what its last user has left there. That does not matter where calls
/// overwrite the whole temporary before one reads it; all others are cleared first.
final class FirstUse {
  private final Map<Block, BitSet> written = new HashMap<>();
  private final Set<Block> ready = new HashSet<>();
  private final Set<Block> unclear = new HashSet<>();

  private FirstUse() {}

  /// The calls, with those that clear a temporary in their places.
  ///
  /// @param clean the blocks that need nothing
  static List<Call> prepared(List<Call> calls, Set<Block> clean) {
    FirstUse use = new FirstUse();
    use.ready.addAll(clean);
    calls.forEach(use::look);
    use.unclear.addAll(use.written.keySet());
    List<Call> result = new ArrayList<>();
    for (Call call : calls) {
      for (Call.Place place : call.places()) {
        if (place != null && use.unclear.remove(place.block())) {
          Storage initial = place.block().initial();
          result.add(
              initial == null ? Call.clear(place.block()) : Call.restore(place.block(), initial));
        }
      }
      result.add(call);
    }
    return result;
  }

  private void look(Call call) {
    for (Call.Place place : call.places()) {
      if (place != null && !place.access().overwrites()) {
        require(place.block());
      }
    }
    for (Call.Place place : call.places()) {
      if (place != null && place.access().overwrites()) {
        write(place);
      }
    }
  }

  private void require(Block block) {
    if (block.given() == null && ready.add(block)) {
      written.remove(block);
      unclear.add(block);
    }
  }

  private void write(Call.Place place) {
    Block block = place.block();
    if (block.given() != null || ready.contains(block)) {
      return;
    }
    BitSet elements = written.computeIfAbsent(block, _ -> new BitSet());
    if (place.overwrites()) {
      elements.set(0, block.length());
    } else {
      mark(place, 0, place.offset(), elements);
    }
    if (elements.cardinality() == block.length()) {
      written.remove(block);
      ready.add(block);
    }
  }

  private static void mark(Call.Place place, int axis, int at, BitSet elements) {
    int[] sizes = place.sizes();
    if (axis == sizes.length) {
      elements.set(at);
    } else if (axis == sizes.length - 1 && place.strides()[axis] == 1) {
      elements.set(at, at + sizes[axis]);
    } else {
      for (int i = 0; i < sizes[axis]; i++) {
        mark(place, axis + 1, at + i * place.strides()[axis], elements);
      }
    }
  }
}
