package dev.adjoint.plot.chart;

import java.util.Optional;

/// One axis: its label, its scale, and the range shown. Without a range, the data determine it.
public record Axis(String label, Scale scale, Optional<Range> range) {

  /// The mapping from numbers to lengths.
  public enum Scale {
    LINEAR,
    /// Equal ratios have equal lengths; only positive numbers can be shown.
    LOG
  }

  public Axis {
    range.ifPresent(r -> {
      if (scale == Scale.LOG && r.min() <= 0) {
        throw new IllegalArgumentException(
            "axis: a logarithmic range is above 0, but min is %s; use a linear axis or a min above 0"
                .formatted(r.min()));
      }
    });
  }

  /// A linear axis whose range is determined by the data.
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, Optional.empty());
  }

  /// A logarithmic axis whose range is determined by the data.
  public static Axis log(String label) {
    return new Axis(label, Scale.LOG, Optional.empty());
  }

  /// The same axis over exactly `range`.
  public Axis withRange(Range range) {
    return new Axis(label, scale, Optional.of(range));
  }

  /// The position of `value` on the axis, up to a constant factor; NaN if a logarithmic axis cannot
  /// show it.
  double length(double value) {
    return switch (scale) {
      case LINEAR -> value;
      case LOG -> value > 0 ? StrictMath.log10(value) : Double.NaN;
    };
  }

  /// The range to show for data in `data`: slightly larger than that of the data, never empty.
  Range shown(Optional<Range> data) {
    if (range.isPresent()) {
      return range.get();
    }
    Range needed = data.orElse(scale == Scale.LOG ? new Range(0.1, 10) : new Range(0, 1));
    return switch (scale) {
      case LINEAR -> {
        double size = Math.max(Math.abs(needed.min()), Math.abs(needed.max()));
        boolean flat = needed.span() <= 1e-12 * size || needed.span() == 0;
        double extra = flat ? (size == 0 ? 1 : 0.1 * size) : 0.04 * needed.span();
        yield new Range(needed.min() - extra, needed.max() + extra);
      }
      case LOG -> {
        double ratio = needed.max() / needed.min();
        double factor = ratio < 1.01 ? 2 : StrictMath.pow(ratio, 0.04);
        yield new Range(needed.min() / factor, needed.max() * factor);
      }
    };
  }
}
