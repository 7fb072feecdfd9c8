package dev.adjoint.studio.tour;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.studio.trace.TracedStep;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One training step of each of the five lessons, with the numbers of the lesson, in F64.
public enum LessonStep {
  /// The net 2-2-1 that is computed by hand; rate 0.1.
  BY_HAND(LessonStep::byHand),
  /// One layer with softmax and cross-entropy; rate 0.1.
  SOFTMAX(LessonStep::softmax),
  /// x² + y² + 2x + 2 from (1, 4); rate 0.01. x is used three times.
  DESCENT(LessonStep::descent),
  /// Two weights in a row, ½(y − w₂w₁x)²; rate 0.1.
  AUTOMATIC(LessonStep::automatic),
  /// The net 2-2-2 in matrices; rate 0.1.
  MATRICES(LessonStep::matrices);

  private final Supplier<StepTrace> trace;

  LessonStep(Supplier<StepTrace> trace) {
    this.trace = trace;
  }

  /// The step of the lesson with this number, from 1 to 5.
  public static LessonStep numbered(int number) {
    return values()[number - 1];
  }

  /// The step, traced again; its numbers are always the same.
  public TracedStep step() {
    return new TracedStep(1, trace.get(), "0".repeat(64), Optional.empty());
  }

  private static StepTrace byHand() {
    Map<String, Parameter> net = new LinkedHashMap<>();
    Parameter w1 = parameter(new double[][] {{0.2, 0.3}, {0.4, 0.5}});
    Parameter b1 = parameter(new double[][] {{0.1}, {0.2}});
    Parameter w2 = parameter(new double[][] {{0.5, 0.6}});
    Parameter b2 = parameter(new double[][] {{0.4}});
    net.put("W1", w1);
    net.put("b1", b1);
    net.put("W2", w2);
    net.put("b2", b2);
    Tensor x = column(0.9, 1);
    Tensor target = column(2);
    return of(
        net,
        0.1,
        inputs("x", x, "target", target),
        () -> {
          Tensor hidden = w1.value().matmul(x).add(b1.value()).relu();
          return new SquaredErrorLoss().of(w2.value().matmul(hidden).add(b2.value()), target);
        });
  }

  private static StepTrace softmax() {
    Parameter w =
        parameter(
            new double[][] {
              {0.47355232, 0.9977393, 0.84668094}, {0.85557411, 0.03563661, 0.69422093}
            });
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{0.6, 0.9}});
    Tensor target = Tensor.of(2L);
    return of(
        Map.of("W", w),
        0.1,
        inputs("x", x, "target", target),
        () -> new CrossEntropyLoss().of(x.matmul(w.value()), target));
  }

  private static StepTrace descent() {
    Parameter x = scalar(1);
    Parameter y = scalar(4);
    Tensor two = Tensor.scalar(ElementType.F64, 2);
    Map<String, Parameter> point = new LinkedHashMap<>();
    point.put("x", x);
    point.put("y", y);
    return of(
        point,
        0.01,
        Map.of(),
        () -> x.value().square().add(y.value().square()).add(x.value().multiply(two)).add(two));
  }

  private static StepTrace automatic() {
    Parameter w1 = scalar(0.5);
    Parameter w2 = scalar(-0.3);
    Tensor x = Tensor.scalar(ElementType.F64, 2);
    Tensor y = Tensor.scalar(ElementType.F64, 1);
    Map<String, Parameter> weights = new LinkedHashMap<>();
    weights.put("w1", w1);
    weights.put("w2", w2);
    return of(
        weights,
        0.1,
        inputs("x", x, "y", y),
        () ->
            y.subtract(w2.value().multiply(w1.value().multiply(x)))
                .square()
                .multiply(Tensor.scalar(ElementType.F64, 0.5)));
  }

  private static StepTrace matrices() {
    Parameter w1 = parameter(new double[][] {{0.1, 0.2}, {0.3, 0.4}});
    Parameter w2 = parameter(new double[][] {{0.5, 0.6}, {0.7, 0.8}});
    Tensor x = column(2, 2);
    Tensor target = column(1, 0.5);
    Map<String, Parameter> weights = new LinkedHashMap<>();
    weights.put("W1", w1);
    weights.put("W2", w2);
    return of(
        weights,
        0.1,
        inputs("x", x, "target", target),
        () -> new MseLoss().of(w2.value().matmul(w1.value().matmul(x)), target));
  }

  private static StepTrace of(
      Map<String, Parameter> parameters,
      double rate,
      Map<String, Tensor> inputs,
      Supplier<Tensor> loss) {
    return StepTrace.of(parameters, Optimizer.of(parameters, new Sgd(rate)), inputs, loss);
  }

  private static Map<String, Tensor> inputs(String first, Tensor one, String second, Tensor other) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put(first, one);
    inputs.put(second, other);
    return inputs;
  }

  private static Parameter parameter(double[][] rows) {
    return Parameter.of(Tensor.of(ElementType.F64, rows));
  }

  private static Tensor column(double... numbers) {
    return Tensor.of(ElementType.F64, numbers, Shape.of(numbers.length, 1));
  }

  private static Parameter scalar(double number) {
    return Parameter.of(Tensor.scalar(ElementType.F64, number));
  }
}
