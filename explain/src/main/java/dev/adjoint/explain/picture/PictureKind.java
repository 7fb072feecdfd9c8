package dev.adjoint.explain.picture;

import java.util.Locale;

/// What a picture of a run shows.
public enum PictureKind {
  /// The computational graph.
  GRAPH,
  /// The linear layers as units and connections.
  NETWORK,
  /// Weights, gradients, updates and outputs of layers over the steps.
  HISTOGRAMS,
  /// The filters of convolutions.
  FILTERS,
  /// Which positions attend to which.
  ATTENTION,
  /// How often each class was predicted as each class, among the held-out samples.
  CONFUSION,
  /// The loss around the path of the weights.
  LANDSCAPE,
  /// The loss for a rising learning rate.
  RATE,
  /// The held-out samples as the last layer sees them: principal plane and t-SNE.
  EMBEDDING,
  /// How a network of two inputs bends the plane.
  BENT;

  /// The word for it in commands, requests and file names.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
