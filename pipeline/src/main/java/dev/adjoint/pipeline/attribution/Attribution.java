package dev.adjoint.pipeline.attribution;

import dev.adjoint.pipeline.quality.RankCorrelation;
import dev.adjoint.tensor.Shape;
import java.util.List;

/// What each input contributes to one output for one sample.
///
/// @param options how it was computed; the baseline and the target are filled in
/// @param output the index of the output
/// @param unit what the numbers are in: `logit` for a class, else the name of the predicted number,
///   in its own unit
/// @param values one number for each input, row by row
/// @param shape the shape of the sample
/// @param parts the same numbers for people: one for each column of a table or token of a text;
///   empty for images
/// @param score the output for the sample
/// @param baselineScore the output for the baseline
/// @param sum the sum of the values
public record Attribution(
    AttributionOptions options,
    int output,
    String unit,
    double[] values,
    Shape shape,
    List<Part> parts,
    double score,
    double baselineScore,
    double sum) {

  /// A column or token.
  ///
  /// @param name the name of the column; empty for a token
  /// @param text the value of the cell, or the text of the token
  /// @param value its part
  public record Part(String name, String text, double value) {}

  /// Copies the list.
  public Attribution {
    parts = List.copyOf(parts);
  }

  /// What is to be divided among the inputs: `F(x) − F(b)`.
  public double difference() {
    return score - baselineScore;
  }

  /// What the values leave over: `F(x) − F(b) − Σ values`. 0 for a method that divides the
  /// difference exactly.
  public double residual() {
    return difference() - sum;
  }

  /// How similar two attributions of one sample are: Spearman's rank correlation of their absolute
  /// values, within −1 … 1. For the same network with random weights, a value near 1 means that the
  /// attribution does not depend on training.
  ///
  /// @return NaN if one of them is the same everywhere
  public double similarity(Attribution other) {
    return RankCorrelation.of(absolute(values), absolute(other.values));
  }

  private static double[] absolute(double[] numbers) {
    double[] sizes = new double[numbers.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(numbers[i]);
    }
    return sizes;
  }
}
