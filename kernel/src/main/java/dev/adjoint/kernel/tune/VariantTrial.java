package dev.adjoint.kernel.tune;

import java.util.Arrays;

/// Finds the fastest variant for one key by timing the calls of the program itself.
///
/// The first calls use the rule's variant. Then the variants take turns, until each was timed often
/// enough for the compiler to have done its work. The shortest time of each counts, because other
/// work on the machine only adds time. The rule's variant stays unless another one is faster by at
/// least 10 %. A smaller gain of one call can be a loss for training, because a copy also changes
/// what the calls after it find in the cache.
final class VariantTrial {
  static final int UNDECIDED = -1;

  /// The calls before the first one that is timed. A key that is rare is never measured.
  private static final int BEFORE = 20;

  /// A trial ends when each variant has this many times, or this much time for slow calls.
  private static final int TIMES = 40;

  private static final int LEAST_TIMES = 4;
  private static final long ENOUGH = 150_000_000L;

  /// The shortest duration of a trial. The compiler needs some time to compile a variant at its
  /// best.
  private static final long SHORTEST = 400_000_000L;

  private static final double FASTER = 0.9;

  private final int rule;
  private final long[] best;
  private final long[] sum;
  private final int[] times;
  private long start;
  private int calls;
  private int next;
  private volatile int decided = UNDECIDED;

  VariantTrial(int rule, int variants) {
    this.rule = rule;
    best = new long[variants];
    sum = new long[variants];
    times = new int[variants];
    Arrays.fill(best, Long.MAX_VALUE);
  }

  /// The chosen variant, or [#UNDECIDED].
  int decided() {
    return decided;
  }

  /// Ends the trial with a variant that an earlier run found.
  void decide(int variant) {
    decided = variant;
  }

  /// The variant of the next call of an undecided trial.
  synchronized int next(long now) {
    calls++;
    if (calls <= BEFORE) {
      return rule;
    }
    if (calls == BEFORE + 1) {
      start = now;
    }
    next = (next + 1) % best.length;
    return next;
  }

  /// Notes the time of a call. Returns whether it decided the trial.
  synchronized boolean took(int variant, long nanos, long now) {
    if (decided != UNDECIDED || calls <= BEFORE) {
      return false;
    }
    best[variant] = Math.min(best[variant], nanos);
    sum[variant] += nanos;
    times[variant]++;
    if (now - start < SHORTEST || !enough()) {
      return false;
    }
    int fastest = rule;
    for (int i = 0; i < best.length; i++) {
      if (best[i] < best[fastest] && best[i] < FASTER * best[rule]) {
        fastest = i;
      }
    }
    decided = fastest;
    return true;
  }

  private boolean enough() {
    for (int i = 0; i < times.length; i++) {
      if (times[i] < TIMES && (times[i] < LEAST_TIMES || sum[i] < ENOUGH)) {
        return false;
      }
    }
    return true;
  }
}
