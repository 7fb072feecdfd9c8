package dev.adjoint.studio.descent;

import dev.adjoint.explain.descent.Descent;
import dev.adjoint.explain.descent.Formula;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One step of a race in one dimension: the function along the line of the step, its tangent at the
/// old point, and the new point.
///
/// ```
/// curve    f(p + s · Δ/|Δ|)           tangent  f(p) + s · ∇f(p) · Δ/|Δ|
/// promise  ∇f(p) · Δ                  real     f(p + Δ) − f(p)
/// ```
public final class StepLine {

  private static final int POINTS = 81;

  /// How far the line goes on before and after the step, in lengths of the step.
  private static final double BEFORE = 0.6;

  private static final double AFTER = 1.6;
  private static final int DIGITS = 4;

  private StepLine() {}

  /// The step with a number, from 0 for the first.
  ///
  /// @throws Refusal 400 when a field is wrong, or the race has no such step of a finite length
  public static Map<String, Object> of(Fields fields) {
    Formula formula = Race.formula(fields.text("formula", Race.LONGEST));
    double x = fields.number("x", -1e6, 1e6, 0);
    double y = fields.number("y", -1e6, 1e6, 0);
    OptimizerChoice rule = fields.choice("rule", OptimizerChoice.values(), OptimizerChoice.SGD);
    double rate = fields.number("rate", 1e-9, 1e6, rule.usualRate());
    int number = (int) fields.whole("step", 0, Race.MOST_STEPS, 0);
    fields.requireNoOthers();
    double[] start =
        formula.variables().stream().mapToDouble(name -> name.equals("x") ? x : y).toArray();
    List<Descent.Step> steps =
        Descent.of(rule.toString(), formula, start, rule.rule(rate), number + 1).steps();
    if (steps.size() < number + 2 || !steps.get(number + 1).isFinite()) {
      throw Refusal.of(
          400, "field step: the race of %s ends before step %d".formatted(rule, number + 1));
    }
    return of(formula, steps.get(number), steps.get(number + 1));
  }

  private static Map<String, Object> of(Formula formula, Descent.Step from, Descent.Step to) {
    int size = from.point().length;
    double[] move = new double[size];
    double square = 0;
    double promise = 0;
    for (int i = 0; i < size; i++) {
      move[i] = to.point()[i] - from.point()[i];
      square += move[i] * move[i];
      promise += from.gradient()[i] * move[i];
    }
    double length = Math.sqrt(square);
    // Where the step has no length, the line goes along the first axis.
    double unit = length > 0 ? length : 1;
    double[] direction = move.clone();
    if (length == 0) {
      direction[0] = 1;
    }
    double slope = 0;
    for (int i = 0; i < size; i++) {
      direction[i] /= unit;
      slope += from.gradient()[i] * direction[i];
    }
    double[] at = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      at[k] = unit * (-BEFORE + (BEFORE + AFTER) * k / (POINTS - 1));
    }
    double[] values = values(formula, from.point(), direction, at);
    List<Object> curve = new ArrayList<>();
    List<Object> tangent = new ArrayList<>();
    for (int k = 0; k < POINTS; k++) {
      curve.add(point(at[k], values[k]));
      tangent.add(point(at[k], from.value() + slope * at[k]));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("step", from.number() + 1);
    map.put("curve", curve);
    map.put("tangent", tangent);
    map.put("from", point(0, from.value()));
    map.put("to", point(length, to.value()));
    map.put("length", NumberText.of(length, DIGITS));
    map.put("slope", NumberText.of(slope, DIGITS));
    map.put("promise", NumberText.of(promise, DIGITS));
    map.put("real", NumberText.of(to.value() - from.value(), DIGITS));
    return map;
  }

  private static double[] values(Formula formula, double[] from, double[] direction, double[] at) {
    List<Tensor> coordinates = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      double[] along = new double[at.length];
      for (int k = 0; k < at.length; k++) {
        along[k] = from[i] + at[k] * direction[i];
      }
      coordinates.add(Tensor.of(ElementType.F64, along, Shape.of(at.length)));
    }
    return Tensor.noGrad(() -> formula.at(coordinates)).toDoubleArray();
  }

  private static List<Object> point(double x, double y) {
    return List.of(x, Double.isFinite(y) ? (Object) y : Double.toString(y));
  }
}
