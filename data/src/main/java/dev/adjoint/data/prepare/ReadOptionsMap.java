package dev.adjoint.data.prepare;

import dev.adjoint.data.csv.ReadOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// [ReadOptions] as plain data, so that a run can read its table again.
public final class ReadOptionsMap {
  private ReadOptionsMap() {}

  /// Everything in a map, ready for a JSON file.
  ///
  /// @param options what a person said
  /// @return a new map that [#from] reads
  public static Map<String, Object> of(ReadOptions options) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("delimiter", options.delimiter().map(String::valueOf).orElse(""));
    map.put("decimal", options.decimal().map(String::valueOf).orElse(""));
    map.put("thousands", options.thousands().map(String::valueOf).orElse(""));
    map.put("encoding", options.encoding().orElse(""));
    map.put("missing", options.missing());
    map.put("keep_na", options.keepNa());
    return map;
  }

  /// Reads what [#of] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the options
  /// @throws dev.adjoint.data.DataException when an entry is missing or wrong
  public static ReadOptions from(PlainMap fields) {
    return new ReadOptions(
        mark(fields, "delimiter"),
        mark(fields, "decimal"),
        mark(fields, "thousands"),
        Optional.of(fields.text("encoding")).filter(name -> !name.isEmpty()),
        fields.texts("missing"),
        fields.truth("keep_na"),
        Optional.empty());
  }

  private static Optional<Character> mark(PlainMap fields, String key) {
    String text = fields.text(key);
    if (text.length() > 1) {
      throw fields.wrong(key, "one character or nothing");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.charAt(0));
  }
}
