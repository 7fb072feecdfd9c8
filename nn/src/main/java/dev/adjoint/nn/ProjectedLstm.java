package dev.adjoint.nn;

import dev.adjoint.tensor.LstmResult;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A sequence through an [LstmCell] whose state is projected, composed of tensor operations step by
/// step: the state that the next step reads is a product, which the kernel of `Tensor.lstm` has
/// not.
///
/// ```
/// i, f, g, o = W x + b + d + U h     c' = σ(f) · c + σ(i) · tanh(g)     h' = R (σ(o) · tanh(c'))
/// ```
///
/// @param cell W, U, b and d
/// @param projection R, `[P, H]`
record ProjectedLstm(LstmCell cell, Tensor projection) {

  /// All steps of x `[T, N, in]` from h `[N, P]` and c `[N, H]`.
  LstmResult run(Tensor x, LstmState state) {
    requireShapes(x, state);
    Tensor input = x.linear(cell.weightInput().value());
    if (cell.biasInput().isPresent() && cell.biasHidden().isPresent()) {
      Parameter second = cell.biasHidden().get();
      input = input.add(cell.biasInput().get().value().add(second.value()));
    }
    Tensor weight = cell.weightHidden().value();
    Tensor h = state.hidden();
    Tensor c = state.cell();
    int size = cell.size();
    List<Tensor> outputs = new ArrayList<>();
    for (int t = 0; t < x.shape().size(0); t++) {
      Tensor a = input.select(0, t).add(h.linear(weight));
      Tensor open = a.slice(1, 0, 2 * size).sigmoid();
      Tensor candidate = a.slice(1, 2 * size, 3 * size).tanh();
      Tensor kept = open.slice(1, size, 2 * size).multiply(c);
      c = kept.add(open.slice(1, 0, size).multiply(candidate));
      h = a.slice(1, 3 * size, 4 * size).sigmoid().multiply(c.tanh()).linear(projection);
      outputs.add(h);
    }
    return new LstmResult(Tensor.stack(0, outputs.toArray(Tensor[]::new)), h, c);
  }

  private void requireShapes(Tensor x, LstmState state) {
    Shape weight = cell.weightInput().shape();
    Shape shape = x.shape();
    if (shape.rank() != 3 || shape.size(0) == 0 || shape.size(2) != cell.in()) {
      throw new ShapeException(
          "lstm",
          "x must be [T, N, %d] with at least one step for a projected state but is %s (input weight %s); check the layer sizes"
              .formatted(cell.in(), shape, weight));
    }
    int batch = shape.size(1);
    require(state.hidden(), Shape.of(batch, cell.out()), "first state", shape, weight);
    require(state.cell(), Shape.of(batch, cell.size()), "first cells", shape, weight);
  }

  private static void require(Tensor given, Shape needed, String name, Shape x, Shape weight) {
    if (!given.shape().equals(needed)) {
      throw new ShapeException(
          "lstm",
          "the %s must be %s but is %s (x %s, input weight %s); check the layer sizes"
              .formatted(name, needed, given.shape(), x, weight));
    }
  }
}
