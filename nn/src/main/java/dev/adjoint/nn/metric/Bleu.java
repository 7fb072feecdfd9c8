package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// BLEU of a set of texts (Papineni et al. 2002), 0 … 1: the geometric mean of the shares of
/// n-grams, n = 1 … N, that also occur in the reference, at most as often as there, times `e^(1 −
/// r/c)` where the texts of length c are shorter than the references of length r. 0 if no n-gram of
/// some length is right.
///
/// **Shapes**: token indices `[B, S]` of the texts, given as outputs, and `[B, R]` of the
/// references; a text ends before the first padding.
///
/// @param most N, at least 1; 4 is usual
/// @param padding the token after the end of a text
public record Bleu(int most, long padding) implements Metric {

  /// Checks the range.
  public Bleu {
    if (most < 1) {
      throw new IllegalArgumentException(
          "bleu: the largest n is %d but must be at least 1; 4 is usual".formatted(most));
    }
  }

  /// Up to 4-grams.
  public Bleu(long padding) {
    this(4, padding);
  }

  @Override
  public String name() {
    return "bleu";
  }

  /// The lengths of texts and references, then right and all n-grams for each n.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    requireTokens(Require.tensor("bleu", "the output", outputs));
    requireTokens(Require.tensor("bleu", "the target", target));
    int texts = outputs.shape().size(0);
    if (target.shape().size(0) != texts) {
      throw new ShapeException(
          "bleu",
          "there are %d texts but %d references; give one reference for each text"
              .formatted(texts, target.shape().size(0)));
    }
    double[] state = new double[2 + 2 * most];
    for (int i = 0; i < texts; i++) {
      List<Long> text = tokens(outputs.select(0, i));
      List<Long> reference = tokens(target.select(0, i));
      state[0] += text.size();
      state[1] += reference.size();
      for (int n = 1; n <= most; n++) {
        Map<List<Long>, Integer> allowed = grams(reference, n);
        for (Map.Entry<List<Long>, Integer> gram : grams(text, n).entrySet()) {
          int right = Math.min(gram.getValue(), allowed.getOrDefault(gram.getKey(), 0));
          state[2 * n] += right;
          state[2 * n + 1] += gram.getValue();
        }
      }
    }
    return state;
  }

  private static void requireTokens(Tensor tokens) {
    if (tokens.shape().rank() != 2 || tokens.elementType().isFloating()) {
      throw new ShapeException(
          "bleu",
          "tokens are %s %s but must be whole numbers [B, S]; give the token with the largest output, outputs.argmax(-1)"
              .formatted(tokens.elementType(), tokens.shape()));
    }
  }

  private List<Long> tokens(Tensor row) {
    List<Long> tokens = new ArrayList<>();
    for (long token : row.to(ElementType.I64).toLongArray()) {
      if (token == padding) {
        break;
      }
      tokens.add(token);
    }
    return tokens;
  }

  private static Map<List<Long>, Integer> grams(List<Long> tokens, int n) {
    Map<List<Long>, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
    }
    return counts;
  }

  @Override
  public double value(double[] state) {
    double logarithms = 0;
    for (int n = 1; n <= most; n++) {
      logarithms += Math.log(state[2 * n] / state[2 * n + 1]);
    }
    double brevity = Math.min(0, 1 - state[1] / state[0]);
    double bleu = Math.exp(logarithms / most + brevity);
    return Double.isNaN(bleu) ? 0 : bleu;
  }
}
