package dev.adjoint.explain.diagnose.check;

import java.util.List;

/// All checks.
public final class Checks {

  /// The checks in the order in which they are made. A new one is added here and nowhere else.
  public static final List<TrainingCheck> ALL =
      List.of(
          new WrongLossCheck(),
          new NonFiniteCheck(),
          new UnscaledInputsCheck(),
          new TargetAmongFeaturesCheck(),
          new DuplicatesCheck(),
          new ImbalanceCheck(),
          new InitialisationCheck(),
          new DoubleSoftmaxCheck(),
          new DropoutCheck(),
          new TinyBatchNormCheck(),
          new ForgottenZeroGradCheck(),
          new IdleParametersCheck(),
          new DerivativeCheck(),
          new FirstLossCheck(),
          new OverfitBatchCheck(),
          new BlindBaselineCheck(),
          new DeadUnitsCheck(),
          new SaturationCheck(),
          new VanishingGradientCheck(),
          new ExplodingGradientCheck(),
          new UpdateRatioCheck(),
          new RateTooHighCheck(),
          new RateTooLowCheck(),
          new ClippedStepsCheck(),
          new RisingLossCheck(),
          new PeriodicValidationCheck());

  private Checks() {}
}
