package dev.adjoint.bench.serving;

import java.util.Arrays;

/// What many clients saw.
///
/// @param nanos how long each request took, in nanoseconds, sorted
/// @param errors the requests that were not answered with status 200
/// @param wrong the rows whose bits were not those of the row alone
/// @param rows the rows that were answered for
/// @param batches the batches that were computed
/// @param seconds how long it all took
public record LoadResult(
    long[] nanos, int errors, int wrong, long rows, long batches, double seconds) {

  /// Sorts the times.
  public LoadResult {
    nanos = nanos.clone();
    Arrays.sort(nanos);
  }

  /// The time that this part of the requests did not exceed, in milliseconds.
  ///
  /// @param part such as 0.99
  public double quantile(double part) {
    int at = (int) Math.min(nanos.length - 1L, (long) Math.ceil(part * nanos.length) - 1);
    return nanos.length == 0 ? Double.NaN : nanos[Math.max(0, at)] / 1e6;
  }

  /// The figures as lines.
  public String text() {
    return """
    %,d requests in %.1f s: %,.0f a second, %,.0f rows a second, %.1f rows a batch
    p50 %.2f ms   p99 %.2f ms   longest %.2f ms
    %,d errors   %,d rows with other bits than alone
    """
        .formatted(
            nanos.length,
            seconds,
            nanos.length / seconds,
            rows / seconds,
            (double) rows / Math.max(1, batches),
            quantile(0.5),
            quantile(0.99),
            quantile(1),
            errors,
            wrong);
  }
}
