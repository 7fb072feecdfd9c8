package dev.adjoint.data.series;

import dev.adjoint.data.prepare.PlainMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a window of a series becomes the input of a network, and how its output becomes values.
///
/// With g the logarithm or nothing, the level of a window is the mean of g over its last whole
/// seasons, or over all of it. The network answers in `(g(y) − anchor) / residual`.
///
/// | channel | past | future |
/// |---|---|---|
/// | value | `(g(y) − level) / std`; a straight line in gaps | 0 |
/// | observed | 1, and 0 in gaps | 0 |
/// | position | 0 | the step divided by the horizon |
/// | level | `(level − mean) / std`, within ±2 | the same |
/// | season | the value one season before, or as many seasons as are needed, as the value | the same |
/// | season known | 1, and 0 where that value is missing | the same |
/// | drift | the mean growth over a season, `/ residual`, within ±4 | the same |
/// | calendar | sine and cosine of the phase of each cycle and of twice the phase | the same |
/// | known columns | their inputs | their inputs |
/// | past columns | their inputs | 0 |
///
/// @param past how many steps back
/// @param future how many steps ahead
/// @param season the steps of a season, 1 for none; without one the three channels of it are left
///   out
/// @param isLog whether g is the natural logarithm
/// @param anchor what the network's answer is added to
/// @param cycles the cycles of the calendar
public record WindowForm(
    int past, int future, int season, boolean isLog, Anchor anchor, List<CalendarCycle> cycles) {

  static final int WAVES = 4;
  private static final int SEASON_CHANNELS = 3;
  private static final int FIRST_CHANNELS = 4;

  /// What the network's answer is added to.
  public enum Anchor {
    /// The level of the window.
    LEVEL,
    /// The last value.
    LAST,
    /// The value one season before, or as many seasons as are needed.
    SEASON,
    /// The same with half of the mean growth over a season for the first season ahead, a quarter
    /// for the next, and so on: a damped trend (Gardner and McKenzie 1985).
    DRIFT;

    /// Whether it needs a season.
    boolean isSeasonal() {
      return this == SEASON || this == DRIFT;
    }

    /// The name as written in a file.
    ///
    /// @return such as `last`
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Copies the list.
  public WindowForm {
    cycles = List.copyOf(cycles);
  }

  /// g of a value.
  double transformed(double y) {
    return isLog ? StrictMath.log(y) : y;
  }

  /// The value of a g.
  double restored(double g) {
    return isLog ? StrictMath.exp(g) : g;
  }

  /// How many channels come before the columns.
  int ownChannels() {
    return FIRST_CHANNELS + (season > 1 ? SEASON_CHANNELS : 0) + WAVES * cycles.size();
  }

  /// The names of the channels before the columns.
  List<String> names() {
    List<String> names = new ArrayList<>(List.of("value", "observed", "position", "level"));
    if (season > 1) {
      names.addAll(List.of("season", "season known", "drift"));
    }
    for (CalendarCycle cycle : cycles) {
      for (String wave : List.of("sin(%s)", "cos(%s)", "sin(2·%s)", "cos(2·%s)")) {
        names.add(wave.formatted(cycle));
      }
    }
    return names;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("past", past);
    map.put("future", future);
    map.put("season", season);
    map.put("log", isLog);
    map.put("anchor", anchor.toString());
    map.put("cycles", cycles.stream().map(CalendarCycle::toString).toList());
    return map;
  }

  static WindowForm fromMap(PlainMap fields) {
    List<CalendarCycle> cycles = new ArrayList<>();
    for (String name : fields.texts("cycles")) {
      cycles.add(
          List.of(CalendarCycle.values()).stream()
              .filter(cycle -> cycle.toString().equals(name))
              .findFirst()
              .orElseThrow(() -> fields.wrong("cycles", "a list of hour, day, week and year")));
    }
    return new WindowForm(
        fields.whole("past", 1, SeriesOptions.MOST),
        fields.whole("future", 1, SeriesOptions.MOST),
        fields.whole("season", 1, SeriesOptions.MOST),
        fields.truth("log"),
        fields.choice("anchor", Anchor.values(), Anchor::toString),
        cycles);
  }
}
