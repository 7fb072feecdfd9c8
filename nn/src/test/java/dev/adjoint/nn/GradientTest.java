package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.loss.Averaging;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.HuberLoss;
import dev.adjoint.nn.loss.KlDivLoss;
import dev.adjoint.nn.loss.L1Loss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.NllLoss;
import dev.adjoint.nn.loss.ProbabilityCrossEntropyLoss;
import dev.adjoint.nn.loss.QuantileLoss;
import dev.adjoint.nn.loss.SmoothL1Loss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every loss and layer against the central difference, first and second order.
class GradientTest {

  private final SplittableRandom random = new SplittableRandom(31);

  private record Case(String name, Loss loss, Tensor input, Tensor target) {}

  @TestFactory
  Stream<DynamicTest> everyLossAgreesWithTheCentralDifference() {
    Tensor scores = draw(-2, 2, 4, 3);
    Tensor far = draw(3, 4, 4, 3);
    Tensor probabilities = scores.softmax(-1);
    Tensor soft = draw(-1, 1, 4, 3).softmax(-1);
    Tensor index = Tensor.of(2L, 0, 1, 1);
    Tensor unit = draw(0.1, 0.9, 4, 3);
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("squared error", new SquaredErrorLoss(), scores, far));
    cases.add(new Case("huber, near", new HuberLoss(9, Averaging.MEAN), scores, far));
    cases.add(new Case("huber, far", new HuberLoss(0.2, Averaging.SUM), scores, far));
    cases.add(
        new Case(
            "cross entropy of one",
            new CrossEntropyLoss(),
            scores.select(0, 1),
            Tensor.scalar(ElementType.I64, 2)));
    cases.add(new Case("cross entropy, soft", new CrossEntropyLoss(), scores, soft));
    cases.add(
        new Case("cross entropy, smooth", new CrossEntropyLoss(0.1, Averaging.SUM), scores, index));
    CrossEntropyLoss weighted =
        new CrossEntropyLoss()
            .withClassWeights(Tensor.of(ElementType.F64, 0.5, 2.0, 1.25))
            .withIgnoreIndex(1)
            .withSmoothing(0.2);
    Tensor images = draw(-2, 2, 2, 3, 2, 2);
    Tensor places = Tensor.of(new long[] {0, 1, 2, 2, 1, 0, 0, 1}, Shape.of(2, 2, 2));
    for (Averaging averaging : Averaging.values()) {
      cases.add(
          new Case(
              "cross entropy, weighted and smooth " + averaging,
              weighted.withAveraging(averaging),
              images,
              places));
      cases.add(
          new Case(
              "cross entropy, weighted " + averaging,
              weighted.withSmoothing(0).withAveraging(averaging),
              images,
              places));
    }
    for (Averaging averaging : Averaging.values()) {
      cases.add(new Case("mse " + averaging, new MseLoss(averaging), scores, far));
      cases.add(new Case("smooth l1 " + averaging, new SmoothL1Loss(1.5, averaging), scores, far));
      cases.add(
          new Case(
              "quantile " + averaging,
              new QuantileLoss(List.of(0.1, 0.5, 0.95), averaging),
              draw(-2, 2, 4, 2, 3),
              draw(3, 4, 4, 2)));
      cases.add(
          new Case(
              "quantile, target below " + averaging,
              new QuantileLoss(List.of(0.25), averaging),
              draw(3, 4, 4, 1),
              draw(-2, 2, 4)));
      cases.add(new Case("nll " + averaging, new NllLoss(averaging), scores, index));
      cases.add(new Case("kl div " + averaging, new KlDivLoss(averaging), scores, soft));
      cases.add(new Case("l1 " + averaging, new L1Loss(averaging), scores, far));
      cases.add(new Case("bce " + averaging, new BceLoss(averaging), unit, soft));
      cases.add(
          new Case("bce logits " + averaging, new BceWithLogitsLoss(averaging), scores, soft));
      cases.add(
          new Case(
              "bce logits, weighted " + averaging,
              new BceWithLogitsLoss(averaging)
                  .withPositiveWeight(Tensor.of(ElementType.F64, 0.5, 3.0, 1.0)),
              scores,
              soft));
      cases.add(
          new Case(
              "cross entropy " + averaging, new CrossEntropyLoss(0, averaging), scores, index));
      Loss ofProbabilities = new ProbabilityCrossEntropyLoss(averaging);
      cases.add(
          new Case(
              "cross entropy of probabilities " + averaging,
              ofProbabilities,
              probabilities,
              index));
    }
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private void check(Case c) {
    GradientCheck.first(c.name(), random, in -> c.loss().of(in[0], c.target()), c.input())
        .require();
    GradientCheck.second(c.name(), random, in -> c.loss().of(in[0], c.target()), c.input())
        .require();
  }

