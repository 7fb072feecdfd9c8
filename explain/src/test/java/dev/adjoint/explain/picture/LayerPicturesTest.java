package dev.adjoint.explain.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Lambda;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Pictures of single layers.
final class LayerPicturesTest {

  private static final Wording WORDS = Wording.english();

  /// `softmax(q·kᵀ/√d)` of one head, from the projected input.
  private static double[] expected(MultiheadAttention layer, Tensor x, int head, boolean causal) {
    int width = x.shape().size(-1);
    int each = width / layer.heads();
    Tensor projected =
        x.linear(layer.inProjWeight().value(), layer.inProjBias().orElseThrow().value());
    Tensor q = projected.slice(-1, head * each, (head + 1) * each).select(0, 0);
    Tensor k = projected.slice(-1, width + head * each, width + (head + 1) * each).select(0, 0);
    Tensor scores = q.matmul(k.transpose(0, 1)).divide(Math.sqrt(each));
    double[] numbers = scores.toDoubleArray();
    int count = x.shape().size(1);
    double[] weights = new double[numbers.length];
    for (int row = 0; row < count; row++) {
      double sum = 0;
      for (int column = 0; column < count; column++) {
        boolean isSeen = !causal || column <= row;
        weights[row * count + column] = isSeen ? Math.exp(numbers[row * count + column]) : 0;
        sum += weights[row * count + column];
      }
      for (int column = 0; column < count; column++) {
        weights[row * count + column] /= sum;
      }
    }
    return weights;
  }

  @Test
  void attentionIsTheSoftmaxOfTheScoresForEachHead() {
    Random random = new Random(1);
    for (boolean causal : List.of(false, true)) {
      MultiheadAttention plain = MultiheadAttention.of(12, 3, random);
      MultiheadAttention layer = causal ? plain.asCausal() : plain;
      Tensor x = Tensor.normal(Shape.of(1, 5, 12), 0, 1, random);
      List<AttentionPicture.Weights> found = AttentionPicture.weights(layer, x);
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().weights().shape()).isEqualTo(Shape.of(3, 5, 5));
      assertThat(found.getFirst().isCausal()).isEqualTo(causal);
      for (int head = 0; head < 3; head++) {
        assertThat(found.getFirst().weights().select(0, head).toDoubleArray())
            .containsExactly(expected(layer, x, head, causal), within(1e-6));
      }
      Map<String, Picture> pictures = AttentionPicture.of(found, WORDS);
      assertThat(pictures.values().iterator().next().toSvg()).contains("head 2", "5 of 5 keys");
    }
  }

  @Test
  void aMaskedAttentionIsReadFromItsScores() {
    Random random = new Random(2);
    MultiheadAttention layer = MultiheadAttention.of(8, 2, random);
    Tensor x = Tensor.normal(Shape.of(1, 4, 8), 0, 1, random);
    Tensor mask = Tensor.of(true, true, true, false).reshape(1, 1, 1, 4);
    List<AttentionPicture.Weights> found =
        AttentionPicture.weights(new Lambda("masked", input -> layer.forward(input, mask)), x);
    double[] weights = found.getFirst().weights().toDoubleArray();
    for (int i = 0; i < weights.length; i += 4) {
      assertThat(weights[i] + weights[i + 1] + weights[i + 2]).isCloseTo(1, within(1e-6));
      assertThat(weights[i + 3]).isZero();
    }
  }

  @Test
  void filtersAreDrawnByOutputAndInputChannel() {
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 6, 3, new Random(1)), Activation.RELU, Conv2d.of(6, 20, 3, new Random(2)));
    Map<String, Picture> pictures = FilterPicture.of(model, WORDS);
    assertThat(pictures).containsOnlyKeys("0.weight", "2.weight");
    assertThat(pictures.values().stream().map(Picture::toSvg).toList().getFirst())
        .contains("6 of 6 filters", "0.weight [6, 1, 3, 3]");
    assertThat(pictures.values().stream().map(Picture::toSvg).toList().getLast())
        .contains("64 of 120 filters", "10 ← 3");
    assertThatThrownBy(() -> FilterPicture.of(Linear.of(2, 3, new Random(1)), WORDS))
        .hasMessage(
            "draw: the network has no convolution of images, so it has no filters; draw its histograms or its graph");
    assertThatThrownBy(() -> AttentionPicture.weights(model, Tensor.zeros(1, 1, 8, 8)))
        .hasMessage("draw: the network has no attention; draw its histograms or its graph");
  }

  @Test
  void aSmallNetShowsItsWeightsAndGradients() {
    Sequential model =
        Sequential.of(
            Linear.of(2, 3, new Random(1)), Activation.TANH, Linear.of(3, 1, new Random(2)));
    String plain = DenseNetPicture.of(model, false, WORDS).toSvg();
    assertThat(plain).contains("2 linear layers, 9 weights", "inputs", "hidden 1", "outputs", "x₂");
    model.forward(Tensor.ones(4, 2), Pass.INFERENCE).sum().backward();
    assertThat(DenseNetPicture.of(model, true, WORDS).toSvg().length())
        .isGreaterThan(plain.length());
    assertThatThrownBy(() -> DenseNetPicture.of(Conv2d.of(1, 1, 3, new Random(1)), false, WORDS))
        .hasMessage(
            "draw: the network has no linear layer to draw as units; draw its graph, filters or histograms");
  }
}
