package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.recording.Operand.Access;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records the operands of one call for a [Tape] and returns views without memory.
final class RecordingOperands implements Operands {
  private final Tape tape;
  private final List<Operand> operands = new ArrayList<>();
  private boolean hasEffects = true;
  private @Nullable String refusal;

  RecordingOperands(Tape tape) {
    this.tape = tape;
  }

  private View note(View view, Access access) {
    Operand operand = tape.operand(view, access);
    operands.add(operand);
    hasEffects &= access == Access.READ || access == Access.DRAW;
    return operand.withoutMemory();
  }

  @Override
  public View read(View view) {
    return note(view, Access.READ);
  }

  @Override
  public View write(View view) {
    return note(view, Access.WRITE);
  }

  @Override
  public View update(View view) {
    return note(view, Access.UPDATE);
  }

  @Override
  public View draw(View view) {
    return note(view, Access.DRAW);
  }

  @Override
  public void refuse(String reason) {
    refusal = reason;
  }

  List<Operand> operands() {
    return operands;
  }

  /// Whether the call is needed even if no call reads its results: it writes nothing, so its
  /// purpose is its exception, or it draws numbers.
  boolean hasEffects() {
    return hasEffects;
  }

  /// The reason why the call must not be replayed, or null if it may be replayed.
  @Nullable String refusal() {
    return refusal;
  }
}
