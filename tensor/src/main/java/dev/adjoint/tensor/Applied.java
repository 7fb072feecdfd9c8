package dev.adjoint.tensor;

import org.jspecify.annotations.Nullable;

/// The value of an operation together with its derivative, the vector–Jacobian product for each
/// input.
///
/// A derivative gets `g`, the gradient of the final result with respect to the operation's value,
/// and returns the gradient with respect to the input. It may return the shape before broadcasting:
/// the walk back sums it to the shape of the input. A null in place of a derivative says that the
/// value does not depend smoothly on that input (an index, a mask).
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
    /// One gradient for each input; those with `wanted[i]` false may be null.
    @Nullable Tensor[] of(Tensor g, Tensor y, boolean[] wanted);
  }

  /// The same for derivatives that do without the value, which then need not be kept.
  @FunctionalInterface
  public interface JointDerivativeOfInputs {
    /// One gradient for each input; those with `wanted[i]` false may be null.
    @Nullable Tensor[] of(Tensor g, boolean[] wanted);
  }

  private final Tensor value;
  private final @Nullable Derivative @Nullable [] derivatives;
  private final @Nullable DerivativeByResult @Nullable [] byResult;
  private final @Nullable JointDerivative joint;
  private final @Nullable JointDerivativeOfInputs jointOfInputs;

  private Applied(
      Tensor value,
      @Nullable Derivative @Nullable [] derivatives,
      @Nullable DerivativeByResult @Nullable [] byResult,
      @Nullable JointDerivative joint,
      @Nullable JointDerivativeOfInputs jointOfInputs) {
    this.value = value;
    this.derivatives = derivatives;
    this.byResult = byResult;
    this.joint = joint;
    this.jointOfInputs = jointOfInputs;
  }

  /// A value with one derivative for each input.
  public static Applied of(Tensor value, @Nullable Derivative... derivatives) {
    return new Applied(value, derivatives, null, null, null);
  }

  /// A value with one derivative for each input, each of which uses the value: it is kept for the
  /// walk back.
  public static Applied byResult(Tensor value, @Nullable DerivativeByResult... derivatives) {
    return new Applied(value, null, derivatives, null, null);
  }

  /// A value with one function for the gradients of all inputs; the value is kept for the walk
  /// back.
  public static Applied jointly(Tensor value, JointDerivative derivative) {
    return new Applied(value, null, null, derivative, null);
  }

  /// A value with one function for the gradients of all inputs, which does without the value.
  public static Applied jointly(Tensor value, JointDerivativeOfInputs derivative) {
    return new Applied(value, null, null, null, derivative);
  }

  /// A value through which no gradient goes back.
  public static Applied constant(Tensor value) {
    return new Applied(value, null, null, null, null);
  }

  Tensor value() {
    return value;
  }

  boolean keepsResult() {
    return byResult != null || joint != null;
  }

  boolean reaches(int input) {
    if (joint != null || jointOfInputs != null) {
      return true;
    }
    if (derivatives != null) {
      return derivatives[input] != null;
    }
    return byResult != null && byResult[input] != null;
  }

  /// The gradients of the wanted inputs, the others null.
  @Nullable Tensor[] gradients(Tensor g, @Nullable Tensor y, boolean[] wanted) {
    if (joint != null && y != null) {
      return joint.of(g, y, wanted);
    }
    if (jointOfInputs != null) {
      return jointOfInputs.of(g, wanted);
    }
    @Nullable Tensor[] gradients = new Tensor[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i]) {
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
