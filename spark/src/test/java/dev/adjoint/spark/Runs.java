package dev.adjoint.spark;

import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// Runs and rows for tests, made in a moment.
final class Runs {

  private static final StructType ANIMAL =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("weight", DataTypes.DoubleType)
          .add("legs", DataTypes.IntegerType)
          .add("home", DataTypes.StringType);

  private Runs() {}

  /// Sixty cats and hens, known by weight, legs and home; the target is one of the columns.
  static Path animals(Path folder, String target, int ensemble) throws IOException {
    StringBuilder text = new StringBuilder("weight,legs,home,kind\n");
    for (int i = 0; i < 60; i++) {
      boolean isCat = i % 2 == 0;
      text.append(isCat ? 4 + i % 5 * 0.1 : 2 + i % 7 * 0.1)
          .append(isCat ? ",4," : ",2,")
          .append(i % 10 == 0 ? "" : isCat || i % 3 == 0 ? "house" : "coop")
          .append(isCat ? ",cat\n" : ",hen\n");
    }
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolveSibling(target + ".csv"), text);
    Training.of(CsvTable.of(file, target))
        .withEpochs(3)
        .withHidden(8)
        .withEnsemble(ensemble)
        .run(folder);
    return folder;
  }

  /// Rows of animals, some with missing cells, in several partitions.
  static Dataset<Row> rows(int count, int partitions) {
    List<Row> rows = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i ->
            rows.add(
                RowFactory.create(
                    (long) i,
                    i % 11 == 0 ? null : 1 + i % 97 * 0.05 + i * 1e-7,
                    2 + i % 3,
                    i % 4 == 0 ? null : i % 4 == 1 ? "coop" : "house")));
    return LocalSpark.session().createDataFrame(rows, ANIMAL).repartition(partitions);
  }
}
