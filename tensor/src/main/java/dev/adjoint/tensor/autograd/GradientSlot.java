package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Tensor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The gradient of one parameter, and who owns its memory.
///
/// Three parties use the gradient. A backward pass *adds* a tensor, which belongs to the parameter
/// from then on. A replay of a [dev.adjoint.tensor.RecordedStep] *lends* a tensor in the memory of
/// the recording, which the next replay overwrites: that saves a copy of all gradients in each
/// step. The optimizer *peeks* at the gradient during its step, before anything can overwrite it.
/// Code that keeps the gradient for longer gets a tensor that the slot *owns*; lent memory is
/// copied once for it.
///
/// | state | memory belongs to | next [#add] or [#lend] |
/// |---|---|---|
/// | empty | – | takes the tensor |
/// | owned | the parameter | makes the sum, owned |
/// | lent | a recording | makes the sum, owned |
///
/// Safe from any thread, without a lock: a step reads and changes the slot of each parameter four
/// times, which was a sixth of the time of a small network's step when it took a lock.
public final class GradientSlot {

  /// What a slot that is not empty has.
  private record Held(Tensor gradient, boolean lent) {}

  private final AtomicReference<@Nullable Held> content = new AtomicReference<>();

  /// Adds a gradient whose memory is not overwritten.
  public void add(Tensor g) {
    put(g, false);
  }

  /// Adds a gradient whose memory the recording `g` comes from overwrites in its next replay;
  /// [#own] must be called before that.
  public void lend(Tensor g) {
    put(g, true);
  }

  /// The gradient for reading at once, in memory that may be lent; null if there is none.
  public @Nullable Tensor peek() {
    Held held = content.getAcquire();
    return held == null ? null : held.gradient;
  }

  /// The gradient for keeping, in memory that is not overwritten; null if there is none.
  public @Nullable Tensor own() {
    Held held = content.getAcquire();
    while (held != null && held.lent) {
      content.compareAndSet(held, new Held(held.gradient.copy(), false));
      held = content.getAcquire();
    }
    return held == null ? null : held.gradient;
  }

  /// Forgets the gradient.
  public void clear() {
    content.setRelease(null);
  }

  private void put(Tensor g, boolean lent) {
    boolean done;
    do {
      Held held = content.getAcquire();
      Held next = held == null ? new Held(g, lent) : new Held(held.gradient.add(g), false);
      done = content.compareAndSet(held, next);
    } while (!done);
  }
}
