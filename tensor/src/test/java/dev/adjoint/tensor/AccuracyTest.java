package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The errors of long F32 reductions against the same computation in F64, relative to the largest
/// result. The measured table is left in `target/accuracy.md`; `docs/accuracy.md` shows it.
class AccuracyTest {
  private static final int MILLION = 1_000_000;

  private final List<String> rows = new ArrayList<>();

  @Test
  void longReductionsAreAsExactAsTheDocumentationSays() throws IOException {
    Tensor pairs = normal(1, 0, MILLION, 2);
    check("sum(0) of [10⁶, 2], uniform in 0 … 1", 1e-7, uniform(MILLION, 2), x -> x.sum(0));
    check("mean(0) of [10⁶, 2], all 0.1", 1e-7, constant(0.1, MILLION, 2), x -> x.mean(0));
    check("std(0) of [10⁶, 2]", 1.5e-7, pairs, x -> x.std(0));
    check("variance(0) of [10⁶, 2]", 1.5e-7, pairs, x -> x.variance(0));
    check(
        "variance(0) of [10⁶, 2] around 10", 1.5e-7, normal(2, 10, MILLION, 2), x -> x.variance(0));
    check("cumsum of 10⁶, uniform in 0 … 1", 6e-8, uniform(MILLION), x -> x.cumsum(0));
    check("mean of the squares of 10⁶", 1e-7, normal(3, 0, MILLION), x -> x.square().mean());
    check("norm of 10⁶", 1e-7, normal(4, 0, MILLION), Tensor::norm);
    check("dot of 10⁶ with itself", 2e-7, normal(5, 1, MILLION), x -> x.dot(x));
    check("gradient of a bias, 100,000 rows", 1e-7, uniform(100_000, 8), x -> x.sum(0));
    check(
        "gradient of a weight, 100,000 rows", 6e-7, normal(6, 0, 100_000, 16), AccuracyTest::gram);
    check(
        "product with k = 100,000", 6e-7, normal(7, 0, 24, 100_000), x -> x.matmul(x.transpose()));
    check("product of 512 × 512 × 512", 7e-7, normal(8, 0, 512, 512), x -> x.matmul(x));
    check("softmax of 10⁶", 1e-6, uniform(MILLION), x -> x.softmax(0));
    check("logsumexp of 10⁶", 1e-7, uniform(MILLION), x -> x.logsumexp(0));
    check(
        "gradient of logsumexp(1) of [100, 10⁴] around 1000",
        1e-6,
        normal(9, 1000, 100, 10_000),
        AccuracyTest::logsumexpGradient);
    Tensor image = uniform(1, 1, 1000, 1000).add(1000);
    check("average pool of 500 × 500 around 1000", 1e-5, image, x -> x.avgPool2d(500));
    check(
        "average pool of 100 × 100, stride 2, around 1000",
        1e-5,
        image,
        x -> x.avgPool2d(Pool2dOptions.of(100).withStride(2)));
    check("global average pool of 1000 × 1000", 1e-7, image, x -> x.adaptiveAvgPool2d(1, 1));
    Tensor wide = uniform(1, 512, 12, 12);
    check("convolution, 5 × 5 of 512 channels", 8e-7, wide, x -> x.conv2d(taps(x, 5)));
    check(
        "convolution, 9 × 9 of 64 channels",
        8e-7,
        uniform(1, 64, 20, 20),
        x -> x.conv2d(taps(x, 9)));
    check(
        "its gradient for the image, 5 × 5 of 512 outputs",
        8e-7,
        wide,
        AccuracyTest::imageGradient);
    checkSumsByIndex();
    checkNormalisations();
    checkAttentionOfManyKeys();
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "accuracy.md"), rows);
  }

  private void checkSumsByIndex() {
    SplittableRandom random = new SplittableRandom(3);
    Tensor index = Tensor.of(random.ints(MILLION, 0, 3).toArray());
    check(
        "scatter add of 10⁶ to 3 elements",
        1e-7,
        uniform(MILLION),
        x -> Tensor.zeros(x.elementType(), 3).scatterAdd(0, index, x));
    check(
        "index add of 10⁶ rows to 3",
        1e-7,
        uniform(MILLION, 2),
        x -> Tensor.zeros(x.elementType(), 3, 2).indexAdd(0, index, x));
    check(
        "gradient of an embedding, 10⁶ tokens of 3",
        1e-7,
        uniform(3, 2),
        x -> gradient(x, at -> at.indexSelect(0, index)));
  }

  private void checkNormalisations() {
    Tensor rows = uniform(MILLION, 2);
    check("batch norm of [10⁶, 2]", 1e-6, rows, AccuracyTest::batchNorm);
    check("its gradient for the input", 1e-6, rows, x -> gradient(x, AccuracyTest::batchNorm));
    Tensor wide = uniform(2, MILLION);
    check("layer norm of rows of 10⁶", 1e-6, wide, AccuracyTest::layerNorm);
    check("its gradient", 1e-6, wide, x -> gradient(x, AccuracyTest::layerNorm));
    check("gradient of the gain of layer norm, 10⁶ rows", 1e-6, rows, AccuracyTest::gainGradient);
  }

  private void checkAttentionOfManyKeys() {
    Tensor keys = uniform(1, 1, 100_000, 8);
    check("attention to 100,000 keys", 1e-6, uniform(1, 1, 4, 8), x -> attention(x, keys));
    check(
        "its gradient for the query",
        1e-4,
        uniform(1, 1, 4, 8),
        x -> gradient(x, at -> attention(at, keys)));
  }

  private static Tensor batchNorm(Tensor x) {
    return x.batchNorm(Optional.empty(), 1e-5);
  }

  private static Tensor layerNorm(Tensor x) {
    return x.layerNorm(Shape.of(MILLION), 1e-5);
  }

  /// The gradients of the gain and of the bias, one after the other.
  private static Tensor gainGradient(Tensor x) {
    ElementType type = x.elementType();
    Tensor gain = Tensor.ones(type, 2).requiresGrad();
    Tensor bias = Tensor.zeros(type, 2).requiresGrad();
    Tensor weights = x.add(Tensor.of(type, new double[] {0.5, 0.25}));
    Tensor loss = x.layerNorm(gain, bias, 1e-5).multiply(weights).sum();
    return Tensor.concat(0, Gradients.of(loss, gain, bias));
  }

  private static Tensor attention(Tensor query, Tensor keys) {
    Tensor all = keys.to(query.elementType());
    return query.scaledDotProductAttention(all, all.add(0.5), false);
  }

  /// The gradient of a sum with weights in 0.5 … 1.5, which are not those of x.
  private static Tensor gradient(Tensor x, UnaryOperator<Tensor> f) {
    Tensor at = x.detach().requiresGrad();
    Tensor y = f.apply(at);
    Tensor weights = uniform(y.shape().toArray()).flip(0).add(0.5).to(x.elementType());
    return Gradients.of(y.multiply(weights).sum(), at)[0];
  }

  /// `xᵀ · x`, of a transposed left side as the gradient of a weight has it.
  private static Tensor gram(Tensor x) {
    Tensor shifted = x.add(0.25);
    return x.transpose().matmul(shifted);
  }

  /// A weight of so many rows and columns, cut from images.
  private static Tensor taps(Tensor images, int size) {
    return images.slice(2, 0, size).slice(3, 0, size);
  }

  private static Tensor imageGradient(Tensor x) {
    Tensor weight = taps(x, 5).transpose(0, 1);
    Tensor at = Tensor.ones(x.elementType(), Shape.of(1, 1, 12, 12)).requiresGrad();
    return Gradients.of(at.conv2d(weight).square().sum(), at)[0];
  }

  private static Tensor logsumexpGradient(Tensor x) {
    Tensor at = x.detach().requiresGrad();
    return Gradients.of(at.logsumexp(1).sum(), at)[0];
  }

  private void check(String what, double most, Tensor x, UnaryOperator<Tensor> f) {
    double[] actual = f.apply(x).toDoubleArray();
    double[] expected = f.apply(x.to(ElementType.F64)).toDoubleArray();
    double largest = 0;
    double error = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    rows.add(String.format(Locale.ROOT, "| %s | %.1e |", what, error / largest));
    assertThat(error / largest).as(what).isLessThanOrEqualTo(most);
  }

  @Test
  void aRunningSumOfOnesPassesSixteenMillions() {
    int n = 17_000_000;
    float[] sums = Tensor.ones(ElementType.F32, Shape.of(n)).cumsum(0).toFloatArray();
    assertThat(sums[n - 1]).isEqualTo(17_000_000f);
  }

  @Test
  void equalNumbersHaveTheirOwnMeanAndNoDeviation() {
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      for (double value : new double[] {0.1, 1.7, -3.3, 1e30, 1e-30, 16_777_217}) {
        for (int rows : new int[] {2, 3, 7, 100, 1000, 40_000}) {
          Tensor x = Tensor.full(type, Shape.of(rows, 3), value);
          assertThat(x.mean(0).toDoubleArray()).containsOnly(x.toDoubleArray()[0]);
          assertThat(x.std(0).toDoubleArray()).as("%s × %d", value, rows).containsOnly(0.0);
          assertThat(x.transpose().std(-1).toDoubleArray()).containsOnly(0.0);
        }
      }
    }
  }

  @Test
  void deviationsAndNormsHoldWhereSquaresWouldNot() {
    for (double size : new double[] {1e30, 1e-30}) {
      Tensor x = Tensor.of(new float[] {(float) (3 * size), (float) (-4 * size)});
      assertThat(x.norm().item() / size).isCloseTo(5, offset());
      assertThat(x.std().item() / size).isCloseTo(7 / Math.sqrt(2), offset());
      assertThat(x.norm(3, KeepAxes.NO).item() / size).isCloseTo(Math.cbrt(91), offset());
    }
    for (double size : new double[] {1e200, 1e-200, 1e300}) {
      Tensor x = Tensor.of(ElementType.F64, 3 * size, -4 * size);
      assertThat(x.norm().item() / size).isCloseTo(5, offset());
      assertThat(x.std().item() / size).isCloseTo(7 / Math.sqrt(2), offset());
    }
  }

  private static Offset<Double> offset() {
    return Offset.offset(1e-5);
  }

  private static Tensor uniform(int... sizes) {
    SplittableRandom random = new SplittableRandom(9);
    return filled(sizes, random::nextDouble);
  }

  private static Tensor normal(long seed, double offset, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    return filled(sizes, () -> offset + random.nextGaussian());
  }

  private static Tensor constant(double value, int... sizes) {
    return filled(sizes, () -> value);
  }

  private static Tensor filled(int[] sizes, DoubleSupplier next) {
    Shape shape = Shape.of(sizes);
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) next.getAsDouble();
    }
    return Tensor.of(values).reshape(shape);
  }
}
