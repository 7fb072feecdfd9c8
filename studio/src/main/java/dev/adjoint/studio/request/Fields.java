package dev.adjoint.studio.request;

import dev.adjoint.serve.http.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of a request, read strictly: a field of another kind, a number out of range and an
/// unknown field are refused by name.
public final class Fields {

  private static final int LONGEST_SHOWN = 40;

  private final Map<String, @Nullable Object> left;

  /// The fields of a JSON object.
  public Fields(Map<String, ? extends @Nullable Object> map) {
    left = new LinkedHashMap<>(map);
  }

  /// A text.
  ///
  /// @throws Refusal 400 when it is missing, not a text, or longer than `most` letters
  public String text(String name, int most) {
    if (!(left.remove(name) instanceof String text)) {
      throw Refusal.of(400, "field %s: it must be a text".formatted(name));
    }
    if (text.length() > most) {
      throw Refusal.of(
          400,
          "field %s: it has %,d letters but at most %,d are allowed; shorten it"
              .formatted(name, text.length(), most));
    }
    return text;
  }

  /// Whether a field is present.
  public boolean has(String name) {
    return left.get(name) != null;
  }

  /// A whole number, or `usual` if the field is missing.
  ///
  /// @throws Refusal 400 when it is something else or not between `least` and `most`
  public long whole(String name, long least, long most, long usual) {
    Object value = left.remove(name);
    if (value == null) {
      return usual;
    }
    boolean isWhole =
        value instanceof Number number
            && number.doubleValue() == Math.rint(number.doubleValue())
            && number.doubleValue() >= least
            && number.doubleValue() <= most;
    if (!isWhole) {
      throw Refusal.of(
          400,
          "field %s: it is %s but must be a whole number from %,d to %,d"
              .formatted(name, shown(value), least, most));
    }
    return ((Number) value).longValue();
  }

  /// A number, or `usual` if the field is missing.
  ///
  /// @throws Refusal 400 when it is something else or not between `least` and `most`
  public double number(String name, double least, double most, double usual) {
    Object value = left.remove(name);
    if (value == null) {
      return usual;
    }
    if (!(value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most)) {
      throw Refusal.of(
          400,
          "field %s: it is %s but must be a number from %s to %s"
              .formatted(name, shown(value), plain(least), plain(most)));
    }
    return number.doubleValue();
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /// One of some values by its name, or `usual` if the field is missing.
  ///
  /// @throws Refusal 400 when there is no value with this name; the message lists all
  public <T> T choice(String name, T[] values, T usual) {
    Object value = left.remove(name);
    if (value == null) {
      return usual;
    }
    List<String> names = new ArrayList<>();
    for (T each : values) {
      String text = nameOf(each);
      if (text.equals(value)) {
        return each;
      }
      names.add(text);
    }
    throw Refusal.of(
        400,
        "field %s: it is %s but must be one of %s"
            .formatted(name, shown(value), String.join(", ", names)));
  }

  /// The name of a choice in requests and links.
  public static String nameOf(Object value) {
    return value instanceof Enum<?> choice
        ? choice.name().toLowerCase(java.util.Locale.ROOT)
        : value.toString();
  }

  /// A list, each entry read by a function; `usual` if the field is missing.
  ///
  /// @param read gives the entry, or throws an [IllegalArgumentException] when it is wrong
  /// @throws Refusal 400 when it is not a list, too long, or an entry is wrong
  public <T> List<T> list(String name, int most, Function<Object, T> read, List<T> usual) {
    Object value = left.remove(name);
    if (value == null) {
      return usual;
    }
    if (!(value instanceof List<?> entries) || entries.size() > most) {
      throw Refusal.of(
          400, "field %s: it must be a list of at most %,d entries".formatted(name, most));
    }
    List<T> all = new ArrayList<>();
    for (Object entry : entries) {
      try {
        all.add(read.apply(entry == null ? "null" : entry));
      } catch (IllegalArgumentException e) {
        throw Refusal.of(
            400, "field %s: %s is wrong: %s".formatted(name, shown(entry), e.getMessage()));
      }
    }
    return all;
  }

  /// An object in a field.
  ///
  /// @throws Refusal 400 when it is missing or something else
  @SuppressWarnings("unchecked") // the keys of JSON objects are texts
  public Fields object(String name) {
    if (left.remove(name) instanceof Map<?, ?> map) {
      return new Fields((Map<String, @Nullable Object>) map);
    }
    throw Refusal.of(400, "field %s: it must be an object".formatted(name));
  }

  /// Refuses unknown fields.
  ///
  /// @throws Refusal 400 naming the first
  public void requireNoOthers() {
    left.keySet().stream()
        .findFirst()
        .ifPresent(name -> {
          throw Refusal.of(
              400, "field %s: there is no such field; leave it out".formatted(shown(name)));
        });
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }
}
