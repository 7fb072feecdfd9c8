package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The second derivatives of a traced loss by one number of a parameter and by each number of all
/// parameters: one column of the Hessian, as the product of the Hessian with a one-hot vector, `H ·
/// e = ∂(∂L/∂e)/∂θ`, in F64.
///
/// Each entry is checked by a central difference of the gradient, `(∇L(θ + h·e) − ∇L(θ − h·e)) /
/// 2h`, which needs first derivatives alone. Where the differences to both sides disagree, the
/// slope jumps within h and the second derivative, which sees no kink, is not what the difference
/// measures.
///
/// @param element the number
/// @param entries the second derivatives, in the order of the parameters
/// @param h the step of the differences
/// @param kink whether the differences to the two sides disagree
public record HessianColumn(Element element, List<Entry> entries, double h, boolean kink) {

  private static final double STEP = 1e-5;
  private static final double CLOSE = 1e-5;
  private static final double NEARER = 10;
  private static final double SIDES = 1e-2;

  /// One second derivative.
  ///
  /// @param other the second number
  /// @param value the second derivative by the number of the column and by this one
  /// @param difference the same by a central difference of the gradient
  public record Entry(Element other, double value, double difference) {}

  /// Copies the list.
  public HessianColumn {
    entries = List.copyOf(entries);
  }

  /// The column of a number.
  ///
  /// @throws IllegalArgumentException if the number is not one of a parameter, or an operation of
  ///   the step has no second derivative
  public static HessianColumn of(StepTrace trace, Element element) {
    TracedValue value = trace.value(element.value());
    if (value.role() != Role.PARAMETER) {
      throw new IllegalArgumentException(
          "explain: second derivatives are taken by the numbers of parameters but %s is none; name a parameter"
              .formatted(value));
    }
    int flat = element.flat(value.value().shape());
    List<TracedValue> parameters =
        trace.values().stream()
            .filter(some -> some.role() == Role.PARAMETER && some.gradient().isPresent())
            .toList();
    DoubleStep step = new DoubleStep(trace);
    double h = STEP * Math.max(1, Math.abs(Why.number(step.value(value.id()), flat)));
    double[] exact = column(step, parameters, value, flat);
    double[] middle = gradient(step, parameters, value, flat, 0);
    double[] up = gradient(step, parameters, value, flat, h);
    double[] down = gradient(step, parameters, value, flat, -h);
    double[] nearUp = gradient(step, parameters, value, flat, h / NEARER);
    double[] nearDown = gradient(step, parameters, value, flat, -h / NEARER);
    double size = Arrays.stream(exact).map(Math::abs).max().orElse(0);
    List<Entry> entries = new ArrayList<>();
    boolean kink = false;
    int next = 0;
    for (TracedValue parameter : parameters) {
      Shape shape = parameter.value().shape();
      for (int i = 0; i < shape.count(); i++, next++) {
        double right = (up[next] - middle[next]) / h;
        double left = (middle[next] - down[next]) / h;
        kink |= Math.abs(right - left) > SIDES * Math.max(size, Math.abs(right)) + 1e-9 / h;
        // A jump of the slope at the number itself stays as large however small h is.
        double jump = Math.abs(up[next] - down[next]);
        double nearJump = Math.abs(nearUp[next] - nearDown[next]);
        kink |= nearJump > jump / 2 && jump > 1e-9 + SIDES * h * size;
        entries.add(
            new Entry(
                Element.of(parameter.name(), false, shape, i),
                exact[next],
                (up[next] - down[next]) / (2 * h)));
      }
    }
    return new HessianColumn(element, entries, h, kink);
  }

  private static double[] column(
      DoubleStep step, List<TracedValue> parameters, TracedValue value, int flat) {
    Map<Integer, Tensor> leaves = leaves(step, parameters, value, flat, 0);
    Tensor[] all = parameters.stream().map(some -> leaves.get(some.id())).toArray(Tensor[]::new);
    Tensor[] first = Gradients.of(step.lossTensor(leaves), BackwardMode.CREATE_GRAPH, all);
    Tensor chosen = first[parameters.indexOf(value)];
    double[] oneHot = new double[chosen.shape().count()];
    oneHot[flat] = 1;
    // A gradient that is constant has no graph: its derivatives are 0.
    return chosen.isTracked()
        ? numbers(
            Gradients.of(
                chosen,
                Tensor.of(ElementType.F64, oneHot, chosen.shape()),
                BackwardMode.FREE_GRAPH,
                all))
        : new double[Arrays.stream(all).mapToInt(x -> x.shape().count()).sum()];
  }

  private static double[] gradient(
      DoubleStep step, List<TracedValue> parameters, TracedValue value, int flat, double change) {
    Map<Integer, Tensor> leaves = leaves(step, parameters, value, flat, change);
    return numbers(
        Gradients.of(
            step.lossTensor(leaves),
            BackwardMode.FREE_GRAPH,
            parameters.stream().map(some -> leaves.get(some.id())).toArray(Tensor[]::new)));
  }

  private static Map<Integer, Tensor> leaves(
      DoubleStep step, List<TracedValue> parameters, TracedValue value, int flat, double change) {
    Map<Integer, Tensor> leaves = new HashMap<>();
    for (TracedValue parameter : parameters) {
      double[] numbers = step.value(parameter.id()).toDoubleArray();
      if (parameter.id() == value.id()) {
        numbers[flat] += change;
      }
      Tensor leaf = Tensor.of(ElementType.F64, numbers, parameter.value().shape());
      leaves.put(parameter.id(), leaf.requiresGrad());
    }
    return leaves;
  }

  private static double[] numbers(Tensor[] tensors) {
    return Arrays.stream(tensors).flatMapToDouble(x -> Arrays.stream(x.toDoubleArray())).toArray();
  }

  /// The entries with the largest absolute values, the largest first.
  public List<Entry> largest(int most) {
    return entries.stream()
        .sorted(Comparator.comparingDouble(entry -> -Math.abs(entry.value())))
        .limit(most)
        .toList();
  }

  /// The largest distance of an entry from its difference, relative to the largest entry.
  public double distance() {
    double size = 0;
    double distance = 0;
    for (Entry entry : entries) {
      size = Math.max(size, Math.max(Math.abs(entry.value()), Math.abs(entry.difference())));
      distance = Math.max(distance, Math.abs(entry.value() - entry.difference()));
    }
    // Gradients of about 1 leave noise of 1e-16/h in their differences.
    return distance <= 1e-10 / h ? 0 : distance / size;
  }

  /// Whether the differences agree, or cannot because of a kink.
  public boolean holds() {
    return kink || distance() <= CLOSE;
  }
}
