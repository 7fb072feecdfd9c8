package dev.adjoint.formats.tensorboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an event says.
public sealed interface LogContent {

  /// The contents with a tag, under which TensorBoard shows them.
  sealed interface Tagged extends LogContent {

    /// The name of the curve, histogram, image or text.
    String tag();
  }

  /// The version of the file, which its first event tells.
  ///
  /// @param version `brain.Event:2`
  record Version(String version) implements LogContent {}

  /// A point of a curve.
  ///
  /// @param value written as F32, rounded to the nearest
  record Scalar(String tag, double value) implements Tagged {}

  /// How often numbers fall into ranges.
  record Distribution(String tag, LogHistogram histogram) implements Tagged {}

  /// A picture, compressed as PNG, JPEG or GIF.
  ///
  /// @param width in pixels
  /// @param height in pixels
  /// @param bytes the compressed picture
  record Picture(String tag, int width, int height, List<Byte> bytes) implements Tagged {

    /// Copies the bytes.
    public Picture {
      bytes = List.copyOf(bytes);
    }
  }

  /// A text in Markdown.
  record Text(String tag, String text) implements Tagged {}

  /// The graph of a network.
  record Graph(List<LogNode> nodes) implements LogContent {

    /// Copies the list.
    public Graph {
      nodes = List.copyOf(nodes);
    }
  }

  /// The hyper-parameters with which a run starts. Other programs write values and metrics as two
  /// events; each then has one of them and the other is empty.
  ///
  /// @param values texts, numbers and truth values by name
  /// @param metrics the tags of the figures by which runs are compared
  record HyperParameters(Map<String, Object> values, List<String> metrics) implements LogContent {}

  /// A run with hyper-parameters has ended.
  ///
  /// @param isSuccess whether it ended without an error
  record Ended(boolean isSuccess) implements LogContent {}

  /// A run continues at the step of the event; later events of earlier files no longer count.
  record Restarted() implements LogContent {}

  /// Something that is not read.
  ///
  /// @param tag its tag, if it has one
  /// @param kind the name of the plugin or of the field
  record Unread(Optional<String> tag, String kind) implements LogContent {}
}
