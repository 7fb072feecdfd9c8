package dev.adjoint.bench.why;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A model with a batch whose step is traced.
///
/// @param name what is printed
/// @param model the model
/// @param loss its loss
/// @param x the batch
/// @param target its targets
record AskedStep(String name, Layer model, Loss loss, Tensor x, Tensor target) {

  private static final int BATCH = 32;
  private static final int CLASSES = 10;

  /// Forward and backward.
  StepTrace trace() {
    return StepTrace.of(
        model,
        Map.of("input", x, "target", target),
        () -> loss.of(model.forward(x, new Pass.Training(new Random(9))), target));
  }

  static List<AskedStep> all() {
    return List.of(lesson(), convolutional(), winograd(), recurrent(), transformer(), own());
  }

  /// The net of lesson 1 with its numbers.
  private static AskedStep lesson() {
    Layer model =
        Sequential.of(
            linear(new double[][] {{0.2, 0.3}, {0.4, 0.5}}, 0.1, 0.2),
            Activation.RELU,
            linear(new double[][] {{0.5, 0.6}}, 0.4));
    return new AskedStep(
        "lesson 1",
        model,
        new SquaredErrorLoss(),
        Tensor.of(ElementType.F64, 0.9, 1.0),
        Tensor.of(ElementType.F64, 2.0));
  }

  private static Linear linear(double[][] weight, double... bias) {
    return new Linear(
        Parameter.of(Tensor.of(ElementType.F64, weight)),
        Optional.of(Parameter.of(Tensor.of(ElementType.F64, bias))));
  }

  private static AskedStep convolutional() {
    Random random = new Random(1);
    Layer model =
        Sequential.of(
            Conv2d.of(1, 16, 3, random),
            Activation.RELU,
            MaxPool2d.of(2),
            Conv2d.of(16, 16, 3, random),
            Activation.RELU,
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(16 * 5 * 5, CLASSES, random));
    return new AskedStep(
        "CNN for MNIST, 32 images", model, new CrossEntropyLoss(), images(random), classes(BATCH));
  }

  private static AskedStep winograd() {
    Random random = new Random(2);
    Layer model =
        Sequential.of(
            Conv2d.of(1, 32, 3, random),
            Activation.RELU,
            Conv2d.of(32, 64, 3, random),
            Activation.RELU,
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(64 * 12 * 12, 128, random),
            Activation.RELU,
            Linear.of(128, CLASSES, random));
    return new AskedStep(
        "CNN of 1.2 million weights (Winograd), 32 images",
        model,
        new CrossEntropyLoss(),
        images(random),
        classes(BATCH));
  }

  private static Tensor images(Random random) {
    return Tensor.normal(Shape.of(BATCH, 1, 28, 28), 0, 1, random);
  }

  private static AskedStep recurrent() {
    Random random = new Random(3);
    SequenceNet model = new SequenceNet(Lstm.of(8, 32, random), Linear.of(32, 1, random));
    return new AskedStep(
        "LSTM, 24 steps, 16 sequences",
        model,
        new MseLoss(),
        Tensor.normal(Shape.of(24, 16, 8), 0, 1, random),
        Tensor.normal(Shape.of(24, 16, 1), 0, 1, random));
  }

  /// An LSTM with a linear layer for each step.
  record SequenceNet(Lstm lstm, Linear head) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return head.forward(lstm.forward(x, pass));
    }
  }

  private static AskedStep transformer() {
    Random random = new Random(4);
    TokenBlock model =
        new TokenBlock(
            Embedding.of(65, 64, random),
            LayerNorm.of(64),
            MultiheadAttention.of(64, 4, random).asCausal(),
            LayerNorm.of(64),
            Linear.of(64, 256, random),
            Linear.of(256, 64, random));
    return new AskedStep(
        "GPT block, 8 rows of 64 tokens",
        model,
        new CrossEntropyLoss(),
        Tensor.randint(Shape.of(8, 64), 0, 65, random),
        Tensor.randint(Shape.of(8 * 64), 0, 65, random));
  }

  /// A block of a GPT between an embedding and the same weights as its head.
  record TokenBlock(
      Embedding embedding,
      LayerNorm norm1,
      MultiheadAttention attention,
      LayerNorm norm2,
      Linear up,
      Linear down)
      implements PureLayer {
    @Override
    public Tensor forward(Tensor tokens) {
      Tensor x = embedding.forward(tokens);
      Tensor y = x.add(attention.forward(norm1.forward(x)));
      Tensor z = y.add(down.forward(up.forward(norm2.forward(y)).gelu()));
      return z.linear(embedding.weight().value()).flatten(0, 1);
    }
  }

  private static AskedStep own() {
    Random random = new Random(5);
    Cubed model =
        new Cubed(
            Linear.of(20, 16, random), Parameter.of(Tensor.normal(Shape.of(16), 0, 1, random)));
    return new AskedStep(
        "a model with an operation of its own",
        model,
        new MseLoss(),
        Tensor.normal(Shape.of(BATCH, 20), 0, 1, random),
        Tensor.normal(Shape.of(BATCH, 16), 0, 1, random));
  }

  /// A linear layer and `y = x³ · w`.
  record Cubed(Linear first, Parameter scale) implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return Tensor.apply(new Cube(), first.forward(x), scale.value());
    }
  }

  /// An operation that the library does not have.
  record Cube() implements Operation {
    @Override
    public Applied apply(Tensor... in) {
      Tensor x = in[0];
      Tensor w = in[1];
      Tensor cube = x.multiply(x).multiply(x);
      return Applied.of(
          cube.multiply(w),
          g -> g.multiply(x).multiply(x).multiply(3).multiply(w),
          g -> g.multiply(cube));
    }
  }

  private static Tensor classes(int count) {
    long[] targets = new long[count];
    for (int i = 0; i < count; i++) {
      targets[i] = i * 7L % CLASSES;
    }
    return Tensor.of(targets);
  }
}
