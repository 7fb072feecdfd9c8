package dev.adjoint.tensor.op.matmul;

import dev.adjoint.kernel.elementwise.AddCall;
import dev.adjoint.kernel.matmul.MatmulCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.movement.ExpandOp;

/// The linear layer as one operation: `y = x · Wᵀ + b`, or without b if there are two inputs.
///
/// Shapes: x `[…, in]`, W `[out, in]`, b `[out]`, y `[…, out]`; the leading axes are joined to one
/// axis of rows, so that a batch of any rank is a single matrix product.
///
/// Gradient: for x `g · W`, for W `gᵀ · x`, for b the sum of g over the rows. Cost: 2·rows·in·out
/// operations.
///
/// Each element is one chain of fused multiply–adds, as in the matrix product; then b is added.
public record LinearOp() implements Operation {

  static Shape shape(Shape x, Shape weight) {
    if (weight.rank() != 2) {
      throw new ShapeException(
          "linear", "the weight must be [out, in] but is %s; reshape it".formatted(weight));
    }
    if (x.rank() == 0) {
      throw new ShapeException(
          "linear",
          "x is a single number, without an axis of features (weight %s); reshape it"
              .formatted(weight));
    }
    if (x.size(-1) != weight.size(1)) {
      throw new ShapeException(
          "linear",
          "the last axis of x has size %d but the weight takes %d (x %s, weight %s); check the layer sizes"
              .formatted(x.size(-1), weight.size(1), x, weight));
    }
    int[] sizes = x.toArray();
    sizes[sizes.length - 1] = weight.size(0);
    return Shape.of(sizes);
  }

  private static void requireBias(Shape bias, Shape weight) {
    if (bias.rank() != 1 || bias.size(0) != weight.size(0)) {
      throw new ShapeException(
          "linear",
          "the bias must be [%d], one number for each row of the weight, but is %s (weight %s); check the layer sizes"
              .formatted(weight.size(0), bias, weight));
    }
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor weight = inputs[1];
    ElementTypeException.requireFloating(label(), x);
    ElementTypeException.requireSame(label(), "x", x, "the weight", weight);
    Shape shape = shape(x.shape(), weight.shape());
    int in = weight.shape().size(1);
    int out = weight.shape().size(0);
    int rows = rows(x.shape());
    Tensor value = TensorMemory.allocate(x.elementType(), Shape.of(rows, out));
    new MatmulCall(
            TensorMemory.view(matrix(x, in)),
            TensorMemory.view(weight.transpose()),
            TensorMemory.view(value))
        .run();
    if (inputs.length == 3) {
      Tensor bias = inputs[2];
      ElementTypeException.requireSame(label(), "x", x, "the bias", bias);
      requireBias(bias.shape(), weight.shape());
      new AddCall(ExpandOp.view(bias, value.shape()), TensorMemory.view(value)).run();
    }
    Applied.Derivative forX = g -> matrix(g, out).matmul(weight).reshape(x.shape());
    Applied.Derivative forWeight = g -> matrix(g, out).transpose().matmul(matrix(x, in));
    Applied.Derivative forBias = g -> matrix(g, out).sum(0);
    Tensor result = TensorMemory.withShape(value, shape);
    return inputs.length == 3
        ? Applied.of(result, forX, forWeight, forBias)
        : Applied.of(result, forX, forWeight);
  }

  private static int rows(Shape x) {
    int rows = 1;
    for (int axis = 0; axis < x.rank() - 1; axis++) {
      rows *= x.size(axis);
    }
    return rows;
  }

  private static Tensor matrix(Tensor x, int columns) {
    return x.shape().rank() == 2 ? x : x.reshape(Shape.of(rows(x.shape()), columns));
  }

  @Override
  public String label() {
    return "linear";
  }
}
