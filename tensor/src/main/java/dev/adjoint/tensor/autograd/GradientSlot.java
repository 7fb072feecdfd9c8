package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Tensor;
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
/// Safe from any thread.
public final class GradientSlot {

  private @Nullable Tensor gradient;
  private boolean lent;

  /// Adds a gradient whose memory is not overwritten.
  public synchronized void add(Tensor g) {
    gradient = gradient == null ? g : gradient.add(g);
    lent = false;
  }

  /// Adds a gradient whose memory the recording `g` comes from overwrites in its next replay;
  /// [#own] must be called before that.
  public synchronized void lend(Tensor g) {
    lent = gradient == null;
    gradient = gradient == null ? g : gradient.add(g);
  }

  /// The gradient for reading at once, in memory that may be lent; null if there is none.
  public synchronized @Nullable Tensor peek() {
    return gradient;
  }

  /// The gradient for keeping, in memory that is not overwritten; null if there is none.
  public synchronized @Nullable Tensor own() {
    if (lent && gradient != null) {
      gradient = gradient.copy();
      lent = false;
    }
    return gradient;
  }

  /// Forgets the gradient.
  public synchronized void clear() {
    gradient = null;
    lent = false;
  }
}
