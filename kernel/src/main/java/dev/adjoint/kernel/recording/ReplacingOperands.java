package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import java.util.Iterator;
import java.util.List;

/// Replaces the views of a call by the recorded operands in their memory, in order.
final class ReplacingOperands implements Operands {
  private final Iterator<Operand> next;
  private final RecordedCall.Memory memory;

  ReplacingOperands(List<Operand> operands, RecordedCall.Memory memory) {
    next = operands.iterator();
    this.memory = memory;
  }

  private View next() {
    return memory.view(next.next());
  }

  @Override
  public View read(View view) {
    return next();
  }

  @Override
  public View write(View view) {
    return next();
  }

  @Override
  public View update(View view) {
    return next();
  }

  @Override
  public View draw(View view) {
    return next();
  }

  @Override
  public void refuse(String reason) {
    throw new IllegalStateException(reason);
  }
}
