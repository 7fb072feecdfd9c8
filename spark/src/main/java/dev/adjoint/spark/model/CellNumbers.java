package dev.adjoint.spark.model;

import dev.adjoint.data.DataException;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/// The numbers in a cell: a vector of Spark ML, or an array of any numbers.
final class CellNumbers {

  private CellNumbers() {}

  /// @throws DataException when the cell is empty or holds something else
  static float[] of(String column, @Nullable Object cell) {
    if (cell instanceof Vector vector) {
      double[] values = vector.toArray();
      float[] result = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        result[i] = (float) values[i];
      }
      return result;
    }
    if (cell instanceof Seq<?> values) {
      float[] result = new float[values.size()];
      for (int i = 0; i < result.length; i++) {
        if (!(values.apply(i) instanceof Number number)) {
          throw new DataException(
              "transform: column %s has no number at position %d of a row"
                  .formatted(column, i + 1));
        }
        result[i] = number.floatValue();
      }
      return result;
    }
    throw new DataException(
        "transform: column %s holds %s but a vector or an array of numbers is needed; make one with VectorAssembler"
            .formatted(column, cell == null ? "no value" : cell.getClass().getSimpleName()));
  }
}
