package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A map of plain data with its place in the whole, such as `preprocessing.features[2]`.
///
/// @param place where the map stands, for messages
/// @param values the map
record PlainMap(String place, Map<?, ?> values) {

  /// A text.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no text
  String text(String key) {
    if (values.get(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "a text");
  }

  /// A finite number.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no finite number
  double number(String key) {
    if (values.get(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(key, "a finite number");
  }

  /// A finite number above 0.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or not above 0
  double positive(String key) {
    double number = number(key);
    if (number > 0) {
      return number;
    }
    throw wrong(key, "a number above 0");
  }

  /// A truth value.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no truth value
  boolean truth(String key) {
    if (values.get(key) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(key, "true or false");
  }

  /// A map.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no map
  PlainMap map(String key) {
    if (values.get(key) instanceof Map<?, ?> map) {
      return new PlainMap(place + "." + key, map);
    }
    throw wrong(key, "a map");
  }

  /// A list of texts.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but texts
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object each : list(key)) {
      if (!(each instanceof String text)) {
        throw wrong(key, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /// A list of sizes, whole numbers of at least 1.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but sizes
  List<Integer> sizes(String key) {
    List<Integer> sizes = new ArrayList<>();
    for (Object each : list(key)) {
      if (!(each instanceof Number number)
          || number.intValue() < 1
          || number.doubleValue() != number.intValue()) {
        throw wrong(key, "a list of whole numbers of at least 1");
      }
      sizes.add(number.intValue());
    }
    return sizes;
  }

  /// A list of maps.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but maps
  List<PlainMap> maps(String key) {
    List<PlainMap> maps = new ArrayList<>();
    for (Object each : list(key)) {
      if (!(each instanceof Map<?, ?> map)) {
        throw wrong(key, "a list of maps");
      }
      maps.add(new PlainMap("%s.%s[%d]".formatted(place, key, maps.size()), map));
    }
    return maps;
  }

  private List<?> list(String key) {
    if (values.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list");
  }

  /// Says that an entry is not what it must be.
  ///
  /// @param key the entry's name
  /// @param wanted what it must be
  /// @return the error to throw
  DataException wrong(String key, String wanted) {
    Object found = values.get(key);
    return new DataException(
        "read %s.%s: %s is wanted but there is %s; the file was changed or comes from another version"
            .formatted(place, key, wanted, found == null ? "nothing" : "'" + found + "'"));
  }
}
