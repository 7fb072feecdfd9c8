package dev.adjoint.tensor;

import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.tensor.autograd.ThreadContext;

/// An index outside its axis.
public final class IndexException extends IndexOutOfBoundsException {

  private static final long serialVersionUID = 1L;

  /// An exception of `operation` with the rest of the message.
  public IndexException(String operation, String detail) {
    super(ThreadContext.current().located(operation + ": " + detail));
  }

  private IndexException(String message) {
    super(message);
  }

  /// What makes the exception of a range check, at once or when a recorded step runs again; it
  /// names the layer that is running now.
  static OutsideRange outside(String operation, Detail detail) {
    ThreadContext context = ThreadContext.current();
    String path = context.path();
    Object layer = context.layer();
    return (index, position) ->
        new IndexException(
            ThreadContext.located(operation + ": " + detail.of(index, position), path, layer));
  }

  /// The rest of the message for an index and its position in C order.
  @FunctionalInterface
  public interface Detail {
    String of(long index, int position);
  }
}
