package dev.adjoint.data.series;

import java.util.Arrays;

/// A series that is ready to be cut into windows: its values as the model computes with them, and
/// the calendar of each slot.
///
/// An index counts slots from the first row of the series; a window at an index has its first
/// future step there.
final class SeriesTrack {

  private static final double LEVEL_LIMIT = 2;
  private static final double DRIFT_LIMIT = 4;

  private final RegularSeries series;
  private final WindowForm form;
  private final Frequency frequency;
  private final double[] g;
  private final float[][] calendar;

  SeriesTrack(RegularSeries series, WindowForm form, Frequency frequency) {
    this.series = series;
    this.form = form;
    this.frequency = frequency;
    this.g = Arrays.stream(series.values()).map(form::transformed).toArray();
    this.calendar = new float[Math.max(g.length, series.end() + form.future())][];
    for (int i = 0; i < calendar.length; i++) {
      calendar[i] = waves(i);
    }
  }

  /// The same values with another form of the windows, without a calendar: for trying anchors.
  SeriesTrack(SeriesTrack track, WindowForm form) {
    this.series = track.series;
    this.form = form;
    this.frequency = track.frequency;
    this.g = track.g;
    this.calendar = new float[0][];
  }

  private float[] waves(int index) {
    float[] waves = new float[WindowForm.WAVES * form.cycles().size()];
    long seconds = frequency.seconds(series.first() + index);
    int at = 0;
    for (CalendarCycle cycle : form.cycles()) {
      double angle = 2 * Math.PI * cycle.phase(seconds);
      for (int wave = 1; wave <= WindowForm.WAVES / 2; wave++) {
        waves[at++] = (float) StrictMath.sin(wave * angle);
        waves[at++] = (float) StrictMath.cos(wave * angle);
      }
    }
    return waves;
  }

  RegularSeries series() {
    return series;
  }

  /// The model's value of a slot; NaN where it is missing.
  double g(int index) {
    return index >= 0 && index < g.length ? g[index] : Double.NaN;
  }

  /// The time of a slot in seconds.
  long seconds(int index) {
    return frequency.seconds(series.first() + index);
  }

  /// How many of the past values of a window are known.
  int observed(int origin) {
    int count = 0;
    for (int i = origin - form.past(); i < origin; i++) {
      count += Double.isNaN(g(i)) ? 0 : 1;
    }
    return count;
  }

  /// How many of the future values of a window are known.
  int targets(int origin) {
    int count = 0;
    for (int i = origin; i < origin + form.future(); i++) {
      count += Double.isNaN(g(i)) ? 0 : 1;
    }
    return count;
  }

  /// The level of a window; NaN where it has no value.
  double level(int origin) {
    int season = form.season();
    int steps = season > 1 && season <= form.past() ? season * (form.past() / season) : form.past();
    double sum = 0;
    int count = 0;
    for (int i = origin - steps; i < origin; i++) {
      if (!Double.isNaN(g(i))) {
        sum += g(i);
        count++;
      }
    }
    return sum / count;
  }

  /// The last value before an origin; NaN where the window has none.
  double last(int origin) {
    for (int i = origin - 1; i >= origin - form.past(); i--) {
      if (!Double.isNaN(g(i))) {
        return g(i);
      }
    }
    return Double.NaN;
  }

  /// The value a whole number of seasons before a slot, the first one before the origin.
  double seasonal(int index, int origin) {
    return g(index - form.season() * seasons(index, origin));
  }

  /// How many times the growth of a season is added: ½ + ¼ + … = 1 − 2⁻ⁿ for n seasons.
  private static double damped(int seasons) {
    return 1 - Math.scalb(1.0, -seasons);
  }

  private int seasons(int index, int origin) {
    return index < origin ? 1 : (index - origin) / form.season() + 1;
  }

  /// What the network's answer for a slot is added to.
  double anchor(int index, int origin, double level) {
    double anchor =
        switch (form.anchor()) {
          case LEVEL -> level;
          case LAST -> last(origin);
          case SEASON -> seasonal(index, origin);
          case DRIFT -> seasonal(index, origin) + damped(seasons(index, origin)) * drift(origin);
        };
    return Double.isNaN(anchor) ? level : anchor;
  }

  /// The mean growth over a season; 0 where it is not known.
  private double drift(int origin) {
    double sum = 0;
    int count = 0;
    int steps = Math.min(form.past(), form.season());
    for (int i = origin - steps; i < origin; i++) {
      double growth = g(i) - g(i - form.season());
      if (!Double.isNaN(growth)) {
        sum += growth;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /// Writes the input of a window.
  ///
  /// @param origin the index of the first future step
  /// @param into where `[past + future, channels]` numbers go, all 0 before
  /// @param offset of the first number
  void encode(int origin, SeriesScale scale, int channels, float[] into, int offset) {
    double known = level(origin);
    double level = Double.isNaN(known) ? scale.mean() : known;
    float levelInput = clamped((level - scale.mean()) / scale.std(), LEVEL_LIMIT);
    float drift = form.season() > 1 ? clamped(drift(origin) / scale.residual(), DRIFT_LIMIT) : 0;
    double[] filled = filled(origin, level);
    for (int step = 0; step < form.past() + form.future(); step++) {
      int index = origin - form.past() + step;
      boolean isPast = step < form.past();
      int at = offset + step * channels;
      if (isPast) {
        into[at] = (float) ((filled[step] - level) / scale.std());
        into[at + 1] = Double.isNaN(g(index)) ? 0 : 1;
      } else {
        into[at + 2] = (float) (index - origin + 1) / form.future();
      }
      into[at + 3] = levelInput;
      at += 4;
      if (form.season() > 1) {
        double before = seasonal(index, origin);
        into[at] = Double.isNaN(before) ? 0 : (float) ((before - level) / scale.std());
        into[at + 1] = Double.isNaN(before) ? 0 : 1;
        into[at + 2] = drift;
        at += 3;
      }
      at = copy(index >= 0 ? calendar[index] : waves(index), into, at);
      if (index >= 0 && index < g.length) {
        at = copy(series.known()[index], into, at);
        if (isPast) {
          copy(series.past()[index], into, at);
        }
      }
    }
  }

  private static int copy(float[] from, float[] into, int at) {
    System.arraycopy(from, 0, into, at, from.length);
    return at + from.length;
  }

  private static float clamped(double value, double limit) {
    return (float) Math.clamp(value, -limit, limit);
  }

  /// The past values with straight lines in gaps, and the nearest value at the ends.
  private double[] filled(int origin, double level) {
    double[] filled = new double[form.past()];
    int before = -1;
    for (int step = 0; step < filled.length; step++) {
      filled[step] = g(origin - form.past() + step);
      if (Double.isNaN(filled[step])) {
        continue;
      }
      for (int gap = before + 1; gap < step; gap++) {
        double part = (double) (gap - before) / (step - before);
        filled[gap] =
            before < 0 ? filled[step] : filled[before] + part * (filled[step] - filled[before]);
      }
      before = step;
    }
    for (int gap = before + 1; gap < filled.length; gap++) {
      filled[gap] = before < 0 ? level : filled[before];
    }
    return filled;
  }

  /// Writes the target of a window: NaN where the value is missing.
  void target(int origin, SeriesScale scale, float[] into, int offset) {
    double known = level(origin);
    double level = Double.isNaN(known) ? scale.mean() : known;
    for (int step = 0; step < form.future(); step++) {
      int index = origin + step;
      into[offset + step] = (float) ((g(index) - anchor(index, origin, level)) / scale.residual());
    }
  }
}
