package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.text.TextEncoder;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.data.text.Tokenizer;
import dev.adjoint.data.text.Vocabulary;
import dev.adjoint.data.text.WordNgrams;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The values of an attribution by column or token.
final class AttributedParts {

  private AttributedParts() {}

  static List<Attribution.Part> of(Preprocessing preprocessing, Tensor sample, double[] values) {
    return switch (preprocessing) {
      case TablePreprocessing table -> columns(table, sample.toFloatArray(), values);
      case TextPreprocessing texts -> tokens(texts.encoder(), sample.toLongArray(), values);
      case TextTablePreprocessing both -> {
        int width = both.form().columns().shape().size(0);
        Tensor tokens = sample.slice(1, width, values.length).to(ElementType.I64);
        List<Attribution.Part> parts =
            new ArrayList<>(columns(both.table(), sample.toFloatArray(), values));
        parts.addAll(
            tokens(
                both.text().encoder(),
                tokens.toLongArray(),
                Arrays.copyOfRange(values, width, values.length)));
        yield parts;
      }
      default -> List.of();
    };
  }

  /// A column is the sum of its inputs.
  private static List<Attribution.Part> columns(
      TablePreprocessing table, float[] inputs, double[] values) {
    List<Attribution.Part> parts = new ArrayList<>();
    int at = 0;
    for (Feature feature : table.features()) {
      double sum = 0;
      for (int i = 0; i < feature.names().size(); i++) {
        sum += values[at + i];
      }
      parts.add(new Attribution.Part(feature.column(), feature.decode(inputs, at), sum));
      at += feature.names().size();
    }
    return parts;
  }

  /// Padding is left out.
  private static List<Attribution.Part> tokens(
      TextEncoder encoder, long[] tokens, double[] values) {
    List<Attribution.Part> parts = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] != Vocabulary.PADDING) {
        parts.add(new Attribution.Part("", text(encoder, (int) tokens[i]), values[i]));
      }
    }
    return parts;
  }

  private static String text(TextEncoder encoder, int token) {
    return switch (encoder) {
      case Tokenizer tokenizer -> tokenizer.decode(token);
      case WordNgrams ngrams -> ngrams.vocabulary().token(token);
      default -> Integer.toString(token);
    };
  }
}
