package dev.adjoint.pipeline.input;

import dev.adjoint.data.series.ForecastWindow;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// New samples, prepared as the model needs them.
///
/// @param features the prepared inputs `[N, …]`, F32, or I64 for tokens
/// @param notes what should be reported about missing and unknown cells, one sentence each
/// @param location the position of a sample in its source, for messages, such as `new.csv: row 12
///   (line 13)`
/// @param input the name of an input by its position, such as `column weight`
/// @param names the name of each sample, where they have names, such as the file of each image
/// @param windows for a series the origin of each forecast, by which answers become values; empty
///   for other samples
public record Inputs(
    Tensor features,
    List<String> notes,
    IntFunction<String> location,
    IntFunction<String> input,
    Optional<List<String>> names,
    List<ForecastWindow> windows) {

  /// Samples that are not forecasts.
  public Inputs(
      Tensor features,
      List<String> notes,
      IntFunction<String> location,
      IntFunction<String> input,
      Optional<List<String>> names) {
    this(features, notes, location, input, names, List.of());
  }

  /// Samples without names.
  public Inputs(
      Tensor features,
      List<String> notes,
      IntFunction<String> location,
      IntFunction<String> input) {
    this(features, notes, location, input, Optional.empty());
  }

  /// Copies the lists.
  public Inputs {
    notes = List.copyOf(notes);
    windows = List.copyOf(windows);
  }

  /// The number of samples.
  public int count() {
    return features.shape().size(0);
  }
}
