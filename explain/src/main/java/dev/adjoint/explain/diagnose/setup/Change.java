package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.data.Source;
import dev.adjoint.nn.optim.GradientRule;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Step;
import dev.adjoint.train.TrainOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a branch of a training does differently. Everything that is empty stays as it is.
///
/// @param rule from each update rule to the one of the branch
/// @param gradientRules what is done to the gradients before the update
/// @param weights the weights to start from, by path; those that are not named stay
/// @param step from the step to the one of the branch
/// @param source other samples to learn from
/// @param options from the options to those of the branch
/// @param unfrozen whether all parameters are trained
public record Change(
    Optional<UnaryOperator<UpdateRule>> rule,
    Optional<List<GradientRule>> gradientRules,
    Map<String, Tensor> weights,
    Optional<UnaryOperator<Step>> step,
    Optional<Source> source,
    Optional<UnaryOperator<TrainOptions>> options,
    boolean unfrozen) {

  /// Nothing is changed.
  public static final Change NONE =
      new Change(
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /// The same with the step size times a factor, and no change of it from step to step.
  ///
  /// @param horizon the steps among which the largest step size is looked for
  @CheckReturnValue
  public Change withRate(double factor, long horizon) {
    return withRule(rule -> ScaledRule.constant(rule, horizon, factor));
  }

  /// The same with the step size of each step times a factor.
  @CheckReturnValue
  public Change withRateTimes(double factor) {
    return withRule(rule -> ScaledRule.scaled(rule, factor));
  }

  /// The same with these step sizes instead of those of the training.
  ///
  /// @throws IllegalArgumentException when it is applied to a rule of one's own, whose step sizes
  ///   are not known
  @CheckReturnValue
  public Change withSchedule(Schedule rates) {
    return withRule(rule -> ScaledRule.with(rule, rates));
  }

  /// The same with other update rules.
  @CheckReturnValue
  public Change withRule(UnaryOperator<UpdateRule> other) {
    return new Change(Optional.of(other), gradientRules, weights, step, source, options, unfrozen);
  }

  /// The same with other rules of gradients.
  @CheckReturnValue
  public Change withGradientRules(GradientRule... rules) {
    return new Change(rule, Optional.of(List.of(rules)), weights, step, source, options, unfrozen);
  }

  /// The same, starting from these weights.
  @CheckReturnValue
  public Change withWeights(Map<String, Tensor> start) {
    return new Change(rule, gradientRules, Map.copyOf(start), step, source, options, unfrozen);
  }

  /// The same with another step.
  @CheckReturnValue
  public Change withStep(UnaryOperator<Step> other) {
    return new Change(rule, gradientRules, weights, Optional.of(other), source, options, unfrozen);
  }

  /// The same with other samples.
  @CheckReturnValue
  public Change withSource(Source other) {
    return new Change(rule, gradientRules, weights, step, Optional.of(other), options, unfrozen);
  }

  /// The same with other options.
  @CheckReturnValue
  public Change withOptions(UnaryOperator<TrainOptions> other) {
    return new Change(rule, gradientRules, weights, step, source, Optional.of(other), unfrozen);
  }

  /// The same with all parameters trained.
  @CheckReturnValue
  public Change withAllTrained() {
    return new Change(rule, gradientRules, weights, step, source, options, true);
  }
}
