package dev.adjoint.formats.numpy;

import dev.adjoint.formats.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Python dictionary in the header of an array, parsed and not executed: keys in quotes, and as
/// values texts in quotes, `True` and `False`, tuples of whole numbers, and for types of several
/// fields a list, which is kept as its text.
final class PythonDictionary {

  private static final Pattern KEY = Pattern.compile("\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*:\\s*");
  private static final Pattern TEXT = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"");
  private static final Pattern TRUTH = Pattern.compile("True|False");

  /// Python 2 wrote an L after large numbers.
  private static final Pattern TUPLE = Pattern.compile("\\(([\\s\\dL,]*)\\)");

  private static final Pattern LIST = Pattern.compile("\\[.*\\](?=\\s*,)");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final Path file;
  private final String entry;
  private final Map<String, String> values = new LinkedHashMap<>();

  PythonDictionary(Path file, String entry, String header) throws FormatException {
    this.file = file;
    this.entry = entry;
    String text = header.strip();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw failure("the header is not a dictionary but %s".formatted(brief(text)));
    }
    int at = 1;
    int end = text.length() - 1;
    while (!text.substring(at, end).isBlank()) {
      Matcher key = at(KEY, text, at, end, "a key");
      Matcher value = value(text, key.end(), end);
      String name = key.group(1) == null ? key.group(2) : key.group(1);
      if (values.put(name, value.group()) != null) {
        throw failure("the header has the key %s twice".formatted(brief(name)));
      }
      at = value.end();
      if (!text.substring(at, end).isBlank()) {
        at = at(COMMA, text, at, end, "a comma").end();
      }
    }
  }

  private Matcher value(String text, int from, int end) throws FormatException {
    for (Pattern kind : List.of(TEXT, TRUTH, TUPLE)) {
      Matcher matcher = kind.matcher(text).region(from, end);
      if (matcher.lookingAt()) {
        return matcher;
      }
    }
    return at(LIST, text, from, end, "a value");
  }

  private Matcher at(Pattern pattern, String text, int from, int end, String what)
      throws FormatException {
    Matcher matcher = pattern.matcher(text).region(from, end);
    if (!matcher.lookingAt()) {
      throw failure(
          "the header should have %s at character %d but has %s"
              .formatted(what, from, brief(text.substring(from, end).strip())));
    }
    return matcher;
  }

  private String value(String key) throws FormatException {
    String value = values.get(key);
    if (value == null) {
      throw failure("the header has no %s".formatted(key));
    }
    return value;
  }

  /// A text; a list unparsed.
  String text(String key) throws FormatException {
    String value = value(key);
    return TEXT.matcher(value).matches() ? value.substring(1, value.length() - 1) : value;
  }

  boolean truth(String key) throws FormatException {
    String value = value(key);
    if (!TRUTH.matcher(value).matches()) {
      throw failure("%s must be True or False but is %s".formatted(key, brief(value)));
    }
    return value.equals("True");
  }

  int[] wholes(String key) throws FormatException {
    String value = value(key);
    Matcher matcher = TUPLE.matcher(value);
    List<Integer> wholes = new ArrayList<>();
    try {
      if (!matcher.matches()) {
        throw new NumberFormatException(value);
      }
      for (String number : matcher.group(1).split(",", -1)) {
        String digits = number.strip();
        if (!digits.isEmpty()) {
          wholes.add(
              Integer.parseInt(
                  digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits));
        }
      }
    } catch (NumberFormatException e) {
      throw failure(
          "%s must be a tuple of whole numbers below 2147483648 but is %s"
              .formatted(key, brief(value)));
    }
    return wholes.stream().mapToInt(Integer::intValue).toArray();
  }

  void requireNothingElse(int keys) throws FormatException {
    if (values.size() != keys) {
      throw failure("the header has the keys %s".formatted(brief(values.keySet().toString())));
    }
  }

  String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private FormatException failure(String detail) {
    return new FormatException(file, "%s%s; fetch or save the file again".formatted(entry, detail));
  }
}
