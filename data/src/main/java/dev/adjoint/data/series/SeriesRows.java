package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of a table, sorted by series and by time.
///
/// Rows in another order are sorted. Of several rows with one time in one series the last one
/// counts. A slot without a row, or with a row without a target, is a gap.
final class SeriesRows {

  private record Entry(long time, int row) {}

  private final Table table;
  private final SeriesColumns columns;
  private final Column target;
  private final Map<String, List<Entry>> series;
  private final int rows;
  private final int disordered;
  private final int repeated;

  private SeriesRows(
      Table table,
      SeriesColumns columns,
      Map<String, List<Entry>> series,
      int disordered,
      int repeated) {
    this.table = table;
    this.columns = columns;
    this.target = table.column(columns.target());
    this.series = series;
    this.rows = table.rows();
    this.disordered = disordered;
    this.repeated = repeated;
  }

  /// Reads times and names.
  ///
  /// @throws DataException when a column is missing, a time cannot be read, or most times occur
  ///   several times in one series
  static SeriesRows of(Table table, SeriesColumns columns, TimeFormat format) {
    Column time = table.column(columns.time());
    Map<String, List<Entry>> all = new LinkedHashMap<>();
    int disordered = 0;
    for (int row = 0; row < table.rows(); row++) {
      List<Entry> entries = all.computeIfAbsent(id(table, columns, row), _ -> new ArrayList<>());
      long seconds = format.seconds(table, time, row);
      if (!entries.isEmpty() && seconds < entries.getLast().time()) {
        disordered++;
      }
      entries.add(new Entry(seconds, row));
    }
    int repeated = 0;
    for (Map.Entry<String, List<Entry>> each : all.entrySet()) {
      List<Entry> sorted = new ArrayList<>(each.getValue());
      // The sort is stable, so of one time the later row stays behind the earlier one.
      sorted.sort((one, other) -> Long.compare(one.time(), other.time()));
      List<Entry> kept = new ArrayList<>();
      for (Entry entry : sorted) {
        if (!kept.isEmpty() && kept.getLast().time() == entry.time()) {
          kept.set(kept.size() - 1, entry);
          repeated++;
        } else {
          kept.add(entry);
        }
      }
      each.setValue(kept);
    }
    requireOneSeries(table, columns, repeated);
    return new SeriesRows(table, columns, all, disordered, repeated);
  }

  private static String id(Table table, SeriesColumns columns, int row) {
    if (columns.series().isEmpty()) {
      return "";
    }
    Column column = table.column(columns.series().get());
    if (column.isMissing(row)) {
      throw new DataException(
          "read %s: %s: the name of the series is missing; fill it in or remove the row"
              .formatted(table.source(), table.location(row, column)));
    }
    return column.text(row);
  }

  private static void requireOneSeries(Table table, SeriesColumns columns, int repeated) {
    if (2 * repeated >= table.rows() && table.rows() > 1) {
      throw new DataException(
          "read %s: %,d of %,d rows have a time that another row %shas; if the file holds several series, name the column that tells them apart with --series"
              .formatted(
                  table.source(),
                  repeated,
                  table.rows(),
                  columns.series().isPresent() ? "of the same series " : ""));
    }
  }

  /// The number of series.
  int count() {
    return series.size();
  }

  /// The frequency that the times have.
  Frequency frequency() {
    List<long[]> times = new ArrayList<>();
    for (List<Entry> entries : series.values()) {
      times.add(entries.stream().mapToLong(Entry::time).toArray());
    }
    return FrequencySearch.of(table.source(), times);
  }

