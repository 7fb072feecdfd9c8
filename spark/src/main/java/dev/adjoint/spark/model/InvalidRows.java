package dev.adjoint.spark.model;

import dev.adjoint.data.DataException;
import java.util.Locale;

/// What happens to a row that a model cannot answer for, such as a damaged image.
public enum InvalidRows {
  /// The job fails and the message says why.
  ERROR,
  /// The row is left out.
  SKIP,
  /// The row stays, and its answers are null.
  KEEP;

  /// The choice of a name, as Spark ML writes it: `error`, `skip` or `keep`.
  ///
  /// @throws DataException when the name is another one
  public static InvalidRows of(String name) {
    for (InvalidRows choice : values()) {
      if (choice.text().equals(name)) {
        return choice;
      }
    }
    throw new DataException(
        "handleInvalid: it is '%s' but must be error, skip or keep".formatted(name));
  }

  /// The name as Spark ML writes it.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
