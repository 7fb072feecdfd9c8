package dev.adjoint.data.prepare;

import dev.adjoint.data.table.Dialect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A [Dialect] as plain data.
public final class DialectMap {
  private DialectMap() {}

  /// Everything in texts, as written in JSON.
  public static Map<String, Object> of(Dialect dialect) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("delimiter", String.valueOf(dialect.delimiter()));
    map.put("decimal", String.valueOf(dialect.decimal()));
    map.put("thousands", dialect.thousands().map(String::valueOf).orElse(""));
    map.put("encoding", dialect.encoding());
    map.put("missing", dialect.missing());
    map.put("keep_na", dialect.keepNa());
    return map;
  }

  /// Reads what [#of] gave.
  ///
  /// @throws dev.adjoint.data.DataException when an entry is missing or wrong
  public static Dialect from(PlainMap fields) {
    String thousands = fields.text("thousands");
    return new Dialect(
        mark(fields, "delimiter"),
        mark(fields, "decimal"),
        thousands.isEmpty() ? Optional.empty() : Optional.of(mark(fields, "thousands")),
        fields.text("encoding"),
        fields.texts("missing"),
        fields.truth("keep_na"));
  }

  private static char mark(PlainMap fields, String key) {
    String text = fields.text(key);
    if (text.length() != 1) {
      throw fields.wrong(key, "one character");
    }
    return text.charAt(0);
  }
}
