package dev.adjoint.pipeline.input;

import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// New samples, prepared as the model needs them.
///
/// @param features the prepared inputs `[N, …]`, F32, or I64 for tokens
/// @param notes what should be reported about missing and unknown cells, one sentence each
/// @param place where a sample stands in its source, for messages, such as `new.csv: row 12 (line
///   13)`
/// @param input the name of an input by its position, such as `column weight`
/// @param names the name of each sample, where they have names, such as the file of each image
public record Inputs(
    Tensor features,
    List<String> notes,
    IntFunction<String> place,
    IntFunction<String> input,
    Optional<List<String>> names) {

  /// Samples without names.
  public Inputs(
      Tensor features, List<String> notes, IntFunction<String> place, IntFunction<String> input) {
    this(features, notes, place, input, Optional.empty());
  }

  /// Copies the notes.
  public Inputs {
    notes = List.copyOf(notes);
  }

  /// The number of samples.
  public int count() {
    return features.shape().size(0);
  }
}
