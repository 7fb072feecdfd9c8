package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NormalizationParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "normalization.jsonl", Tolerance.SUMS)
        .row("layer norm", NormalizationParityTest::layerNorm)
        .row(
            "layer norm, plain",
            (x, a) -> x[0].layerNorm(Shape.of(a.wholes("over")), a.number("eps")))
        .row("batch norm", NormalizationParityTest::batchNorm)
        .row(
            "batch norm given",
            (x, a) -> x[0].batchNormGiven(x[1], x[2], x[3], x[4], a.number("eps")))
        .rows("running statistics", NormalizationParityTest::running)
        .tests();
  }

  private static Tensor layerNorm(Tensor[] x, Attributes a) {
    double eps = a.number("eps");
    return x.length == 3 ? x[0].layerNorm(x[1], x[2], eps) : x[0].layerNorm(x[1], eps);
  }

  private static Tensor batchNorm(Tensor[] x, Attributes a) {
    double eps = a.number("eps");
    return x.length == 3
        ? x[0].batchNorm(x[1], x[2], Optional.empty(), eps)
        : x[0].batchNorm(Optional.empty(), eps);
  }

  private static List<Tensor> running(Tensor[] x, Attributes a) {
    RunningStatistics statistics =
        RunningStatistics.of(ElementType.F64, x[0].shape().size(1), a.number("momentum"));
    for (Tensor batch : new Tensor[] {x[0], x[1], x[0]}) {
      batch.batchNorm(Optional.of(statistics), 1e-5);
    }
    Tensor mean = statistics.mean().value();
    Tensor variance = statistics.variance().value();
    return List.of(
        mean, variance, statistics.batches().value(), x[1].batchNormGiven(mean, variance, 1e-5));
  }
}
