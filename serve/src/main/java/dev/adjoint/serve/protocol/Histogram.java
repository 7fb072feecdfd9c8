package dev.adjoint.serve.protocol;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/// How many values are below each of some bounds.
final class Histogram {

  private final double[] bounds;
  private final LongAdder[] below;
  private final LongAdder count = new LongAdder();
  private final DoubleAdder sum = new DoubleAdder();

  Histogram(double[] bounds) {
    this.bounds = bounds.clone();
    this.below = new LongAdder[bounds.length];
    for (int i = 0; i < below.length; i++) {
      below[i] = new LongAdder();
    }
  }

  void add(double value) {
    for (int i = 0; i < bounds.length; i++) {
      if (value <= bounds[i]) {
        below[i].increment();
      }
    }
    count.increment();
    sum.add(value);
  }

  /// Writes the lines of one histogram.
  ///
  /// @param labels the labels without braces, or empty
  void write(StringBuilder text, String name, String labels) {
    String more = labels.isEmpty() ? "" : labels + ",";
    for (int i = 0; i < bounds.length; i++) {
      String bound = "%sle=\"%s\"".formatted(more, bounds[i]);
      ServerCounts.line(text, name + "_bucket", bound, Long.toString(below[i].sum()));
    }
    String all = Long.toString(count.sum());
    ServerCounts.line(text, name + "_bucket", more + "le=\"+Inf\"", all);
    ServerCounts.line(text, name + "_sum", labels, Double.toString(sum.sum()));
    ServerCounts.line(text, name + "_count", labels, all);
  }
}
