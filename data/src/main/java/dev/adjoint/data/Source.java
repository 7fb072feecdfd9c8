package dev.adjoint.data;

/// Where samples come from: read by their numbers ([Samples]), or one after another
/// ([SampleStream]).
///
/// A sample has named fields, each a tensor. Any name is allowed; [Batch], losses and the trainer
/// know the names below.
public sealed interface Source permits Samples, SampleStream {

  /// The field of a model's input.
  String FEATURES = "features";

  /// The field of what the output is compared with.
  String TARGET = "target";

  /// The field of how much a sample counts in the loss, one number of at least 0 for each sample.
  String WEIGHTS = "weights";

  /// A text that differs where the samples differ, as far as that is known without reading them
  /// all. A run is resumed only with a source of the same text.
  String fingerprint();
}
