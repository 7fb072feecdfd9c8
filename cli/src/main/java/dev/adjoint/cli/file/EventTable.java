package dev.adjoint.cli.file;

import dev.adjoint.cli.command.Output;
import dev.adjoint.formats.tensorboard.EventFile;
import dev.adjoint.formats.tensorboard.LogContent;
import dev.adjoint.formats.tensorboard.LogEvent;
import dev.adjoint.formats.tensorboard.LogRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an event file of TensorBoard holds: a line for each tag.
final class EventTable {

  private static final class Row {
    private final String kind;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last;
    private String latest = "";

    Row(String kind) {
      this.kind = kind;
    }
  }

  private EventTable() {}

  /// Whether the name is that of an event file.
  static boolean suits(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().contains(LogRuns.NAME);
  }

  static void tell(Path path, Output output) throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    long events = 0;
    try (EventFile file = EventFile.open(path)) {
      for (Optional<LogEvent> next = file.next(); next.isPresent(); next = file.next()) {
        events++;
        add(rows, next.get());
      }
      output.line(
          "%s: TensorBoard, %,d events%s",
          path, events, file.isCutOff() ? "; it ends within an event, which is left out" : "");
    }
    Map<String, Object> tags = new LinkedHashMap<>();
    rows.forEach((tag, row) -> {
      output.line(
          "  %s  %s  %,d, steps %d to %d%s",
          TensorTable.oneLine(tag), row.kind, row.count, row.first, row.last, row.latest);
      tags.put(
          tag, Map.of("kind", row.kind, "count", row.count, "first", row.first, "last", row.last));
    });
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file", path.toString());
    answer.put("format", "TensorBoard");
    answer.put("events", events);
    answer.put("tags", tags);
    output.answer(answer);
  }

  private static void add(Map<String, Row> rows, LogEvent event) {
    String tag = "";
    String kind;
    String latest = "";
    switch (event.content()) {
      case LogContent.Version _, LogContent.Restarted _, LogContent.Ended _ -> {
        return;
      }
      case LogContent.Scalar scalar -> {
        tag = scalar.tag();
        kind = "scalar";
        latest = ", last %.6g".formatted(scalar.value());
      }
      case LogContent.Distribution distribution -> {
        tag = distribution.tag();
        kind = "histogram";
      }
      case LogContent.Picture picture -> {
        tag = picture.tag();
        kind = "image";
        latest = ", %d × %d pixels".formatted(picture.width(), picture.height());
      }
      case LogContent.Text text -> {
        tag = text.tag();
        kind = "text";
      }
      case LogContent.Graph graph -> {
        tag = "graph";
        kind = "graph";
        latest = ", %,d nodes".formatted(graph.nodes().size());
      }
      case LogContent.HyperParameters parameters -> {
        tag = "hyper-parameters";
        kind = "hyper-parameters";
        latest = ": " + TensorTable.oneLine(parameters.values().toString());
      }
      case LogContent.Unread unread -> {
        tag = unread.tag().orElse(unread.kind());
        kind = unread.kind() + ", not read";
      }
    }
    Row row = rows.computeIfAbsent(tag, _ -> new Row(kind));
    row.count++;
    row.first = Math.min(row.first, event.step());
    row.last = Math.max(row.last, event.step());
    row.latest = latest;
  }
}
