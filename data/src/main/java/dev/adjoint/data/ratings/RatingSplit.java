package dev.adjoint.data.ratings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Rows;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.DateFormat;
import dev.adjoint.data.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Which ratings are held out.
final class RatingSplit {

  private RatingSplit() {}

  /// Without a column of times a random part is held out, with one the latest part; of ratings of
  /// the same time the later rows count as later.
  ///
  /// @param usable the rows that can be used, in rising order
  /// @return rows of the table
  /// @throws DataException when a time can't be read, or there are fewer than 2 ratings
  static Rows of(Table table, RatingColumns columns, int[] usable, Holdout holdout) {
    if (columns.time().isEmpty()) {
      Rows picked = holdout.rows(usable.length);
      return new Rows(at(usable, picked.training()), at(usable, picked.validation()));
    }
    holdout.requireRandom("with --time the latest ratings are held out");
    IntToDoubleFunction time = times(table, table.column(columns.time().get()));
    int[] order =
        Arrays.stream(usable)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> time.applyAsDouble(row)))
            .mapToInt(Integer::intValue)
            .toArray();
    int first = order.length - held(order.length, holdout.part());
    return new Rows(
        sorted(Arrays.copyOf(order, first)),
        sorted(Arrays.copyOfRange(order, first, order.length)));
  }

  private static int held(int count, double part) {
    // The same number of ratings as in a random split; which ones it draws does not matter.
    return Rows.split(count, part, RandomStream.of(0, "split")).validation().length;
  }

  private static IntToDoubleFunction times(Table table, Column column) {
    Optional<DateFormat> dates = DateFormat.of(column);
    IntToDoubleFunction time =
        dates.isPresent() ? row -> dates.get().days(column.text(row)) : column::number;
    for (int row = 0; row < column.rows(); row++) {
      if (Double.isNaN(time.applyAsDouble(row))) {
        throw new DataException(
            "read %s: %s is '%s', which is neither a number nor a date in the form of the others; correct it, or leave out --time to hold out random ratings"
                .formatted(table.source(), table.location(row, column), column.text(row)));
      }
    }
    return time;
  }

  private static int[] at(int[] rows, int[] indices) {
    return IntStream.of(indices).map(index -> rows[index]).toArray();
  }

  private static int[] sorted(int[] rows) {
    Arrays.sort(rows);
    return rows;
  }
}
