package dev.adjoint.pipeline.attribution;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Substitution;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// One output of a network along the straight line from the baseline to a sample: `F(b + α (x −
/// b))` for α in 0 … 1. Vectors that inputs are looked up in go from 0 to themselves.
final class ScorePath {

  /// Large enough for full speed and small enough for the memory of large images.
  private static final int BATCH = 16;

  private final Layer network;
  private final Tensor sample;
  private final Tensor baseline;
  private final Tensor absent;
  private final Lookups lookups;
  private final int output;

  /// @param sample `[1, …]`
  /// @param baseline of the same shape; not used for tokens
  /// @param output the index of the output
  ScorePath(Layer network, Tensor sample, Tensor baseline, int output) {
    this.network = network;
    this.sample = sample.detach();
    this.lookups = Lookups.of(network, this.sample);
    this.baseline = isTokens() ? this.sample : kept(baseline);
    this.absent = baseline;
    this.output = output;
  }

  /// The index of a looked-up input stays; its vector changes.
  private Tensor kept(Tensor given) {
    float[] values = given.toFloatArray();
    float[] own = sample.toFloatArray();
    lookups.inputs().stream().forEach(at -> values[at] = own[at]);
    return Tensor.of(values, given.shape());
  }

  Tensor sample() {
    return sample;
  }

  /// The baseline; a looked-up column has the index that its rare and unknown categories share.
  Tensor absent() {
    return absent;
  }

  /// Whether every input is a token.
  boolean isTokens() {
    return sample.elementType() == ElementType.I64;
  }

  int count() {
    return sample.shape().count();
  }

  /// The output at a point of the line.
  double score(double alpha) {
    return lookups.isEmpty()
        ? scores(between(alpha))[0]
        : substituted(tables(alpha), () -> scores(between(alpha)))[0];
  }

  /// The outputs of samples `[N, …]`, each with the vectors of the sample.
  double[] scores(Tensor samples) {
    int count = samples.shape().size(0);
    double[] scores = new double[count];
    for (int from = 0; from < count; from += BATCH) {
      Tensor part = samples.slice(0, from, Math.min(from + BATCH, count));
      float[] outputs =
          Tensor.noGrad(() -> chosen(network.forward(part, Pass.INFERENCE))).toFloatArray();
      for (int i = 0; i < outputs.length; i++) {
        scores[from + i] = outputs[i];
      }
    }
    return scores;
  }

  /// The chosen output of each sample, `[N]`.
  Tensor chosen(Tensor outputs) {
    return outputs.reshape(outputs.shape().size(0), -1).select(1, output);
  }

  /// The slopes at points of the line, added up with weights.
  Slopes slopes(double[] alphas, double[] weights) {
    Slopes sum = new Slopes(count());
    if (lookups.isEmpty()) {
      for (int from = 0; from < alphas.length; from += BATCH) {
        addBatch(sum, alphas, weights, from, Math.min(from + BATCH, alphas.length));
      }
    } else {
      for (int i = 0; i < alphas.length; i++) {
        addLookedUp(sum, alphas[i], weights[i]);
      }
    }
    return sum;
  }

  private void addBatch(Slopes sum, double[] alphas, double[] weights, int from, int to) {
    Tensor[] points = new Tensor[to - from];
    for (int i = 0; i < points.length; i++) {
      points[i] = between(alphas[from + i]);
    }
    Tensor leaf = Tensor.concat(0, points).requiresGrad();
    float[] gradient =
        Gradients.of(chosen(network.forward(leaf, Pass.INFERENCE)).sum(), leaf)[0].toFloatArray();
    float[] x = sample.toFloatArray();
    float[] b = baseline.toFloatArray();
    for (int i = 0; i < gradient.length; i++) {
      int at = i % x.length;
      sum.add(at, weights[from + i / x.length], gradient[i], (double) x[at] - b[at]);
    }
  }

  private void addLookedUp(Slopes sum, double alpha, double weight) {
    Map<Parameter, Tensor> tables = tables(alpha);
    Tensor leaf = isTokens() ? sample : between(alpha).requiresGrad();
    List<Tensor> sources = new ArrayList<>();
    List<Lookups.Place> places = new ArrayList<>();
    Tensor[] score = new Tensor[1];
    Trace trace =
        substituted(
            tables,
            () -> Trace.of(() -> score[0] = chosen(network.forward(leaf, Pass.INFERENCE)).sum()));
    IdentityHashMap<Tensor, Lookups.Place> scaled = new IdentityHashMap<>();
    lookups
        .places()
        .forEach((table, place) -> scaled.put(Objects.requireNonNull(tables.get(table)), place));
    for (Trace.Step step : trace.steps()) {
      Lookups.Place place = Lookups.isLookup(step) ? scaled.get(step.inputs().getFirst()) : null;
      if (place != null && step.result().isTracked()) {
        sources.add(step.result());
        places.add(place);
      }
    }
    if (!isTokens()) {
      sources.add(leaf);
    }
    Tensor[] gradients = Gradients.of(score[0], sources.toArray(new Tensor[0]));
    for (int i = 0; i < places.size(); i++) {
      addVectors(sum, weight, alpha, gradients[i], sources.get(i), places.get(i));
    }
    if (!isTokens()) {
      float[] gradient = gradients[gradients.length - 1].toFloatArray();
      float[] x = sample.toFloatArray();
      float[] b = baseline.toFloatArray();
      BitSet lookedUp = lookups.inputs();
      for (int i = 0; i < x.length; i++) {
        if (!lookedUp.get(i)) {
          sum.add(i, weight, gradient[i], (double) x[i] - b[i]);
        }
      }
    }
  }

  /// Vectors `[m…, width]` or numbers `[m…]`, one for each of the m inputs of a place.
  private void addVectors(
      Slopes sum,
      double weight,
      double alpha,
      Tensor gradient,
      Tensor vectors,
      Lookups.Place place) {
    float[] g = gradient.toFloatArray();
    float[] v = vectors.detach().toFloatArray();
    int width = g.length / place.count();
    for (int i = 0; i < g.length; i++) {
      sum.addOfVector(place.first() + i / width, weight, g[i], v[i] / alpha);
    }
  }

  private Map<Parameter, Tensor> tables(double alpha) {
    Map<Parameter, Tensor> tables = new LinkedHashMap<>();
    lookups
        .places()
        .keySet()
        .forEach(table -> tables.put(table, table.value().detach().multiply(alpha).requiresGrad()));
    return tables;
  }

  private static <T> T substituted(Map<Parameter, Tensor> tables, Supplier<T> work) {
    return Substitution.run(tables, work);
  }

  private Tensor between(double alpha) {
    if (isTokens() || alpha == 1) {
      return sample;
    }
    return baseline.add(sample.subtract(baseline).multiply(alpha));
  }

  /// The shape of the sample without the axis of samples.
  Shape shape() {
    int[] sizes = sample.shape().toArray();
    return Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
  }
}
