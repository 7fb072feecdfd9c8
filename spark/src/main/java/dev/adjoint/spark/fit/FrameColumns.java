package dev.adjoint.spark.fit;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;

/// The columns of a DataFrame to train on.
public final class FrameColumns {

  private FrameColumns() {}

  /// The names of all columns.
  ///
  /// @param needed names that must be among them
  /// @throws DataException naming the first that is not, with near names
  public static List<String> with(Dataset<?> rows, Collection<String> needed) {
    List<String> all = Arrays.asList(rows.schema().fieldNames());
    for (String name : needed) {
      if (!all.contains(name)) {
        throw new DataException(
            "fit: the DataFrame has no column '%s'; %s"
                .formatted(name, Spelling.suggest(name, all)));
      }
    }
    return all;
  }
}
