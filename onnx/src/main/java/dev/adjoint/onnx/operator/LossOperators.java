package dev.adjoint.onnx.operator;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Losses of classification, from `[N, C, …]` and the classes `[N, …]`.
final class LossOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of(
              "NegativeLogLikelihoodLoss",
              call -> call.same(negativeLogLikelihood(call, call.tensor(0)))),
          OperatorRow.of("SoftmaxCrossEntropyLoss", LossOperators::crossEntropy));

  private LossOperators() {}

  private static List<OnnxValue> crossEntropy(NodeCall call) {
    Tensor logProbability = call.tensor(0).logSoftmax(1);
    return List.of(
        OnnxValue.of(call.type(0), negativeLogLikelihood(call, logProbability)),
        OnnxValue.of(call.type(0), logProbability));
  }

  private static Tensor negativeLogLikelihood(NodeCall call, Tensor logProbability) {
    Tensor target = call.tensor(1).to(ElementType.I64);
    Shape shape = target.shape();
    Tensor weight =
        call.has(2)
            ? call.tensor(2)
            : Tensor.ones(logProbability.elementType(), Shape.of(logProbability.shape().size(1)));
    Tensor counted = Tensor.ones(ElementType.BOOL, shape);
    Tensor class0 = target;
    if (call.hasAttribute("ignore_index")) {
      long ignored = call.whole("ignore_index", 0);
      counted = target.notEqual((double) ignored);
      class0 = target.where(counted, Tensor.zerosLike(target));
    }
    Tensor weights =
        weight.indexSelect(0, class0).multiply(counted.to(logProbability.elementType()));
    Tensor losses =
        logProbability.gather(1, class0.unsqueeze(1)).squeeze(1).negative().multiply(weights);
    String reduction = call.text("reduction", "mean");
    return switch (reduction) {
      case "none" -> losses;
      case "sum" -> losses.sum();
      case "mean" -> losses.sum().divide(weights.sum());
      default ->
          throw call.refuse(
              "the reduction is \"%s\" but must be none, sum or mean".formatted(reduction));
    };
  }
}
