package dev.adjoint.bench.roofline;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.convolution.ConvolutionDataCall;
import dev.adjoint.kernel.convolution.ConvolutionWeightCall;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.matmul.MatmulCall;
import dev.adjoint.kernel.reduce.ReduceCall;
import dev.adjoint.kernel.update.FusedUpdate;
import dev.adjoint.kernel.update.StepCall;
import dev.adjoint.kernel.update.UpdateProgram;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.List;
import java.util.Locale;

/// The kernels at the sizes that the workloads have: products, convolutions, functions of single
/// elements and updates here, those of layers in [LayerCases].
final class KernelCases {

  private final CaseList list = new CaseList();
  private final Kernels kernels = list.kernels();

  private KernelCases() {}

  static List<KernelCase> all() {
    KernelCases all = new KernelCases();
    all.matmul(64, 64, 64);
    all.matmul(256, 256, 256);
    all.matmul(1024, 1024, 1024);
    all.matmul(128, 784, 512);
    all.matmul(768, 128, 512);
    all.matmul(1, 784, 512);
    all.transposed(512, 128, 784);
    all.convolution("", 64, 32, 64, 26, 3, 1);
    all.convolution("", 32, 16, 16, 32, 3, 1);
    all.convolution("1×1 ", 32, 64, 64, 16, 1, 1);
    all.convolution("depthwise ", 32, 64, 64, 32, 3, 64);
    all.elementwise(16_384);
    all.elementwise(4 << 20);
    LayerCases.addTo(all.list);
    all.adam(535_818);
    return all.list.cases();
  }

  private void matmul(int m, int k, int n) {
    View a = list.view(m, k);
    View b = list.view(k, n);
    View c = list.view(m, n);
    list.add(
        "matmul %d × %d × %d".formatted(m, k, n),
        2.0 * m * k * n,
        (double) m * k + (double) k * n + (double) m * n,
        () -> kernels.run(new MatmulCall(a, b, c)));
  }

  /// The first factor read by columns, as for the gradient of a weight.
  private void transposed(int m, int k, int n) {
    View rows = list.view(k, m);
    View a = rows.with(0, new int[] {m, k}, new int[] {1, m});
    View b = list.view(k, n);
    View c = list.view(m, n);
    list.add(
        "matmul %dᵀ × %d × %d".formatted(m, k, n),
        2.0 * m * k * n,
        (double) m * k + (double) k * n + (double) m * n,
        () -> kernels.run(new MatmulCall(a, b, c)));
  }

  /// Without padding, the kernel square.
  private void convolution(
      String kind, int batch, int in, int out, int side, int kernel, int groups) {
    int outSide = side - kernel + 1;
    Convolution how = new Convolution(1, 1, 0, 0, 1, 1, groups);
    int each = in / groups;
    View x = list.view(batch, in, side, side);
    View weight = list.view(out, each, kernel, kernel);
    View y = list.view(batch, out, outSide, outSide);
    double flops = 2.0 * batch * out * outSide * outSide * each * kernel * kernel;
    double words = (double) x.count() + weight.count() + y.count();
    String sizes = " %s%d, %d → %d, %d²".formatted(kind, batch, in, out, side);
    list.add(
        "convolution" + sizes,
        flops,
        words,
        () -> kernels.run(new ConvolutionCall(how, x, weight, null, y)));
    View dx = list.view(batch, in, side, side);
    list.add(
        "convolution data" + sizes,
        flops,
        words,
        () -> kernels.run(new ConvolutionDataCall(how, y, weight, dx)));
    View dw = list.view(out, each, kernel, kernel);
    list.add(
        "convolution weight" + sizes,
        flops,
        words,
        () -> kernels.run(new ConvolutionWeightCall(how, y, x, dw)));
  }

  private void elementwise(int count) {
    View a = list.view(count);
    View b = list.view(count);
    View y = list.view(count);
    View one = list.view(1);
    String size = " %,d".formatted(count);
    list.add(
        "add" + size, count, 3.0 * count, () -> kernels.run(new BinaryCall(Binary.ADD, a, b, y)));
    for (Unary f : List.of(Unary.RELU, Unary.EXP, Unary.TANH, Unary.GELU)) {
      String name = f.name().toLowerCase(Locale.ROOT);
      list.add(name + size, count, 2.0 * count, () -> kernels.run(new UnaryCall(f, a, y)));
    }
    list.add(
        "sum" + size,
        count,
        count,
        () -> kernels.run(new ReduceCall(Reduction.SUM, a, one, 1, count, 1)));
  }

  private void adam(int count) {
    View[] values = {list.view(count)};
    View[] gradients = {list.view(count)};
    View[][] memories = {
      {TensorMemory.view(Tensor.zeros(ElementType.F32, Shape.of(count)))},
      {TensorMemory.view(Tensor.zeros(ElementType.F32, Shape.of(count)))}
    };
    double[] numbers = {-1e-9, 0, 1, 0.9, 0.1, 0.999, 0.001, 1, 1e-8};
    UpdateProgram adam = FusedUpdate.ADAM.program();
    list.add(
        "adam %,d".formatted(count),
        12.0 * count,
        7.0 * count,
        () -> kernels.run(new StepCall(adam, values, gradients, memories, numbers)));
  }
}
