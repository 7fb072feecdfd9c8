package dev.adjoint.kernel.fourier;

import java.util.LinkedHashMap;
import java.util.Map;

/// The plans of the lengths that were used last: the roots of unity of a length cost more than a
/// transform. A plan never changes, so a kept one gives the bits of a new one.
final class Plans {

  private static final int KEPT = 8;

  private static final Map<Integer, Plan> RECENT =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Plan> eldest) {
          return size() > KEPT;
        }
      };

  private Plans() {}

  /// The plan of a length.
  static Plan of(int n) {
    synchronized (RECENT) {
      return RECENT.computeIfAbsent(n, Plan::new);
    }
  }
}
