package dev.adjoint.studio.descent;

import dev.adjoint.explain.descent.Descent;
import dev.adjoint.explain.descent.Formula;
import dev.adjoint.explain.descent.FormulaException;
import dev.adjoint.explain.descent.KnownFunction;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Optimizers that race down one function of x and y from one start, in F64.
public final class Race {

  private static final int SIDE = 240;
  private static final int BANDS = 24;
  static final int MOST_STEPS = 2000;
  static final int LONGEST = 200;
  private static final int DIGITS = 4;

  private Race() {}

  /// The functions that are offered.
  public static List<Object> functions() {
    List<Object> all = new ArrayList<>();
    for (KnownFunction function : KnownFunction.values()) {
      all.add(
          Map.of(
              "name",
              function.toString(),
              "formula",
              function.formula().toString(),
              "start",
              function.start()));
    }
    return all;
  }

  /// Runs a race.
  ///
  /// @throws Refusal 400 when the formula cannot be read, has other variables, or a field is wrong
  public static Map<String, Object> of(Fields fields) {
    String text = fields.text("formula", LONGEST);
    double x = fields.number("x", -1e6, 1e6, 0);
    double y = fields.number("y", -1e6, 1e6, 0);
    long steps = fields.whole("steps", 1, MOST_STEPS, 100);
    List<OptimizerChoice> rules =
        fields.list("rules", 6, Race::rule, List.of(OptimizerChoice.SGD, OptimizerChoice.ADAM));
    List<Double> rates = fields.list("rates", 6, Race::rate, List.of());
    fields.requireNoOthers();
    Formula formula = formula(text);
    boolean hasX = formula.variables().contains("x");
    boolean isPlane = formula.variables().size() == 2;
    double[] start = isPlane ? new double[] {x, y} : new double[] {hasX ? x : y};
    List<Object> paths = new ArrayList<>();
    double[] box = {x, x, y, y};
    for (int i = 0; i < rules.size(); i++) {
      double rate = i < rates.size() ? rates.get(i) : rules.get(i).usualRate();
      Descent descent =
          Descent.of(rules.get(i).toString(), formula, start, rules.get(i).rule(rate), steps);
      paths.add(path(descent, rules.get(i), rate, isPlane, hasX, new double[] {x, y}, box));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("formula", text);
    map.put("variables", formula.variables());
    map.put("paths", paths);
    grid(formula, square(box), map);
    return map;
  }

  /// A formula of x, of y or of both.
  ///
  /// @throws Refusal 400 when it cannot be read or has other variables
  static Formula formula(String text) {
    Formula formula;
    try {
      formula = Formula.of(text);
    } catch (FormulaException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
    if (formula.variables().isEmpty() || !List.of("x", "y").containsAll(formula.variables())) {
      throw Refusal.of(
          400,
          "field formula: its variables are %s but must be x and y; write one such as x^2 + y^2"
              .formatted(formula.variables()));
    }
    return formula;
  }

  static OptimizerChoice rule(Object name) {
    for (OptimizerChoice choice : OptimizerChoice.values()) {
      if (choice.toString().equals(name)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "the optimizers are " + Arrays.toString(OptimizerChoice.values()));
  }

  static double rate(Object value) {
    if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() < 1e6) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("a rate is a number above 0");
  }

  private static Map<String, Object> path(
      Descent descent,
      OptimizerChoice rule,
      double rate,
      boolean isPlane,
      boolean hasX,
      double[] start,
      double[] box) {
    List<Object> points = new ArrayList<>();
    for (Descent.Step step : descent.steps()) {
      if (!step.isFinite()) {
        break;
      }
      double px = isPlane || hasX ? step.point()[0] : start[0];
      double py = isPlane ? step.point()[1] : hasX ? start[1] : step.point()[0];
      double gx = isPlane || hasX ? step.gradient()[0] : 0;
      double gy = isPlane ? step.gradient()[1] : hasX ? 0 : step.gradient()[0];
      points.add(
          List.of(
              px,
              py,
              NumberText.of(step.value(), DIGITS),
              NumberText.of(px, DIGITS),
              NumberText.of(py, DIGITS),
              NumberText.of(gx, DIGITS),
              NumberText.of(gy, DIGITS)));
      if (step.number() < 200 && Math.abs(px) < 50 && Math.abs(py) < 50) {
        box[0] = Math.min(box[0], px);
        box[1] = Math.max(box[1], px);
        box[2] = Math.min(box[2], py);
        box[3] = Math.max(box[3], py);
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rule", rule.toString());
    map.put("rate", NumberText.of(rate, DIGITS));
    map.put("points", points);
    map.put("diverged", descent.diverged());
    return map;
  }

  /// A square around all points of the race, with a margin, at least 4 wide.
  private static double[] square(double[] box) {
    double half = Math.max(Math.max(box[1] - box[0], box[3] - box[2]) / 2 * 1.25, 2);
    double x = (box[0] + box[1]) / 2;
    double y = (box[2] + box[3]) / 2;
    return new double[] {x - half, x + half, y - half, y + half};
  }

  /// The function over a grid as bands of equal size: band k holds the values between the k-th and
  /// the next of 24 quantiles, so that both valleys and slopes are visible.
  private static void grid(Formula formula, double[] square, Map<String, Object> map) {
    double[] xs = new double[SIDE * SIDE];
    double[] ys = new double[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        xs[row * SIDE + column] = square[0] + (square[1] - square[0]) * (column + 0.5) / SIDE;
        ys[row * SIDE + column] = square[3] - (square[3] - square[2]) * (row + 0.5) / SIDE;
      }
    }
    List<Tensor> values = new ArrayList<>();
    for (String variable : formula.variables()) {
      values.add(Tensor.of(ElementType.F64, variable.equals("x") ? xs : ys, Shape.of(SIDE * SIDE)));
    }
    double[] z = Tensor.noGrad(() -> formula.at(values)).toDoubleArray();
    double[] sorted = Arrays.stream(z).filter(Double::isFinite).sorted().toArray();
    byte[] bands = new byte[z.length];
    List<String> levels = new ArrayList<>();
    for (int band = 0; band <= BANDS && sorted.length > 0; band++) {
      levels.add(
          NumberText.of(sorted[Math.min(sorted.length - 1, band * sorted.length / BANDS)], 3));
    }
    for (int i = 0; i < z.length; i++) {
      if (!Double.isFinite(z[i])) {
        bands[i] = (byte) 255;
        continue;
      }
      int at = Arrays.binarySearch(sorted, z[i]);
      bands[i] = (byte) Math.min(BANDS - 1, Math.abs(at) * BANDS / sorted.length);
    }
    map.put("domain", square);
    map.put("side", SIDE);
    map.put("bands", BANDS);
    map.put("levels", levels);
    map.put("grid", Base64.getEncoder().encodeToString(bands));
  }
}
