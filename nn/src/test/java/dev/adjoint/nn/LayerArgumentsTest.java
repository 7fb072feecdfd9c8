package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Sizes, probabilities and other numbers out of range, and null: each is refused where it is made,
/// with its name.
@SuppressWarnings("NullAway") // null is what is refused
class LayerArgumentsTest {

  private static final double[] NO_EPSILON = {0, -1, Double.NaN, Double.POSITIVE_INFINITY};
  private static final double[] NOT_FINITE = {Double.NaN, Double.POSITIVE_INFINITY};

  private final RandomGenerator random = new SplittableRandom(1);
  private final List<DynamicTest> tests = new ArrayList<>();

  private void refuses(String message, ThrowingCallable made) {
    tests.add(
        DynamicTest.dynamicTest(
            message,
            () ->
                assertThatThrownBy(made)
                    .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class)
                    .hasMessage(message)));
  }

  private static Parameter zeros(int... sizes) {
    return Parameter.of(Tensor.zeros(ElementType.F32, Shape.of(sizes)));
  }

  @TestFactory
  Stream<DynamicTest> sizesAreAtLeastOne() {
    String last = "; give the size of the last axis of x";
    String result = "; give the size of the result";
    for (int n : new int[] {0, -3}) {
      String is = " is %d but must be at least 1".formatted(n);
      refuses("linear: the number of inputs" + is + last, () -> Linear.of(n, 2, random));
      refuses("linear: the number of outputs" + is + result, () -> Linear.of(2, n, random));
      refuses(
          "linear: the number of inputs" + is + last,
          () -> Linear.of(n, 2, Initializer.constant(0), random));
      String channels = "; give the number of channels of x";
      refuses("conv2d: the number of inputs" + is + channels, () -> Conv2d.of(n, 2, 3, random));
      refuses(
          "conv2d: the number of outputs" + is + "; give the channels of the result",
          () -> Conv2d.of(2, n, 3, random));
      refuses(
          "conv2d: the height of the kernel" + is + "; 3 is usual",
          () -> Conv2d.of(2, 2, n, random));
      refuses(
          "conv2d: the width of the kernel" + is + "; 3 is usual",
          () -> Conv2d.of(2, 2, 3, n, Conv2dOptions.standard(), random));
      refuses(
          "batch norm: the number of channels" + is + "; give the size of axis 1 of x",
          () -> BatchNorm1d.of(n));
      refuses(
          "batch norm: the number of channels" + is + "; give the size of axis 1 of x",
          () -> BatchNorm2d.of(n));
      refuses(
          "layer norm: a size" + is + "; give the sizes of the last axes of x",
          () -> LayerNorm.of(3, n));
      refuses(
          "rms norm: a size" + is + "; give the sizes of the last axes of x",
          () -> RmsNorm.of(3, n));
      refuses(
          "group norm: the number of channels" + is + "; give the size of axis 1 of x",
          () -> GroupNorm.of(1, n));
      refuses("group norm: the number of groups" + is + "; 32 is usual", () -> GroupNorm.of(n, 4));
      refuses(
          "embedding: the vocabulary" + is + "; give the number of different indices",
          () -> Embedding.of(n, 2, random));
      refuses(
          "embedding: the width" + is + "; give the length of a vector",
          () -> Embedding.of(2, n, random));
      refuses(
          "multihead attention: the width" + is + last, () -> MultiheadAttention.of(n, 1, random));
      refuses("lstm: the number of inputs" + is + last, () -> Lstm.of(n, 2, random));
      refuses("lstm: the size of the state" + is + result, () -> Lstm.of(2, n, random));
      refuses(
          "lstm: the number of layers" + is + "; 1 is usual",
          () -> Lstm.of(2, 2, n, false, random));
      refuses(
          "lstm: the size of the projection" + is + "; give fewer than the size of the state",
          () -> Lstm.of(2, 2, n, 1, false, random));
      refuses("lstm: the number of inputs" + is + last, () -> LstmCell.of(n, 2, random));
      refuses(
          "pool2d: the kernel must be at least 1%s; check the sizes of the window"
              .formatted(" but is " + n),
          () -> MaxPool2d.of(n));
      refuses(
          "pool2d: the stride must be at least 1%s; check the sizes of the window"
              .formatted(" but is " + n),
          () -> AvgPool2d.of(2).withStride(n));
      refuses(
          "adaptive avg pool2d: the size of the result must be at least 1×1 but is %d×%d"
              .formatted(n, n),
          () -> AdaptiveAvgPool2d.of(n));
    }
    refuses(
        "multihead attention: the width is 4, which 0 heads cannot share; choose a number of heads"
            + " that divides it",
        () -> MultiheadAttention.of(4, 0, random));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> weightsOfSizeZeroAreRefusedToo() {
    refuses(
        "linear: the number of inputs is 0 but must be at least 1; give the size of the last axis of x",
        () -> new Linear(zeros(2, 0), Optional.empty()));
    refuses(
        "conv2d: the height of the kernel is 0 but must be at least 1; 3 is usual",
        () -> new Conv2d(zeros(2, 1, 0, 3), Optional.empty(), Conv2dOptions.standard()));
    refuses(
        "embedding: the vocabulary is 0 but must be at least 1; give the number of different indices",
        () -> Embedding.of(zeros(0, 3)));
    refuses(
        "layer norm: the layer normalises the last axes [2, 0] but needs at least one axis and sizes"
            + " of at least 1; give the sizes of the last axes of x",
        () -> new LayerNorm(Shape.of(2, 0), Optional.empty(), Optional.empty(), 1e-5));
    refuses(
        "batch norm: the number of channels is 0 but must be at least 1; give the size of axis 1 of x",
        () ->
            new BatchNorm1d(
                Optional.empty(),
                Optional.empty(),
                Optional.of(RunningStatistics.of(ElementType.F32, 0, 0.1)),
                1e-5));
    refuses(
        "prelu: the weight has shape [0] but must be [1], or [C] for a slope for each channel; give a"
            + " vector",
        () -> new Prelu(zeros(0)));
    refuses(
        "lstm: the size of the state is 0 but must be at least 1; give the size of the result",
        () -> new LstmCell(zeros(0, 3), zeros(0, 0), Optional.empty(), Optional.empty()));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> everyEpsilonIsAboveZero() {
    for (double epsilon : NO_EPSILON) {
      String is =
          ": epsilon is %s but must be a finite number above 0; 1e-5 is usual".formatted(epsilon);
      refuses("batch norm" + is, () -> BatchNorm1d.of(3).withEpsilon(epsilon));
      refuses("batch norm" + is, () -> BatchNorm2d.of(3).withEpsilon(epsilon));
      refuses("layer norm" + is, () -> LayerNorm.of(3).withEpsilon(epsilon));
      refuses("rms norm" + is, () -> RmsNorm.of(3).withEpsilon(epsilon));
      refuses("group norm" + is, () -> GroupNorm.of(1, 3).withEpsilon(epsilon));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> everyOtherNumberIsWithinItsRange() {
    for (double p : new double[] {-0.1, 1, Double.NaN}) {
      String is = " is %s but must be at least 0 and below 1; ".formatted(p);
      refuses("dropout: the probability" + is + "0.5 is usual", () -> new Dropout(p));
      refuses(
          "lstm: the dropout" + is + "0 is none",
          () -> Lstm.of(2, 2, 2, false, random).withDropout(p));
    }
    for (double momentum : new double[] {-0.1, 1.1, Double.NaN}) {
      refuses(
          "batch norm: the momentum is %s but must be within 0 and 1; 0.1 is usual"
              .formatted(momentum),
          () -> BatchNorm2d.of(2).withMomentum(momentum));
    }
    for (double value : NOT_FINITE) {
      String is = " is %s but must be a finite number; ".formatted(value);
      refuses("elu: alpha" + is + "1 is usual", () -> new Elu(value));
      refuses("leaky relu: the slope" + is + "0.01 is usual", () -> new LeakyRelu(value));
      refuses("initialize: the constant" + is + "0 is usual", () -> Initializer.constant(value));
      refuses("initialize: the mean" + is + "0 is usual", () -> Initializer.normal(value, 1));
      String gain =
          "initialize: the gain is %s but must be a finite number of at least 0; 1 is usual"
              .formatted(value);
      refuses(gain, () -> Initializer.kaimingUniform(value));
      refuses(gain, () -> Initializer.kaimingNormal(value));
      refuses(gain, () -> Initializer.xavierUniform(value));
      refuses(gain, () -> Initializer.xavierNormal(value));
      refuses(gain, () -> Initializer.orthogonal(value));
    }
    refuses(
        "initialize: the deviation is -1.0 but must be a finite number of at least 0; 0.02 is usual",
        () -> Initializer.normal(0, -1));
    refuses(
        "initialize: the range is 1.0 … -1.0 but must be finite and not reversed; -0.1 … 0.1 is usual",
        () -> Initializer.uniform(1, -1));
    refuses(
        "initialize: the range is NaN … 1.0 but must be finite and not reversed; -0.1 … 0.1 is usual",
        () -> Initializer.uniform(Double.NaN, 1));
    refuses(
        "avg pool2d: windows must be without dilation but have 2×1; leave it at 1",
        () -> new AvgPool2d(Pool2dOptions.of(2).withDilation(2, 1), true));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> shapesThatDoNotFitANormalisationAreRefused() {
    refuses(
        "group norm: 4 channels cannot be cut into 3 equal groups; change the channels or the groups",
        () -> GroupNorm.of(3, 4));
    refuses(
        "group norm: x must be [N, 4, …] but is [2, 3]; check the number of channels",
        () -> GroupNorm.of(2, 4).forward(Tensor.zeros(2, 3)));
    refuses(
        "group norm: there is a weight without a bias; give both or none",
        () -> new GroupNorm(1, 2, Optional.of(zeros(2)), Optional.empty(), 1e-5));
    refuses(
        "group norm: the bias has shape [3] but there are 2 channels; give one number for each"
            + " channel",
        () -> new GroupNorm(1, 2, Optional.of(zeros(2)), Optional.of(zeros(3)), 1e-5));
    refuses(
        "rms norm: x is [2, 3] but the layer normalises the last axes [4]; the last sizes of x must"
            + " be these",
        () -> RmsNorm.of(4).forward(Tensor.zeros(2, 3)));
    refuses(
        "rms norm: the weight has shape [3] but the layer normalises the last axes [4]; give one"
            + " number for each element of them",
        () -> new RmsNorm(Shape.of(4), Optional.of(zeros(3)), 1e-6));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> nullIsNamed() {
    Parameter weight = zeros(2, 2);
    String none = " is null; give Optional.empty() for none";
    String one = " is null; give one";
    String generator =
        ": the random generator is null; give one, such as new SplittableRandom(seed)";
    refuses("linear: the weight" + one, () -> new Linear(null, Optional.empty()));
    refuses("linear: the bias" + none, () -> new Linear(weight, null));
    refuses("linear" + generator, () -> Linear.of(2, 2, (RandomGenerator) null));
    refuses("linear: the initializer" + one, () -> Linear.of(2, 2, null, random));
    refuses(
        "conv2d: the weight" + one,
        () -> new Conv2d(null, Optional.empty(), Conv2dOptions.standard()));
    refuses(
        "conv2d: the bias" + none,
        () -> new Conv2d(zeros(1, 1, 1, 1), null, Conv2dOptions.standard()));
    refuses(
        "conv2d: the options is null; give Conv2dOptions.standard()",
        () -> new Conv2d(zeros(1, 1, 1, 1), Optional.empty(), null));
    refuses("conv2d" + generator, () -> Conv2d.of(1, 1, 1, null));
    refuses("embedding: the weight" + one, () -> Embedding.of(null));
    refuses(
        "embedding: the padding index is null; give OptionalInt.empty() for none",
        () -> new Embedding(weight, null));
    refuses("embedding" + generator, () -> Embedding.of(2, 2, null));
    refuses(
        "layer norm: the weight" + none,
        () -> new LayerNorm(Shape.of(2), null, Optional.empty(), 1e-5));
    refuses(
        "batch norm: the running statistics" + none,
        () -> new BatchNorm2d(Optional.empty(), Optional.empty(), null, 1e-5));
    refuses("prelu: the weight" + one, () -> new Prelu(null));
    refuses("max pool2d: the options is null; give Pool2dOptions.of(2)", () -> new MaxPool2d(null));
    refuses(
        "avg pool2d: the options is null; give Pool2dOptions.of(2)",
        () -> new AvgPool2d(null, true));
    refuses("lstm: the list of cells" + one, () -> new Lstm(null, false, false, 0));
    refuses(
        "lstm: cell 0 is null; give an LstmCell",
        () -> new Lstm(Arrays.asList((LstmCell) null), false, false, 0));
    refuses("lstm" + generator, () -> LstmCell.of(2, 2, null));
    refuses("multihead attention" + generator, () -> MultiheadAttention.of(2, 1, null));
    refuses(
        "multihead attention: the last projection" + one,
        () -> new MultiheadAttention(zeros(6, 2), Optional.empty(), null, 1, false));
    refuses(
        "lstm: the cell state c is null; give a tensor",
        () -> new LstmState(Tensor.zeros(1, 2), null));
    refuses("unflatten: the list of sizes" + one, () -> new Unflatten(1, null));
    refuses("pass" + generator, () -> new Pass.Training(null));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> everyLayerNamesAMissingInput() {
    String missing = ": x is null; give a tensor";
    List<PureLayer> layers = new ArrayList<>(List.of(Activation.values()));
    layers.addAll(
        List.of(
            Linear.of(1, 1, random),
            Conv2d.of(1, 1, 1, random),
            new Embedding(zeros(2, 2), OptionalInt.empty()),
            LayerNorm.of(2),
            RmsNorm.of(2),
            GroupNorm.of(1, 2),
            Prelu.of(),
            new Elu(1),
            new LeakyRelu(0.1),
            new Softmax(-1),
            new Flatten(),
            Unflatten.of(1, 1),
            new Unsqueeze(1),
            MaxPool2d.of(2),
            AvgPool2d.of(2),
            AdaptiveAvgPool2d.of(1),
            LstmCell.of(1, 1, random),
            MultiheadAttention.of(2, 1, random)));
    for (PureLayer layer : layers) {
      tests.add(
          DynamicTest.dynamicTest(
              layer.toString(),
              () ->
                  assertThatThrownBy(() -> layer.forward(null))
                      .isInstanceOf(NullPointerException.class)
                      .hasMessageEndingWith(missing)));
    }
    List<Layer> others =
        List.of(
            new Dropout(0.5),
            BatchNorm1d.of(2),
            BatchNorm2d.of(2),
            Lstm.of(2, 2, random),
            Sequential.of());
    for (Layer layer : others) {
      tests.add(
          DynamicTest.dynamicTest(
              layer + " without x",
              () ->
                  assertThatThrownBy(() -> layer.forward(null, Pass.INFERENCE))
                      .isInstanceOf(NullPointerException.class)
                      .hasMessageEndingWith(missing)));
      Tensor x = layer instanceof BatchNorm2d ? Tensor.zeros(2, 2, 2, 2) : Tensor.zeros(2, 2);
      tests.add(
          DynamicTest.dynamicTest(
              layer + " without a pass",
              () ->
                  assertThatThrownBy(() -> layer.forward(x, null))
                      .isInstanceOf(NullPointerException.class)
                      .hasMessageEndingWith(
                          ": the pass is null; give Pass.INFERENCE or new"
                              + " Pass.Training(random)")));
    }
    return tests.stream();
  }
}
