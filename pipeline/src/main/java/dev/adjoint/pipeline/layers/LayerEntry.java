package dev.adjoint.pipeline.layers;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A layer as a model file has it, with every option checked by itself. Whether it fits between its
/// neighbours is checked by [LayerChain].
///
/// @param type which layer
/// @param path where it is in the list, such as `layers[3]`
/// @param json its position, and what the file says
record LayerEntry(LayerType type, String path, LocatedJson json) {
  private static final String LAYER = "layer";
  private static final int MOST = 1000;

  /// The layers of a list.
  ///
  /// @param list the list
  /// @param path where it is, such as `layers`
  /// @throws DataException naming line and column of what is wrong
  static List<LayerEntry> list(LocatedJson list, String path) {
    List<LocatedJson> elements = list.elements("the list of layers");
    if (elements.isEmpty() || elements.size() > MOST) {
      throw new DataException(
          "model %s: a list has 1 … %d layers but this one has %d; end with {\"layer\": \"Linear\", \"width\": \"outputs\"}"
              .formatted(list.location(), MOST, elements.size()));
    }
    List<LayerEntry> entries = new ArrayList<>();
    for (LocatedJson each : elements) {
      entries.add(of(each, "%s[%d]".formatted(path, entries.size())));
    }
    return entries;
  }

  /// A layer: its name alone, or an object with its name and its options.
  private static LayerEntry of(LocatedJson json, String path) {
    if (json.value().isPresent() && json.value().get() instanceof String name) {
      Map<String, LocatedJson> only = new LinkedHashMap<>();
      only.put(LAYER, json);
      return new LayerEntry(
              type(json, name), path, new LocatedJson(json.location(), Optional.of(only)))
          .checked();
    }
    LocatedJson name = json.entries("a layer").get(LAYER);
    if (name == null) {
      throw new DataException(
          "model %s: %s does not say which layer it is; add \"layer\": \"Linear\" or another name"
              .formatted(json.location(), path));
    }
    if (name.value().isPresent() && name.value().get() instanceof String text) {
      return new LayerEntry(type(name, text), path, json).checked();
    }
    throw name.expected("the name of a layer");
  }

  private static LayerType type(LocatedJson at, String name) {
    List<String> names = LayerType.all().stream().map(LayerType::name).toList();
    return LayerType.all().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "model %s: there is no layer \"%s\"; %s"
                    .formatted(at.location(), name, suggest(name, names))));
  }

  /// Near names, or all of them.
  private static String suggest(String name, List<String> names) {
    return Spelling.nearest(name, names).isEmpty()
        ? "there are: " + String.join(", ", names)
        : Spelling.suggest(name, names);
  }

  private Map<String, LocatedJson> entries() {
    return json.entries("a layer");
  }

  private LayerEntry checked() {
    List<String> known = type.options().stream().map(LayerOption::name).toList();
    entries()
        .forEach((key, value) -> {
          if (!key.equals(LAYER) && !known.contains(key)) {
            throw new DataException(
                "model %s: %s has no option \"%s\"; %s"
                    .formatted(
                        value.location(),
                        name(),
                        key,
                        known.isEmpty() ? "it has none" : Spelling.suggest(key, known)));
          }
        });
    for (LayerOption option : type.options()) {
      LocatedJson given = entries().get(option.name());
      if (given == null && option.usual().isEmpty()) {
        throw new DataException(
            "model %s: %s needs the option \"%s\", %s; add it"
                .formatted(json.location(), name(), option.name(), option.values().describe()));
      }
      if (given != null && !given.value().map(option.values()::allows).orElse(false)) {
        throw given.expected(
            "%s, \"%s\": %s".formatted(name(), option.name(), option.values().describe()));
      }
    }
    return this;
  }

  /// Where it is and which layer it is, such as `layers[3], Linear`.
  String name() {
    return "%s, %s".formatted(path, type.name());
  }

  /// The error for a layer that does not fit.
  ///
  /// @param text what is wrong and the likely fix
  DataException problem(String text) {
    return new DataException("model %s: %s, %s".formatted(json.location(), name(), text));
  }

  private Object value(String option) {
    LocatedJson given = entries().get(option);
    if (given != null) {
      return given.value().orElseThrow();
    }
    return type.options().stream()
        .filter(each -> each.name().equals(option))
        .findFirst()
        .orElseThrow()
        .usual()
        .orElseThrow();
  }

  /// The value of a whole number; for a word this number.
  int whole(String option, int word) {
    return value(option) instanceof Integer number ? number : word;
  }

  /// The value of a whole number.
  int whole(String option) {
    return whole(option, 0);
  }

  /// Whether the value is a word.
  boolean isWord(String option) {
    return value(option) instanceof String;
  }

  /// The value of a number.
  double number(String option) {
    return ((Number) value(option)).doubleValue();
  }

  /// The value of a truth value.
  boolean truth(String option) {
    return (Boolean) value(option);
  }

  /// The layers in an option.
  List<LayerEntry> layers(String option) {
    LocatedJson given = entries().get(option);
    return list(given == null ? json : given, "%s.%s".formatted(path, option));
  }
}
