package dev.adjoint.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model's answer for one sample: a class with probabilities, or a number.
public sealed interface Prediction {

  /// The name of the target, such as the column that was to be predicted.
  String target();

  /// The answer as it is written in a table: the name of the class, or the number.
  String text();

  /// One of the classes of the training data.
  ///
  /// @param target the name of the target
  /// @param label the class with the greatest probability
  /// @param probability its probability
  /// @param probabilities the probability of each class, in the order of the model's outputs; they
  ///   add up to 1
  record OfClass(String target, String label, double probability, Map<String, Double> probabilities)
      implements Prediction {

    /// Keeps the order of the classes.
    public OfClass {
      probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    @Override
    public String text() {
      return label;
    }
  }

  /// A number.
  ///
  /// @param target the name of the target
  /// @param value in the target's unit
  /// @param step the distance between neighbouring answers: the model computes in F32, so digits
  ///   below this step say nothing
  record OfNumber(String target, double value, double step) implements Prediction {

    /// The number with all digits that say something.
    @Override
    public String text() {
      return FigureText.of(value, step);
    }
  }
}
