package dev.adjoint.pipeline.layers;

import dev.adjoint.tensor.Shape;

/// What one sample is between two layers.
///
/// @param kind how layers read it
/// @param shape its shape
/// @param vocabulary for tokens how many different ones there are, else 0
record SampleFlow(Kind kind, Shape shape, int vocabulary) {

  /// How layers read a sample.
  enum Kind {
    /// `[width]`.
    VECTOR("vectors"),
    /// `[steps, width]`.
    SEQUENCE("sequences"),
    /// `[channels, height, width]`.
    IMAGE("images"),
    /// `[steps]`, whole numbers.
    TOKENS("tokens");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    @Override
    public String toString() {
      return plural;
    }
  }

  /// A vector of so many numbers.
  static SampleFlow vector(int width) {
    return new SampleFlow(Kind.VECTOR, Shape.of(width), 0);
  }

  /// A vector for each of some steps.
  static SampleFlow sequence(int steps, int width) {
    return new SampleFlow(Kind.SEQUENCE, Shape.of(steps, width), 0);
  }

  /// An image.
  static SampleFlow image(int channels, int height, int width) {
    return new SampleFlow(Kind.IMAGE, Shape.of(channels, height, width), 0);
  }

  /// Tokens.
  static SampleFlow tokens(int steps, int vocabulary) {
    return new SampleFlow(Kind.TOKENS, Shape.of(steps), vocabulary);
  }

  /// The size of the last axis.
  int width() {
    return shape.size(shape.rank() - 1);
  }

  /// The size of the first axis.
  int first() {
    return shape.size(0);
  }

  /// The same with another size of the last axis.
  SampleFlow withWidth(int width) {
    return kind == Kind.SEQUENCE ? sequence(first(), width) : vector(width);
  }

  /// In words, for messages.
  String describe() {
    return switch (kind) {
      case VECTOR -> "a vector of %d numbers".formatted(width());
      case SEQUENCE -> "a sequence of %d steps with %d numbers each".formatted(first(), width());
      case IMAGE ->
          "an image of %d × %d × %d (channels × height × width)"
              .formatted(first(), shape.size(1), shape.size(2));
      case TOKENS -> "%d tokens".formatted(first());
    };
  }
}
