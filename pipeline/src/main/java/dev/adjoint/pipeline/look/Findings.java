package dev.adjoint.pipeline.look;

import dev.adjoint.data.prepare.ShellText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What was found about data.
///
/// @param data the path, as it was given
/// @param kind the name of the kind of data
/// @param facts what is known about the whole, by name: texts, numbers, or numbers by name
/// @param columns what is known about each column, by name, empty where there are none; all columns
///   have the same facts
/// @param suspicions what is probably not what it seems, one sentence each
/// @param command the program and its arguments that train on the data
/// @param picture lines of letters that show the data, empty where there are none
public record Findings(
    String data,
    String kind,
    Map<String, Object> facts,
    Map<String, Map<String, Object>> columns,
    List<String> suspicions,
    List<String> command,
    List<String> picture) {

  private static final int WIDEST = 48;

  /// Findings without a picture.
  public Findings(
      String data,
      String kind,
      Map<String, Object> facts,
      Map<String, Map<String, Object>> columns,
      List<String> suspicions,
      List<String> command) {
    this(data, kind, facts, columns, suspicions, command, List.of());
  }

  /// Keeps the order of everything.
  public Findings {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    suspicions = List.copyOf(suspicions);
    command = List.copyOf(command);
    picture = List.copyOf(picture);
  }

  /// The command as it can be pasted into a POSIX shell.
  public String commandText() {
    return command.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
  }

  /// Everything in maps, lists, texts and numbers.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("kind", kind);
    facts.forEach((name, value) -> map.put(name.replace(' ', '_'), value));
    if (!columns.isEmpty()) {
      List<Map<String, Object>> rows = new ArrayList<>();
      columns.forEach((name, about) -> {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.putAll(about);
        rows.add(row);
      });
      map.put("columns", rows);
    }
    map.put("suspicions", suspicions);
    map.put("command", command);
    return map;
  }

  /// Everything as lines for people.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(data, kind));
    facts.forEach((name, value) -> lines.add("  %s: %s".formatted(name, text(value))));
    if (!columns.isEmpty()) {
      lines.add("");
      lines.addAll(table());
    }
    if (!picture.isEmpty()) {
      lines.add("");
      picture.forEach(line -> lines.add("  " + line));
    }
    if (!suspicions.isEmpty()) {
      lines.add("");
      lines.add("What to know before you train:");
      suspicions.forEach(sentence -> lines.add("  - " + sentence));
    }
    lines.add("");
    lines.add("Train with:");
    lines.add("  " + commandText());
    return lines;
  }

  private List<String> table() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("column"));
    head.addAll(columns.values().iterator().next().keySet());
    rows.add(head);
    columns.forEach((name, about) -> {
      List<String> row = new ArrayList<>(List.of(shortened(oneLine(name))));
      about.values().forEach(value -> row.add(oneLine(text(value))));
      rows.add(row);
    });
    int[] widths = new int[head.size()];
    rows.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append("  ").append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
    }
    return line.toString().stripTrailing();
  }

  private static String text(Object value) {
    return value instanceof Map<?, ?> counts
        ? counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String shortened(String text) {
    return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
  }
}
