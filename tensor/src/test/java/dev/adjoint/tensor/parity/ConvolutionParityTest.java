package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ConvolutionParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "convolution.jsonl", Tolerance.SUMS)
        .row("conv2d", (x, a) -> convolution(x, options(x[1], a)))
        .tests();
  }

  private static Tensor convolution(Tensor[] x, Conv2dOptions options) {
    return x.length == 3 ? x[0].conv2d(x[1], x[2], options) : x[0].conv2d(x[1], options);
  }

  private static Conv2dOptions options(Tensor weight, Attributes a) {
    Conv2dOptions options = Conv2dOptions.standard();
    if (a.has("stride")) {
      options = options.withStride(a.wholes("stride")[0], a.wholes("stride")[1]);
    }
    if (a.has("dilation")) {
      options = options.withDilation(a.wholes("dilation")[0], a.wholes("dilation")[1]);
    }
    if (a.has("groups")) {
      options = options.withGroups(a.whole("groups"));
    }
    if (a.has("padding")) {
      options = options.withPadding(a.wholes("padding")[0], a.wholes("padding")[1]);
    }
    return a.has("same") && a.flag("same")
        ? options.withSamePadding(weight.shape().size(2), weight.shape().size(3))
        : options;
  }
}
