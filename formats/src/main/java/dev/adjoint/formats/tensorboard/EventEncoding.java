package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.protobuf.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Events as messages.
final class EventEncoding {

  private static final int STRING = 7;
  private static final int FIRST_STATUS = 1;
  private static final int FAILED_STATUS = 2;

  private EventEncoding() {}

  static byte[] bytes(LogEvent event) {
    WireWriter out = new WireWriter().float64(1, event.wallTime()).varint(2, event.step());
    switch (event.content()) {
      case LogContent.Version(String version) -> out.text(3, version);
      case LogContent.Graph(List<LogNode> nodes) -> out.bytes(4, bytes(graph(nodes)));
      case LogContent.Scalar(String tag, double value) ->
          summary(out, value(tag, "scalars").float32(2, (float) value));
      case LogContent.Distribution(String tag, LogHistogram histogram) ->
          summary(out, value(tag, "histograms").message(5, histogram(histogram)));
      case LogContent.Picture picture ->
          summary(out, value(picture.tag(), "images").message(4, image(picture)));
      case LogContent.Text(String tag, String text) ->
          summary(out, value(tag, "text").message(8, texts(text)));
      case LogContent.HyperParameters parameters -> {
        WireWriter first =
            session("experiment", new WireWriter().message(2, experiment(parameters)));
        WireWriter second =
            session(
                "session_start_info",
                new WireWriter().message(3, start(parameters, event.wallTime())));
        out.message(5, new WireWriter().message(1, first).message(1, second));
      }
      case LogContent.Ended(boolean isSuccess) ->
          summary(
              out,
              session(
                  "session_end_info",
                  new WireWriter()
                      .message(
                          4,
                          new WireWriter()
                              .varint(1, isSuccess ? FIRST_STATUS : FAILED_STATUS)
                              .float64(2, event.wallTime()))));
      case LogContent.Restarted() -> out.message(7, new WireWriter().varint(1, FIRST_STATUS));
      case LogContent.Unread unread ->
          throw new IllegalArgumentException(
              "events: content of the kind %s is not written; write scalars, histograms, images, texts, graphs or hyper-parameters"
                  .formatted(unread.kind()));
    }
    return bytes(out);
  }

  static byte[] bytes(WireWriter message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void summary(WireWriter event, WireWriter value) {
    event.message(5, new WireWriter().message(1, value));
  }

  /// A value of a summary with its tag and the plugin that shows it.
  private static WireWriter value(String tag, String plugin) {
    WireWriter data = new WireWriter().text(1, plugin);
    return new WireWriter().text(1, tag).message(9, new WireWriter().message(1, data));
  }

  private static WireWriter session(String part, WireWriter content) {
    WireWriter data = new WireWriter().text(1, "hparams").bytes(2, bytes(content.varint(1, 0)));
    return new WireWriter()
        .text(1, "_hparams_/" + part)
        .message(9, new WireWriter().message(1, data));
  }

  private static WireWriter histogram(LogHistogram histogram) {
    return new WireWriter()
        .float64(1, histogram.least())
        .float64(2, histogram.greatest())
        .float64(3, histogram.count())
        .float64(4, histogram.sum())
        .float64(5, histogram.sumOfSquares())
        .float64s(6, numbers(histogram.limits()))
        .float64s(7, numbers(histogram.counts()));
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static WireWriter image(LogContent.Picture picture) {
    byte[] bytes = new byte[picture.bytes().size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = picture.bytes().get(i);
    }
    return new WireWriter()
        .varint(1, picture.height())
        .varint(2, picture.width())
        .varint(3, 3)
        .bytes(4, bytes);
  }

  /// A tensor of one text.
  private static WireWriter texts(String text) {
    WireWriter size = new WireWriter().varint(1, 1);
    return new WireWriter()
        .varint(1, STRING)
        .message(2, new WireWriter().message(2, size))
        .text(8, text);
  }

  private static WireWriter graph(List<LogNode> nodes) {
    WireWriter graph = new WireWriter();
    for (LogNode node : nodes) {
      WireWriter out = new WireWriter().text(1, node.name()).text(2, node.operation());
      node.inputs().forEach(input -> out.text(3, input));
      node.attributes().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry ->
              out.message(
                  5,
                  new WireWriter()
                      .text(1, entry.getKey())
                      .message(2, new WireWriter().text(2, entry.getValue()))));
      graph.message(1, out);
    }
    return graph.message(4, new WireWriter().varint(1, 22));
  }

  private static WireWriter experiment(LogContent.HyperParameters parameters) {
    WireWriter out = new WireWriter();
    parameters
        .values()
        .forEach((name, value) -> {
          int type = value instanceof Number ? 3 : value instanceof Boolean ? 2 : 1;
          out.message(4, new WireWriter().text(1, name).varint(4, type));
        });
    for (String tag : parameters.metrics()) {
      out.message(5, new WireWriter().message(1, new WireWriter().text(2, tag)));
    }
    return out;
  }

  private static WireWriter start(LogContent.HyperParameters parameters, double time) {
    WireWriter out = new WireWriter();
    parameters
        .values()
        .forEach((name, value) ->
            out.message(1, new WireWriter().text(1, name).message(2, plain(value))));
    return out.float64(5, time);
  }

  /// A value of `google.protobuf.Value`.
  private static WireWriter plain(Object value) {
    return switch (value) {
      case Number number -> new WireWriter().float64(2, number.doubleValue());
      case Boolean truth -> new WireWriter().varint(4, truth ? 1 : 0);
      default -> new WireWriter().text(3, value.toString());
    };
  }
}
