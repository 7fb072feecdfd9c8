package dev.adjoint.kernel.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A family of variants of one kernel. All variants give the same bits, so the fastest one may be
/// chosen at run time.
///
/// A key is the shape of a call: a record whose text has no spaces. The rule of the kernel names
/// the variant for a new key; a [VariantTrial] then finds out whether another one is faster. The
/// property `adjoint.tune.FAMILY` forces one variant for every key.
public final class Variants {
  private static final String PREFIX = TuneMode.PROPERTY + ".";

  /// The most keys that are measured. A program with more shapes than that uses the rule for the
  /// rest.
  private static final int MOST_KEYS = 1000;

  private final String family;
  private final List<String> variants;
  private final Tuned tuned;
  private final Map<Object, VariantTrial> trials = new ConcurrentHashMap<>();
  private volatile int forced;

  /// A family that follows the properties of this process.
  public Variants(String family, String... variants) {
    this(Tuned.PROCESS, System.getProperty(PREFIX + family), family, variants);
  }

  Variants(Tuned tuned, @Nullable String forced, String family, String... variants) {
    this.tuned = tuned;
    this.family = family;
    this.variants = List.of(variants);
    this.forced = forced == null ? VariantTrial.UNDECIDED : index(forced);
    tuned.families().add(this);
  }

  /// The name, as in the property.
  public String family() {
    return family;
  }

  /// The names of the variants, in order.
  public List<String> variants() {
    return variants;
  }

  /// The chosen variants by key, in the order of the keys' text: only what was measured or read.
  public Map<String, String> chosen() {
    Map<String, String> chosen = new TreeMap<>();
    trials.forEach((key, trial) -> {
      int variant = trial.decided();
      if (variant != VariantTrial.UNDECIDED) {
        chosen.put(key.toString(), variants.get(variant));
      }
    });
    return new LinkedHashMap<>(chosen);
  }

  /// Forces a variant for all keys; null ends this. For tests and benchmarks.
  public void force(@Nullable String variant) {
    forced = variant == null ? VariantTrial.UNDECIDED : index(variant);
  }

  /// Runs `work` with the variant that the kernel's rule names, or with a forced one, for shapes
  /// and processors where nothing needs to be measured.
  public void runByRule(int rule, IntConsumer work) {
    work.accept(forced == VariantTrial.UNDECIDED ? rule : forced);
  }

  /// Runs `work` with the number of a variant.
  ///
  /// @param rule the variant that the kernel's rule names
  public void run(Object key, int rule, IntConsumer work) {
    if (forced != VariantTrial.UNDECIDED || tuned.mode() == TuneMode.OFF) {
      runByRule(rule, work);
      return;
    }
    VariantTrial trial = trials.get(key);
    if (trial == null) {
      if (trials.size() >= MOST_KEYS) {
        work.accept(rule);
        return;
      }
      trial = trials.computeIfAbsent(key, k -> begin(k, rule));
    }
    int decided = trial.decided();
    if (decided != VariantTrial.UNDECIDED) {
      work.accept(decided);
      return;
    }
    long start = System.nanoTime();
    int variant = trial.next(start);
    work.accept(variant);
    long end = System.nanoTime();
    if (trial.took(variant, end - start, end)) {
      tuned.decided(family, key.toString(), variants.get(trial.decided()));
    }
  }

  private VariantTrial begin(Object key, int rule) {
    VariantTrial trial = new VariantTrial(rule, variants.size());
    int known = variants.indexOf(tuned.known(family, key.toString()));
    if (known >= 0) {
      trial.decide(known);
    }
    return trial;
  }

  private int index(String variant) {
    int index = variants.indexOf(variant.strip());
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s%s: must be one of %s, but it is \"%s\""
              .formatted(PREFIX, family, String.join(", ", variants), variant));
    }
    return index;
  }
}
