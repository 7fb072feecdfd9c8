package dev.adjoint.pipeline;

import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.Settings;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.train.search.SearchRange;
import dev.adjoint.train.search.SearchSpace;
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

  private static final String RATE = "rate";
  private static final String DECAY = "weight-decay";

  /// What is searched, by the names of the options.
  private SearchSpace space() {
    // Every size is in the space, so that an option which a kind does not have changes no other.
    SearchSpace sizes =
        SearchSpace.of("layers", new SearchRange.Choice(LAYERS))
            .with("dropout", new SearchRange.Choice(DROPOUT))
            .with("factors", new SearchRange.Choice(FACTORS))
            .with("width", new SearchRange.Choice(WIDTHS));
    SettingsPlan settings = training.settings();
    Map<String, SearchRange> ranges = new LinkedHashMap<>();
    if (settings.rate().isEmpty()) {
      ranges.put(RATE, around(defaults.rate(), FACTOR));
    }
    if (settings.weightDecay().isEmpty()) {
      double usual = defaults.weightDecay() > 0 ? defaults.weightDecay() : 1e-4;
      ranges.put(DECAY, around(usual, FACTOR * FACTOR));
    }
    ranges.putAll(sizes.ranges());
    return SearchSpace.of(ranges);
  }

  private static SearchRange around(double usual, double factor) {
    return new SearchRange.LogUniform(usual / factor, usual * factor);
  }

  /// A training with drawn settings.
  ///
  /// @param changed where their texts go, by the names of the options
  Training draw(RandomGenerator random, Map<String, String> changed) {
    SearchSpace space = space();
    double[] coordinates =
        space.ranges().values().stream().mapToDouble(range -> coordinate(range, random)).toArray();
    SettingsPlan settings = training.settings();
    NetworkPlan network = training.network();
    for (Map.Entry<String, Object> drawn : space.at(coordinates).entrySet()) {
      String name = drawn.getKey();
      switch (name) {
        case RATE -> {
          double rate = rounded((double) drawn.getValue());
          settings = settings.withRate(rate);
          changed.put(name, text(rate));
        }
        case DECAY -> {
          double decay = rounded((double) drawn.getValue());
          settings = settings.withWeightDecay(decay);
          changed.put(name, text(decay));
        }
        default -> {
          String size = size(name, drawn.getValue());
          if (isKnown(name) && !size.isEmpty() && !network.values().containsKey(name)) {
            network = network.with(name, size);
            changed.put(name, size);
          }
        }
      }
    }
    return training.with(network).with(settings);
  }

  /// A coordinate in the middle of a drawn choice, or a drawn one of a range.
  private static double coordinate(SearchRange range, RandomGenerator random) {
    return range instanceof SearchRange.Choice(var values)
        ? (random.nextInt(values.size()) + 0.5) / values.size()
        : range.draw(random);
  }

  private boolean isKnown(String name) {
    return kind.options().stream().map(PlanOption::name).anyMatch(name::equals);
  }

  /// The text of a size; empty where a network has no width.
  private String size(String name, Object drawn) {
    if (!name.equals("width")) {
      return drawn.toString();
    }
    // Heads of attention divide the width.
    return width > 0
        ? Integer.toString(Math.max(8, 8 * (int) Math.round((double) drawn * width / 8)))
        : "";
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(2)).doubleValue();
  }

  private static String text(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
