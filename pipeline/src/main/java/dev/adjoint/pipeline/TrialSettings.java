package dev.adjoint.pipeline;

import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.Settings;
import dev.adjoint.pipeline.settings.SettingsPlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Draws the settings of a trial: size, step size and regularisation. What the user fixed stays.
///
/// @param training what the user chose
/// @param kind of the network
/// @param defaults the settings of the first trial
/// @param width the usual width of the network, or 0 where it has none
record TrialSettings(Training training, ArchitectureKind kind, Settings defaults, int width) {

  private static final List<String> LAYERS = List.of("32", "64", "128", "256", "64,64", "128,128");
  private static final List<String> DROPOUT = List.of("0", "0.1", "0.2", "0.3", "0.5");
  private static final List<String> FACTORS = List.of("8", "16", "32", "64");
  private static final List<Double> WIDTHS = List.of(0.5, 1.0, 1.5, 2.0);

  /// The step size is drawn within this factor of the default, both ways; the weight decay within
  /// its square.
  private static final double FACTOR = 5;

  /// A training with drawn settings.
  ///
  /// @param changed where their texts go, by the names of the options
  Training draw(RandomGenerator random, Map<String, String> changed) {
    SettingsPlan settings = training.settings();
    if (settings.rate().isEmpty()) {
      double rate = rounded(defaults.rate() * within(random, FACTOR));
      settings = settings.withRate(rate);
      changed.put("rate", text(rate));
    }
    if (settings.weightDecay().isEmpty()) {
      double usual = defaults.weightDecay() > 0 ? defaults.weightDecay() : 1e-4;
      double decay = rounded(usual * within(random, FACTOR * FACTOR));
      settings = settings.withWeightDecay(decay);
      changed.put("weight-decay", text(decay));
    }
    NetworkPlan network = training.network();
    for (Map.Entry<String, String> size : sizes(random).entrySet()) {
      boolean isKnown =
          kind.options().stream().map(PlanOption::name).anyMatch(size.getKey()::equals);
      if (isKnown && !network.values().containsKey(size.getKey())) {
        network = network.with(size.getKey(), size.getValue());
        changed.put(size.getKey(), size.getValue());
      }
    }
    return training.with(network).with(settings);
  }

  /// Every size is drawn, so that an option which a kind does not have changes no other.
  private Map<String, String> sizes(RandomGenerator random) {
    Map<String, String> sizes = new LinkedHashMap<>();
    sizes.put("layers", one(LAYERS, random));
    sizes.put("dropout", one(DROPOUT, random));
    sizes.put("factors", one(FACTORS, random));
    double factor = one(WIDTHS, random);
    if (width > 0) {
      // Heads of attention divide the width.
      sizes.put("width", Integer.toString(Math.max(8, 8 * (int) Math.round(factor * width / 8))));
    }
    return sizes;
  }

  private static <T> T one(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static double within(RandomGenerator random, double factor) {
    return StrictMath.pow(factor, 2 * random.nextDouble() - 1);
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(2)).doubleValue();
  }

  private static String text(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
