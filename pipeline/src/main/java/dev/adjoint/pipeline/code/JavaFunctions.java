package dev.adjoint.pipeline.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The functions that generated classes call. They repeat the scalar definitions of the kernels in
/// their order of rounding.
///
/// In the resource each function begins with a line `//// NAME: OTHERS`, which lists the functions
/// that it calls.
final class JavaFunctions {

  private record Function(Set<String> calls, String text) {}

  private final Map<String, Function> all = new LinkedHashMap<>();

  private JavaFunctions() {}

  static JavaFunctions load() {
    JavaFunctions functions = new JavaFunctions();
    try (InputStream in =
        Objects.requireNonNull(
            JavaFunctions.class.getResourceAsStream("functions.txt"), "functions.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
      for (String part : text.split("(?m)^//// ", -1)) {
        if (!part.isBlank()) {
          functions.add(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return functions;
  }

  private void add(String part) {
    int end = part.indexOf('\n');
    int colon = part.indexOf(':');
    Set<String> calls = new TreeSet<>(Arrays.asList(part.substring(colon + 1, end).split(" ", -1)));
    calls.remove("");
    all.put(part.substring(0, colon), new Function(calls, part.substring(end + 1).strip()));
  }

  /// The text of these functions and of those that they call.
  String text(Set<String> names) {
    Set<String> needed = new TreeSet<>();
    names.forEach(name -> need(name, needed));
    StringBuilder text = new StringBuilder();
    all.forEach((name, function) -> {
      if (needed.contains(name)) {
        text.append("\n  ").append(function.text().replaceAll("\n(?=.)", "\n  ")).append('\n');
      }
    });
    return text.toString();
  }

  private void need(String name, Set<String> needed) {
    Function function =
        Objects.requireNonNull(all.get(name), () -> "functions.txt has no function " + name);
    if (needed.add(name)) {
      function.calls().forEach(called -> need(called, needed));
    }
  }
}
