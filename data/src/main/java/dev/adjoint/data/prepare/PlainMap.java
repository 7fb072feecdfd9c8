package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// A map of plain data from an untrusted file, with its path in the file, such as
/// `preprocessing.features[2]`. Each method checks the entry that it reads.
///
/// @param path the path of the map, for messages
/// @param values the map
public record PlainMap(String path, Map<?, ?> values) {

  /// A text.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no text
  public String text(String key) {
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
  public double number(String key) {
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
  public double positive(String key) {
    double number = number(key);
    if (number > 0) {
      return number;
    }
    throw wrong(key, "a number above 0");
  }

  /// A whole number in a range.
  ///
  /// @param key the entry's name
  /// @param least the least value that is allowed
  /// @param most the greatest value that is allowed
  /// @return the entry's value
  /// @throws DataException when it is missing, not a whole number or out of the range
  public int whole(String key, int least, int most) {
    long number = whole(key);
    if (number < least || number > most) {
      throw wrong(key, "a whole number of %d … %d".formatted(least, most));
    }
    return (int) number;
  }

  /// A whole number of 64 bits.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or not a whole number of 64 bits
  public long whole(String key) {
    Object value = values.get(key);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw wrong(key, "a whole number");
  }

  /// A truth value.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no truth value
  public boolean truth(String key) {
    if (values.get(key) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(key, "true or false");
  }

  /// One of a few values, written as its name.
  ///
  /// @param key the entry's name
  /// @param allowed the values that are allowed
  /// @param name the name of a value
  /// @return the value of this name
  /// @throws DataException when it is missing or not the name of one of them
  public <T> T choice(String key, T[] allowed, Function<T, String> name) {
    String text = text(key);
    for (T value : allowed) {
      if (name.apply(value).equals(text)) {
        return value;
      }
    }
    throw wrong(key, "one of " + Stream.of(allowed).map(name).toList());
  }

  /// A path.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or not a path of this file system
  public Path path(String key) {
    try {
      return Path.of(text(key));
    } catch (InvalidPathException _) {
      throw wrong(key, "a path");
    }
  }

  /// A map.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no map
  public PlainMap map(String key) {
    if (values.get(key) instanceof Map<?, ?> map) {
      return new PlainMap(path + "." + key, map);
    }
    throw wrong(key, "a map");
  }

  /// A list of texts.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but texts
  public List<String> texts(String key) {
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
  public List<Integer> sizes(String key) {
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

  /// A list of finite numbers.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but finite numbers
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object each : list(key)) {
      if (!(each instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw wrong(key, "a list of finite numbers");
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  /// A list of maps.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but maps
  public List<PlainMap> maps(String key) {
    List<PlainMap> maps = new ArrayList<>();
    for (Object each : list(key)) {
      if (!(each instanceof Map<?, ?> map)) {
        throw wrong(key, "a list of maps");
      }
      maps.add(new PlainMap("%s.%s[%d]".formatted(path, key, maps.size()), map));
    }
    return maps;
  }

  private List<?> list(String key) {
    if (values.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list");
  }

  /// The error for an entry that is not what it must be.
  ///
  /// @param key the entry's name
  /// @param expected what it must be
  /// @return the error to throw
  public DataException wrong(String key, String expected) {
    Object found = values.get(key);
    return new DataException(
        "read %s.%s: %s is expected but there is %s; the file was changed or comes from another version"
            .formatted(path, key, expected, found == null ? "nothing" : "'" + found + "'"));
  }
}
