package dev.adjoint.tensor.op.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AttentionOpTest {

  private final SplittableRandom random = new SplittableRandom(7);

  private Tensor normal(int... sizes) {
    return Tensor.normal(ElementType.F64, Shape.of(sizes), 0, 1, random);
  }

  private static Tensor attended(
      Parameter q, Parameter k, Parameter v, Tensor mask, boolean causal) {
    return q.value().scaledDotProductAttention(k.value(), v.value(), mask, causal, 0.5);
  }

  @Test
  void attentionIsTheSoftmaxOfTheScaledScoresTimesTheValues() {
    Tensor q = normal(2, 3, 5, 4);
    Tensor k = normal(3, 6, 4);
    Tensor v = normal(2, 1, 6, 7);
    Tensor expected = q.matmul(k.transpose()).divide(2).softmax(-1).matmul(v);
    close(q.scaledDotProductAttention(k, v, false), expected);
  }

  @Test
  void causalAttentionSeesNothingAhead() {
    Tensor q = normal(4, 2);
    Tensor k = normal(4, 2);
    Tensor v = normal(4, 2);
    Tensor y = q.scaledDotProductAttention(k, v, true);
    close(y.slice(0, 0, 1), v.slice(0, 0, 1));
    for (int i = 1; i < 4; i++) {
      Tensor part =
          q.slice(0, i, i + 1)
              .scaledDotProductAttention(k.slice(0, 0, i + 1), v.slice(0, 0, i + 1), false);
      close(y.slice(0, i, i + 1), part);
    }
  }

  /// A row that hides every key by a large number keeps the weights of its scores and their
  /// gradients, in F32, too.
  @Test
  void rowsHiddenByLargeNumbersAreLifted() {
    for (float hidden : new float[] {-1e4f, -1e9f, -Float.MAX_VALUE}) {
      Tensor mask = Tensor.of(new float[] {0, hidden, 0, hidden, hidden, hidden}, Shape.of(2, 3));
      Tensor[] in = new Tensor[3];
      for (int i = 0; i < 3; i++) {
        in[i] = normal(i == 0 ? 2 : 3, 4).to(ElementType.F32);
      }
      Tensor plain = Tensor.of(new float[] {0, hidden, 0, 0, 0, 0}, Shape.of(2, 3));
      Tensor[] expected = resultAndGradients(in, plain);
      Tensor[] actual = resultAndGradients(in, mask);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i].toFloatArray())
            .as("%s %d", hidden, i)
            .containsExactly(expected[i].toFloatArray());
      }
    }
  }

  /// Left padding by a large number under the causal flag: the first queries see only hidden keys,
  /// and the mask is 0 only where they do not look.
  @Test
  void causalRowsHiddenByLargeNumbersAreLifted() {
    Tensor[] in = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      in[i] = normal(4, 4).to(ElementType.F32);
    }
    for (float hidden : new float[] {-1e4f, -1e9f, -Float.MAX_VALUE}) {
      Tensor mask = Tensor.of(hidden, hidden, 0f, 0f);
      float infinite = Float.NEGATIVE_INFINITY;
      Tensor plain =
          Tensor.of(
              new float[] {
                0, infinite, infinite, infinite, 0, 0, infinite, infinite, infinite, infinite, 0,
                infinite, infinite, infinite, 0, 0
              },
              Shape.of(4, 4));
      Tensor[] expected = resultAndGradients(in, plain, false);
      Tensor[] actual = resultAndGradients(in, mask, true);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i].toFloatArray())
            .as("%s %d", hidden, i)
            .containsExactly(expected[i].toFloatArray(), within(1e-6f));
      }
    }
  }

  private static Tensor[] resultAndGradients(Tensor[] in, Tensor mask) {
    return resultAndGradients(in, mask, false);
  }

  private static Tensor[] resultAndGradients(Tensor[] in, Tensor mask, boolean causal) {
    Parameter q = Parameter.of(in[0]);
    Parameter k = Parameter.of(in[1]);
    Parameter v = Parameter.of(in[2]);
    Tensor y = attended(q, k, v, mask, causal);
    y.square().sum().backward();
    return new Tensor[] {y.detach(), q.gradient(), k.gradient(), v.gradient()};
  }

  @Test
  void masksOfTruthsAndOfNumbersShutKeysOut() {
    Tensor q = normal(3, 4);
    Tensor k = normal(3, 4);
    Tensor v = normal(3, 2);
    Tensor causal =
        Tensor.of(new boolean[][] {{true, false, false}, {true, true, false}, {true, true, true}});
    close(q.scaledDotProductAttention(k, v, causal), q.scaledDotProductAttention(k, v, true));
    Tensor zeros = Tensor.zeros(ElementType.F64, 1, 3);
    close(
        q.scaledDotProductAttention(k, v, zeros, true, 0.5),
        q.scaledDotProductAttention(k, v, true));
    Tensor none = Tensor.of(new boolean[][] {{false, false, false}});
    assertThat(q.scaledDotProductAttention(k, v, none).toDoubleArray()).containsOnly(0);
  }

  @Test
  void aQueryThatSeesNoKeyHasTheResultAndTheGradientZero() {
    for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
      Parameter q = Parameter.of(normal(70, 4).to(type));
      Parameter k = Parameter.of(normal(70, 4).to(type));
      Parameter v = Parameter.of(normal(70, 3).to(type));
      // Left padding under a causal mask: the first five keys are hidden from all.
      boolean[] seen = new boolean[70];
      Arrays.fill(seen, 5, 70, true);
      Tensor y = attended(q, k, v, Tensor.of(seen), true);
      y.square().sum().backward();

      assertThat(y.slice(0, 0, 5).toDoubleArray()).containsOnly(0);
      assertThat(q.gradient().slice(0, 0, 5).toDoubleArray()).containsOnly(0);
      assertThat(k.gradient().slice(0, 0, 5).toDoubleArray()).containsOnly(0);
      assertThat(v.gradient().slice(0, 0, 5).toDoubleArray()).containsOnly(0);
      assertThat(v.gradient().toDoubleArray()).doesNotContain(Double.NaN);
      assertThat(k.gradient().toDoubleArray()).doesNotContain(Double.NaN);
    }
  }

  @Test
  void theScoreOfTheOnlyVisibleKeyHasTheGradientZeroExactly() {
    for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
      Parameter q = Parameter.of(normal(40, 33).to(type));
      Parameter k = Parameter.of(normal(40, 33).to(type));
      Parameter v = Parameter.of(normal(40, 37).to(type));
      boolean[][] diagonal = new boolean[40][40];
      for (int i = 0; i < 40; i++) {
        diagonal[i][i] = true;
      }
      Tensor y = attended(q, k, v, Tensor.of(diagonal), false);
      y.multiply(normal(40, 37).to(type)).sum().backward();

      assertThat(q.gradient().toDoubleArray()).containsOnly(0);
      assertThat(k.gradient().toDoubleArray()).containsOnly(0);
    }
  }

  @Test
  void headsSideBySideAreAttentionEach() {
    Tensor x = normal(2, 5, 18);
    Tensor y = x.selfAttention(3, true);
    for (int head = 0; head < 3; head++) {
      Tensor q = x.slice(-1, 2 * head, 2 * head + 2);
      Tensor k = x.slice(-1, 6 + 2 * head, 6 + 2 * head + 2);
      Tensor v = x.slice(-1, 12 + 2 * head, 12 + 2 * head + 2);
      close(y.slice(-1, 2 * head, 2 * head + 2).copy(), q.scaledDotProductAttention(k, v, true));
    }
  }

  /// The kernel's gradient and the composed one, which is recorded, are computed in different ways.
  @Test
  void theFusedGradientIsThatOfTheFormula() {
    Tensor x = normal(2, 9, 12).to(ElementType.F32);
    Tensor weights = normal(2, 9, 4).to(ElementType.F32);
    Parameter one = Parameter.of(x);
    one.value().selfAttention(2, true).multiply(weights).sum().backward();
    Parameter other = Parameter.of(x);
    other
        .value()
        .selfAttention(2, true)
        .multiply(weights)
        .sum()
        .backward(BackwardMode.CREATE_GRAPH);
    float[] expected = other.gradient().toFloatArray();
    assertThat(one.gradient().toFloatArray()).containsExactly(expected, within(2e-6f));
  }

  @Test
  void aMaskOfNumbersGetsItsGradient() {
    Tensor mask = Tensor.zeros(ElementType.F64, 1, 2).requiresGrad();
    Tensor one = Tensor.ones(ElementType.F64, 1, 1);
    Tensor keys = Tensor.zeros(ElementType.F64, 2, 1);
    Tensor values = Tensor.of(ElementType.F64, new double[][] {{1}, {3}});
    Tensor y = one.scaledDotProductAttention(keys, values, mask);
    assertThat(y.item()).isEqualTo(2);
    // ∂(Σ p·v)/∂mask = p·(v − Σ p·v) = ½·(1 − 2), ½·(3 − 2)
    assertThat(Gradients.of(y.sum(), mask)[0].toDoubleArray()).containsExactly(-0.5, 0.5);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Tensor q = Tensor.zeros(2, 4);
    refused(
        () -> q.scaledDotProductAttention(Tensor.zeros(3, 5), Tensor.zeros(3, 5), false),
        "attention: a query has 4 features but a key has 5 (query [2, 4], key [3, 5]); check the projections");
    refused(
        () -> q.scaledDotProductAttention(Tensor.zeros(3, 4), Tensor.zeros(2, 4), false),
        "attention: there are 3 keys but 2 values (key [3, 4], value [2, 4]); give one value for each key");
    refused(
        () -> q.scaledDotProductAttention(Tensor.zeros(4), Tensor.zeros(3, 4), false),
        "attention: query, key and value are matrices, or batches of them, but are [2, 4], [4] and [3, 4]; unsqueeze what is missing");
    refused(
        () -> q.scaledDotProductAttention(Tensor.zeros(0, 4), Tensor.zeros(0, 4), false),
        "attention: there are no keys (key [0, 4]), so there is no mean of values; give at least one");
    refused(
        () -> q.scaledDotProductAttention(q, q, Tensor.zeros(3, 2, 2)),
        "attention: the mask has shape [3, 2, 2] but the scores [2, 2]; give a mask that broadcasts to the scores");
    refused(
        () -> Tensor.zeros(3, 12).selfAttention(3, true),
        "self attention: the last axis of x has size 12, which is not query, key and value of 3 equal heads (x [3, 12]); check the number of heads");
    refused(
        () -> Tensor.zeros(12).selfAttention(2, true),
        "self attention: x must be […, T, 3·W], query, key and value of each position side by side, but is [12]; unsqueeze it");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(ShapeException.class).hasMessage(message);
  }

  private static void close(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-13));
  }
}
