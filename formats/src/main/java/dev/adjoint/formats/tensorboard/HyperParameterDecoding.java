package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.protobuf.WireFile;
import dev.adjoint.formats.protobuf.WireReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hyper-parameters from the messages of the plugin hparams.
final class HyperParameterDecoding {

  private HyperParameterDecoding() {}

  /// @param outer for the path in messages
  /// @param data a message of the plugin
  static Optional<LogContent> content(WireReader outer, byte[] data) throws IOException {
    try {
      return content(new WireFile(Path.of(""), ByteSource.of(data), data.length).message());
    } catch (FormatException e) {
      throw outer.failure("the hyper-parameters are not a message (%s)".formatted(e.getMessage()));
    }
  }

  private static Optional<LogContent> content(WireReader reader) throws IOException {
    Optional<LogContent> content = Optional.empty();
    while (reader.next()) {
      switch (reader.field()) {
        case 2 ->
            content =
                Optional.of(new LogContent.HyperParameters(Map.of(), metrics(reader.message())));
        case 3 ->
            content =
                Optional.of(new LogContent.HyperParameters(values(reader.message()), List.of()));
        case 4 -> content = Optional.of(EventDecoding.ended(status(reader.message())));
        default -> reader.skip();
      }
    }
    return content;
  }

  private static long status(WireReader reader) throws IOException {
    long status = 0;
    while (reader.next()) {
      if (reader.field() == 1) {
        status = reader.varint();
      } else {
        reader.skip();
      }
    }
    return status;
  }

  private static List<String> metrics(WireReader experiment) throws IOException {
    List<String> tags = new ArrayList<>();
    while (experiment.next()) {
      if (experiment.field() != 5) {
        experiment.skip();
        continue;
      }
      WireReader metric = experiment.message();
      while (metric.next()) {
        if (metric.field() != 1) {
          metric.skip();
          continue;
        }
        WireReader name = metric.message();
        while (name.next()) {
          if (name.field() == 2) {
            tags.add(name.text());
          } else {
            name.skip();
          }
        }
      }
    }
    return tags;
  }

  private static Map<String, Object> values(WireReader start) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (start.next()) {
      if (start.field() != 1) {
        start.skip();
        continue;
      }
      String name = "";
      Object value = "";
      WireReader entry = start.message();
      while (entry.next()) {
        switch (entry.field()) {
          case 1 -> name = entry.text();
          case 2 -> value = value(entry.message());
          default -> entry.skip();
        }
      }
      values.put(name, value);
    }
    return values;
  }

  private static Object value(WireReader reader) throws IOException {
    Object value = "";
    while (reader.next()) {
      switch (reader.field()) {
        case 2 -> value = reader.float64();
        case 3 -> value = reader.text();
        case 4 -> value = reader.varint() != 0;
        default -> reader.skip();
      }
    }
    return value;
  }
}
