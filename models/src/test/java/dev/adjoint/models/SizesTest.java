package dev.adjoint.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.models.image.ConvNeXt;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.models.language.LlamaModel;
import dev.adjoint.models.text.BertModel;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Parameters;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Published sizes, and sizes that are refused.
class SizesTest {

  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void bertAndGpt2HaveThePublishedCounts() {
    assertThat(Parameters.of(BertModel.of(BertModel.Sizes.BASE, 0.1, random)).count())
        .isEqualTo(109_482_240);
    assertThat(Parameters.of(GptModel.gpt2(0.1, random)).count()).isEqualTo(124_439_808);
  }

  @Test
  void sizesThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> Mlp.of(List.of(3), Activation.RELU, 0, random))
        .hasMessage(
            "mlp: the sizes are [3] but must be at least two, of the input and of the output; add the missing size");
    assertThatThrownBy(() -> ConvNeXt.of(List.of(8, 16), List.of(1), 0, 3, 10, random))
        .hasMessage(
            "convnext: there are 2 widths and 1 depths but there must be as many of both, at least 1; give a depth for each stage");
    assertThatThrownBy(() -> new BertModel.Sizes(10, 20, 1, 3, 8, 5))
        .hasMessage("bert: 3 heads do not divide the width 20; change one of them");
    assertThatThrownBy(() -> new LlamaModel.Sizes(10, 12, 8, 1, 4, 2, 10_000, 1e-5))
        .hasMessage(
            "llama: the width 12 is not a multiple of twice the 4 heads; change one of them");
    assertThatThrownBy(() -> new LlamaModel.Sizes(10, 16, 8, 1, 4, 3, 10_000, 1e-5))
        .hasMessage("llama: 4 heads cannot share 3 keys equally; give a divisor of the heads");
  }
}
