package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.pipeline.input.Inputs;

/// Refuses answers that are not finite, and inputs that are too far from the training data.
final class FiniteAnswers {

  private FiniteAnswers() {}

  /// Checks every answer.
  ///
  /// @param inputs the samples
  /// @param answers probabilities or standardised numbers, row by row
  /// @param form of the samples
  /// @throws DataException naming the first sample whose answer is not finite, and its largest
  ///   input
  static void require(Inputs inputs, float[] answers, Target target, InputForm form) {
    requireFiniteInputs(inputs);
    int width = answers.length / Math.max(1, inputs.count());
    for (int i = 0; i < answers.length; i++) {
      double answer =
          switch (target) {
            case NumberTarget number -> number.restore(answers[i]);
            case NumbersTarget several -> several.parts().get(i % width).restore(answers[i]);
            default -> answers[i];
          };
      if (!Double.isFinite(answer)) {
        throw new DataException(message(inputs, i / width, answer, form));
      }
    }
  }

  /// An activation can turn an infinite input into a finite answer, which would mean nothing.
  private static void requireFiniteInputs(Inputs inputs) {
    if (!inputs.features().elementType().isFloating()) {
      return;
    }
    float[] features = inputs.features().toFloatArray();
    int width = features.length / Math.max(1, inputs.count());
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        throw new DataException(
            "predict: %s: %s is too far from the training data to compute with (%s standard deviations); correct it"
                .formatted(
                    inputs.location().apply(i / width),
                    inputs.input().apply(i % width),
                    Math.abs(features[i])));
      }
    }
  }

  private static String message(Inputs inputs, int row, double answer, InputForm form) {
    int numbers =
        switch (form) {
          case InputForm.Columns columns -> columns.numbers();
          case InputForm.TextTable both -> both.columns().numbers();
          default -> Integer.MAX_VALUE;
        };
    if (numbers == 0 || !inputs.features().elementType().isFloating()) {
      return "predict: %s: the answer is not finite (%s); the weights of the model are damaged, train it again"
          .formatted(inputs.location().apply(row), answer);
    }
    float[] features = inputs.features().toFloatArray();
    int width = features.length / inputs.count();
    int largest = 0;
    for (int j = 1; j < Math.min(width, numbers); j++) {
      if (Math.abs(features[row * width + j]) > Math.abs(features[row * width + largest])) {
        largest = j;
      }
    }
    return "predict: %s: the answer is not finite (%s); %s is %.3g standard deviations from the mean of the training data; correct it"
        .formatted(
            inputs.location().apply(row),
            answer,
            inputs.input().apply(largest),
            Math.abs(features[row * width + largest]));
  }
}
