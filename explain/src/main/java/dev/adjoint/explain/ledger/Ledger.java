package dev.adjoint.explain.ledger;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.DoubleStep;
import dev.adjoint.explain.why.NumericSeal;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the change of the loss in one step comes from: for each parameter what its change
/// promised, and what the curvature added, beside the real change of the loss.
///
/// ```
/// promise    g · Δ                   Δ = new value − old value, the gradient rules included
/// curvature  ½ · Δ · (H · Δ)         H · Δ from one Hessian–vector product over all parameters
/// real       L(θ + Δ) − L(θ)
/// remainder  real − promise − curvature
/// ```
///
/// Everything is a change of the loss: negative numbers are a fall. The curvature of a parameter
/// holds half of what it shares with each other one, so the lines add up to the whole. The
/// remainder shrinks with the cube of the change where the loss is smooth. All of it is computed in
/// F64, with the masks, samples and batch statistics of the step.
///
/// @param lines one for each parameter that was changed, in the order of the model
/// @param before the loss of the step, in F64
/// @param after the loss of the same samples after the change, in F64
/// @param stepped the change of the loss as the step itself computed it, in its own element type;
///   empty for a change that is not that of the step
/// @param slope the promise checked by differences of the loss along the change
/// @param bend the curvature checked likewise
public record Ledger(
    List<Line> lines,
    double before,
    double after,
    OptionalDouble stepped,
    NumericSeal slope,
    NumericSeal bend) {

  /// What one parameter did.
  ///
  /// @param parameter its name
  /// @param count how many numbers it has
  /// @param gradient the length of its gradient
  /// @param change the length of its change
  /// @param promise g · Δ
  /// @param curvature ½ · Δ · (H · Δ)
  public record Line(
      String parameter,
      int count,
      double gradient,
      double change,
      double promise,
      double curvature) {}

  /// Copies the list.
  public Ledger {
    lines = List.copyOf(lines);
  }

  /// The ledger of a traced step.
  ///
  /// @throws IllegalArgumentException if the trace has no update, because it was taken without an
  ///   optimizer
  public static Ledger of(StepTrace trace) {
    if (trace.updates().isEmpty()) {
      throw new IllegalArgumentException(
          "ledger: the trace has no update; trace the step with its optimizer, or give the changes");
    }
    Map<String, Tensor> changes = new LinkedHashMap<>();
    Set<String> used = trace.values().stream().map(TracedValue::name).collect(Collectors.toSet());
    for (TracedUpdate update : trace.updates()) {
      // A parameter without influence on the loss changes nothing of it.
      if (used.contains(update.name())) {
        changes.put(update.name(), wide(update.after()).subtract(wide(update.before())));
      }
    }
    OptionalDouble stepped =
        trace.lossAfter().isPresent()
            ? OptionalDouble.of(trace.lossAfter().getAsDouble() - trace.loss().value().item())
            : OptionalDouble.empty();
    return of(trace, changes, stepped);
  }

  /// The ledger of any change of the values of a traced step.
  ///
  /// @param changes by the name of a value what is added to it, in its shape
  /// @throws IllegalArgumentException if the step has no such value or a change has another shape
  public static Ledger of(StepTrace trace, Map<String, Tensor> changes) {
    return of(trace, changes, OptionalDouble.empty());
  }

  private static Ledger of(StepTrace trace, Map<String, Tensor> changes, OptionalDouble stepped) {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException(
          "ledger: there is no change; name at least one value and what is added to it");
    }
    DoubleStep step = new DoubleStep(trace);
    List<TracedValue> values = new ArrayList<>();
    List<Tensor> deltas = new ArrayList<>();
    changes.forEach((name, change) -> {
      TracedValue value = trace.value(name);
      if (!change.shape().equals(value.value().shape())) {
        throw new IllegalArgumentException(
            "ledger: %s has shape %s but its change has %s; give a change of the same shape"
                .formatted(name, value.value().shape(), change.shape()));
      }
      values.add(value);
      deltas.add(wide(change));
    });
    Tensor[] leaves =
        values.stream().map(value -> step.value(value.id()).requiresGrad()).toArray(Tensor[]::new);
    Tensor loss = step.lossTensor(replacing(values, List.of(leaves)));
    Tensor[] slopes = new Tensor[leaves.length];
    Tensor[] bends = new Tensor[leaves.length];
    if (loss.isTracked()) {
      slopes = Gradients.of(loss, BackwardMode.CREATE_GRAPH, leaves);
    } else {
      zeros(leaves, slopes);
    }
    Tensor along = dot(slopes[0], deltas.getFirst());
    for (int i = 1; i < leaves.length; i++) {
      along = along.add(dot(slopes[i], deltas.get(i)));
    }
    if (along.isTracked()) {
      bends = Gradients.of(along, leaves);
    } else {
      zeros(leaves, bends);
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < leaves.length; i++) {
      lines.add(
          new Line(
              values.get(i).name(),
              leaves[i].shape().count(),
              length(slopes[i].detach()),
              length(deltas.get(i)),
              dot(slopes[i].detach(), deltas.get(i)).item(),
              0.5 * dot(bends[i], deltas.get(i)).item()));
    }
    AlongStep check =
        new AlongStep(
            t -> step.lossTensor(moved(step, values, deltas, t)).item(),
            t -> {
              Tensor part = Tensor.scalar(ElementType.F64, t).requiresGrad();
              Tensor there = step.lossTensor(moved(step, values, deltas, part));
              return there.isTracked() ? Gradients.of(there, part)[0].item() : 0;
            });
    double promise = lines.stream().mapToDouble(Line::promise).sum();
    double curvature = lines.stream().mapToDouble(Line::curvature).sum();
    return new Ledger(
        lines,
        step.loss(),
        step.lossTensor(moved(step, values, deltas, 1)).item(),
        stepped,
        check.slope(promise),
        check.bend(curvature));
  }

  private static Map<Integer, Tensor> moved(
      DoubleStep step, List<TracedValue> values, List<Tensor> deltas, double part) {
    return moved(step, values, deltas, Tensor.scalar(ElementType.F64, part));
  }

  /// The values with a part of their changes.
  private static Map<Integer, Tensor> moved(
      DoubleStep step, List<TracedValue> values, List<Tensor> deltas, Tensor part) {
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < deltas.size(); i++) {
      moved.add(step.value(values.get(i).id()).add(deltas.get(i).multiply(part)));
    }
    return replacing(values, moved);
  }

  private static Map<Integer, Tensor> replacing(List<TracedValue> values, List<Tensor> tensors) {
    Map<Integer, Tensor> replaced = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      replaced.put(values.get(i).id(), tensors.get(i));
    }
    return replaced;
  }

  private static void zeros(Tensor[] like, Tensor[] into) {
    for (int i = 0; i < like.length; i++) {
      into[i] = Tensor.zeros(ElementType.F64, like[i].shape());
    }
  }

  private static Tensor wide(Tensor x) {
    return x.to(ElementType.F64);
  }

  private static Tensor dot(Tensor a, Tensor b) {
    return a.multiply(b).sum();
  }

  private static double length(Tensor x) {
    return Math.sqrt(dot(x, x).item());
  }

  /// What all changes together promised.
  public double promise() {
    return lines.stream().mapToDouble(Line::promise).sum();
  }

  /// What the curvature added.
  public double curvature() {
    return lines.stream().mapToDouble(Line::curvature).sum();
  }

  /// The real change of the loss, in F64.
  public double real() {
    return after - before;
  }

  /// What promise and curvature leave of the real change.
  public double remainder() {
    return real() - promise() - curvature();
  }

  /// The part of the step at which the parabola through promise and curvature is lowest: 1 where
  /// the step has the best length along its direction, less where it went too far. Empty if the
  /// step does not lead downhill or the parabola has no lowest point.
  public OptionalDouble bestPart() {
    return promise() < 0 && curvature() > 0
        ? OptionalDouble.of(-promise() / (2 * curvature()))
        : OptionalDouble.empty();
  }

  /// Whether no check contradicts the promise and the curvature.
  public boolean holds() {
    return slope.verdict() != NumericSeal.Verdict.DIFFERS
        && bend.verdict() != NumericSeal.Verdict.DIFFERS;
  }
}
