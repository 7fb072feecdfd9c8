package dev.adjoint.train;

import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/// The states of some steps of a run, in bounded memory.
///
/// A frame is kept at each multiple of a spacing, which starts at 1. When the frames need more than
/// their share of memory, the spacing doubles and every second frame is dropped. The first state
/// stays, and so do states that were given, such as those of checkpoints, as long as there is room.
final class KeyFrames {

  /// The memory for frames where nothing is said.
  static final long BYTES = 256L << 20;

  private static final int MOST = 128;
  private static final int FEWEST = 2;

  /// The state when some steps had been taken.
  ///
  /// @param progress what comes next
  /// @param weights parameters and buffers by path
  /// @param optimizerState what the update rules remember
  /// @param steps the number of steps of the optimizer
  record Frame(
      Progress progress,
      Map<String, Tensor> weights,
      Map<String, Tensor> optimizerState,
      long steps) {

    private long bytes() {
      long elements = 0;
      for (Map<String, Tensor> part : List.of(weights, optimizerState)) {
        for (Tensor tensor : part.values()) {
          elements += tensor.shape().count();
        }
      }
      return 8 * elements;
    }
  }

  private final long bytes;
  private final NavigableMap<Long, Frame> frames = new TreeMap<>();
  private long spacing = 1;
  private long first;

  KeyFrames(long bytes) {
    this.bytes = bytes;
  }

  long bytes() {
    return bytes;
  }

  /// The same first frame with other memory.
  KeyFrames within(long other) {
    KeyFrames fewer = new KeyFrames(other);
    fewer.root(Objects.requireNonNull(frames.get(first)));
    return fewer;
  }

  /// Makes a state the first one.
  void root(Frame frame) {
    frames.clear();
    first = frame.progress().step();
    frames.put(first, frame);
  }

  long first() {
    return first;
  }

  List<Long> steps() {
    return List.copyOf(frames.keySet());
  }

  /// Whether the state after this step is to be kept.
  boolean wants(long step) {
    return step % spacing == 0 && !frames.containsKey(step);
  }

  void keep(Frame frame) {
    frames.put(frame.progress().step(), frame);
    long most = Math.clamp(bytes / Math.max(1, frame.bytes()), FEWEST, MOST);
    while (frames.size() > most) {
      spacing *= 2;
      frames.keySet().removeIf(step -> step != first && step % spacing != 0);
    }
  }

  /// The last kept state that is not behind a step.
  Frame before(long step) {
    return Objects.requireNonNull(frames.floorEntry(step)).getValue();
  }
}
