package dev.adjoint.explain.sample;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.DoubleStep;
import dev.adjoint.explain.why.Element;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// The gradient of a batch, taken apart by sample.
///
/// The part of sample i is what flows back to the parameters from its own share of the loss: from
/// the elements that belong to it in the last values before the samples meet. A backward pass is
/// linear in what it starts from, so the parts add up to the gradient; what flows to a parameter
/// without passing a sample, such as a penalty on the weights, is the rest. Where samples mix on
/// their way, as in batch normalisation, the part of a sample holds what its loss asks of all of
/// them. Everything is computed in F64, with the masks of the step.
public final class SampleGradients {

  private static final long MOST_NUMBERS = 32_000_000;

  private final int samples;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final Map<String, TracedValue> values = new LinkedHashMap<>();
  private final double[][] parts;
  private final double[] rest;
  private final double[] whole;

  private SampleGradients(StepTrace trace, int samples, Predicate<String> chosen) {
    this.samples = samples;
    SampleCut cut = new SampleCut(trace, samples);
    long count = 0;
    for (TracedValue value : trace.values()) {
      if (value.role() == Role.PARAMETER
          && value.gradient().isPresent()
          && chosen.test(value.name())) {
        names.add(value.name());
        values.put(value.name(), value);
        offsets.put(value.name(), (int) count);
        count += value.value().shape().count();
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "samples: no parameter with a gradient is chosen; choose among %s"
              .formatted(
                  trace.values().stream()
                      .filter(value -> value.role() == Role.PARAMETER)
                      .map(TracedValue::name)
                      .toList()));
    }
    if (count * samples > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "samples: the gradients of %,d parameters for %d samples are more than %,d numbers; choose one layer or one weight"
              .formatted(count, samples, MOST_NUMBERS));
    }
    parts = new double[samples][];
    DoubleStep step = new DoubleStep(trace);
    Map<Integer, Tensor> leaves = new LinkedHashMap<>();
    for (TracedValue value : values.values()) {
      leaves.put(value.id(), step.value(value.id()).requiresGrad());
    }
    Tensor[] parameters = leaves.values().toArray(new Tensor[0]);
    Map<Integer, Tensor> network = step.rerun(leaves);
    whole = flat(gradients(Objects.requireNonNull(network.get(trace.loss().id())), parameters));

    // The part of the pass behind the cut: what arrives at it, and what goes past it.
    Map<Integer, Tensor> late = new LinkedHashMap<>(leaves);
    List<Tensor> ends = new ArrayList<>();
    for (TracedValue value : cut.values()) {
      Tensor end = step.value(value.id()).requiresGrad();
      late.put(value.id(), end);
      ends.add(end);
    }
    Tensor loss = step.lossTensor(late);
    Tensor[] arriving = Gradients.of(loss, BackwardMode.RETAIN_GRAPH, ends.toArray(new Tensor[0]));
    rest = flat(gradients(loss, parameters));
    for (int sample = 0; sample < samples; sample++) {
      Tensor sum = Tensor.scalar(ElementType.F64, 0);
      for (int i = 0; i < ends.size(); i++) {
        TracedValue value = cut.values().get(i);
        Tensor end = network.getOrDefault(value.id(), step.value(value.id()));
        sum = sum.add(end.multiply(arriving[i].multiply(cut.mask(value, sample))).sum());
      }
      parts[sample] = flat(gradients(sum, parameters));
    }
  }

  private static Tensor[] gradients(Tensor from, Tensor[] parameters) {
    if (from.isTracked()) {
      return Gradients.of(from, BackwardMode.RETAIN_GRAPH, parameters);
    }
    Tensor[] zeros = new Tensor[parameters.length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = Tensor.zeros(ElementType.F64, parameters[i].shape());
    }
    return zeros;
  }

  private static double[] flat(Tensor[] tensors) {
    int count = 0;
    for (Tensor tensor : tensors) {
      count += tensor.shape().count();
    }
    double[] all = new double[count];
    int at = 0;
    for (Tensor tensor : tensors) {
      double[] some = tensor.toDoubleArray();
      System.arraycopy(some, 0, all, at, some.length);
      at += some.length;
    }
    return all;
  }

  /// The gradients of all parameters by sample.
  ///
  /// @param samples the number of samples of the batch
  /// @throws IllegalArgumentException if no value before the loss has so many samples, or the
  ///   gradients do not fit into the memory
  public static SampleGradients of(StepTrace trace, int samples) {
    return of(trace, samples, _ -> true);
  }

  /// The gradients of some parameters by sample.
  ///
  /// @param chosen the names of the parameters
  public static SampleGradients of(StepTrace trace, int samples, Predicate<String> chosen) {
    return new SampleGradients(trace, samples, chosen);
  }

  /// The number of samples.
  public int samples() {
    return samples;
  }

  /// The parameters, in the order of the trace.
  public List<String> parameters() {
    return List.copyOf(names);
  }

  /// What each sample adds to the gradient of one number.
  ///
  /// @throws IllegalArgumentException if the number is not one of these parameters
  public double[] of(Element element) {
    int at = at(element);
    double[] column = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      column[sample] = parts[sample][at];
    }
    return column;
  }

  /// What flows to a number without passing a sample.
  public double rest(Element element) {
    return rest[at(element)];
  }

  /// The whole gradient of a number, in F64.
  public double whole(Element element) {
    return whole[at(element)];
  }

  private int at(Element element) {
    TracedValue value = values.get(element.value());
    if (value == null) {
      throw new IllegalArgumentException(
          "samples: %s is none of the parameters %s; name an element of one of them"
              .formatted(element.value(), names));
    }
    return offsets.getOrDefault(element.value(), 0) + element.flat(value.value().shape());
  }

  /// The gradient of a sample over all these parameters one after another, in C order.
  double[] part(int sample) {
    return parts[sample];
  }

  double[] rest() {
    return rest;
  }

  double[] whole() {
    return whole;
  }

  /// The length of the gradient of each sample.
  public double[] lengths() {
    double[] lengths = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      lengths[sample] = Math.sqrt(dot(parts[sample], parts[sample]));
    }
    return lengths;
  }

  /// The share of each sample in the gradient, `gᵢ · g / (g · g)`: negative for a sample that pulls
  /// the other way. The shares and that of the rest add up to 1.
  public double[] shares() {
    double square = dot(whole, whole);
    double[] shares = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      shares[sample] = square == 0 ? 0 : dot(parts[sample], whole) / square;
    }
    return shares;
  }

  /// The largest difference of a number of the gradient and the sum of its parts, relative to the
  /// largest sum of the absolute values of parts.
  public double gap() {
    double gap = 0;
    double largest = 0;
    for (int i = 0; i < whole.length; i++) {
      double sum = rest[i];
      double size = Math.abs(rest[i]);
      for (double[] part : parts) {
        sum += part[i];
        size += Math.abs(part[i]);
      }
      gap = Math.max(gap, Math.abs(sum - whole[i]));
      largest = Math.max(largest, size);
    }
    return largest == 0 ? 0 : gap / largest;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
