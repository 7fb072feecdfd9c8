package dev.adjoint.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BleuTest {

  @Test
  void theTextItselfHasAllNGrams() {
    Tensor text = Tensor.of(new long[][] {{4, 5, 6, 7, 8, 0}, {9, 8, 7, 6, 0, 0}});
    assertThat(new Bleu(0).of(text, text)).isEqualTo(1);
  }

  /// The example of the paper's section 2: "the" seven times against a reference with two of them.
  @Test
  void anNGramCountsAtMostAsOftenAsInTheReference() {
    Tensor text = Tensor.of(new long[][] {{1, 1, 1, 1, 1, 1, 1}});
    Tensor reference = Tensor.of(new long[][] {{1, 2, 3, 4, 1, 5, 0}});
    assertThat(new Bleu(1, 0).of(text, reference)).isCloseTo(2.0 / 7, within(1e-15));
    assertThat(new Bleu(4, 0).of(text, reference)).isEqualTo(0);
  }

  @Test
  void aShortTextIsPenalised() {
    Tensor text = Tensor.of(new long[][] {{1, 2, 0, 0}});
    Tensor reference = Tensor.of(new long[][] {{1, 2, 3, 4}});
    assertThat(new Bleu(2, 0).of(text, reference)).isCloseTo(Math.exp(1 - 2.0), within(1e-15));
  }

  @Test
  void textsAreMergedByTheirCounts() {
    Tensor text = Tensor.of(new long[][] {{1, 2, 3}, {4, 5, 6}, {1, 5, 2}});
    Tensor reference = Tensor.of(new long[][] {{1, 2, 4}, {4, 5, 6}, {5, 2, 1}});
    Bleu bleu = new Bleu(2, 0);
    double[] parts =
        bleu.merge(
            bleu.state(text.slice(0, 0, 1), reference.slice(0, 0, 1)),
            bleu.state(text.slice(0, 1), reference.slice(0, 1)));
    assertThat(bleu.value(parts)).isEqualTo(bleu.of(text, reference));
  }

  @Test
  void outputsThatAreNoTokensAreRefused() {
    assertThatThrownBy(() -> new Bleu(0).of(Tensor.zeros(2, 3), Tensor.zeros(2, 3)))
        .hasMessage(
            "bleu: tokens are F32 [2, 3] but must be whole numbers [B, S]; give the token with the largest output, outputs.argmax(-1)");
  }
}
