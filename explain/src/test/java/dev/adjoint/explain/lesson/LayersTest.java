package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {

  private static final double EXACT = 1e-12;
  private final Worked lesson = Worked.lesson(2);

  @Test
  void theLossesAreThoseOfTheirFormulas() {
    lesson.value("squared", EXACT, 0.1075);
    lesson.value("mse", EXACT, 0.043);
    lesson.value("l1", EXACT, 0.16);
    lesson.value("bce", 5e-7, 0.228393);
    lesson.value("ceIndex", 5e-7, 0.510826);
    lesson.value("ceOneHot", 5e-7, 0.510826);
    lesson.value("ceBatch", 5e-7, 0.433750);
    lesson.value("ceBatchOneHot", 5e-7, 0.433750);
  }

  @Test
  void theTangentAtFiveHasSlopeAndHeightAsStated() {
    lesson.derivative("slope", EXACT, 0.2);
    lesson.value("tangentSlope", EXACT, 0.2);
    lesson.value("tangentStart", EXACT, -0.25);
  }

  @Test
  void theStepOfACentralDifferenceIsNeitherTooLargeNorTooSmall() {
    lesson.claim("difference.large");
    lesson.claim("difference.tiny");
    lesson.claim("difference.nothing");
    lesson.claim("difference.better");
  }

  @Test
  void theGradientHasTheShapeOfItsArgument() {
    lesson.derivative("gradient", EXACT, -6, 8);
    lesson.derivative("gradient2d", EXACT, -6, 8, 2, -4);
    assertThat(lesson.working().derivative("gradient2d").orElseThrow().analytic().shape())
        .isEqualTo(Shape.of(2, 2));
  }

  @Test
  void theNetHasTheStatedLossProbabilitiesAndGradient() {
    lesson.value("net.L", 5e-13, 0.928068538748);
    lesson.value("net.p", 5.1e-9, 0.36541271, 0.23927078, 0.39531651);
    lesson.derivative(
        "net.dW", 5.1e-9, 0.21924763, 0.14356247, -0.36281009, 0.32887144, 0.2153437, -0.54421514);
  }

  @Test
  void softmaxAppliedTwiceGivesTheStatedWrongLoss() {
    lesson.value("net.wrong", 5e-7, 1.038883);
    lesson.claim("gradient.differ");
  }

  @Test
  void theDescentsEndWhereTheyAreStatedToEnd() {
    lesson.value("swinging", 5.1e-25, -1.24485e-19, 1.65981e-19);
    lesson.value("good", 5.1e-16, -6.11111e-10, 8.14814e-10);
    lesson.claim("descent.swings");
    lesson.claim("descent.straight");
    lesson.claim("descent.diverges");
    lesson.claim("descent.stays");
  }

  @Test
  void twoThousandSamplesInBatchesOf64AreCountedAsStated() {
    lesson.value("epoch.iterations", 0, 32);
    lesson.value("epoch.last", 0, 16);
    lesson.value("epoch.all", 0, 320);
    lesson.value("epoch.seen", 0, 20_000);
    lesson.claim("epoch.once");
  }

  @Test
  void thePurchaseHasTheStatedDerivatives() {
    lesson.value("paid", 1e-10, 220);
    lesson.derivative("price", EXACT, 2.2);
    lesson.derivative("count", 1e-10, 110);
    lesson.derivative("tax", EXACT, 200);
    lesson.value("paidTwo", 1e-10, 715);
  }

  @Test
  void everyHandMadeLayerAgreesWithTheEngineAndWithCentralDifferences() {
    for (String id :
        List.of("relu", "sigmoid", "affine", "affineHigher", "softmaxIndex", "softmaxOneHot")) {
      lesson.claim(id + ".engine");
    }
    lesson.derivative("relu.dx", 0, 1, 0, 0, 4);
    assertThat(shape("affine.dX")).isEqualTo(Shape.of(4, 5));
    assertThat(shape("affine.dW")).isEqualTo(Shape.of(5, 3));
    assertThat(shape("affineHigher.dX")).isEqualTo(Shape.of(2, 2, 3));
  }

  private Shape shape(String id) {
    Derivative derivative = lesson.working().derivative(id).orElseThrow();
    assertThat(derivative.agrees()).isTrue();
    return derivative.analytic().shape();
  }

  @Test
  void theTwoLayerNetHasGradientsWithinATenMillionthAndLearns() {
    assertThat(lesson.working().derivatives())
        .filteredOn(derivative -> derivative.id().startsWith("digits."))
        .hasSize(4)
        .allMatch(derivative -> derivative.difference() < 1e-7);
    lesson.claim("digits.same");
    lesson.claim("digits.learned");
  }
}
