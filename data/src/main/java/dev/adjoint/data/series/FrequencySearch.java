package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds the frequency from the times of the rows.
///
/// The step is the most frequent distance of neighbouring times, the shortest of several. Where all
/// times are the same day and time of a month, or all are last days of months, the step is in
/// months. Days without a Saturday and a Sunday are weekdays.
final class FrequencySearch {

  /// From this part of rows beside the grid on, the times are called irregular.
  private static final double MOST_BESIDE = 0.2;

  private static final long DAY_SECONDS = 86_400;
  private static final long SHORTEST_MONTH = 28 * DAY_SECONDS;
  private static final int FEW_DAYS = 10;

  private FrequencySearch() {}

  /// The frequency.
  ///
  /// @param source the name of the file, for messages
  /// @param times the different times of each series, in rising order
  /// @throws DataException when no series has two times, or the times are irregular
  static Frequency of(String source, List<long[]> times) {
    Map<Long, Integer> distances = new TreeMap<>();
    for (long[] each : times) {
      for (int i = 1; i < each.length; i++) {
        distances.merge(each[i] - each[i - 1], 1, Integer::sum);
      }
    }
    if (distances.isEmpty()) {
      throw new DataException(
          "read %s: no series has values at two different times; a forecast needs a history: give more rows"
              .formatted(source));
    }
    long anchor = times.stream().filter(each -> each.length > 0).findFirst().orElseThrow()[0];
    long least = distances.keySet().iterator().next();
    boolean isMonthEnd = all(times, FrequencySearch::isMonthEnd);
    LocalDateTime first = Frequency.time(anchor);
    boolean isSameDay =
        all(
            times,
            time ->
                Frequency.time(time).getDayOfMonth() == first.getDayOfMonth()
                    && Frequency.time(time).toLocalTime().equals(first.toLocalTime()));
    if (least >= SHORTEST_MONTH && (isMonthEnd || isSameDay)) {
      return months(times, anchor, isMonthEnd);
    }
    long step = mostFrequent(distances);
    boolean isWeekdays =
        step == DAY_SECONDS
            && times.stream().mapToInt(each -> each.length).max().orElse(0) >= FEW_DAYS
            && all(times, time -> !Frequency.isWeekend(time));
    Frequency found = isWeekdays ? Frequency.ofWeekdays(anchor) : Frequency.ofSeconds(step, anchor);
    requireRegular(source, times, found);
    return found;
  }

  private static Frequency months(List<long[]> times, long anchor, boolean isMonthEnd) {
    Map<Long, Integer> distances = new TreeMap<>();
    for (long[] each : times) {
      for (int i = 1; i < each.length; i++) {
        distances.merge(month(each[i]) - month(each[i - 1]), 1, Integer::sum);
      }
    }
    return Frequency.ofMonths(
        Math.toIntExact(Math.max(1, mostFrequent(distances))), anchor, isMonthEnd);
  }

  private static long month(long seconds) {
    LocalDateTime time = Frequency.time(seconds);
    return 12L * time.getYear() + time.getMonthValue();
  }

  private static boolean isMonthEnd(long seconds) {
    LocalDateTime time = Frequency.time(seconds);
    return time.getDayOfMonth() == time.toLocalDate().lengthOfMonth();
  }

  private interface Test {
    boolean of(long seconds);
  }

  private static boolean all(List<long[]> times, Test test) {
    for (long[] each : times) {
      for (long time : each) {
        if (!test.of(time)) {
          return false;
        }
      }
    }
    return true;
  }

  private static long mostFrequent(Map<Long, Integer> distances) {
    long best = 0;
    int most = 0;
    for (Map.Entry<Long, Integer> each : distances.entrySet()) {
      if (each.getValue() > most) {
        most = each.getValue();
        best = each.getKey();
      }
    }
    return best;
  }

  private static void requireRegular(String source, List<long[]> times, Frequency found) {
    long beside = 0;
    long all = 0;
    for (long[] each : times) {
      for (long time : each) {
        beside += found.isOnGrid(time) ? 0 : 1;
        all++;
      }
    }
    if (beside > MOST_BESIDE * all) {
      throw new DataException(
          "read %s: the times are irregular: their most frequent distance is %s, but %,d of %,d do not lie on such a grid; bring the values to equal distances, such as one mean a day"
              .formatted(source, found.describe(), beside, all));
    }
  }
}
