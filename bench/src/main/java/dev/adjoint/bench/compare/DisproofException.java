package dev.adjoint.bench.compare;

import dev.adjoint.bench.workload.Workload;
import java.io.Serial;
import java.util.List;
import java.util.Locale;

/// Our own numbers are not those of the reference, so how fast they come does not matter.
final class DisproofException extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1;

  DisproofException(Workload workload, List<Double> values, double distance) {
    super(
        String.format(
            Locale.ROOT,
            "compare: %s begins with %s, which is %.1e from the reference but may be at most %.0e; nothing was measured",
            workload,
            values,
            distance,
            Reference.TOLERANCE));
  }
}
