package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A map of plain data with its place in the whole, such as `preprocessing.features[2]`.
///
/// @param place where the map stands, for messages
/// @param values the map
public record PlainMap(String place, Map<?, ?> values) {

  /// A text.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no text
  public String text(String key) {
    return values.get(key) instanceof String text ? text : fail(key, "a text");
  }

  /// A finite number.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no finite number
  public double number(String key) {
    return values.get(key) instanceof Number number && Double.isFinite(number.doubleValue())
        ? number.doubleValue()
        : fail(key, "a finite number");
  }

  /// A finite number above 0.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or not above 0
  public double positive(String key) {
    double number = number(key);
    return number > 0 ? number : fail(key, "a number above 0");
  }

  /// A truth value.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no truth value
  public boolean truth(String key) {
    return values.get(key) instanceof Boolean truth ? truth : fail(key, "true or false");
  }

  /// A map.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or no map
  public PlainMap map(String key) {
    return values.get(key) instanceof Map<?, ?> map
        ? new PlainMap(place + "." + key, map)
        : fail(key, "a map");
  }

  /// A list of texts.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but texts
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object each : list(key)) {
      texts.add(each instanceof String text ? text : fail(key, "a list of texts"));
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
      sizes.add(
          each instanceof Number number
                  && number.doubleValue() == number.intValue()
                  && number.intValue() >= 1
              ? (Integer) number.intValue()
              : fail(key, "a list of whole numbers of at least 1"));
    }
    return sizes;
  }

  /// A list of maps.
  ///
  /// @param key the entry's name
  /// @return the entry's value
  /// @throws DataException when it is missing or holds anything but maps
  public List<PlainMap> maps(String key) {
    List<PlainMap> maps = new ArrayList<>();
    for (Object each : list(key)) {
      String inner = "%s.%s[%d]".formatted(place, key, maps.size());
      maps.add(
          each instanceof Map<?, ?> map ? new PlainMap(inner, map) : fail(key, "a list of maps"));
    }
    return maps;
  }

  private List<?> list(String key) {
    return values.get(key) instanceof List<?> list ? list : fail(key, "a list");
  }

  /// Reports that an entry is not what it must be.
  ///
  /// @param <T> whatever the caller wants, as this never returns
  /// @param key the entry's name
  /// @param wanted what it must be
  /// @return never
  /// @throws DataException always
  public <T> T fail(String key, String wanted) {
    @Nullable Object found = values.get(key);
    throw new DataException(
        "read %s.%s: %s is wanted but there is %s; the file was changed or comes from another version"
            .formatted(place, key, wanted, found == null ? "nothing" : "'" + found + "'"));
  }
}
