package dev.adjoint.pipeline.settings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// An option about a network or about data, such as the width of a network. Kinds share an option
/// that means the same for them.
///
/// @param name as written on the command line after `--`
/// @param placeholder the name of the value in the help, such as `N`
/// @param description what it is, its range and its default
/// @param reader reads the text of a value; throws a [DataException] whose message begins with the
///   name of the option
public record PlanOption<T>(
    String name, String placeholder, String description, Function<String, T> reader) {

  /// The widths of hidden layers, none for `0`.
  public static final PlanOption<List<Integer>> LAYERS =
      new PlanOption<>(
          "layers",
          "WIDTH,…",
          "Widths of the hidden layers, such as 64,64; 0 for none. Default: found from the data.",
          PlanOption::widths);

  /// The activation after each hidden layer.
  public static final PlanOption<Activation> ACTIVATION =
      new PlanOption<>(
          "activation",
          "NAME",
          "After each hidden layer: %s. Default: ReLU.".formatted(String.join(", ", activations())),
          PlanOption::activation);

  /// The width of a network.
  public static final PlanOption<Integer> WIDTH =
      whole(
          "width",
          1,
          1 << 16,
          "Channels of the first convolution, or the size of a token's vector. Default: that of the model.");

  /// The depth of a network.
  public static final PlanOption<Integer> DEPTH =
      whole(
          "depth",
          1,
          1 << 16,
          "The number of layers; for cnn of blocks, for resnet of layers with weights, 6·n + 2. Default: that of the model.");

  /// The probability of dropout.
  public static final PlanOption<Double> DROPOUT =
      new PlanOption<>(
          "dropout",
          "P",
          "Probability of dropout, at least 0 and below 1. Default: that of the model.",
          PlanOption::probability);

  /// A whole number in a range.
  ///
  /// @param name as written on the command line
  /// @param least the least value that is allowed
  /// @param most the greatest value that is allowed
  /// @param description what it is, and its default
  public static PlanOption<Integer> whole(String name, int least, int most, String description) {
    return new PlanOption<>(
        name,
        "N",
        description,
        text -> {
          int value = wholeNumber(name, text);
          if (value < least || value > most) {
            throw new DataException(
                "%s is %d but must be a whole number of %d … %d"
                    .formatted(name, value, least, most));
          }
          return value;
        });
  }

  /// One of some values.
  ///
  /// @param name as written on the command line
  /// @param values the values, by the texts that they are written as
  /// @param description what it is, and its default; `%s` stands for the values
  public static <E extends Enum<E>> PlanOption<E> choice(
      String name, E[] values, String description) {
    List<String> texts = Stream.of(values).map(String::valueOf).toList();
    return new PlanOption<>(
        name,
        "NAME",
        description.formatted(String.join(", ", texts)),
        text -> {
          for (E each : values) {
            if (plain(text).equals(plain(each.toString()))) {
              return each;
            }
          }
          throw new DataException(
              "%s: there is no '%s'; %s".formatted(name, text, Spelling.suggest(text, texts)));
        });
  }

  /// Reads the text of a value.
  ///
  /// @throws DataException naming the option, the value and what is allowed
  public T read(String text) {
    return reader.apply(text);
  }

  private static int wholeNumber(String name, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException _) {
      throw new DataException("%s: '%s' is not a whole number".formatted(name, text));
    }
  }

  private static List<Integer> widths(String text) {
    List<Integer> widths = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      widths.add(wholeNumber("layers", part));
    }
    if (widths.equals(List.of(0))) {
      return List.of();
    }
    if (widths.stream().anyMatch(width -> width < 1)) {
      throw new DataException(
          "layers are %s but each must be at least 1; a single 0 means no hidden layer"
              .formatted(widths));
    }
    return widths;
  }

  private static double probability(String text) {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException _) {
      throw new DataException("dropout: '%s' is not a number".formatted(text));
    }
    if (!(value >= 0 && value < 1)) {
      throw new DataException(
          "dropout is %s but must be at least 0 and below 1; 0.5 is usual".formatted(value));
    }
    return value;
  }

  private static Activation activation(String text) {
    for (Activation each : Activation.values()) {
      if (plain(text).equals(plain(each.toString())) || plain(text).equals(plain(each.name()))) {
        return each;
      }
    }
    throw new DataException(
        "activation: there is no '%s'; %s".formatted(text, Spelling.suggest(text, activations())));
  }

  private static List<String> activations() {
    return Stream.of(Activation.values()).map(Activation::toString).toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
