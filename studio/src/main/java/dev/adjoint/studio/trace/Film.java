package dev.adjoint.studio.trace;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.trace.UpdateText;
import dev.adjoint.explain.trace.Visit;
import dev.adjoint.plot.picture.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A training step as a film: a list of stops that depends only on the trace, so that each time
/// between 0 and the number of stops determines one picture.
///
/// The order is that of the step: the forward pass operation by operation, the loss, the backward
/// pass node by node, the updates, and the forward pass again, which shows how much the step
/// lowered the loss.
public final class Film {

  private final StepTrace trace;
  private final List<Object> stops = new ArrayList<>();

  private Film(StepTrace trace) {
    this.trace = trace;
  }

  /// The stops and the graph.
  public static Map<String, Object> of(TracedStep step) {
    Film film = new Film(step.trace());
    film.forward();
    film.backward();
    film.updates();
    film.again();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("step", step.step());
    map.put("hash", step.hash().substring(0, 8));
    map.put("stops", film.stops);
    map.put("graph", StepGraph.of(step.trace()));
    return map;
  }

  private void forward() {
    for (TracedOperation operation : trace.operations()) {
      TracedValue value = trace.value(operation.outputs().getFirst());
      Map<String, Object> stop =
          stop(value.role() == Role.LOSS ? "loss" : "forward", operation.label(), value);
      stop.put("from", operation.inputs());
      stop.put("ask", first(value, false));
      stops.add(stop);
    }
  }

  private void backward() {
    for (Visit visit : trace.visits()) {
      TracedOperation operation = trace.operations().get(visit.operation());
      for (int i = 0; i < operation.inputs().size(); i++) {
        if (visit.contributions().get(i).isEmpty()) {
          continue;
        }
        TracedValue input = trace.value(operation.inputs().get(i));
        Map<String, Object> stop = stop("backward", operation.label(), input);
        stop.put("from", List.of(operation.outputs().getFirst()));
        stop.put("uses", trace.contributions(input).size());
        stop.put("ask", first(input, true));
        stops.add(stop);
      }
    }
  }

  private void updates() {
    for (TracedUpdate update : trace.updates()) {
      Map<String, Object> stop =
          stop("update", update.rule().toString(), trace.value(update.name()));
      stop.put("from", List.of());
      stop.put("lines", UpdateText.of(update, 0));
      stop.put("ask", first(trace.value(update.name()), false));
      stops.add(stop);
    }
  }

  private void again() {
    trace
        .lossAfter()
        .ifPresent(after -> {
          double before = trace.loss().value().item();
          Map<String, Object> stop = stop("again", "", trace.loss());
          stop.put("from", List.of());
          stop.put("before", NumberText.of(before, 9));
          stop.put("after", NumberText.of(after, 9));
          stop.put("saved", NumberText.of(before - after, 6));
          stop.put("sign", (int) Math.signum(before - after));
          stops.add(stop);
        });
  }

  private static Map<String, Object> stop(String phase, String label, TracedValue value) {
    Map<String, Object> stop = new LinkedHashMap<>();
    stop.put("phase", phase);
    stop.put("label", label);
    stop.put("node", value.id());
    stop.put("name", value.name());
    return stop;
  }

  /// The first element that is not 0, because a zero shows nothing; otherwise the first.
  private static String first(TracedValue value, boolean isGradient) {
    double[] numbers =
        (isGradient ? value.gradient().orElseThrow() : value.value()).toDoubleArray();
    int flat = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != 0) {
        flat = i;
        break;
      }
    }
    return ValueView.address(value.name(), isGradient, value.value().shape(), flat);
  }
}
