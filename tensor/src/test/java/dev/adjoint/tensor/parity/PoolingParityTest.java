package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PoolingParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "pooling.jsonl", Tolerance.SUMS)
        .row("max pool", (x, a) -> x[0].maxPool2d(windows(a)))
        .row("avg pool", (x, a) -> average(x[0], a))
        .row(
            "adaptive avg pool",
            (x, a) -> x[0].adaptiveAvgPool2d(a.wholes("size")[0], a.wholes("size")[1]))
        .tests();
  }

  private static Tensor average(Tensor x, Attributes a) {
    int divisor = a.whole("divisor");
    boolean count = a.flag("count");
    return divisor == 0 ? x.avgPool2d(windows(a), count) : x.avgPool2d(windows(a), divisor);
  }

  private static Pool2dOptions windows(Attributes a) {
    int[] kernel = a.wholes("kernel");
    int[] stride = a.wholes("stride");
    int[] padding = a.wholes("padding");
    int[] dilation = a.wholes("dilation");
    Pool2dOptions options =
        Pool2dOptions.of(kernel[0], kernel[1])
            .withStride(stride[0], stride[1])
            .withPadding(padding[0], padding[1])
            .withDilation(dilation[0], dilation[1]);
    return a.flag("ceil") ? options.withCeilMode() : options;
  }
}