  /// The series on the grid.
  ///
  /// @param frequency the grid
  /// @param known columns whose future is known
  /// @param past columns that are known up to the forecast
  /// @param notes where sentences about what was repaired go
  List<RegularSeries> regular(
      Frequency frequency, List<Covariate> known, List<Covariate> past, List<String> notes) {
    int moved = 0;
    int collided = 0;
    int gaps = 0;
    int longest = 0;
    int empty = 0;
    List<RegularSeries> all = new ArrayList<>();
    for (Map.Entry<String, List<Entry>> each : series.entrySet()) {
      List<Entry> entries = each.getValue();
      long first = frequency.slot(entries.getFirst().time());
      long last = frequency.slot(entries.getLast().time());
      int[] at = new int[length(first, last)];
      Arrays.fill(at, -1);
      for (Entry entry : entries) {
        int index = (int) (frequency.slot(entry.time()) - first);
        moved += frequency.isOnGrid(entry.time()) ? 0 : 1;
        collided += at[index] >= 0 ? 1 : 0;
        at[index] = entry.row();
      }
      RegularSeries regular = regular(each.getKey(), first, at, known, past);
      all.add(regular);
      int run = 0;
      for (int i = 0; i < regular.end(); i++) {
        run = at[i] < 0 ? run + 1 : 0;
        gaps += at[i] < 0 ? 1 : 0;
        longest = Math.max(longest, run);
        empty += at[i] >= 0 && Double.isNaN(regular.values()[i]) ? 1 : 0;
      }
    }
    report(notes, frequency, moved, collided, gaps, longest, empty);
    return all;
  }

  private int length(long first, long last) {
    long length = last - first + 1;
    if (length > 20_000_000 || length > 1000L * rows + 1000) {
      throw new DataException(
          "read %s: %,d rows span %,d steps, so nearly all values are missing; check the times for a wrong year or century"
              .formatted(table.source(), rows, length));
    }
    return (int) length;
  }

  private void report(
      List<String> notes,
      Frequency frequency,
      int moved,
      int collided,
      int gaps,
      int longest,
      int empty) {
    if (disordered > 0) {
      notes.add(
          "rows that come before the row above them in time: %,d; the rows are sorted by time"
              .formatted(disordered));
    }
    if (repeated > 0) {
      notes.add(
          "rows that repeat a time of their series: %,d; of several rows with one time the last counts"
              .formatted(repeated));
    }
    if (moved > 0) {
      notes.add(
          "times beside the grid of %2$s: %1$,d; each moves to the nearest point on it%3$s"
              .formatted(
                  moved,
                  frequency.describe(),
                  collided > 0
                      ? ", where earlier values are replaced: %,d".formatted(collided)
                      : ""));
    }
    if (gaps > 0) {
      notes.add(
          "missing times: %,d, at most %,d in a row; a network reads a straight line there, and nothing is learnt or judged by them"
              .formatted(gaps, longest));
    }
    if (empty > 0) {
      notes.add(
          "rows without a value of %2$s: %1$,d; they count as missing times"
              .formatted(empty, columns.target()));
    }
  }

  private RegularSeries regular(
      String id, long first, int[] at, List<Covariate> known, List<Covariate> past) {
    double[] values = new double[at.length];
    float[][] before = new float[at.length][];
    float[][] ahead = new float[at.length][];
    for (int i = 0; i < at.length; i++) {
      values[i] = at[i] < 0 ? Double.NaN : value(at[i]);
      ahead[i] = encoded(known, at[i]);
      before[i] = encoded(past, at[i]);
    }
    return new RegularSeries(id, first, values, ahead, before, at);
  }

  private double value(int row) {
    if (target.isMissing(row)) {
      return Double.NaN;
    }
    if (target.isNotFinite(row)) {
      throw ColumnKind.notFinite(table, target, row);
    }
    double value = target.number(row);
    if (Double.isNaN(value)) {
      throw new DataException(
          "read %s: %s: '%s' is not a number, but a forecast is of numbers; correct the cell, or leave it empty if the value is missing"
              .formatted(table.source(), table.location(row, target), target.text(row)));
    }
    return value;
  }

  private float[] encoded(List<Covariate> covariates, int row) {
    float[] inputs = new float[covariates.stream().mapToInt(Covariate::width).sum()];
    if (row < 0) {
      return inputs;
    }
    int offset = 0;
    for (Covariate covariate : covariates) {
      covariate.encode(table, table.column(covariate.column()), row, inputs, offset);
      offset += covariate.width();
    }
    return inputs;
  }
}
