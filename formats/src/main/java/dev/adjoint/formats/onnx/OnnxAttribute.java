package dev.adjoint.formats.onnx;

import java.util.List;

/// The value of an attribute of a node.
public sealed interface OnnxAttribute {

  /// A floating-point number.
  record Real(float value) implements OnnxAttribute {}

  /// An integer.
  record Whole(long value) implements OnnxAttribute {}

  /// A text.
  record Text(String value) implements OnnxAttribute {}

  /// A tensor.
  record Elements(OnnxTensor value) implements OnnxAttribute {}

  /// A graph that a control-flow operator runs.
  record Subgraph(OnnxGraph value) implements OnnxAttribute {}

  /// Floating-point numbers.
  record Reals(List<Float> values) implements OnnxAttribute {}

  /// Integers.
  record Wholes(List<Long> values) implements OnnxAttribute {}

  /// Texts.
  record Texts(List<String> values) implements OnnxAttribute {}

  /// In a function: the attribute with this name that the call gives.
  record Reference(String name) implements OnnxAttribute {}

  /// A value of a kind that is not read.
  ///
  /// @param kind such as `sparse tensor`
  record Unread(String kind) implements OnnxAttribute {}

  /// The kind in words, such as `an integer`.
  default String kind() {
    return switch (this) {
      case Real _ -> "a number";
      case Whole _ -> "an integer";
      case Text _ -> "a text";
      case Elements _ -> "a tensor";
      case Subgraph _ -> "a graph";
      case Reals _ -> "a list of numbers";
      case Wholes _ -> "a list of integers";
      case Texts _ -> "a list of texts";
      case Reference _ -> "a reference";
      case Unread unread -> unread.kind();
    };
  }
}
