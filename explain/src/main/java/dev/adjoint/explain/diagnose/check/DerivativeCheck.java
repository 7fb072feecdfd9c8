package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.Batch;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The gradient of the loss against central differences, in F64, on a copy of the model.
public record DerivativeCheck() implements TrainingCheck {

  private static final int SAMPLES = 8;
  private static final int PROBES = 40;
  private static final int MOST_PARAMETERS = 300;
  private static final int STEPS = 20;
  private static final double STEP = 1e-5;
  private static final double[] STEPS_OF_PROBE = {1e-5, 1e-6, 1e-7};

  /// Gradients below this are compared by their difference.
  private static final double SMALLEST = 1e-3;

  private static final double TOLERANCE = 1e-3;

  /// The two slopes at a kink differ by more than this share.
  private static final double KINK = 1e-2;

  @Override
  public String name() {
    return "gradient";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is the gradient the derivative of the loss?", "梯度是否就是损失的导数？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    if (setup.loss().isEmpty() || !(setup.model() instanceof Layer model)) {
      return refused(
          "a step of your own cannot be repeated with a copy of the model in F64; give the model and the loss",
          "无法用 F64 的模型副本重复你自己的步骤；请给出模型和损失");
    }
    Layer copy;
    try {
      copy = Parameters.copyOf(model, ElementType.F64);
    } catch (IllegalStateException e) {
      return refused(
          "the model cannot be copied to F64: %s",
          "无法把模型复制为 F64：%s", String.valueOf(e.getMessage()));
    }
    Loss loss = setup.loss().get();
    Batch few = few(setup.batch());
    Supplier<Tensor> value =
        () -> loss.of(copy.forward(few.features(), Pass.INFERENCE), few.target());
    List<Parameter> parameters =
        Parameters.of(copy).setNames().list().stream().filter(Parameter::isTrainable).toList();
    if (parameters.isEmpty()) {
      return refused("no parameter is trained", "没有可训练的参数");
    }
    Probe worst;
    try {
      worst = worst(setup, parameters, value);
    } catch (ElementTypeException e) {
      return refused(
          "a part of the model or of the loss does not compute in F64: %s",
          "模型或损失的某部分不能用 F64 计算：%s", String.valueOf(e.getMessage()));
    }
    if (worst.error() <= TOLERANCE) {
      return healthy(
          "%s elements were compared with central differences in F64; the largest relative error is %s",
          "用 F64 的中心差分比较了 %s 个元素；最大相对误差为 %s", PROBES, worst.error());
    }
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "The gradient of %s[%s] is %s, but the loss changes with the slope %s: a derivative is wrong. The cause is probably an operation of your own.",
            "%s[%s] 的梯度为 %s，但损失实际的斜率为 %s：某个导数是错的。最可能出错的是你自己写的运算。",
            worst.name(),
            worst.element(),
            worst.analytic(),
            worst.numeric()),
        List.of(
            Evidence.of("gradient", "梯度", worst.analytic()),
            Evidence.of("central difference", "中心差分", worst.numeric()),
            Evidence.of("relative error", "相对误差", worst.error())),
        cure(parameters, value));
  }

  /// The gradient of an element from both sides.
  private record Probe(String name, int element, double analytic, double numeric, double error) {}

  private static Probe worst(
      TrainingSetup setup, List<Parameter> parameters, Supplier<Tensor> value) {
    RandomGenerator random = setup.random("diagnose gradient", 0);
    Tensor[] leaves = parameters.stream().map(Parameter::value).toArray(Tensor[]::new);
    Tensor[] gradients = Gradients.of(value.get(), leaves);
    Probe worst = new Probe(parameters.getFirst().name(), 0, 0, 0, 0);
    for (int i = 0; i < PROBES; i++) {
      int at = i < parameters.size() ? i : random.nextInt(parameters.size());
      Parameter parameter = parameters.get(at);
      int element = random.nextInt(Math.max(1, parameter.shape().count()));
      Probe probe = probe(parameter, element, gradients[at].toDoubleArray()[element], value);
      worst = probe.error() <= worst.error() ? worst : probe;
    }
    return worst;
  }

  /// An element, with the step size at which both sides agree best: a large one can reach over a
  /// kink, a small one loses digits.
  private static Probe probe(
      Parameter parameter, int element, double analytic, Supplier<Tensor> value) {
    Probe best = new Probe(parameter.name(), element, analytic, Double.NaN, Double.MAX_VALUE);
    for (double step : STEPS_OF_PROBE) {
      double here = value.get().item();
      double above = moved(parameter, element, step, value);
      double below = moved(parameter, element, -step, value);
      double numeric = (above - below) / (2 * step);
      double size = Math.max(SMALLEST, Math.max(Math.abs(analytic), Math.abs(numeric)));
      boolean kink = Math.abs((above - here) - (here - below)) / step > KINK * size;
      double error = Math.abs(analytic - numeric) / size;
      if (kink) {
        return new Probe(parameter.name(), element, analytic, numeric, 0);
      } else if (error < best.error()) {
        best = new Probe(parameter.name(), element, analytic, numeric, error);
      }
      if (best.error() <= TOLERANCE) {
        return best;
      }
    }
    return best;
  }

  private static double moved(Parameter parameter, int element, double by, Supplier<Tensor> value) {
    Tensor old = parameter.value().detach().copy();
    double[] numbers = old.toDoubleArray();
    numbers[element] += by;
    parameter.replace(Tensor.of(ElementType.F64, numbers, old.shape()));
    double moved = Tensor.noGrad(value).item();
    parameter.replace(old);
    return moved;
  }

  /// Steps of plain descent along the gradient and along central differences.
  private static Cure cure(List<Parameter> parameters, Supplier<Tensor> value) {
    Sentence advice =
        new Sentence(
            "correct the derivative; adjoint gradcheck and GradientCheck.first check a single operation",
            "改正该导数；adjoint gradcheck 和 GradientCheck.first 可以检查单个运算");
    long count = parameters.stream().mapToLong(each -> each.shape().count()).sum();
    if (count > MOST_PARAMETERS) {
      return Cure.untried(advice);
    }
    Curve before = descent(parameters, value, false);
    Curve after = descent(parameters, value, true);
    return Cure.tried(advice, CureTrial.ofLoss(CureTrial.TRAINING_LOSS, before, after));
  }

  private static Curve descent(
      List<Parameter> parameters, Supplier<Tensor> value, boolean numeric) {
    List<Tensor> start = parameters.stream().map(each -> each.value().detach().copy()).toList();
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      losses.add(value.get().item());
      List<Tensor> gradients = new ArrayList<>();
      Tensor[] analytic =
          Gradients.of(
              value.get(), parameters.stream().map(Parameter::value).toArray(Tensor[]::new));
      for (int i = 0; i < analytic.length; i++) {
        gradients.add(numeric ? differences(parameters.get(i), value) : analytic[i]);
      }
      for (int i = 0; i < analytic.length; i++) {
        Parameter parameter = parameters.get(i);
        parameter.replace(parameter.value().detach().subtract(gradients.get(i).multiply(0.1)));
      }
    }
    for (int i = 0; i < start.size(); i++) {
      parameters.get(i).replace(start.get(i));
    }
    return Curve.of(CureTrial.AS_IT_IS, losses);
  }

  private static Tensor differences(Parameter parameter, Supplier<Tensor> value) {
    double[] slopes = new double[parameter.shape().count()];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] =
          (moved(parameter, i, STEP, value) - moved(parameter, i, -STEP, value)) / (2 * STEP);
    }
    return Tensor.of(ElementType.F64, slopes, parameter.shape());
  }

  private static Batch few(Batch batch) {
    int count = Math.min(SAMPLES, batch.count());
    Map<String, Tensor> fields = new LinkedHashMap<>();
    batch
        .fields()
        .forEach((name, field) -> {
          Tensor part = field.slice(0, 0, count);
          fields.put(name, part.elementType().isFloating() ? part.to(ElementType.F64) : part);
        });
    return new Batch(0, new int[count], fields);
  }
}
