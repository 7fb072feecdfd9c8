package dev.adjoint.tensor;

import org.jspecify.annotations.Nullable;

/// The value of an operation together with its derivative, the vector–Jacobian product for each
/// input.
///
/// A derivative gets `g`, the gradient of the final result with respect to the operation's value,
/// and returns the gradient with respect to the input. It may return the shape before broadcasting:
/// the backward pass sums it to the shape of the input. A null in place of a derivative says that
/// the value does not depend smoothly on that input (an index, a mask).
public final class Applied {

  /// From the gradient of the value to the gradient of one input.
  @FunctionalInterface
  public interface Derivative {
    Tensor of(Tensor g);
  }

  /// The same for a derivative that is best written with the value itself, such as that of exp.
  @FunctionalInterface
  public interface DerivativeByResult {
    Tensor of(Tensor g, Tensor y);
  }

  /// From the gradient of the value to the gradients of all inputs at once, for derivatives that
  /// share work.
  @FunctionalInterface
  public interface JointDerivative {
    /// One gradient for each input; those with `needed[i]` false may be null.
    @Nullable Tensor[] of(Tensor g, Tensor y, boolean[] needed);
  }

  /// The same for derivatives that do not need the value, which then need not be kept.
  @FunctionalInterface
  public interface JointDerivativeOfInputs {
    /// One gradient for each input; those with `needed[i]` false may be null.
    @Nullable Tensor[] of(Tensor g, boolean[] needed);
  }

  /// From the gradients of several values to the gradients of all inputs at once.
  @FunctionalInterface
  public interface DerivativeOfSeveral {
    /// One gradient for each input; those with `needed[i]` false may be null. Where nothing arrives
    /// at a value, its `g` is null.
    @Nullable Tensor[] of(@Nullable Tensor[] g, boolean[] needed);
  }

  private final Tensor[] values;
  private final @Nullable Derivative @Nullable [] derivatives;
  private final @Nullable DerivativeByResult @Nullable [] byResult;
  private final @Nullable JointDerivative joint;
  private final @Nullable JointDerivativeOfInputs jointOfInputs;
  private final @Nullable DerivativeOfSeveral ofSeveral;

  private Applied(
      Tensor[] values,
      @Nullable Derivative @Nullable [] derivatives,
      @Nullable DerivativeByResult @Nullable [] byResult,
      @Nullable JointDerivative joint,
      @Nullable JointDerivativeOfInputs jointOfInputs,
      @Nullable DerivativeOfSeveral ofSeveral) {
    this.values = values;
    this.derivatives = derivatives;
    this.byResult = byResult;
    this.joint = joint;
    this.jointOfInputs = jointOfInputs;
    this.ofSeveral = ofSeveral;
  }

  private static Applied single(
      Tensor value,
      @Nullable Derivative @Nullable [] derivatives,
      @Nullable DerivativeByResult @Nullable [] byResult,
      @Nullable JointDerivative joint,
      @Nullable JointDerivativeOfInputs jointOfInputs) {
    Require.present("apply", "value", value);
    return new Applied(new Tensor[] {value}, derivatives, byResult, joint, jointOfInputs, null);
  }

  /// A value with one derivative for each input.
  public static Applied of(Tensor value, @Nullable Derivative... derivatives) {
    Require.present("apply", "derivatives", derivatives);
    return single(value, derivatives, null, null, null);
  }

  /// A value with one derivative for each input, each of which uses the value: it is kept for the
  /// backward pass.
  public static Applied byResult(Tensor value, @Nullable DerivativeByResult... derivatives) {
    Require.present("apply", "derivatives", derivatives);
    return single(value, null, derivatives, null, null);
  }

  /// A value with one function for the gradients of all inputs; the value is kept for the backward
  /// pass.
  public static Applied jointly(Tensor value, JointDerivative derivative) {
    Require.present("apply", "derivative", derivative);
    return single(value, null, null, derivative, null);
  }

  /// A value with one function for the gradients of all inputs, which does not need the value.
  public static Applied jointly(Tensor value, JointDerivativeOfInputs derivative) {
    Require.present("apply", "derivative", derivative);
    return single(value, null, null, null, derivative);
  }

  /// A value through which no gradient goes back.
  public static Applied constant(Tensor value) {
    return single(value, null, null, null, null);
  }

  /// Several values with one function for the gradients of all inputs, for [Tensor#applySeveral].
  /// Each value is used, and gets its gradient, independently of the others; where only one of them
  /// is used, the others cost nothing in the backward pass.
  public static Applied ofSeveral(Tensor[] values, DerivativeOfSeveral derivative) {
    Require.allPresent("apply", "values", values);
    Require.present("apply", "derivative", derivative);
    return new Applied(values.clone(), null, null, null, null, derivative);
  }

  /// The value of an operation with one value.
  public Tensor value() {
    if (values.length != 1) {
      throw new IllegalStateException(
          "apply: the operation has %d values; use Tensor.applySeveral".formatted(values.length));
    }
    return values[0];
  }

  /// The values; the array is shared.
  public Tensor[] values() {
    return values;
  }

  /// Whether the derivative needs the value, which is then kept for the backward pass.
  public boolean keepsResult() {
    return byResult != null || joint != null;
  }

  /// Whether a gradient can go back to this input.
  ///
  /// @throws IndexOutOfBoundsException if there is no such input
  public boolean reaches(int input) {
    if (joint != null || jointOfInputs != null || ofSeveral != null) {
      return true;
    }
    if (derivatives != null) {
      return derivatives[input] != null;
    }
    return byResult != null && byResult[input] != null;
  }

  /// The gradients of the needed inputs from those of several values.
  public @Nullable Tensor[] gradientsOfSeveral(@Nullable Tensor[] g, boolean[] needed) {
    if (ofSeveral == null) {
      throw new IllegalStateException("backward: the operation has a single value");
    }
    return ofSeveral.of(g, needed);
  }

  /// The gradients of the needed inputs, the others null.
  public @Nullable Tensor[] gradients(Tensor g, @Nullable Tensor y, boolean[] needed) {
    if (joint != null && y != null) {
      return joint.of(g, y, needed);
    }
    if (jointOfInputs != null) {
      return jointOfInputs.of(g, needed);
    }
    @Nullable Tensor[] gradients = new Tensor[needed.length];
    for (int i = 0; i < needed.length; i++) {
      if (needed[i]) {
        gradients[i] = gradient(i, g, y);
      }
    }
    return gradients;
  }

  private @Nullable Tensor gradient(int input, Tensor g, @Nullable Tensor y) {
    if (derivatives != null) {
      Derivative derivative = derivatives[input];
      return derivative == null ? null : derivative.of(g);
    }
    if (byResult != null && y != null) {
      DerivativeByResult derivative = byResult[input];
      return derivative == null ? null : derivative.of(g, y);
    }
    return null;
  }
}
