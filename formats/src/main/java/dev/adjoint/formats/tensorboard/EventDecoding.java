package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.protobuf.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Events from messages. Remembers which plugin a tag belongs to, because some writers say so only
/// the first time.
final class EventDecoding {

  private static final int SUCCESS = 1;
  private static final int RESTART = 1;

  private final Map<String, String> plugins = new HashMap<>();

  /// The events of a message: one, or one for each value of a summary.
  List<LogEvent> events(WireReader reader) throws IOException {
    double time = 0;
    long step = 0;
    List<LogContent> contents = new ArrayList<>();
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> time = reader.float64();
        case 2 -> step = reader.varint();
        case 3 -> contents.add(new LogContent.Version(reader.text()));
        case 4 -> contents.add(new LogContent.Graph(GraphDecoding.nodes(reader.message())));
        case 5 -> summary(reader.message(), contents);
        case 6 -> contents.add(unread(reader, "log message"));
        case 7 -> session(reader.message(), contents);
        case 8 -> contents.add(unread(reader, "run metadata"));
        case 9 -> contents.add(unread(reader, "meta graph"));
        default -> reader.skip();
      }
    }
    List<LogEvent> events = new ArrayList<>();
    for (LogContent content : contents) {
      events.add(new LogEvent(time, step, content));
    }
    return events;
  }

  private static LogContent unread(WireReader reader, String kind) throws IOException {
    reader.skip();
    return new LogContent.Unread(Optional.empty(), kind);
  }

  private static void session(WireReader reader, List<LogContent> contents) throws IOException {
    long status = 0;
    while (reader.next()) {
      if (reader.field() == 1) {
        status = reader.varint();
      } else {
        reader.skip();
      }
    }
    contents.add(
        status == RESTART
            ? new LogContent.Restarted()
            : new LogContent.Unread(Optional.empty(), "session log"));
  }

  private void summary(WireReader reader, List<LogContent> contents) throws IOException {
    LogContent.@Nullable HyperParameters experiment = null;
    while (reader.next()) {
      if (reader.field() != 1) {
        reader.skip();
        continue;
      }
      LogContent content = value(reader.message());
      if (content instanceof LogContent.HyperParameters part && part.values().isEmpty()) {
        experiment = part; // Says the metrics; the values follow.
      } else if (content instanceof LogContent.HyperParameters part && experiment != null) {
        contents.add(new LogContent.HyperParameters(part.values(), experiment.metrics()));
        experiment = null;
      } else {
        contents.add(content);
      }
    }
    if (experiment != null) {
      contents.add(experiment);
    }
  }

  private LogContent value(WireReader reader) throws IOException {
    String tag = "";
    Optional<LogContent> content = Optional.empty();
    Optional<WireTensor> tensor = Optional.empty();
    Optional<float[]> simple = Optional.empty();
    Optional<LogHistogram> histogram = Optional.empty();
    Optional<ImageFields> image = Optional.empty();
    String plugin = "";
    byte[] data = new byte[0];
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> tag = reader.text();
        case 2 -> simple = Optional.of(new float[] {reader.float32()});
        case 4 -> image = Optional.of(ImageFields.read(reader.message()));
        case 5 -> histogram = Optional.of(histogram(reader.message()));
        case 8 -> tensor = Optional.of(WireTensor.read(reader.message()));
        case 9 -> {
          PluginData found = PluginData.read(reader.message());
          plugin = found.name();
          data = found.content();
        }
        default -> reader.skip();
      }
    }
    if (plugin.isEmpty()) {
      plugin = plugins.getOrDefault(tag, "");
    } else if (plugins.size() < 1 << 16) {
      plugins.put(tag, plugin);
    }
    if (simple.isPresent()) {
      content = Optional.of(new LogContent.Scalar(tag, simple.get()[0]));
    } else if (histogram.isPresent()) {
      content = Optional.of(new LogContent.Distribution(tag, histogram.get()));
    } else if (image.isPresent()) {
      content = Optional.of(image.get().picture(tag));
    } else if (plugin.equals("hparams")) {
      content = HyperParameterDecoding.content(reader, data);
    } else if (tensor.isPresent()) {
      content = ofTensor(tag, plugin, tensor.get());
    }
    String kind = plugin.isEmpty() ? "value" : plugin;
    return content.isPresent() ? content.get() : new LogContent.Unread(Optional.of(tag), kind);
  }

  private static Optional<LogContent> ofTensor(String tag, String plugin, WireTensor tensor) {
    return switch (plugin) {
      case "scalars" ->
          tensor.numbers().isEmpty()
              ? Optional.empty()
              : Optional.of(new LogContent.Scalar(tag, tensor.numbers().getFirst()));
      case "histograms" -> Optional.of(new LogContent.Distribution(tag, ofRows(tensor.numbers())));
      case "images" -> ImageFields.ofStrings(tensor).map(image -> image.picture(tag));
      case "text" ->
          tensor.strings().isEmpty()
              ? Optional.empty()
              : Optional.of(new LogContent.Text(tag, joined(tensor)));
      default -> Optional.empty();
    };
  }

  private static String joined(WireTensor tensor) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < tensor.strings().size(); i++) {
      texts.add(tensor.text(i));
    }
    return String.join("\n\n", texts);
  }

  /// A histogram of rows of a left end, a right end and a count.
  private static LogHistogram ofRows(List<Double> rows) {
    List<Double> limits = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    double count = 0;
    for (int i = 0; i + 3 <= rows.size(); i += 3) {
      limits.add(rows.get(i + 1));
      counts.add(rows.get(i + 2));
      count += rows.get(i + 2);
    }
    double least = limits.isEmpty() ? 0 : rows.getFirst();
    double greatest = limits.isEmpty() ? 0 : limits.getLast();
    return new LogHistogram(least, greatest, count, Double.NaN, Double.NaN, limits, counts);
  }

  private static LogHistogram histogram(WireReader reader) throws IOException {
    Map<Integer, Double> figures = new LinkedHashMap<>();
    List<Double> limits = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    while (reader.next()) {
      switch (reader.field()) {
        case 1, 2, 3, 4, 5 -> figures.put(reader.field(), reader.float64());
        case 6 -> reader.fixed64(bits -> limits.add(Double.longBitsToDouble(bits)));
        case 7 -> reader.fixed64(bits -> counts.add(Double.longBitsToDouble(bits)));
        default -> reader.skip();
      }
    }
    if (limits.size() != counts.size()) {
      throw reader.failure(
          "a histogram has %d limits and %d counts; the file is damaged"
              .formatted(limits.size(), counts.size()));
    }
    return new LogHistogram(
        figures.getOrDefault(1, 0.0),
        figures.getOrDefault(2, 0.0),
        figures.getOrDefault(3, 0.0),
        figures.getOrDefault(4, 0.0),
        figures.getOrDefault(5, 0.0),
        limits,
        counts);
  }

  /// What is known of the end of a run.
  static LogContent ended(long status) {
    return new LogContent.Ended(status == SUCCESS);
  }
}
