package dev.adjoint.explain.picture;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import dev.adjoint.train.TimeLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How weights, gradients, updates and activations are distributed at some steps of a training, in
/// bins that stay the same for all steps.
///
/// A gradient and an update at step t are those of the step from t to t + 1; an update is shown as
/// `|Δw| / |w|`. The activations are the outputs of the layers for the first batch of the training,
/// in inference.
///
/// @param steps the steps that were looked at, rising
/// @param series one for each kind and parameter or layer, in the order of the network
public record Histograms(List<Long> steps, List<Series> series) {

  /// The usual number of steps that are looked at.
  public static final int LOOKS = 40;

  /// Numbers beyond so many are left out at regular distances.
  private static final int MOST_NUMBERS = 200_000;

  /// What is counted.
  public enum Kind {
    /// The weights of a parameter.
    WEIGHTS,
    /// The gradient of a parameter.
    GRADIENTS,
    /// How far each weight moves in a step, relative to its size.
    UPDATES,
    /// The outputs of a layer.
    ACTIVATIONS
  }

  /// The distribution of one kind of numbers over the steps.
  ///
  /// @param name the parameter or layer
  /// @param bins the same for all steps
  /// @param counts for each step the number of elements in each bin
  /// @param notFinite for each step how many elements were NaN or infinite
  public record Series(
      Kind kind, String name, Bins bins, List<int[]> counts, List<Integer> notFinite) {}

  /// Copies the lists.
  public Histograms {
    steps = List.copyOf(steps);
    series = List.copyOf(series);
  }

  /// Replays a training and looks at about so many of its steps, the first and the last among them.
  /// The line is at its last step afterwards.
  ///
  /// @param line the steps, with a known end
  /// @param model the one that the line trains
  /// @throws IllegalArgumentException if the line has no step or no known end
  public static Histograms of(TimeLine line, Layer model, int looks) {
    long first = line.first();
    long last =
        line.end()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "histograms: the training has no known end; limit its steps"));
    if (last <= first || looks < 2) {
      throw new IllegalArgumentException(
          "histograms: %d looks at the steps %d to %d; at least 2 looks and one step are needed"
              .formatted(looks, first, last));
    }
    Collected collected = new Collected();
    Parameters parameters = Parameters.of(model).setNames();
    Batch batch = line.seek(first).batches().getFirst();
    long before = -1;
    for (int i = 0; i < looks; i++) {
      long step = first + Math.round((double) (last - 1 - first) * i / (looks - 1));
      if (step != before) {
        look(line.seek(step), parameters, model, batch, collected);
        before = step;
      }
    }
    return collected.finished();
  }

  private static void look(
      TimeLine line, Parameters parameters, Layer model, Batch batch, Collected to) {
    to.steps.add(line.step());
    activations(model, batch, to);
    Map<String, Tensor> weights = parameters.stateDict();
    line.next();
    for (Map.Entry<String, Parameter> each : parameters.byName().entrySet()) {
      Parameter parameter = each.getValue();
      double[] old = some(weights.getOrDefault(each.getKey(), parameter.value()));
      to.add(Kind.WEIGHTS, each.getKey(), old);
      if (parameter.hasGradient()) {
        to.add(Kind.GRADIENTS, each.getKey(), some(parameter.gradient()));
        double[] now = some(parameter.value());
        double[] ratios = new double[now.length];
        for (int j = 0; j < ratios.length; j++) {
          ratios[j] = now[j] == old[j] ? 0 : Math.abs(now[j] - old[j]) / Math.abs(old[j]);
        }
        to.add(Kind.UPDATES, each.getKey(), ratios);
      }
    }
  }

  private static void activations(Layer model, Batch batch, Collected to) {
    Tensor x = batch.fields().get(Source.FEATURES);
    if (x == null) {
      return;
    }
    Trace trace =
        Trace.of(() -> {
          var _ = Tensor.noGrad(() -> model.forward(x, Pass.INFERENCE));
        });
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Trace.Step step : trace.steps()) {
      if (!step.path().isEmpty() && step.result().elementType().isFloating()) {
        outputs.put(step.path(), step.result());
      }
    }
    outputs.forEach((name, output) -> to.add(Kind.ACTIVATIONS, name, some(output)));
  }

  /// The numbers of a tensor; of a large one every n-th.
  private static double[] some(Tensor x) {
    double[] all = x.detach().toDoubleArray();
    int every = Math.ceilDiv(Math.max(1, all.length), MOST_NUMBERS);
    if (every == 1) {
      return all;
    }
    double[] some = new double[Math.ceilDiv(all.length, every)];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[i * every];
    }
    return some;
  }

  /// What has been counted so far.
  private static final class Collected {
    final List<Long> steps = new ArrayList<>();
    final Map<Kind, Map<String, Series>> series = new LinkedHashMap<>();

    void add(Kind kind, String name, double[] numbers) {
      Series known =
          series
              .computeIfAbsent(kind, _ -> new LinkedHashMap<>())
              .computeIfAbsent(
                  name,
                  _ ->
                      new Series(
                          kind,
                          name,
                          kind == Kind.UPDATES ? Bins.ratios() : Bins.signed(numbers),
                          new ArrayList<>(),
                          new ArrayList<>()));
      int[] counts = known.bins().counts(numbers);
      int finite = 0;
      for (int count : counts) {
        finite += count;
      }
      known.counts().add(counts);
      known.notFinite().add(numbers.length - finite);
    }

    Histograms finished() {
      List<Series> all = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        all.addAll(series.getOrDefault(kind, Map.of()).values());
      }
      return new Histograms(steps, all);
    }
  }
}
