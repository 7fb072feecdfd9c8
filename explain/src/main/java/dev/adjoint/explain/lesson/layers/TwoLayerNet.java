package dev.adjoint.explain.lesson.layers;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/// The net of lesson 2, made of hand-written layers: affine, ReLU, affine, softmax with
/// cross-entropy. The weights are `[in, out]`, as in the lesson.
record TwoLayerNet(Parameter w1, Parameter b1, Parameter w2, Parameter b2) {

  /// Weights normal with deviation `√(2/in)`, biases zero, F32.
  static TwoLayerNet of(int in, int hidden, int out, RandomGenerator random) {
    return new TwoLayerNet(
        Parameter.of(Tensor.normal(Shape.of(in, hidden), 0, Math.sqrt(2.0 / in), random)),
        Parameter.of(Tensor.zeros(hidden)),
        Parameter.of(Tensor.normal(Shape.of(hidden, out), 0, Math.sqrt(2.0 / hidden), random)),
        Parameter.of(Tensor.zeros(out)));
  }

  List<Parameter> parameters() {
    return List.of(w1, b1, w2, b2);
  }

  /// The same numbers in F64, as separate parameters.
  TwoLayerNet inDouble() {
    List<Parameter> copies =
        parameters().stream()
            .map(p -> Parameter.of(p.value().detach().to(ElementType.F64)))
            .toList();
    return new TwoLayerNet(copies.get(0), copies.get(1), copies.get(2), copies.get(3));
  }

  /// The scores `[N, out]`, computed by the engine's operations.
  Tensor scores(Tensor x) {
    return x.matmul(w1.value()).add(b1.value()).relu().matmul(w2.value()).add(b2.value());
  }

  /// The loss and its gradients in the order of the parameters, computed only by the hand-written
  /// layers.
  ByHand byHand(Tensor x, Tensor oneHot) {
    return Tensor.noGrad(() -> forwardAndBack(x, oneHot));
  }

  /// The results of one forward and one backward pass.
  record ByHand(double loss, List<Tensor> gradients) {}

  private ByHand forwardAndBack(Tensor x, Tensor oneHot) {
    HandLayer.Forward first = new HandLayer.Affine(w1.value(), b1.value()).forward(x);
    HandLayer.Forward relu = new HandLayer.Relu().forward(first.y());
    HandLayer.Forward second = new HandLayer.Affine(w2.value(), b2.value()).forward(relu.y());
    HandLayer.Forward loss = new HandLayer.SoftmaxLoss(oneHot).forward(second.y());
    Tensor one = Tensor.onesLike(loss.y());
    List<Tensor> dSecond = second.back().of(loss.back().of(one).getFirst());
    List<Tensor> dFirst = first.back().of(relu.back().of(dSecond.getFirst()).getFirst());
    return new ByHand(
        loss.y().item(), List.of(dFirst.get(1), dFirst.get(2), dSecond.get(1), dSecond.get(2)));
  }
}
