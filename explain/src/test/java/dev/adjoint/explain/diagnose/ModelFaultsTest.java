package dev.adjoint.explain.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.DataSet;
import dev.adjoint.explain.diagnose.check.DeadUnitsCheck;
import dev.adjoint.explain.diagnose.check.DerivativeCheck;
import dev.adjoint.explain.diagnose.check.DoubleSoftmaxCheck;
import dev.adjoint.explain.diagnose.check.DropoutCheck;
import dev.adjoint.explain.diagnose.check.FirstLossCheck;
import dev.adjoint.explain.diagnose.check.IdleParametersCheck;
import dev.adjoint.explain.diagnose.check.InitialisationCheck;
import dev.adjoint.explain.diagnose.check.OverfitBatchCheck;
import dev.adjoint.explain.diagnose.check.SaturationCheck;
import dev.adjoint.explain.diagnose.check.TinyBatchNormCheck;
import dev.adjoint.explain.diagnose.check.VanishingGradientCheck;
import dev.adjoint.explain.diagnose.check.WrongLossCheck;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Healthy;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Softmax;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.NllLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ModelFaultsTest {

  private static final DataSet BLOBS = Planted.blobs(240, 1);

  private static Layer deep(Activation activation, int depth) {
    RandomGenerator random = new SplittableRandom(1);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(Linear.of(i == 0 ? Planted.INPUTS : 16, 16, random));
      layers.add(activation);
    }
    layers.add(Linear.of(16, Planted.CLASSES, random));
    return new Sequential(layers);
  }

  /// Multiplies the weights of a layer.
  private static Layer scaled(Layer model, double factor) {
    Parameters.of(model)
        .byName()
        .forEach((name, parameter) -> {
          if (name.endsWith("weight")) {
            parameter.replace(parameter.value().detach().multiply(factor));
          }
        });
    return model;
  }

  private static Parameter parameter(Layer model, String name) {
    return java.util.Objects.requireNonNull(Parameters.of(model).byName().get(name));
  }

  @Test
  void outputsThatStartTooLargeAreFound() {
    Layer model = Planted.network(Activation.RELU, 1);
    Parameter last = parameter(model, "4.weight");
    last.replace(last.value().detach().multiply(100));
    Finding finding =
        Planted.found(new FirstLossCheck(), Planted.setup(model, new Adam(0.01), BLOBS));
    assertThat(finding.sentence().english()).contains("log 3 = 1.099");
    Planted.healthy(new FirstLossCheck());
  }

  @Test
  void aTargetFarFromZeroIsFoundByTheFirstLoss() {
    var random = new SplittableRandom(1);
    Layer model = Sequential.of(Linear.of(3, 8, random), Activation.TANH, Linear.of(8, 1, random));
    Tensor x = Tensor.normal(Shape.of(128, 3), 0, 1, random);
    DataSet data = DataSet.of(x, x.sum(1).unsqueeze(1).add(100));
    Finding finding =
        Planted.found(
            new FirstLossCheck(), Planted.setup(model, new MseLoss(), new Adam(0.01), data));
    assertThat(finding.cure().advice().english()).contains("mean of the target");
  }

  @Test
  void aNetworkThatCannotLearnABatchIsFoundAndNewWeightsHelp() {
    Layer model = Planted.network(Activation.RELU, 1);
    Parameters.of(model).forEach(each -> each.replace(Tensor.zerosLike(each.value())));
    Planted.found(new OverfitBatchCheck(), Planted.setup(model, new Adam(0.01), BLOBS));
    Planted.healthy(new OverfitBatchCheck());
  }

  @Test
  void aWrongDerivativeIsFoundAndTheRightOneHelps() {
    var random = new SplittableRandom(1);
    Layer model =
        Sequential.of(Linear.of(4, 4, random), new WrongSquare(), Linear.of(4, 3, random));
    Finding finding =
        Planted.found(new DerivativeCheck(), Planted.setup(model, new Adam(0.01), BLOBS));
    assertThat(finding.sentence().english()).startsWith("The gradient of 0.");
    Planted.healthy(new DerivativeCheck());
  }

  /// The square with the derivative of its negative.
  record WrongSquare() implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return Tensor.apply(new WrongSquareOp(), x);
    }
  }

  record WrongSquareOp() implements Operation {
    @Override
    public Applied apply(Tensor... inputs) {
      Tensor x = inputs[0];
      return Applied.of(x.square(), g -> g.multiply(x).multiply(-2));
    }
  }

  @Test
  void deadUnitsAreFoundAndNewWeightsHelp() {
    Layer model = Planted.network(Activation.RELU, 1);
    Parameter bias = parameter(model, "0.bias");
    bias.replace(Tensor.full(bias.shape(), -8));
    Finding finding =
        Planted.found(new DeadUnitsCheck(), Planted.setup(model, new Adam(0.003), BLOBS));
    assertThat(finding.sentence().english()).startsWith("100 % of the units of 1:relu");
    Planted.healthy(new DeadUnitsCheck());
  }

  @Test
  void saturatedActivationsAreFound() {
    Layer model = scaled(Planted.network(Activation.TANH, 1), 60);
    Finding finding =
        Planted.found(new SaturationCheck(), Planted.setup(model, new Adam(0.003), BLOBS));
    assertThat(finding.sentence().english()).contains(":tanh");
    assertThat(
            new SaturationCheck()
                .of(Planted.setup(Planted.network(Activation.TANH, 1), new Adam(0.003), BLOBS)))
        .isInstanceOf(Healthy.class);
  }

  @Test
  void aGradientThatVanishesInADeepNetworkIsFound() {
    Layer model = deep(Activation.SIGMOID, 8);
    Planted.found(new VanishingGradientCheck(), Planted.setup(model, new Adam(0.03), BLOBS));
    assertThat(
            new VanishingGradientCheck()
                .of(Planted.setup(Planted.network(Activation.RELU, 1), new Adam(0.01), BLOBS)))
        .isInstanceOf(Healthy.class);
  }

  @Test
  void weightsThatStartTooLargeOrTooSmallOrEqualAreFound() {
    Planted.found(
        new InitialisationCheck(),
        Planted.setup(scaled(Planted.network(Activation.RELU, 1), 20), new Adam(0.01), BLOBS));
    Planted.found(
        new InitialisationCheck(),
        Planted.setup(scaled(Planted.network(Activation.RELU, 1), 0.01), new Sgd(0.1), BLOBS));
    Layer equal = Planted.network(Activation.RELU, 1);
    Parameters.of(equal)
        .forEach(each ->
            each.replace(Initializer.constant(0.1).of(each.shape(), new SplittableRandom(1))));
    Finding finding =
        Planted.found(new InitialisationCheck(), Planted.setup(equal, new Adam(0.01), BLOBS));
    assertThat(finding.sentence().english()).contains("same value, 0.1");
    Planted.healthy(new InitialisationCheck());
  }

  @Test
  void aSoftmaxBeforeTheCrossEntropyIsFound() {
    var random = new SplittableRandom(1);
    Layer model =
        Sequential.of(
            Linear.of(4, 16, random), Activation.RELU, Linear.of(16, 3, random), new Softmax(1));
    Finding finding =
        Planted.found(new DoubleSoftmaxCheck(), Planted.setup(model, new Adam(0.01), BLOBS));
    assertThat(finding.sentence().english()).startsWith("softmax is applied twice");
    Planted.healthy(new DoubleSoftmaxCheck());
  }

  @Test
  void aSigmoidBeforeTheLossOfLogitsIsFound() {
    var random = new SplittableRandom(1);
    Layer model =
        Sequential.of(
            Linear.of(4, 16, random),
            Activation.RELU,
            Linear.of(16, 1, random),
            Activation.SIGMOID);
    Finding finding =
        Planted.found(
            new DoubleSoftmaxCheck(),
            Planted.setup(model, new BceWithLogitsLoss(), new Adam(0.01), yesOrNo()));
    assertThat(finding.sentence().english()).startsWith("sigmoid is applied twice");
  }

  private static DataSet yesOrNo() {
    Tensor yes = BLOBS.target().eq(0L).to(ElementType.F32).unsqueeze(1);
    return DataSet.of(BLOBS.features(), yes);
  }

  private static Layer head(int outputs) {
    var random = new SplittableRandom(1);
    return Sequential.of(Linear.of(4, 16, random), Activation.RELU, Linear.of(16, outputs, random));
  }

  @Test
  void lossesThatDoNotFitAreFound() {
    wrong(
        head(1),
        new CrossEntropyLoss(),
        BLOBS.with("target", BLOBS.target().eq(0L).to(ElementType.I64)),
        "cannot be computed");
    wrong(head(3), new NllLoss(), BLOBS, "NllLoss needs log-probabilities");
    Tensor oneHot = Tensor.eye(3).indexSelect(0, BLOBS.target());
    wrong(scaled(head(3), 3), new MseLoss(), DataSet.of(BLOBS.features(), oneHot), "names a class");
    Planted.healthy(new WrongLossCheck());
  }

  private static void wrong(Layer model, Loss loss, DataSet data, String words) {
    Finding finding =
        Planted.found(new WrongLossCheck(), Planted.setup(model, loss, new Sgd(0.01), data));
    assertThat(finding.sentence().english()).contains(words);
  }

  @Test
  void aLossThatCannotBeComputedIsFoundWithOneThatCan() {
    wrong(head(1), new BceLoss(), yesOrNo(), "cannot be computed");
    wrong(head(3), new MseLoss(), BLOBS, "cannot be computed");
    Tensor flat = BLOBS.features().sum(1);
    wrong(head(1), new MseLoss(), DataSet.of(BLOBS.features(), flat), "cannot be computed");
  }

  /// A model that gives its dropout the pass of training in any case.
  record AlwaysDrops(Layer first, Dropout dropout, Layer last, RandomGenerator random)
      implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor hidden = first.forward(x, pass).relu();
      return last.forward(dropout.forward(hidden, new Pass.Training(random)), pass);
    }

    @Override
    public java.util.Map<String, Object> parts() {
      return java.util.Map.of("first", first, "dropout", dropout, "last", last);
    }
  }

  /// A model that never hands the pass of training on.
  record NeverDrops(Layer first, Dropout dropout, Layer last) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor hidden = first.forward(x, pass).relu();
      return last.forward(dropout.forward(hidden, Pass.INFERENCE), pass);
    }

    @Override
    public java.util.Map<String, Object> parts() {
      return java.util.Map.of("first", first, "dropout", dropout, "last", last);
    }
  }

  @Test
  void dropoutAtInferenceIsFound() {
    var random = new SplittableRandom(1);
    Layer model =
        new AlwaysDrops(
            Linear.of(4, 16, random), new Dropout(0.5), Linear.of(16, 3, random), random);
    Finding finding =
        Planted.found(new DropoutCheck(), Planted.setup(model, new Adam(0.01), BLOBS));
    assertThat(finding.sentence().english()).contains("values of a layer are set to 0");
    Layer right =
        Sequential.of(
            Linear.of(4, 16, random), Activation.RELU, new Dropout(0.5), Linear.of(16, 3, random));
    assertThat(new DropoutCheck().of(Planted.setup(right, new Adam(0.01), BLOBS)))
        .isInstanceOf(Healthy.class);
  }

  @Test
  void dropoutThatIsNeverActiveIsFound() {
    TrainingSetup never = overfitting(NeverDrops::new);
    Finding finding = Planted.finding(new DropoutCheck(), never);
    assertThat(finding.sentence().english()).contains("dropout is never active");
    TrainingSetup drops =
        overfitting((first, drop, last) -> Sequential.of(first, Activation.RELU, drop, last));
    assertThat(new DropoutCheck().of(drops)).isInstanceOf(Healthy.class);
    CureTrial trial = CureTrial.ofLoss(CureTrial.HELD_OUT_LOSS, heldOut(never), heldOut(drops));
    assertThat(trial.helped()).as(trial.text().english()).isTrue();
  }

  @FunctionalInterface
  private interface Dropping {
    Layer of(Layer first, Dropout dropout, Layer last);
  }

  /// A wide network for few samples with wrong labels, which it memorizes without dropout.
  private static TrainingSetup overfitting(Dropping model) {
    var random = new SplittableRandom(1);
    Layer network =
        model.of(Linear.of(4, 128, random), new Dropout(0.5), Linear.of(128, 3, random));
    TrainingSetup setup = Planted.setup(network, new Adam(0.02), Planted.blobs(32, 1));
    return setup.with(setup.background().withSteps(400).withHeldOut(Planted.blobs(240, 2)));
  }

  private static Curve heldOut(TrainingSetup setup) {
    DataSet held = Planted.blobs(240, 2);
    double loss =
        setup.with(
            setup.observed().weights(),
            () ->
                new CrossEntropyLoss()
                    .of(
                        ((Layer) setup.model()).forward(held.features(), Pass.INFERENCE),
                        held.target())
                    .item());
    return Curve.of(CureTrial.AS_IT_IS, List.of(loss));
  }

  @Test
  void frozenParametersAreFoundAndTrainingThemHelps() {
    Layer model = Planted.network(Activation.RELU, 1);
    Parameters.of(model).byName().entrySet().stream()
        .filter(each -> !each.getKey().equals("4.bias"))
        .forEach(each -> each.getValue().trainable(false));
    Finding finding =
        Planted.found(new IdleParametersCheck(), Planted.setup(model, new Adam(0.01), BLOBS));
    assertThat(finding.sentence().english())
        .startsWith("5 of 6 parameters stay as they are: 5 are frozen");
    assertThat(parameter(model, "0.weight").isTrainable()).isFalse();
    Planted.healthy(new IdleParametersCheck());
  }

  @Test
  void parametersThatTheOptimizerForgetsAreFound() {
    Layer model = Planted.network(Activation.RELU, 1);
    Layer last = ((Sequential) model).layers().getLast();
    TrainingSetup setup =
        TrainingSetup.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(last, new Sgd(0.1)),
            BLOBS,
            TrainOptions.ofEpochs(20).withBatch(16));
    setup = setup.with(setup.background().withSteps(80));
    Finding finding = Planted.found(new IdleParametersCheck(), setup);
    assertThat(finding.sentence().english()).contains("4 are not in the optimizer");
  }

  /// A model that cuts the gradient off before its last layer.
  record Detached(Layer first, Layer last) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return last.forward(first.forward(x, pass).relu().detach(), pass);
    }

    @Override
    public java.util.Map<String, Object> parts() {
      return java.util.Map.of("first", first, "last", last);
    }
  }

  @Test
  void parametersWithoutAGradientAreFound() {
    var random = new SplittableRandom(1);
    Layer model = new Detached(Linear.of(4, 16, random), Linear.of(16, 3, random));
    var again = new SplittableRandom(1);
    Layer joined = Sequential.of(Linear.of(4, 16, again), Activation.RELU, Linear.of(16, 3, again));
    Finding finding =
        Planted.curedByHand(
            new IdleParametersCheck(),
            Planted.setup(model, new Adam(0.01), BLOBS),
            Planted.setup(joined, new Adam(0.01), BLOBS));
    assertThat(finding.sentence().english()).startsWith("2 of 4 parameters get no gradient");
  }

  @Test
  void statisticsOverTwoSamplesAreFoundAndLargerBatchesHelp() {
    var random = new SplittableRandom(1);
    Layer model =
        Sequential.of(
            Linear.of(4, 16, random),
            BatchNorm1d.of(16),
            Activation.RELU,
            Linear.of(16, 3, random));
    TrainingSetup setup =
        TrainingSetup.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Adam(0.01)),
            BLOBS,
            TrainOptions.ofEpochs(20).withBatch(2).withValidation(Planted.blobs(120, 2)));
    setup = setup.with(setup.background().withSteps(80));
    Finding finding = Planted.found(new TinyBatchNormCheck(), setup);
    assertThat(finding.sentence().english())
        .startsWith("1:batch norm takes mean and variance over 2");
  }
}
