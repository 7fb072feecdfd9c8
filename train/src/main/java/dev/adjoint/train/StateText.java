package dev.adjoint.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// The metadata of a file. Nothing in it is trusted before it is checked.
///
/// @param what the expected kind of file, such as `checkpoint`
record StateText(Path file, String what, Map<String, String> texts) {

  void requireFormat(String format, String fix) throws IOException {
    if (!format.equals(texts.get("format"))) {
      throw new IOException(
          "%s: is not a %s of this version (format %s, but %s is needed); %s"
              .formatted(file, what, texts.getOrDefault("format", "(none)"), format, fix));
    }
  }

  Progress progress() throws IOException {
    int epoch = number("epoch", Integer::valueOf);
    int batch = number("batch", Integer::valueOf);
    long step = number("step", Long::valueOf);
    if (epoch < 0 || batch < 0 || step < 0) {
      throw damaged("epoch, batch, step", "%d, %d, %d".formatted(epoch, batch, step));
    }
    return new Progress(epoch, batch, step);
  }

  /// The numbers whose names begin with a prefix; the prefix is removed from the names.
  Map<String, Long> generators(String prefix) throws IOException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String name : texts.keySet()) {
      if (name.startsWith(prefix)) {
        numbers.put(name.substring(prefix.length()), number(name, Long::valueOf));
      }
    }
    return numbers;
  }

  String text(String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw damaged(name, "nothing");
    }
    return text;
  }

  <T> T number(String name, Function<String, T> parse) throws IOException {
    String text = text(name);
    try {
      return parse.apply(text);
    } catch (NumberFormatException _) {
      throw damaged(name, text);
    }
  }

  IOException damaged(String name, String text) {
    return new IOException(
        "%s: the %s is damaged: '%s' holds %s; start again or use an older copy"
            .formatted(file, what, name, text));
  }
}
