package dev.adjoint.pipeline;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/// What the members of an ensemble say alone, and how far they agree.
///
/// @param members loss and metrics of each member alone
/// @param measure `agreement`: the part of the members whose answer is the class of the ensemble;
///   or `spread`: the standard deviation of the members' numbers in the target's unit
/// @param value its mean over the samples
public record EnsembleFigures(List<Figures> members, String measure, double value) {

  private static final int BATCH = 256;

  /// The figures of a network's members, if it is an ensemble.
  static Optional<EnsembleFigures> of(
      Layer network, Target target, Objective objective, Source samples) {
    if (!(network instanceof Ensemble ensemble)) {
      return Optional.empty();
    }
    List<Figures> members = new ArrayList<>();
    for (Layer member : ensemble.members()) {
      members.add(Evaluation.of(member, samples, objective.loss(), objective.metrics()));
    }
    double mean = mean(ensemble, target.outputs(), samples);
    return Optional.of(
        target instanceof NumberTarget number
            ? new EnsembleFigures(members, "spread", mean * number.std())
            : new EnsembleFigures(members, "agreement", mean));
  }

  private static double mean(Ensemble ensemble, int width, Source samples) {
    double sum = 0;
    long count = 0;
    try (BatchWalk walk = Batches.inOrder(samples, BATCH).walk(0, 0)) {
      while (walk.hasNext()) {
        Batch batch = walk.next();
        float[] rows = MemberAnswers.of(ensemble, OptionalDouble.empty(), batch.features());
        for (int i = width; i < rows.length; i += width + 1) {
          sum += rows[i];
        }
        count += batch.count();
      }
    }
    return sum / count;
  }

  /// Everything as `metrics.json` has it.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(measure, value);
    map.put("members", members.stream().map(EnsembleFigures::map).toList());
    return map;
  }

  private static Map<String, Object> map(Figures figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", figures.loss());
    map.putAll(figures.metrics());
    return map;
  }

  /// One sentence with the number of members, how far they agree, and what they reach alone.
  public String summary() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                measure.equals("spread")
                    ? "Ensemble of %d: the members' answers spread by %.4g (standard deviation)"
                    : "Ensemble of %d: %.3f of the members agree with its class",
                members.size(),
                value));
    text.append("; the members alone: ");
    List<Double> losses = members.stream().map(Figures::loss).toList();
    text.append(range("loss", losses, loss -> String.format(Locale.ROOT, "%.5f", loss)));
    for (String name : members.getFirst().metrics().keySet()) {
      List<Double> values =
          members.stream().map(each -> each.metrics().getOrDefault(name, Double.NaN)).toList();
      text.append(", ").append(range(name, values, FigureText::ofMetric));
    }
    return text.toString();
  }

  private static String range(String name, List<Double> values, DoubleFunction<String> text) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return "%s %s to %s".formatted(name, text.apply(least), text.apply(most));
  }
}
