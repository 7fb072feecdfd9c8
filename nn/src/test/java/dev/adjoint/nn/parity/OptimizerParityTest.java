package dev.adjoint.nn.parity;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Amsgrad;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Rmsprop;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.Sgd;
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
