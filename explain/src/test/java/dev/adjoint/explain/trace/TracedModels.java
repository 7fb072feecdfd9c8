package dev.adjoint.explain.trace;

import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.models.SmallCnn;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// The models whose steps the tests trace.
public record TracedModels(Layer model, Tensor input, Tensor target, Supplier<Tensor> loss) {

  private static TracedModels of(Layer model, Loss loss, Tensor x, Tensor t) {
    return new TracedModels(
        model, x, t, () -> loss.of(model.forward(x, new Pass.Training(new Random(9))), t));
  }

  /// Forward and backward.
  public StepTrace trace() {
    return StepTrace.of(model, Map.of("input", input, "target", target), loss);
  }

  /// A whole step.
  public StepTrace step(Optimizer optimizer) {
    return StepTrace.of(model, optimizer, Map.of("input", input, "target", target), loss);
  }

  /// A whole step with a new optimizer.
  public StepTrace step(UpdateRule rule) {
    return step(Optimizer.of(model, rule));
  }

  /// Lesson 1, in F64.
  public static TracedModels lesson() {
    return of(SmallNet.start(), new SquaredErrorLoss(), SmallNet.INPUT, SmallNet.TARGET);
  }

  /// A perceptron with dropout for 40 samples of 300 features.
  public static TracedModels perceptron() {
    Random random = new Random(1);
    Layer model =
        Sequential.of(
            Linear.of(300, 20, random),
            Activation.RELU,
            new Dropout(0.3),
            Linear.of(20, 4, random));
    return of(
        model,
        new CrossEntropyLoss(),
        Tensor.normal(Shape.of(40, 300), 0, 1, random),
        classes(40, 4));
  }

  /// A small convolutional net, as for MNIST.
  public static TracedModels convolutional() {
    Random random = new Random(2);
    Layer model =
        Sequential.of(
            Conv2d.of(1, 6, 3, random),
            Activation.RELU,
            MaxPool2d.of(2),
            Conv2d.of(6, 8, 3, random),
            Activation.RELU,
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(8 * 5 * 5, 10, random));
    return of(
        model,
        new CrossEntropyLoss(),
        Tensor.normal(Shape.of(4, 1, 28, 28), 0, 1, random),
        classes(4, 10));
  }

  /// The convolutional net that `adjoint train` makes for MNIST, with a batch of 32.
  public static TracedModels digits() {
    Random random = new Random(7);
    return of(
        SmallCnn.of(1, 16, 4, 0.2, 10, random),
        new CrossEntropyLoss(),
        Tensor.normal(Shape.of(32, 1, 28, 28), 0, 1, random),
        classes(32, 10));
  }

  /// Convolutions of 32 channels, which are computed by Winograd's transform.
  public static TracedModels winograd() {
    Random random = new Random(3);
    Layer model =
        Sequential.of(
            Conv2d.of(32, 32, 3, random),
            Activation.RELU,
            new Flatten(),
            Linear.of(32 * 8 * 8, 3, random));
    return of(
        model,
        new CrossEntropyLoss(),
        Tensor.normal(Shape.of(4, 32, 10, 10), 0, 1, random),
        classes(4, 3));
  }

  /// An LSTM over 7 steps.
  public static TracedModels recurrent() {
    Random random = new Random(4);
    Lstm lstm = Lstm.of(5, 6, random);
    Linear head = Linear.of(6, 2, random);
    Layer model =
        new Parts(
            Map.of("lstm", lstm, "head", head), (x, pass) -> head.forward(lstm.forward(x, pass)));
    return of(
        model,
        new MseLoss(),
        Tensor.normal(Shape.of(7, 3, 5), 0, 1, random),
        Tensor.normal(Shape.of(7, 3, 2), 0, 1, random));
  }

  /// A block of a GPT with tied weights: the embedding is the head too.
  public static TracedModels transformer() {
    Random random = new Random(5);
    Embedding embedding = Embedding.of(11, 8, random);
    LayerNorm first = LayerNorm.of(8);
    MultiheadAttention attention = MultiheadAttention.of(8, 2, random).asCausal();
    LayerNorm second = LayerNorm.of(8);
    Linear up = Linear.of(8, 32, random);
    Linear down = Linear.of(32, 8, random);
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("embedding", embedding);
    parts.put("norm1", first);
    parts.put("attention", attention);
    parts.put("norm2", second);
    parts.put("up", up);
    parts.put("down", down);
    Layer model =
        new Parts(
            parts,
            (x, _) -> {
              Tensor h = LayerScope.in("embedding", embedding, () -> embedding.forward(x));
              Tensor a = h.add(attention.forward(first.forward(h)));
              Tensor b =
                  a.add(down.forward(Activation.GELU.forward(up.forward(second.forward(a)))));
              return b.matmul(embedding.weight().value().transpose()).reshape(12, 11);
            });
    Tensor x = Tensor.of(new long[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8}, Shape.of(2, 6));
    return of(model, new CrossEntropyLoss(), x, classes(12, 11));
  }

  /// An operation of a user, `y = x³ · w` with w broadcast.
  public record Cube() implements Operation {
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

  /// A model with an operation of a user.
  public static TracedModels own() {
    Random random = new Random(6);
    Linear first = Linear.of(4, 5, random);
    Parameter scale = Parameter.of(Tensor.normal(Shape.of(5), 0, 1, random));
    Layer model =
        new Parts(
            Map.of("first", first, "scale", scale),
            (x, _) -> Tensor.apply(new Cube(), first.forward(x), scale.value()));
    return of(
        model,
        new MseLoss(),
        Tensor.normal(Shape.of(6, 4), 0, 1, random),
        Tensor.normal(Shape.of(6, 5), 0, 1, random));
  }

  private static Tensor classes(int count, int classes) {
    long[] targets = new long[count];
    for (int i = 0; i < count; i++) {
      targets[i] = i * 7L % classes;
    }
    return Tensor.of(targets);
  }

  /// A model made of named parts and a function.
  private record Parts(Map<String, Object> named, Layer function) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return function.forward(x, pass);
    }

    @Override
    public Map<String, Object> parts() {
      return named;
    }
  }
}
