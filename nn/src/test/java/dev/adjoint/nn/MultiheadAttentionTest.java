package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultiheadAttentionTest {

  private final SplittableRandom random = new SplittableRandom(9);

  @Test
  void itsParametersHaveTheNamesAndInitialValuesOfPyTorch() {
    MultiheadAttention layer = MultiheadAttention.of(96, 3, random);
    Parameters parameters = Parameters.of(layer);
    assertThat(parameters.byName().keySet())
        .containsExactly("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
    // Xavier of [288, 96]: √(6 / 384) = 0.125.
    assertThat(layer.inProjWeight().value().abs().max().item()).isBetween(0.1245, 0.125);
    assertThat(layer.outProj().weight().value().abs().max().item()).isBetween(0.1, 0.10207);
    assertThat(layer.inProjBias().orElseThrow().value().toFloatArray()).containsOnly(0);
    assertThat(layer.outProj().bias().orElseThrow().value().toFloatArray()).containsOnly(0);
    assertThat(Parameters.of(layer.withoutBias()).byName().keySet())
        .containsExactly("in_proj_weight", "out_proj.weight");
    assertThat(layer.asCausal().withoutBias())
        .hasToString("MultiheadAttention(96, 3 heads, causal, no bias)");
  }

  @Test
  void selfAttentionIsAttentionToItself() {
    MultiheadAttention layer = MultiheadAttention.of(8, 2, random);
    Tensor x = Tensor.normal(Shape.of(2, 5, 8), 0, 1, random);
    for (MultiheadAttention each :
        new MultiheadAttention[] {layer, layer.withoutBias(), layer.asCausal()}) {
      assertThat(each.forward(x).toFloatArray())
          .containsExactly(each.forward(x, x, x).toFloatArray(), within(1e-6f));
    }
  }

  @Test
  void aSequenceWithPaddingIsAttendedAsIfItWereShorter() {
    Tensor x = Tensor.normal(Shape.of(1, 5, 8), 0, 1, random);
    Tensor words = Tensor.of(true, true, true, false, false).reshape(1, 1, 1, 5);
    for (MultiheadAttention layer :
        new MultiheadAttention[] {
          MultiheadAttention.of(8, 2, random), MultiheadAttention.of(8, 2, random).asCausal()
        }) {
      assertThat(layer.forward(x, words).slice(1, 0, 3).toFloatArray())
          .containsExactly(layer.forward(x.slice(1, 0, 3)).toFloatArray(), within(1e-6f));
    }
  }

  @Test
  void aMaskThatDoesNotFitIsNamed() {
    MultiheadAttention layer = MultiheadAttention.of(4, 2, random);
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(1, 3, 4), Tensor.zeros(3, 2)))
        .hasMessage(
            "attention: sizes 2 and 3 of axis -1 do not match (left [3, 2], right [1, 2, 3, 3]); they must be equal or one of them 1\nin MultiheadAttention(4, 2 heads)");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Linear out = Linear.of(4, 4, random);
    assertThatThrownBy(() -> attention(Tensor.zeros(12, 3), out))
        .hasMessage(
            "multihead attention: the weight has shape [12, 3] but must be [3·W, W], query, key and value one below the other; stack the three");
    assertThatThrownBy(() -> MultiheadAttention.of(4, 3, random))
        .hasMessage(
            "multihead attention: the width is 4, which 3 heads cannot share; choose a number of heads that divides it");
    assertThatThrownBy(() -> attention(Tensor.zeros(6, 2), out))
        .hasMessage(
            "multihead attention: the last projection is [4, 4] but the width is 2; make it 2 → 2");
    assertThatThrownBy(() ->
            new MultiheadAttention(
                Parameter.of(Tensor.zeros(12, 4)),
                Optional.of(Parameter.of(Tensor.zeros(4))),
                out,
                2,
                false))
        .hasMessage(
            "multihead attention: the bias has shape [4] but the weight is [12, 4]; give a bias of [12]");
  }

  private static MultiheadAttention attention(Tensor weight, Linear out) {
    return new MultiheadAttention(Parameter.of(weight), Optional.empty(), out, 2, false);
  }
}
