package dev.adjoint.pipeline.layers;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A layer that a model file can name.
///
/// @param name as the file has it: that of PyTorch where it has the layer
/// @param title what it does, in one line
/// @param reads the kinds of samples that it takes
/// @param options its options
/// @param rule what it makes of a sample
record LayerType(
    String name, String title, Set<SampleFlow.Kind> reads, List<LayerOption> options, Rule rule) {

  /// What a layer makes of a sample.
  @FunctionalInterface
  interface Rule {

    /// The layer for a sample of one of the kinds that it reads.
    ///
    /// @param entry its options, and the maker of messages
    /// @param in what the layer before it gives
    /// @param outputs how many outputs the network needs
    /// @throws dev.adjoint.data.DataException when it does not fit
    SizedLayer of(LayerEntry entry, SampleFlow in, int outputs);
  }

  /// All layers, those of one kind of data together.
  static List<LayerType> all() {
    return Stream.of(PlainLayers.all(), ImageLayers.all(), SequenceLayers.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Whether its layer needs to know which steps are padding.
  boolean isMasked() {
    return SequenceLayers.MASKED.contains(name);
  }
}
