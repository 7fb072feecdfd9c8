package dev.adjoint.spark.submit;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// A CSV file on the driver's disk. It is read as on one machine, with its encoding, delimiter and
/// marks found from the file, and its rows are sent to the executors, which need not see the file.
///
/// @param file the file
/// @param options what was said about how it is written
record DriverFile(Path file, ReadOptions options) {

  /// The options that say how a file is written, by their names.
  static final Set<String> OPTIONS =
      Set.of("delimiter", "decimal", "thousands", "encoding", "missing");

  /// The text of a file takes several times its size in memory.
  private static final int PART_OF_MEMORY = 8;

  /// With options by their names in [#OPTIONS].
  static DriverFile of(Path file, Map<String, String> options) {
    return new DriverFile(
        file,
        new ReadOptions(
            mark(options, "delimiter"),
            mark(options, "decimal"),
            mark(options, "thousands"),
            Optional.ofNullable(options.get("encoding")),
            options.containsKey("missing")
                ? Arrays.asList(options.getOrDefault("missing", "").split(",", -1))
                : List.of(),
            false,
            Optional.empty()));
  }

  private static Optional<Character> mark(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name)).map(mark -> ReadOptions.mark("--" + name, mark));
  }

  /// The rows, all cells as texts; a missing cell is null.
  ///
  /// @throws DataException when the file is too large for the driver, or cannot be read
  Dataset<Row> rows(SparkSession session) {
    requireSmall(size(), Runtime.getRuntime().maxMemory());
    Table table = TableReader.read(file, options);
    StructType schema = new StructType();
    for (String name : table.names()) {
      schema = schema.add(name, DataTypes.StringType);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rows(); i++) {
      Object[] cells = new Object[table.columns().size()];
      for (int j = 0; j < cells.length; j++) {
        Column column = table.columns().get(j);
        cells[j] = column.isMissing(i) ? null : column.text(i);
      }
      rows.add(RowFactory.create(cells));
    }
    return session.createDataFrame(rows, schema);
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Refuses a file that is too large for this driver.
  void requireSmall(long bytes, long memory) {
    if (bytes > memory / PART_OF_MEMORY) {
      throw new DataException(
          "read %s: it has %,d MB, but the driver, which has %,d MB of memory, reads at most %,d MB and sends them; put the file where all executors reach it and name it with file:, hdfs: or s3a:, or give the driver more memory"
              .formatted(file, bytes >> 20, memory >> 20, (memory / PART_OF_MEMORY) >> 20));
    }
  }
}
