package dev.adjoint.kernel.update;

import dev.adjoint.kernel.update.UpdateProgram.Operation;
import dev.adjoint.kernel.update.UpdateProgram.Writer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The programs for which the vector kernels have their own loop, which keeps all values in
/// registers. The loop gives the same bits as the program.
public enum FusedUpdate {
  /// Gradient descent; numbers −γ, λ.
  ///
  /// ```
  /// d = fma(λ, θ, g)
  /// θ ← fma(−γ, d, θ)
  /// ```
  DESCENT(descent()),

  /// Gradient descent with momentum; numbers −γ, λ, μ, weight.
  ///
  /// ```
  /// d = fma(λ, θ, g)
  /// b ← fma(μ, b, weight·d)
  /// θ ← fma(−γ, b, θ)
  /// ```
  MOMENTUM(momentum(false)),

  /// The same, looking ahead; numbers −γ, λ, μ, weight, ahead.
  ///
  /// ```
  /// θ ← fma(−γ, fma(ahead, b, d), θ)
  /// ```
  NESTEROV(momentum(true)),

  /// Adam; numbers −γ, λ, keep, β₁, 1 − β₁, β₂, 1 − β₂, scale, ε.
  ///
  /// ```
  /// d = fma(λ, θ, g)
  /// m ← fma(β₁, m, (1 − β₁)·d)
  /// v ← fma(β₂, v, ((1 − β₂)·d)·d)
  /// θ ← fma(−γ, m / fma(√v, scale, ε), keep·θ)
  /// ```
  ADAM(adam());

  private static final Map<UpdateProgram, FusedUpdate> BY_PROGRAM = new HashMap<>();

  /// The program of the last step, which is nearly always that of the next one, too.
  private static volatile @Nullable Found last;

  static {
    for (FusedUpdate fused : values()) {
      BY_PROGRAM.put(fused.program, fused);
    }
  }

  private final UpdateProgram program;

  FusedUpdate(UpdateProgram program) {
    this.program = program;
  }

  /// The program that the loop computes.
  public UpdateProgram program() {
    return program;
  }

  /// The loop for a program, or null if there is none.
  @SuppressWarnings("ReferenceEquality") // comparing the contents would cost more than the step
  public static @Nullable FusedUpdate of(UpdateProgram program) {
    Found found = last;
    if (found == null || found.program != program) {
      found = new Found(program, BY_PROGRAM.get(program));
      last = found;
    }
    return found.fused;
  }

  private record Found(UpdateProgram program, @Nullable FusedUpdate fused) {}

  private static int decayed(Writer w) {
    return w.write(Operation.FMA, w.number(1), w.value(), w.gradient());
  }

  private static UpdateProgram descent() {
    Writer w = new Writer(0, 2);
    w.value(w.write(Operation.FMA, w.number(0), decayed(w), w.value()));
    return w.program();
  }

  private static UpdateProgram momentum(boolean looksAhead) {
    Writer w = new Writer(1, looksAhead ? 5 : 4);
    int d = decayed(w);
    int added = w.write(Operation.MULTIPLY, w.number(3), d);
    int b = w.write(Operation.FMA, w.number(2), w.memory(0), added);
    int direction = looksAhead ? w.write(Operation.FMA, w.number(4), b, d) : b;
    w.memory(0, b);
    w.value(w.write(Operation.FMA, w.number(0), direction, w.value()));
    return w.program();
  }

  private static UpdateProgram adam() {
    Writer w = new Writer(2, 9);
    int d = decayed(w);
    int added = w.write(Operation.MULTIPLY, w.number(4), d);
    int m = w.write(Operation.FMA, w.number(3), w.memory(0), added);
    int weighted = w.write(Operation.MULTIPLY, w.number(6), d);
    int square = w.write(Operation.MULTIPLY, weighted, d);
    int v = w.write(Operation.FMA, w.number(5), w.memory(1), square);
    int root = w.write(Operation.SQUARE_ROOT, v);
    int scaled = w.write(Operation.FMA, root, w.number(7), w.number(8));
    int direction = w.write(Operation.DIVIDE, m, scaled);
    int kept = w.write(Operation.MULTIPLY, w.number(2), w.value());
    w.memory(0, m);
    w.memory(1, v);
    w.value(w.write(Operation.FMA, w.number(0), direction, kept));
    return w.program();
  }
}
