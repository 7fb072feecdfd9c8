package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// New weights for a start: normal with the deviation `gain / √fan-in`, and biases of 0. The gain
/// is √2 behind a ReLU and its relatives (He et al. 2015), 4 behind a sigmoid, whose slope at 0 is
/// ¼, and 1 behind everything else and in the last layer. Behind a sigmoid, whose value at 0 is ½,
/// the bias is minus half the sum of the weights, so that the values stay around 0.
final class FreshWeights {

  private static final List<String> ONE_SIDED =
      List.of("relu", "relu6", "leaky relu", "gelu", "gelu tanh", "silu", "mish", "elu");

  private FreshWeights() {}

  /// The weights of all products again. Everything else stays as it is.
  static Map<String, Tensor> weights(TrainingSetup setup) {
    Forward forward = setup.forward(Pass.INFERENCE);
    List<WeightUse> uses = WeightUse.of(setup, forward);
    RandomGenerator random = setup.random("diagnose weights", 0);
    Map<String, Tensor> weights = new HashMap<>();
    for (int i = 0; i < uses.size(); i++) {
      WeightUse use = uses.get(i);
      boolean isLast = i == uses.size() - 1;
      double gain = isLast ? 1 : gain(before(forward, use));
      Tensor old = Objects.requireNonNull(setup.start().get(use.name()));
      double deviation = gain / Math.sqrt(Math.max(1, use.fanIn()));
      Tensor weight = Tensor.normal(old.shape(), 0, deviation, random).to(old.elementType());
      weights.put(use.name(), weight);
      boolean halves = before(forward, use).equals("sigmoid") && old.shape().rank() == 2;
      use.bias()
          .ifPresent(bias ->
              weights.put(bias, halves ? weight.sum(1).multiply(-0.5) : zeros(setup, bias)));
    }
    return weights;
  }

  /// The label of the operation that made the values which a weight multiplies.
  private static String before(Forward forward, WeightUse use) {
    return forward
        .maker(use.operation().inputs().getFirst())
        .map(maker -> maker.operation().label())
        .orElse("");
  }

  private static double gain(String before) {
    return before.equals("sigmoid") ? 4 : ONE_SIDED.contains(before) ? Math.sqrt(2) : 1;
  }

  /// A branch that starts from such weights.
  static Change change(TrainingSetup setup) {
    return Change.NONE.withWeights(weights(setup));
  }

  private static Tensor zeros(TrainingSetup setup, String name) {
    Tensor old = Objects.requireNonNull(setup.start().get(name));
    Shape shape = old.shape();
    return Tensor.zeros(old.elementType(), shape);
  }
}
