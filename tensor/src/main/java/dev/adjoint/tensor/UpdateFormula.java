package dev.adjoint.tensor;

import dev.adjoint.kernel.update.UpdateProgram;
import dev.adjoint.kernel.update.UpdateProgram.Operation;
import java.util.function.Consumer;

/// The formula of an optimizer's step for one element: how the new value is computed from the
/// present value, the gradient and the state of the element. [ParameterUpdates#update] applies it
/// to all elements of all parameters in one pass over memory.
///
/// Gradient descent with a buffer, `b ← μ·b + g; θ ← θ − γ·b`:
///
/// ```java
/// static final UpdateFormula FORMULA = UpdateFormula.of(1, 2, x -> {
///   Term b = x.number(1).times(x.memory(0)).plus(x.gradient());
///   x.memory(0, b);
///   x.value(x.value().minus(x.number(0).times(b)));
/// });
/// ```
///
/// Each operation rounds once to the element type of the parameters. The same formula gives the
/// same bits on any processor and any number of threads.
public final class UpdateFormula {

  private final UpdateProgram program;

  private UpdateFormula(UpdateProgram program) {
    this.program = program;
  }

  /// A formula.
  ///
  /// @param memories how many numbers are remembered of each element between two steps
  /// @param numbers how many numbers of the step, such as the rate, the formula uses
  /// @param definition writes the formula
  public static UpdateFormula of(int memories, int numbers, Consumer<Terms> definition) {
    if (memories < 0 || numbers < 0) {
      throw new IllegalArgumentException(
          "update formula: the memories are %d and the numbers %d but neither may be negative; 0 means none"
              .formatted(memories, numbers));
    }
    Require.present("update formula", "definition", definition);
    UpdateProgram.Writer writer = new UpdateProgram.Writer(memories, numbers);
    definition.accept(new Terms(writer));
    return new UpdateFormula(writer.program());
  }

  /// Whether the vector kernels have a special loop for this formula in F32. Other formulas run
  /// operation by operation over blocks in the L1 cache, with the same bits.
  public boolean isFused() {
    return program.isFused();
  }

  UpdateProgram program() {
    return program;
  }

  /// What a formula is written with.
  public static final class Terms {
    private final UpdateProgram.Writer writer;

    private Terms(UpdateProgram.Writer writer) {
      this.writer = writer;
    }

    /// θ, the value before the step.
    public Term value() {
      return new Term(writer, writer.value());
    }

    /// g, the gradient.
    public Term gradient() {
      return new Term(writer, writer.gradient());
    }

    /// What is remembered from the step before, 0 at the first.
    public Term memory(int index) {
      return new Term(writer, writer.memory(index));
    }

    /// A number of the step, equal for all elements.
    public Term number(int index) {
      return new Term(writer, writer.number(index));
    }

    /// `a · b + c`, rounded once.
    public Term fma(Term a, Term b, Term c) {
      return new Term(writer, writer.write(Operation.FMA, a.register, b.register, c.register));
    }

    /// Makes a term the new value.
    public void value(Term term) {
      writer.value(term.register);
    }

    /// Makes a term what is remembered for the next step. Without a call the memory stays.
    public void memory(int index, Term term) {
      writer.memory(index, term.register);
    }
  }

  /// A number of the formula.
  public static final class Term {
    private final UpdateProgram.Writer writer;
    private final int register;

    private Term(UpdateProgram.Writer writer, int register) {
      this.writer = writer;
      this.register = register;
    }

    private Term of(Operation operation) {
      return new Term(writer, writer.write(operation, register));
    }

    private Term of(Operation operation, Term other) {
      return new Term(writer, writer.write(operation, register, other.register));
    }

    /// `this + other`.
    public Term plus(Term other) {
      return of(Operation.ADD, other);
    }

    /// `this − other`.
    public Term minus(Term other) {
      return of(Operation.SUBTRACT, other);
    }

    /// `this · other`.
    public Term times(Term other) {
      return of(Operation.MULTIPLY, other);
    }

    /// `this / other`.
    public Term over(Term other) {
      return of(Operation.DIVIDE, other);
    }

    /// The larger of the two, NaN if one is.
    public Term maximum(Term other) {
      return of(Operation.MAXIMUM, other);
    }

    /// `√this`.
    public Term sqrt() {
      return of(Operation.SQUARE_ROOT);
    }

    /// `|this|`.
    public Term abs() {
      return of(Operation.ABSOLUTE);
    }

    /// −1, 0 or 1 after the sign of this.
    public Term sign() {
      return of(Operation.SIGN);
    }
  }
}
