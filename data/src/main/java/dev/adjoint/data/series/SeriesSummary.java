package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What a table of series is, before anything is split or learnt.
///
/// @param series the series on the grid
/// @param time how times are written
/// @param frequency the distance of the steps
/// @param season the steps of a season of the longest series, 1 for none
/// @param correlation the autocorrelation of the longest series at a season, without its straight
///   line; 0 where there is no season
/// @param slope the growth of the longest series in a step, by the straight line that fits it best
/// @param line the part of the variance of the longest series that this line explains, in [0, 1]
/// @param notes what was repaired, one sentence each
public record SeriesSummary(
    List<RegularSeries> series,
    TimeFormat time,
    Frequency frequency,
    int season,
    double correlation,
    double slope,
    double line,
    List<String> notes) {

  /// Copies the lists.
  public SeriesSummary {
    series = List.copyOf(series);
    notes = List.copyOf(notes);
  }

  /// Reads the series of a table.
  ///
  /// @param table a row for each time of each series
  /// @param columns which columns hold what
  /// @return the summary
  /// @throws DataException when a column is missing, a cell cannot be read, or there is no value
  public static SeriesSummary of(Table table, SeriesColumns columns) {
    columns.names().forEach(table::column);
    TimeFormat time = TimeFormat.of(table, table.column(columns.time()));
    SeriesRows rows = SeriesRows.of(table, columns, time);
    Frequency frequency = rows.frequency();
    List<String> notes = new ArrayList<>();
    List<RegularSeries> all = rows.regular(frequency, List.of(), List.of(), notes);
    RegularSeries longest =
        all.stream().max(Comparator.comparingInt(RegularSeries::end)).orElseThrow();
    double[] values = Arrays.copyOf(longest.values(), longest.end());
    if (values.length == 0) {
      throw new DataException(
          "read %s: column %s has no value; name another column with --target"
              .formatted(table.source(), columns.target()));
    }
    int season = SeasonSearch.of(values, frequency);
    double[] flat = SeasonSearch.withoutLine(values);
    double before = SeriesFit.moments(values)[1];
    double after = SeriesFit.moments(flat)[1];
    double last = values.length - 1.0;
    double slope =
        last == 0 ? 0 : ((values[(int) last] - flat[(int) last]) - (values[0] - flat[0])) / last;
    return new SeriesSummary(
        all,
        time,
        frequency,
        season,
        season > 1 ? SeasonSearch.correlation(flat, season) : 0,
        slope,
        before == 0 ? 0 : Math.max(0, 1 - after * after / (before * before)),
        notes);
  }

  /// How many values are known, over all series.
  ///
  /// @return the number of values
  public long values() {
    return series.stream()
        .mapToLong(each -> Arrays.stream(each.values()).filter(Double::isFinite).count())
        .sum();
  }

  /// How many values are missing between the first and the last one of each series.
  ///
  /// @return the number of gaps
  public long missing() {
    return series.stream()
        .mapToLong(
            each -> Arrays.stream(each.values(), 0, each.end()).filter(Double::isNaN).count())
        .sum();
  }

  /// The time of a position in a series.
  ///
  /// @param one one of the series
  /// @param index counted from its first slot
  /// @return the time as the file writes it
  public String time(RegularSeries one, int index) {
    return time.text(frequency.seconds(one.first() + index));
  }
}
