package dev.adjoint.spark.standalone;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// A generated set of the size of MNIST: rows of 784 whole numbers of 0 … 255, ten classes. Each
/// class has a pattern; a row is a mixture of that of its class, that of another class, and noise.
final class GeneratedImages {

  private static final int PIXELS = 784;
  private static final int CLASSES = 10;
  private static final int PARTS = 16;

  private GeneratedImages() {}

  /// Writes the rows as Parquet.
  static void write(SparkSession session, int rows, long seed, String out) {
    StructType schema = new StructType();
    for (int i = 0; i < PIXELS; i++) {
      schema = schema.add("p" + i, DataTypes.IntegerType);
    }
    schema = schema.add("label", DataTypes.StringType);
    session
        .createDataFrame(
            JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(IntStream.range(0, rows).boxed().toList(), PARTS)
                .map(number -> row(number, seed)),
            schema)
        .write()
        .mode("overwrite")
        .parquet(out);
  }

  static Row row(int number, long seed) {
    SplittableRandom random = new SplittableRandom(seed << 32 | number);
    int own = random.nextInt(CLASSES);
    int other = random.nextInt(CLASSES);
    double strength = random.nextDouble(0.3, 0.7);
    Object[] cells = new Object[PIXELS + 1];
    for (int i = 0; i < PIXELS; i++) {
      double mixed =
          strength * pattern(own, i)
              + (0.6 - 0.5 * strength) * pattern(other, i)
              + 0.4 * (random.nextDouble() - 0.5);
      cells[i] = (int) (255 * Math.clamp(mixed, 0.0, 1.0));
    }
    cells[PIXELS] = "class " + own;
    return RowFactory.create(cells);
  }

  /// The brightness of a pixel in the pattern of a class: waves across a square of 28 × 28.
  private static double pattern(int label, int pixel) {
    double x = pixel % 28 / 28.0;
    int row = pixel / 28;
    double y = row / 28.0;
    return 0.5 + 0.5 * Math.sin((label + 2) * 2.1 * x + (label % 4) * 3.7 * y + label);
  }
}
