package dev.adjoint.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The arguments of a command: pairs of `--name value`, each of which has a usual value.
public final class Arguments {

  private final Map<String, String> values = new LinkedHashMap<>();

  private Arguments() {}

  /// Work that an `IllegalArgumentException` ends because of how the command was called.
  @FunctionalInterface
  public interface Command {
    /// The code to exit with.
    int run(Arguments arguments) throws Exception;
  }

  /// Runs a command and ends the process: with the command's code; with 2 and the usage where it
  /// was called wrongly; with 0 and the usage for `--help`.
  ///
  /// @param usage one line for each option, which begins with its name
  public static void run(String usage, String[] arguments, Command command) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(usage);
      return;
    }
    int code;
    try {
      code = command.run(parse(usage, arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(usage);
      code = 2;
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  /// Reads the pairs whose names the usage mentions.
  ///
  /// @throws IllegalArgumentException with the line to print
  public static Arguments parse(String usage, String... arguments) {
    Arguments read = new Arguments();
    List<String> known = usage.lines().map(line -> line.strip().split(" ", 2)[0]).toList();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (!name.startsWith("--") || !known.contains(name)) {
        throw new IllegalArgumentException("there is no option " + name);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      read.values.put(name, arguments[i + 1]);
    }
    return read;
  }

  /// Whether this option was given.
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// The value of an option.
  public String text(String name, String usual) {
    return values.getOrDefault(name, usual);
  }

  /// What is listed with commas between; nothing for `none`.
  public List<String> list(String name, String usual) {
    String text = text(name, usual);
    return text.equals("none") ? List.of() : List.of(text.split(",", -1));
  }

  /// A number that is not negative.
  public double number(String name, double usual) {
    return values.containsKey(name)
        ? parsed(name, values.get(name), Double::valueOf, "a number from 0 up")
        : usual;
  }

  /// A whole number that is not negative.
  public int count(String name, int usual) {
    return values.containsKey(name) ? count(name, text(name, "")) : usual;
  }

  /// Whole numbers that are not negative.
  public List<Integer> counts(String name, String usual) {
    return list(name, usual).stream().map(text -> count(name, text)).toList();
  }

  private static int count(String name, String text) {
    return parsed(name, text, Integer::valueOf, "a whole number from 0 up");
  }

  private static <N extends Number> N parsed(
      String name, String text, Function<String, N> parser, String kind) {
    try {
      N number = parser.apply(text);
      if (number.doubleValue() >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The message below says it.
    }
    throw new IllegalArgumentException("%s must be %s but is %s".formatted(name, kind, text));
  }
}
