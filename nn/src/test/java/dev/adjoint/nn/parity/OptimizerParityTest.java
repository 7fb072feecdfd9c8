package dev.adjoint.nn.parity;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Adadelta;
import dev.adjoint.nn.optim.Adafactor;
import dev.adjoint.nn.optim.Adagrad;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Adamax;
import dev.adjoint.nn.optim.Amsgrad;
import dev.adjoint.nn.optim.Asgd;
import dev.adjoint.nn.optim.Lamb;
import dev.adjoint.nn.optim.Lion;
import dev.adjoint.nn.optim.Muon;
import dev.adjoint.nn.optim.Nadam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Radam;
import dev.adjoint.nn.optim.Rmsprop;
import dev.adjoint.nn.optim.Rprop;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.ScheduleFreeAdamW;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.Shampoo;
import dev.adjoint.nn.optim.Sophia;
import dev.adjoint.nn.optim.SparseAdam;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.Attributes;
import dev.adjoint.tensor.parity.ParityTable;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class OptimizerParityTest {

  @TestFactory
  Stream<DynamicTest> theFirstFiveStepsAreThoseOfPyTorch() {
    return new ParityTable(getClass(), "optimizers.jsonl", Tolerance.SUMS)
        .row("SGD", (x, a) -> steps(sgd(a), x[0], x[1]))
        .row("Adam", (x, a) -> steps(adam(a), x[0], x[1]))
        .row("AdamW", (x, a) -> steps(adamW(a), x[0], x[1]))
        .row("RMSprop", (x, a) -> steps(rmsprop(a), x[0], x[1]))
        .row("Adamax", (x, a) -> steps(adamax(a), x[0], x[1]))
        .row("NAdam", (x, a) -> steps(nadam(a), x[0], x[1]))
        .row("RAdam", (x, a) -> steps(radam(a), x[0], x[1]))
        .row("Adagrad", (x, a) -> steps(adagrad(a), x[0], x[1]))
        .row("Adadelta", (x, a) -> steps(adadelta(a), x[0], x[1]))
        .row("Rprop", (x, a) -> steps(rprop(a), x[0], x[1]))
        .row("ASGD", (x, a) -> steps(asgd(a), x[0], x[1]))
        .row("Lion", (x, a) -> steps(lion(a), x[0], x[1]))
        .row("LAMB", (x, a) -> steps(lamb(a), x[0], x[1]))
        .row("Adafactor", (x, a) -> steps(adafactor(a), x[0], x[1]))
        .row("Muon", (x, a) -> steps(muon(a), x[0], x[1]))
        .row("Shampoo", (x, a) -> steps(shampoo(a), x[0], x[1]))
        .row("ScheduleFreeAdamW", (x, a) -> steps(scheduleFree(a), x[0], x[1]))
        .row("Sophia", (x, a) -> sophia(a, x[0], x[1]))
        .row("SparseAdam", (x, a) -> sparseAdam(a, x[0], x[1]))
        .tests();
  }

  private static UpdateRule sgd(Attributes a) {
    boolean nesterov = a.has("nesterov") && a.flag("nesterov");
    return new Sgd(
        Schedule.constant(a.number("lr")),
        a.number("momentum", 0),
        a.number("dampening", 0),
        a.number("weight_decay", 0),
        nesterov);
  }

  private static UpdateRule adam(Attributes a) {
    Adam usual = new Adam(a.number("lr", 1e-3));
    double[] betas = a.numbers("betas", usual.beta1(), usual.beta2());
    if (a.has("amsgrad") && a.flag("amsgrad")) {
      double decay = a.number("weight_decay", 0);
      return new Amsgrad(usual.rate(), betas[0], betas[1], usual.epsilon(), decay);
    }
    return new Adam(
        usual.rate(),
        betas[0],
        betas[1],
        a.number("eps", usual.epsilon()),
        a.number("weight_decay", usual.weightDecay()));
  }

  private static UpdateRule adamW(Attributes a) {
    AdamW usual = new AdamW(a.number("lr", 1e-3));
    double[] betas = a.numbers("betas", usual.beta1(), usual.beta2());
    return new AdamW(
        usual.rate(),
        betas[0],
        betas[1],
        a.number("eps", usual.epsilon()),
        a.number("weight_decay", usual.weightDecay()));
  }

  private static UpdateRule rmsprop(Attributes a) {
    Rmsprop usual = new Rmsprop(a.number("lr", 1e-2));
    return new Rmsprop(
        usual.rate(),
        a.number("alpha", usual.alpha()),
        a.number("eps", usual.epsilon()),
        a.number("weight_decay", usual.weightDecay()),
        a.number("momentum", usual.momentum()),
        a.has("centered") && a.flag("centered"));
  }

  private static Schedule rate(Attributes a, double usual) {
    return Schedule.constant(a.number("lr", usual));
  }

  private static double decay(Attributes a) {
    return a.number("weight_decay", 0);
  }

  private static UpdateRule adamax(Attributes a) {
    double[] betas = a.numbers("betas", 0.9, 0.999);
    return new Adamax(rate(a, 2e-3), betas[0], betas[1], a.number("eps", 1e-8), decay(a));
  }

  private static UpdateRule nadam(Attributes a) {
    double[] betas = a.numbers("betas", 0.9, 0.999);
    return new Nadam(
        rate(a, 2e-3),
        betas[0],
        betas[1],
        a.number("eps", 1e-8),
        decay(a),
        a.number("momentum_decay", 4e-3));
  }

  private static UpdateRule radam(Attributes a) {
    double[] betas = a.numbers("betas", 0.9, 0.999);
    return new Radam(rate(a, 1e-3), betas[0], betas[1], a.number("eps", 1e-8), decay(a));
  }

  private static UpdateRule adagrad(Attributes a) {
    return new Adagrad(
        rate(a, 1e-2),
        a.number("lr_decay", 0),
        a.number("initial_accumulator_value", 0),
        1e-10,
        decay(a));
  }

  private static UpdateRule adadelta(Attributes a) {
    return new Adadelta(rate(a, 1), a.number("rho", 0.9), a.number("eps", 1e-6), decay(a));
  }

  private static UpdateRule rprop(Attributes a) {
    double[] etas = a.numbers("etas", 0.5, 1.2);
    double[] sizes = a.numbers("step_sizes", 1e-6, 50);
    return new Rprop(rate(a, 1e-2), etas[0], etas[1], sizes[0], sizes[1]);
  }

  private static UpdateRule asgd(Attributes a) {
    return new Asgd(rate(a, 1e-2), a.number("lambd", 1e-4), a.number("alpha", 0.75), 1e6, decay(a));
  }

  private static UpdateRule lion(Attributes a) {
    double[] betas = a.numbers("betas", 0.9, 0.99);
    return new Lion(rate(a, 1e-4), betas[0], betas[1], decay(a));
  }

  private static UpdateRule lamb(Attributes a) {
    double[] betas = a.numbers("betas", 0.9, 0.999);
    return new Lamb(rate(a, 1e-3), betas[0], betas[1], a.number("eps"), decay(a));
  }

  private static UpdateRule adafactor(Attributes a) {
    double scale = a.numbers("eps", 0, 1e-3)[1];
    return new Adafactor(rate(a, 1e-2), a.number("beta2_decay", -0.8), scale, 1, decay(a));
  }

  private static UpdateRule muon(Attributes a) {
    return new Muon(rate(a, 1e-3), a.number("momentum"), a.flag("nesterov"), decay(a));
  }

  private static UpdateRule shampoo(Attributes a) {
    return new Shampoo(rate(a, 1e-3), a.number("epsilon"), decay(a));
  }

  private static UpdateRule scheduleFree(Attributes a) {
    double[] betas = a.numbers("betas", 0.9, 0.999);
    return new ScheduleFreeAdamW(rate(a, 2.5e-3), betas[0], betas[1], a.number("eps"), decay(a));
  }

  /// Every second step, from the first on, the curvature is that of the gradient's square.
  private static Tensor sophia(Attributes a, Tensor start, Tensor gradients) {
    double[] betas = a.numbers("betas", 0.96, 0.99);
    Sophia.Options options =
        new Sophia.Options(
            rate(a, 1e-3), betas[0], betas[1], a.number("rho"), a.number("eps"), decay(a));
    int samples = a.whole("samples");
    Parameter parameter = Parameter.of(start);
    Sophia sophia = Sophia.of(parameter, options);
    Tensor[] after = new Tensor[gradients.shape().size(0)];
    for (int step = 0; step < after.length; step++) {
      sophia.zeroGrad();
      parameter.addGradient(gradients.select(0, step).copy());
      if (step % 2 == 0) {
        sophia.estimateFromGradients(samples);
      }
      sophia.step();
      after[step] = parameter.value().detach().copy();
    }
    return Tensor.stack(0, after);
  }

  private static Tensor sparseAdam(Attributes a, Tensor start, Tensor gradients) {
    double[] betas = a.numbers("betas", 0.9, 0.999);
    SparseAdam rule = new SparseAdam(rate(a, 1e-3), betas[0], betas[1], a.number("eps"));
    Parameter parameter = Parameter.of(start);
    Optimizer optimizer = Optimizer.of(parameter, rule);
    Tensor[] after = new Tensor[gradients.shape().size(0)];
    for (int step = 0; step < after.length; step++) {
      optimizer.zeroGrad();
      Tensor rows = parameter.rows(Tensor.arange(start.shape().size(0)));
      rows.multiply(gradients.select(0, step)).sum().backward();
      optimizer.step();
      after[step] = parameter.value().detach().copy();
    }
    return Tensor.stack(0, after);
  }

  /// The parameter after each step, stacked, under the gradients stacked the same way.
  private static Tensor steps(UpdateRule rule, Tensor start, Tensor gradients) {
    Parameter parameter = Parameter.of(start);
    Optimizer optimizer = Optimizer.of(Parameters.of(parameter), rule);
    Tensor[] after = new Tensor[gradients.shape().size(0)];
    for (int step = 0; step < after.length; step++) {
      optimizer.zeroGrad();
      parameter.value().multiply(gradients.select(0, step)).sum().backward();
      optimizer.step();
      after[step] = parameter.value().detach();
    }
    return Tensor.stack(0, after);
  }
}
