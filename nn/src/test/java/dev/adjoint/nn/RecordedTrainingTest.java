package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.ClipGradNorm;
import dev.adjoint.nn.optim.GradientRule;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Training from a recording ends in the same bits as training without one.
class RecordedTrainingTest {

  private static final int STEPS = 7;

  /// What a run leaves: the losses, the weights, what the optimizer remembers.
  private static List<float[]> train(
      boolean recorded,
      Function<RandomGenerator, Layer> net,
      int[] sample,
      UpdateRule rule,
      GradientRule... rules) {
    RandomGenerator random = new SplittableRandom(11);
    Layer model = net.apply(random);
    Optimizer optimizer = Optimizer.of(Parameters.of(model), rule, rules);
    Loss loss = new CrossEntropyLoss();
    RecordedStep step =
        RecordedStep.withRandom((source, in) -> work(loss, model, source, in[0], in[1]));
    List<float[]> left = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int rows = i % 3 == 2 ? 3 : 5;
      int[] sizes = new int[sample.length + 1];
      sizes[0] = rows;
      System.arraycopy(sample, 0, sizes, 1, sample.length);
      Tensor x = Tensor.normal(Shape.of(sizes), 0, 1, random);
      Tensor t = Tensor.randint(Shape.of(rows), 0, 4, random);
      optimizer.zeroGrad();
      Tensor value;
      if (recorded) {
        value = step.runAll(new SplittableRandom(i), x, t)[0];
      } else {
        value = work(loss, model, new SplittableRandom(i), x, t)[0];
        value.backward();
      }
      optimizer.step();
      left.add(value.toFloatArray());
    }
    Parameters.of(model).stateDict().values().forEach(w -> left.add(w.toFloatArray()));
    optimizer.stateDict().values().forEach(s -> left.add(s.toFloatArray()));
    return left;
  }

  private static Tensor[] work(Loss loss, Layer model, RandomGenerator source, Tensor x, Tensor t) {
    return new Tensor[] {loss.of(model.forward(x, new Pass.Training(source)), t)};
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
    requireSame(RecordedTrainingTest::mlp, new int[] {6}, new Adam(0.01));
  }

  @Test
  void perceptronWithMomentumAndClipping() {
    requireSame(RecordedTrainingTest::mlp, new int[] {6}, new Sgd(0.1, 0.9), new ClipGradNorm(0.5));
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

  @Test
  void residualNetWithBatchNormalisationAndItsRunningStatistics() {
    requireSame(
        random -> {
          record Block(Conv2d conv, BatchNorm2d bn) implements Layer {
            @Override
            public Tensor forward(Tensor x, Pass pass) {
              return bn.forward(conv.forward(x), pass).add(x.slice(2, 1, 7).slice(3, 1, 7)).relu();
            }

            @Override
            public Map<String, Object> parts() {
              return Map.of("conv", conv, "bn", bn);
            }
          }
          return Sequential.of(
              new Block(Conv2d.of(2, 2, 3, random), BatchNorm2d.of(2)),
              MaxPool2d.of(2),
              AvgPool2d.of(3),
              new Flatten(),
              Linear.of(2, 4, random));
        },
        new int[] {2, 8, 8},
        new Sgd(0.1, 0.9));
  }

  @Test
  void layerNormalisationAndDropout() {
    requireSame(
        random ->
            Sequential.of(
                Linear.of(6, 9, random),
                LayerNorm.of(9),
                Activation.GELU,
                new Dropout(0.4),
                Linear.of(9, 4, random)),
        new int[] {6},
        new Adam(0.01));
  }

  @Test
  void attentionWithDropoutAndBatchNormalisation() {
    PureLayer channels = x -> x.permute(0, 2, 1);
    requireSame(
        random ->
            Sequential.of(
                Linear.of(3, 8, random),
                MultiheadAttention.of(8, 2, random).asCausal(),
                new Dropout(0.3),
                channels,
                BatchNorm1d.of(8),
                Activation.GELU,
                new Flatten(),
                Linear.of(40, 4, random)),
        new int[] {5, 3},
        new AdamW(0.01),
        new ClipGradNorm(1));
  }

  @Test
  void lastStepOfALstm() {
    requireSame(random -> Lstm.of(3, 5, random));
  }

  @Test
  void lastStepOfALstmWithAProjection() {
    requireSame(random -> Lstm.of(3, 7, 5, 2, false, random));
  }

  private static void requireSame(Function<RandomGenerator, Lstm> layer) {
    requireSame(
        random -> {
          Lstm lstm = layer.apply(random);
          Linear head = Linear.of(5, 4, random);
          return new Layer() {
            @Override
            public Tensor forward(Tensor x, Pass pass) {
              return head.forward(lstm.forward(x.permute(1, 0, 2), pass).slice(0, 6, 7).squeeze(0));
            }

            @Override
            public Map<String, Object> parts() {
              return Map.of("lstm", lstm, "head", head);
            }
          };
        },
        new int[] {7, 3},
        new Adam(0.01));
  }

  private record Words(Embedding wte, Linear head) implements PureLayer {
    @Override
    public Tensor forward(Tensor tokens) {
      return head.forward(wte.forward(tokens).mean(1));
    }
  }

  @Test
  void anEmbeddingWithAPaddingIndexIsRecorded() {
    Words[] models = new Words[2];
    float[][] losses = new float[2][STEPS];
    for (int way = 0; way < 2; way++) {
      RandomGenerator random = new SplittableRandom(4);
      Words model = new Words(Embedding.of(6, 5, random).withPadding(2), Linear.of(5, 3, random));
      models[way] = model;
      Optimizer optimizer = Optimizer.of(model, new Adam(0.05));
      Loss loss = new CrossEntropyLoss();
      RecordedStep step = RecordedStep.of((x, t) -> loss.of(model.forward(x), t));
      for (int i = 0; i < STEPS; i++) {
        Tensor tokens = Tensor.randint(Shape.of(4, 3), 0, 6, random);
        Tensor target = Tensor.randint(Shape.of(4), 0, 3, random);
        optimizer.zeroGrad();
        Tensor value;
        if (way == 0) {
          value = loss.of(model.forward(tokens), target);
          value.backward();
        } else {
          value = step.run(tokens, target);
        }
        assertThat(model.wte().weight().gradient().select(0, 2).toFloatArray()).containsOnly(0);
        optimizer.step();
        losses[way][i] = (float) value.item();
      }
      assertThat(step.refusal()).isEmpty();
    }
    assertThat(losses[1]).containsExactly(losses[0]);
    List<Parameter> expected = Parameters.of(models[0]).list();
    List<Parameter> actual = Parameters.of(models[1]).list();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).value().toFloatArray())
          .containsExactly(expected.get(i).value().toFloatArray());
    }
  }
}
