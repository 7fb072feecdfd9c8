package dev.adjoint.pipeline.settings;

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
import dev.adjoint.nn.optim.OrAdamW;
import dev.adjoint.nn.optim.Radam;
import dev.adjoint.nn.optim.Rmsprop;
import dev.adjoint.nn.optim.Rprop;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.ScheduleFreeAdamW;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.Shampoo;
import dev.adjoint.nn.optim.TensorRule;
import dev.adjoint.nn.optim.UpdateRule;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The update rules that a run can be trained with, by name.
public enum OptimizerChoice {
  /// Plain gradient descent.
  SGD(0.1),
  /// Gradient descent with momentum 0.9.
  MOMENTUM(0.02),
  /// Gradient descent with Nesterov's momentum 0.9.
  NESTEROV(0.02),
  /// RMSprop.
  RMSPROP(0.001),
  /// Adam.
  ADAM(0.001),
  /// Adam with decoupled weight decay.
  ADAMW(0.001),
  /// Adamax.
  ADAMAX(0.002),
  /// Adam with Nesterov's momentum.
  NADAM(0.002),
  /// Adam with rectified first steps.
  RADAM(0.001),
  /// Adagrad.
  ADAGRAD(0.01),
  /// Adadelta.
  ADADELTA(1),
  /// Lion: the sign of a momentum.
  LION(0.0001),
  /// LAMB: Adam's direction in the length of each parameter.
  LAMB(0.002),
  /// Adafactor.
  ADAFACTOR(0.01),
  /// Adam with the largest mean square so far.
  AMSGRAD(0.001),
  /// Averaged descent; the mean stays in the optimizer's state.
  ASGD(0.1),
  /// Rprop: steps from signs, for batches of all samples.
  RPROP(0.001),
  /// Muon for matrices, AdamW with a twentieth of the step size for all other parameters.
  MUON(0.02),
  /// Shampoo for parameters without an axis of more than 512, AdamW with a twentieth of the step
  /// size for all others.
  SHAMPOO(0.02),
  /// Schedule-free AdamW, whose averages are evaluated and saved.
  SCHEDULEFREE(0.0025);

  /// The step size of AdamW where it takes what another rule does not, as a part of that rule's:
  /// 0.001 beside the usual 0.02 of Muon.
  private static final double SHARE_OF_OTHERS = 0.05;

  private static final Map<String, String> REFUSED = refused();

  private final double usualRate;

  OptimizerChoice(double usualRate) {
    this.usualRate = usualRate;
  }

  /// The step size that is usual for this rule.
  public double usualRate() {
    return usualRate;
  }

  /// The weight decay that is usual for this rule.
  public double usualWeightDecay() {
    return this == ADAMW || this == MUON ? 0.01 : 0;
  }

  /// The rule with this step size and its usual weight decay.
  public UpdateRule rule(double rate) {
    return rule(rate, usualWeightDecay());
  }

  /// A step size that was found with Adam, where this is Adam or AdamW; else the usual one of this
  /// rule.
  ///
  /// @param adam the step size that fits Adam
  public double rateLike(double adam) {
    return this == ADAM || this == ADAMW ? adam : usualRate;
  }

  /// The rule with this step size.
  ///
  /// @param rate the step size
  /// @param decay the weight decay λ as the rule has it: for AdamW, Lion, LAMB, Adafactor, Muon,
  ///   Shampoo and schedule-free AdamW a part of the weight itself, for the others a term of the
  ///   gradient
  public UpdateRule rule(double rate, double decay) {
    return rule(Schedule.constant(rate), decay);
  }

  /// The rule with a step size that changes from step to step.
  ///
  /// @param rate the step size of each step
  /// @param decay the weight decay, as in the other form
  public UpdateRule rule(Schedule rate, double decay) {
    return switch (this) {
      case SGD -> new Sgd(rate, 0, 0, decay, false);
      case MOMENTUM -> new Sgd(rate, 0.9, 0, decay, false);
      case NESTEROV -> new Sgd(rate, 0.9, 0, decay, true);
      case RMSPROP -> new Rmsprop(rate).withWeightDecay(decay);
      case ADAM -> new Adam(rate).withWeightDecay(decay);
      case ADAMW -> new AdamW(rate).withWeightDecay(decay);
      case ADAMAX -> new Adamax(rate).withWeightDecay(decay);
      case NADAM -> new Nadam(rate).withWeightDecay(decay);
      case RADAM -> new Radam(rate).withWeightDecay(decay);
      case ADAGRAD -> new Adagrad(rate).withWeightDecay(decay);
      case ADADELTA -> new Adadelta(rate).withWeightDecay(decay);
      case LION -> new Lion(rate).withWeightDecay(decay);
      case LAMB -> new Lamb(rate).withWeightDecay(decay);
      case ADAFACTOR -> new Adafactor(rate).withWeightDecay(decay);
      case AMSGRAD -> new Amsgrad(rate).withWeightDecay(decay);
      case ASGD -> new Asgd(rate, 1e-4, 0.75, 1e6, decay);
      case RPROP -> new Rprop(rate, 0.5, 1.2, 1e-6, 50);
      case MUON -> orAdamW(new Muon(rate).withWeightDecay(decay), rate, decay);
      case SHAMPOO -> orAdamW(new Shampoo(rate).withWeightDecay(decay), rate, decay);
      case SCHEDULEFREE -> new ScheduleFreeAdamW(rate).withWeightDecay(decay);
    };
  }

  private static OrAdamW orAdamW(TensorRule rule, Schedule rate, double decay) {
    return new OrAdamW(rule, new AdamW(rate.times(SHARE_OF_OTHERS)).withWeightDecay(decay));
  }

  /// Whether the rule has a weight decay.
  public boolean hasWeightDecay() {
    return this != RPROP;
  }

  /// Why a rule of the library cannot train here, such as L-BFGS; empty for any other name.
  ///
  /// @param name as typed; case, blanks, dashes and underscores do not count
  public static Optional<String> refusal(String name) {
    return Optional.ofNullable(REFUSED.get(name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "")));
  }

  private static Map<String, String> refused() {
    String closure =
        "%s computes the loss of all samples several times in one step, but a run takes one step for each batch; choose adamw here, or write the loop with %s of dev.adjoint.nn.optim";
    String rows =
        "%s changes the rows of tables that have gradients of rows, and the networks here have none; choose %s here, or give a SparseEmbedding the rule %s in a program";
    String curvature =
        "sophia needs an estimate of the curvature every few steps, which a run does not compute; choose adamw here, or write the loop with Sophia of dev.adjoint.nn.optim";
    return Map.of(
        "lbfgs", closure.formatted("lbfgs", "Lbfgs"),
        "conjugategradient", closure.formatted("conjugate gradient", "ConjugateGradient"),
        "cg", closure.formatted("conjugate gradient", "ConjugateGradient"),
        "sparseadam", rows.formatted("sparse adam", "adam", "SparseAdam"),
        "sparsesgd", rows.formatted("sparse sgd", "sgd", "SparseSgd"),
        "sophia", curvature);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
