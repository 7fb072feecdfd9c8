package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LayersTest {

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void linearMultipliesByTheTransposedWeightAndAddsTheBias() {
    // [1, 2] · [[1, 3], [5, 7]]ᵀ = [1 + 6, 5 + 14]; plus [10, 20].
    Linear layer =
        new Linear(
            Parameter.of(Tensor.of(new float[][] {{1, 3}, {5, 7}})),
            Optional.of(Parameter.of(Tensor.of(10f, 20f))));
    assertThat(layer.forward(Tensor.of(new float[][] {{1, 2}})).toFloatArray())
        .containsExactly(17, 39);
  }

  @Test
  void linearSaysWhichShapesDoNotFit() {
    Parameter weight = Parameter.of(Tensor.zeros(3, 2));
    assertThatThrownBy(() -> new Linear(weight, Optional.of(Parameter.of(Tensor.zeros(2)))))
        .hasMessage(
            "linear: the bias has shape [2] but the weight [3, 2] has 3 outputs; give a bias of [3]");
    assertThatThrownBy(() -> new Linear(Parameter.of(Tensor.zeros(3)), Optional.empty()))
        .hasMessage("linear: the weight has shape [3] but must be [out, in]; give a matrix");
  }

  @Test
  void linearStartsWithinOneOverTheRootOfItsInputs() {
    Linear layer = Linear.of(16, 400, random);
    Tensor weight = layer.weight().value();
    assertThat(weight.abs().max().item()).isBetween(0.24, 0.25);
    assertThat(weight.mean().item()).isCloseTo(0, within(0.01));
  }

  @Test
  void dropoutZeroesThePartItIsToldAndKeepsTheMean() {
    Tensor x = Tensor.ones(200, 200);
    Dropout dropout = new Dropout(0.25);
    Tensor y = dropout.forward(x, new Pass.Training(random));
    double zeros = y.eq(0).to(ElementType.F64).mean().item();
    assertThat(zeros).isCloseTo(0.25, within(0.01));
    assertThat(y.max().item()).isCloseTo(1 / 0.75, within(1e-6));
    assertThat(dropout.forward(x, Pass.INFERENCE)).isSameAs(x);
    assertThatThrownBy(() -> new Dropout(1))
        .hasMessage(
            "dropout: the probability is 1.0 but must be at least 0 and below 1; 0.5 is usual");
  }

  @Test
  void flattenKeepsTheSamples() {
    assertThat(new Flatten().forward(Tensor.zeros(4, 2, 3)).shape()).isEqualTo(Shape.of(4, 6));
    assertThat(new Flatten().forward(Tensor.zeros(0, 2, 3)).shape().rank()).isEqualTo(2);
  }

  @Test
  void unflattenSplitsAnAxisAndUnsqueezeAddsOne() {
    Tensor x = Tensor.normal(Shape.of(2, 12), 0, 1, random);
    Tensor images = Unflatten.of(1, 3, 2, 2).forward(x);
    assertThat(images.shape()).isEqualTo(Shape.of(2, 3, 2, 2));
    assertThat(images.toFloatArray()).isEqualTo(x.toFloatArray());
    assertThat(Unflatten.of(-1, 3, -1).forward(x).shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(new Flatten().forward(images).contentEquals(x)).isTrue();
    assertThat(new Unsqueeze(1).forward(x).shape()).isEqualTo(Shape.of(2, 1, 12));
    assertThat(new Unsqueeze(-1).forward(x).shape()).isEqualTo(Shape.of(2, 12, 1));
    assertThat(Unflatten.of(1, 3, 2, 2)).hasToString("Unflatten(axis 1 → [3, 2, 2])");
    assertThat(new Unsqueeze(1)).hasToString("Unsqueeze(axis 1)");
  }

  @Test
  void unflattenAndUnsqueezeRefuseSizesThatDoNotFit() {
    assertThatThrownBy(() -> Unflatten.of(1, 3, 5).forward(Tensor.zeros(2, 12)))
        .hasMessage(
            "unflatten: axis 1 of [2, 12] has size 12 but the sizes [3, 5] make 15; their product"
                + " must be the size of the axis");
    assertThatThrownBy(() -> Unflatten.of(1, 0, 5))
        .hasMessage(
            "unflatten: the sizes are [0, 5] but each must be at least 1, or -1 for the rest; change"
                + " 0");
    assertThatThrownBy(() -> Unflatten.of(1, -1, -1))
        .hasMessage(
            "unflatten: the sizes are [-1, -1] but there must be at least one, and at most one -1;"
                + " give the sizes of the new axes");
    assertThatThrownBy(() -> Unflatten.of(1))
        .hasMessage(
            "unflatten: the sizes are [] but there must be at least one, and at most one -1; give the"
                + " sizes of the new axes");
    assertThatThrownBy(() -> new Unsqueeze(4).forward(Tensor.zeros(2, 12)))
        .hasMessageStartingWith("unsqueeze: ");
  }

  @Test
  void aBatchOfImagesWithoutAChannelAxisIsToldWhatToDo() {
    Conv2d conv = Conv2d.of(1, 8, 3, random);
    Sequential net = Sequential.of(conv, Activation.RELU);
    assertThatThrownBy(() -> net.forward(Tensor.zeros(64, 28, 28), Pass.INFERENCE))
        .hasMessage(
            "conv2d: x [64, 28, 28] was read as one image with 64 channels but the weight [8, 1, 3,"
                + " 3] takes 1; give 64 images a channel axis by x.unsqueeze(1), in a Sequential by"
                + " new Unsqueeze(1)\n"
                + "in 0, Conv2d(1 → 8, 3 × 3)");
    Sequential mended = Sequential.of(new Unsqueeze(1), conv);
    assertThat(mended.forward(Tensor.zeros(64, 28, 28), Pass.INFERENCE).shape())
        .isEqualTo(Shape.of(64, 8, 26, 26));
    assertThat(conv.forward(Tensor.zeros(1, 28, 28)).shape()).isEqualTo(Shape.of(8, 26, 26));
  }

  @Test
  void initialisersHaveTheSpreadOfTheirFormula() {
    Shape shape = Shape.of(300, 200);
    double he = Math.sqrt(2.0 / 200);
    double glorot = Math.sqrt(2.0 / 500);
    assertThat(deviation(Initializer.kaimingNormal(), shape)).isCloseTo(he, within(he * 0.02));
    assertThat(deviation(Initializer.kaimingUniform(), shape)).isCloseTo(he, within(he * 0.02));
    assertThat(deviation(Initializer.xavierNormal(), shape))
        .isCloseTo(glorot, within(glorot * 0.02));
    assertThat(deviation(Initializer.xavierUniform(), shape))
        .isCloseTo(glorot, within(glorot * 0.02));
    assertThat(Initializer.constant(0.5).of(Shape.of(3), random).toFloatArray()).containsOnly(0.5f);
    assertThatThrownBy(() -> Initializer.xavierNormal().of(Shape.of(3), random))
        .hasMessage(
            "initialize: fan-in and fan-out need at least two axes but the shape is [3]; use"
                + " uniform, normal or constant");
  }

  private double deviation(Initializer initializer, Shape shape) {
    return initializer.of(shape, random).to(ElementType.F64).std().item();
  }

  @Test
  void orthogonalRowsOrColumnsAreOrthonormal() {
    for (Shape shape : new Shape[] {Shape.of(5, 9), Shape.of(9, 5), Shape.of(4, 2, 3)}) {
      Tensor w = Initializer.orthogonal(2).of(shape, random).reshape(shape.size(0), -1);
      boolean wide = w.shape().size(0) <= w.shape().size(1);
      Tensor product = wide ? w.matmul(w.transpose()) : w.transpose().matmul(w);
      Tensor expected = Tensor.eye(product.shape().size(0)).multiply(4);
      assertThat(product.allclose(expected, 0, 1e-5)).as(product.toString()).isTrue();
    }
  }

  @Test
  void emptyBatchesAndEmptyInputsKeepTheSizesOfTheFeatures() {
    assertThat(new Flatten().forward(Tensor.zeros(0, 3, 4)).shape()).isEqualTo(Shape.of(0, 12));
    assertThat(new Flatten().forward(Tensor.zeros(5)).shape()).isEqualTo(Shape.of(5, 1));
    assertThat(Linear.of(4, 2, random).forward(Tensor.zeros(0, 4)).shape())
        .isEqualTo(Shape.of(0, 2));
  }

  @Test
  void truncatedNumbersLieWithinTheirRange() {
    Tensor x = Initializer.truncNormal(0.5).of(Shape.of(100, 100), new SplittableRandom(3));
    assertThat(x.max().item()).isLessThanOrEqualTo(1);
    assertThat(x.min().item()).isGreaterThanOrEqualTo(-1);
    // The deviation of a normal distribution cut at two deviations is 0.8796 of its own.
    assertThat(x.std().item()).isCloseTo(0.5 * 0.8796, within(0.01));
    assertThatThrownBy(() -> Initializer.truncNormal(0, 1, 7, 8))
        .hasMessage(
            "initialize: the range is 7.0 … 8.0 but must be rising and within 6 deviations (1.0) of the mean 0.0; two deviations on either side are usual");
  }

  @Test
  void aDiracConvolutionGivesItsInput() {
    SplittableRandom random = new SplittableRandom(3);
    Tensor weight = Initializer.dirac().of(Shape.of(3, 3, 3, 3), random);
    Tensor x = Tensor.normal(Shape.of(2, 3, 5, 4), 0, 1, random);
    Tensor y = x.conv2d(weight, Conv2dOptions.standard().withPadding(1));
    assertThat(y.contentEquals(x)).isTrue();
    Tensor line = Initializer.dirac().of(Shape.of(2, 4, 3), random);
    assertThat(line.sum().item()).isEqualTo(2);
    assertThatThrownBy(() -> Initializer.dirac().of(Shape.of(2, 2), random))
        .hasMessage(
            "initialize: dirac needs the weight of a convolution, [out, in, …], but the shape is [2, 2]; use eye for a matrix");
  }

  @Test
  void aSparseColumnHasItsShareOfZeros() {
    Tensor x = Initializer.sparse(0.25, 1).of(Shape.of(10, 7), new SplittableRandom(3));
    assertThat(x.eq(0).sum(0).toLongArray()).containsOnly(3);
    assertThat(Initializer.eye().of(Shape.of(2, 3), new SplittableRandom(3)).toFloatArray())
        .containsExactly(1, 0, 0, 0, 1, 0);
  }
}
