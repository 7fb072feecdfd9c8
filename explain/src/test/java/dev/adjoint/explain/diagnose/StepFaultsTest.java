package dev.adjoint.explain.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.DataSet;
import dev.adjoint.explain.diagnose.check.BlindBaselineCheck;
import dev.adjoint.explain.diagnose.check.ClippedStepsCheck;
import dev.adjoint.explain.diagnose.check.ExplodingGradientCheck;
import dev.adjoint.explain.diagnose.check.ForgottenZeroGradCheck;
import dev.adjoint.explain.diagnose.check.NonFiniteCheck;
import dev.adjoint.explain.diagnose.check.RateTooHighCheck;
import dev.adjoint.explain.diagnose.check.RateTooLowCheck;
import dev.adjoint.explain.diagnose.check.RisingLossCheck;
import dev.adjoint.explain.diagnose.check.UpdateRatioCheck;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Healthy;
import dev.adjoint.explain.diagnose.finding.Refused;
import dev.adjoint.explain.diagnose.setup.LoopStep;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.ClipGradNorm;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainOptions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StepFaultsTest {

  private static TrainingSetup rate(double rate) {
    return Planted.setup(Planted.network(Activation.TANH, 1), new Sgd(rate), Planted.blobs(240, 1));
  }

  @Test
  void aStepSizeThatIsTooLargeIsFoundAndASmallerOneHelps() {
    Finding finding = Planted.found(new RateTooHighCheck(), rate(30));
    assertThat(finding.sentence().english()).contains("twice the best step size");
    assertThat(new RateTooHighCheck().of(rate(0.1))).isInstanceOf(Healthy.class);
  }

  @Test
  void aStepSizeThatIsTooSmallIsFoundAndALargerOneHelps() {
    Planted.found(new RateTooLowCheck(), rate(1e-4));
    assertThat(new RateTooLowCheck().of(rate(0.1))).isInstanceOf(Healthy.class);
  }

  @Test
  void stepsThatAreTooLargeForTheWeightsAreFound() {
    Planted.found(
        new UpdateRatioCheck(),
        Planted.setup(Planted.network(Activation.TANH, 1), new Sgd(30), Planted.blobs(240, 1)));
    Planted.healthy(new UpdateRatioCheck());
  }

  @Test
  void stepsThatAreTooSmallForTheWeightsAreFound() {
    Planted.found(
        new UpdateRatioCheck(),
        Planted.setup(Planted.network(Activation.TANH, 1), new Adam(1e-8), Planted.blobs(240, 1)));
  }

  @Test
  void aTrainingLossThatRisesIsFound() {
    var random = new SplittableRandom(1);
    Layer model = Linear.of(3, 1, random);
    Tensor x = Tensor.normal(Shape.of(128, 3), 0, 1, random);
    DataSet data = DataSet.of(x, x.sum(1).unsqueeze(1).multiply(2));
    TrainingSetup setup = Planted.setup(model, new MseLoss(), new Sgd(0.95), data);
    Finding finding = Planted.found(new RisingLossCheck(), setup);
    assertThat(finding.sentence().english()).startsWith("The training loss rises");
    Planted.healthy(new RisingLossCheck());
  }

  @Test
  void aLimitThatClipsNearlyEveryStepIsFound() {
    Layer model = Planted.network(Activation.TANH, 1);
    TrainingSetup setup =
        TrainingSetup.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Sgd(0.1), new ClipGradNorm(0.001)),
            Planted.blobs(240, 1),
            TrainOptions.ofEpochs(20).withBatch(16));
    setup = setup.with(setup.background().withSteps(80));
    Finding finding = Planted.found(new ClippedStepsCheck(), setup);
    assertThat(finding.sentence().english()).startsWith("100 % of the steps are clipped");
  }

  @Test
  void aGradientThatExplodesIsFound() {
    var random = new SplittableRandom(1);
    Layer model = Sequential.of(Linear.of(3, 8, random), Activation.RELU, Linear.of(8, 1, random));
    Tensor x = Tensor.normal(Shape.of(128, 3), 0, 1, random);
    DataSet data = DataSet.of(x, x.sum(1).unsqueeze(1).multiply(1e5));
    Planted.found(
        new ExplodingGradientCheck(), Planted.setup(model, new MseLoss(), new Sgd(0.1), data));
    Layer large = Planted.network(Activation.RELU, 1);
    Parameters.of(large).forEach(each -> each.replace(each.value().detach().multiply(60)));
    Planted.found(
        new ExplodingGradientCheck(), Planted.setup(large, new Sgd(1e-6), Planted.blobs(240, 1)));
    Planted.healthy(new ExplodingGradientCheck());
  }

  /// The logarithm of a number that the advice keeps above 0.
  record SafeLogarithm() implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return x.square().add(0.1).log();
    }
  }

  /// The square root of a number that the advice keeps above 0.
  record SafeRoot() implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return x.square().add(0.1).sqrt();
    }
  }

  private static TrainingSetup inside(PureLayer layer) {
    var random = new SplittableRandom(1);
    Layer model = Sequential.of(Linear.of(4, 8, random), layer, Linear.of(8, 3, random));
    return Planted.setup(model, new Adam(0.01), Planted.blobs(240, 1));
  }

  /// The square root of the input, whose derivative is infinite at 0.
  record Root() implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return x.multiply(0).sqrt();
    }
  }

  /// The logarithm of the input, which is not finite at 0 and below.
  record Logarithm() implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return x.log();
    }
  }

  @Test
  void theOperationWhereAValueIsNotFiniteIsFoundInTheForwardPass() {
    Finding finding =
        Planted.curedByHand(
            new NonFiniteCheck(), inside(new Logarithm()), inside(new SafeLogarithm()));
    assertThat(finding.sentence().english())
        .contains("step 1.")
        .contains("forward pass of step 1, in 1:log");
    assertThat(finding.cure().advice().english())
        .startsWith("keep the input of 1:log where it is defined");
  }

  @Test
  void theOperationWhereAGradientIsNotFiniteIsFoundInTheBackwardPass() {
    Finding finding =
        Planted.curedByHand(new NonFiniteCheck(), inside(new Root()), inside(new SafeRoot()));
    assertThat(finding.sentence().english())
        .contains("at step 2")
        .contains("backward pass of step 1, in the derivative of 1:sqrt");
  }

  @Test
  void aNanInTheDataIsFoundWithItsSample() {
    DataSet blobs = Planted.blobs(240, 1);
    float[] x = blobs.features().toFloatArray();
    x[57 * Planted.INPUTS + 2] = Float.NaN;
    DataSet broken = blobs.with("features", Tensor.of(x, blobs.features().shape()));
    Finding finding =
        Planted.found(
            new NonFiniteCheck(),
            Planted.setup(Planted.network(Activation.RELU, 1), new Adam(0.01), broken));
    assertThat(finding.sentence().english()).contains("features of sample 57");
  }

  @Test
  void aTrainingThatDivergesIsFoundAndASmallerStepSizeHelps() {
    var random = new SplittableRandom(1);
    Layer model = Linear.of(3, 1, random);
    Tensor x = Tensor.normal(Shape.of(128, 3), 0, 1, random);
    DataSet data = DataSet.of(x, x.sum(1).unsqueeze(1));
    TrainingSetup setup = Planted.setup(model, new MseLoss(), new Sgd(5), data);
    Finding finding = Planted.found(new NonFiniteCheck(), setup);
    assertThat(finding.evidence().getFirst().value()).isGreaterThan(5);
    assertThat(new BlindBaselineCheck().of(setup)).isInstanceOf(Refused.class);
    Planted.healthy(new NonFiniteCheck());
  }

  @Test
  void aLoopThatForgetsToClearTheGradientsIsFound() {
    Layer model = Planted.network(Activation.TANH, 1);
    Optimizer optimizer = Optimizer.of(model, new Sgd(0.3));
    var loss = new CrossEntropyLoss();
    LoopStep forgets =
        batch -> {
          loss.of(model.forward(batch.features(), Pass.INFERENCE), batch.target()).backward();
          optimizer.step();
        };
    LoopStep clears =
        batch -> {
          optimizer.zeroGrad();
          forgets.take(batch);
        };
    LoopStep clearsLater =
        batch -> {
          forgets.take(batch);
          optimizer.zeroGrad();
        };
    TrainingSetup setup =
        TrainingSetup.of(
            model, loss, optimizer, Planted.blobs(240, 1), TrainOptions.ofEpochs(20).withBatch(16));
    var background = setup.background().withSteps(80);
    Planted.found(new ForgottenZeroGradCheck(), setup.with(background.withLoop(forgets)));
    assertThat(new ForgottenZeroGradCheck().of(setup.with(background.withLoop(clears))))
        .isInstanceOf(Healthy.class);
    assertThat(new ForgottenZeroGradCheck().of(setup.with(background.withLoop(clearsLater))))
        .isInstanceOf(Healthy.class);
    assertThat(optimizer.steps()).isZero();
  }
}
