package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;

/// The range of the probability of dropout: at least 0 and below 1.
final class DropoutRange {

  private DropoutRange() {}

  /// Refuses a probability out of the range.
  ///
  /// @param usual a value to suggest
  static void require(double dropout, double usual) {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new DataException(
          "network: the probability of dropout must be at least 0 and below 1 but is %s; %s is usual"
              .formatted(dropout, usual));
    }
  }

  /// Reads the field `dropout` of a `model.json`.
  static double read(PlainMap fields) {
    double probability = fields.number("dropout");
    if (!(probability >= 0 && probability < 1)) {
      throw fields.wrong("dropout", "a number of at least 0 and below 1");
    }
    return probability;
  }
}