  @TestFactory
  Stream<DynamicTest> everyActivationAgreesWithTheCentralDifference() {
    // Between the kinks of the piecewise ones, which are at whole numbers and 0.
    Tensor x = Tensor.of(ElementType.F64, -4.3, -2.6, -0.7, -0.2, 0.3, 0.6, 2.4, 6.5);
    return Arrays.stream(Activation.values())
        .map(activation ->
            DynamicTest.dynamicTest(
                activation.toString(),
                () ->
                    GradientCheck.first(
                            activation.toString(), random, in -> activation.forward(in[0]), x)
                        .require()));
  }

  @Test
  void aNetworkOfAllLayersAgreesWithTheCentralDifference() {
    Sequential network =
        Sequential.of(
            new Flatten(),
            linear(6, 5),
            Activation.TANH,
            new LeakyRelu(0.1),
            linear(5, 4),
            new Elu(1.5),
            new Prelu(Parameter.of(Tensor.of(ElementType.F64, 0.25))),
            new Linear(Parameter.of(draw(-1, 1, 3, 4)), Optional.empty()),
            new Softmax(-1));
    Tensor x = draw(-1, 1, 2, 3, 2);
    Tensor target = Tensor.of(0L, 2);
    Loss loss = new ProbabilityCrossEntropyLoss();
    List<Parameter> parameters = Parameters.of(network).list();
    List<Tensor> before = parameters.stream().map(Parameter::value).map(Tensor::detach).toList();
    var verdict =
        GradientCheck.ofParameters(
            "network",
            random,
            () -> loss.of(network.forward(x, Pass.INFERENCE), target),
            parameters);
    assertThat(verdict.passed()).as(verdict.toString()).isTrue();
    for (int i = 0; i < before.size(); i++) {
      assertThat(parameters.get(i).value().contentEquals(before.get(i))).isTrue();
    }
  }

  @TestFactory
  Stream<DynamicTest> reshapingAndNormalisingLayersAgreeWithTheCentralDifference() {
    Parameter weight = Parameter.of(draw(0.5, 1.5, 4));
    Optional<Parameter> bias = Optional.of(Parameter.of(draw(-1, 1, 4)));
    List<PureLayer> layers =
        List.of(
            Unflatten.of(1, 2, 2),
            new Unsqueeze(1),
            new GroupNorm(2, 4, Optional.of(weight), bias, 1e-3),
            new GroupNorm(1, 4, Optional.empty(), Optional.empty(), 1e-3),
            new RmsNorm(Shape.of(3), Optional.of(Parameter.of(draw(0.5, 1.5, 3))), 1e-3),
            new RmsNorm(Shape.of(4, 3), Optional.empty(), 1e-3));
    Tensor x = draw(-2, 2, 2, 4, 3);
    return layers.stream()
        .map(layer ->
            DynamicTest.dynamicTest(
                layer.toString(),
                () -> {
                  GradientCheck.first("x", random, in -> layer.forward(in[0]), x).require();
                  GradientCheck.second("x", random, in -> layer.forward(in[0]), x).require();
                  List<Parameter> parameters = Parameters.of(layer).list();
                  if (!parameters.isEmpty()) {
                    GradientCheck.ofParameters(
                            "parameters", random, () -> layer.forward(x).square().sum(), parameters)
                        .require();
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> ensemblesAgreeWithTheCentralDifference() {
    Tensor x = draw(-2, 2, 2, 4);
    List<Layer> members = List.of(linear(4, 3), linear(4, 3), linear(4, 3));
    return Arrays.stream(Ensemble.Answers.values())
        .map(answers -> {
          Ensemble ensemble = new Ensemble(members, answers);
          return DynamicTest.dynamicTest(
              "ensemble of " + answers,
              () -> {
                GradientCheck.first("x", random, in -> ensemble.forward(in[0], Pass.INFERENCE), x)
                    .require();
                GradientCheck.second("x", random, in -> ensemble.forward(in[0], Pass.INFERENCE), x)
                    .require();
                GradientCheck.ofParameters(
                        "parameters",
                        random,
                        () -> ensemble.forward(x, Pass.INFERENCE).square().sum(),
                        Parameters.of(ensemble).list())
                    .require();
              });
        });
  }

  private Linear linear(int in, int out) {
    return new Linear(
        Parameter.of(draw(-1, 1, out, in)), Optional.of(Parameter.of(draw(-1, 1, out))));
  }

  private Tensor draw(double low, double high, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(ElementType.F64, random.doubles(shape.count(), low, high).toArray(), shape);
  }
}
