package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.ClipGradNorm;
import dev.adjoint.nn.optim.GradientRule;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.CompiledStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Training from a recording ends in the same bits as training without one.
class CompiledTrainingTest {

  private static final Pass PASS = new Pass.Training(new SplittableRandom(0));
  private static final int STEPS = 7;

  /// What a run leaves: the losses, the weights, what the optimizer remembers.
  private static List<float[]> train(
      boolean compiled,
      Function<RandomGenerator, Layer> net,
      int[] sample,
      UpdateRule rule,
      GradientRule... rules) {
    RandomGenerator random = new SplittableRandom(11);
    Layer model = net.apply(random);
    Optimizer optimizer = Optimizer.of(Parameters.of(model), rule, rules);
    Loss loss = new CrossEntropyLoss();
    CompiledStep step = CompiledStep.of((x, t) -> loss.of(model.forward(x, PASS), t));
    List<float[]> left = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int rows = i % 3 == 2 ? 3 : 5;
      int[] sizes = new int[sample.length + 1];
      sizes[0] = rows;
      System.arraycopy(sample, 0, sizes, 1, sample.length);
      Tensor x = Tensor.normal(Shape.of(sizes), 0, 1, random);
      Tensor t = Tensor.randint(0, 4, Shape.of(rows), random);
      optimizer.zeroGrad();
      Tensor value;
      if (compiled) {
        value = step.run(x, t);
      } else {
        value = loss.of(model.forward(x, PASS), t);
        value.backward();
      }
      optimizer.step();
      left.add(value.toFloatArray());
    }
    Parameters.of(model).stateDict().values().forEach(w -> left.add(w.toFloatArray()));
    optimizer.stateDict().values().forEach(s -> left.add(s.toFloatArray()));
    return left;
  }

  private static void requireSame(
      Function<RandomGenerator, Layer> net, int[] sample, UpdateRule rule, GradientRule... rules) {
    List<float[]> expected = train(false, net, sample, rule, rules);
    List<float[]> actual = train(true, net, sample, rule, rules);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("result %d", i).containsExactly(expected.get(i));
    }
  }

  private static Layer mlp(RandomGenerator random) {
    return Sequential.of(
        Linear.of(6, 9, random),
        Activation.RELU,
        Linear.of(9, 8, random),
        Activation.TANH,
        Linear.of(8, 4, random));
  }

  @Test
  void perceptronWithAdam() {
    requireSame(CompiledTrainingTest::mlp, new int[] {6}, new Adam(0.01));
  }

  @Test
  void perceptronWithMomentumAndClipping() {
    requireSame(CompiledTrainingTest::mlp, new int[] {6}, new Sgd(0.1, 0.9), new ClipGradNorm(0.5));
  }

  @Test
  void convolutionalNet() {
    requireSame(
        random ->
            Sequential.of(
                Conv2d.of(2, 5, 3, random),
                Activation.RELU,
                new Flatten(),
                Linear.of(80, 4, random)),
        new int[] {2, 6, 6},
        new Sgd(0.1, 0.9));
  }
}
